//! Madoguchi: an application desk that runs wholly in the browser. The page and every embedder enter by [`element::mount`].

mod case;
mod components;
mod desk;
mod door;
mod draft;
mod element;
mod errands;
mod manners;
mod pages;
mod parts;
mod ports;
mod texts;

fn main() {
    // While building only: a message may hold an answer, and answers are never logged.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|fault| web_sys::console::error_1(&fault.to_string().into())));
}
