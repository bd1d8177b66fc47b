//! Madoguchi: an application desk that runs wholly in the browser. The page and every embedder enter by [`element::mount`].

mod case;
mod components;
mod desk;
mod door;
mod draft;
mod element;
mod errands;
mod pages;
mod ports;
mod texts;

fn main() {}
