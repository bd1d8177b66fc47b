//! One file a place, and the frame around them.

mod about;
mod check;
mod papers;
mod photo;
mod questions;
mod receipt;
mod send;
mod shelf;
mod step;
mod tasks;
mod verdict;
mod whole;

pub use whole::Whole;
