//! One file a place, and the frame around them.

mod about;
mod check;
mod photo;
mod papers;
mod questions;
mod receipt;
mod send;
mod shelf;
mod step;
mod tasks;
mod verdict;
mod whole;

pub use whole::Whole;
