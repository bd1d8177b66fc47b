//! One file a place, and the frame around them.

mod about;
mod check;
mod copy;
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

pub use shelf::Found;
pub use whole::Whole;

use leptos::prelude::*;

/// Whether one can file online.
pub fn verdict_page() -> AnyView {
    verdict::page().into_any()
}

/// The photo.
pub fn photo_page() -> AnyView {
    photo::page().into_any()
}

/// The papers.
pub fn papers_page() -> AnyView {
    papers::page().into_any()
}

/// The list of tasks.
pub fn tasks_page() -> AnyView {
    tasks::page().into_any()
}

/// All answers, and what is missing.
pub fn check_page() -> AnyView {
    check::page().into_any()
}

/// The answers, to be copied by hand.
pub fn copy_page() -> AnyView {
    copy::page().into_any()
}

/// Sending.
pub fn send_page() -> AnyView {
    send::page().into_any()
}

/// What came back.
pub fn receipt_page() -> AnyView {
    receipt::page().into_any()
}

/// All questions at once.
pub fn questions_page() -> AnyView {
    questions::page().into_any()
}

/// The drafts on this device.
pub fn shelf_page() -> AnyView {
    shelf::page().into_any()
}

/// What this desk is.
pub fn about_page() -> AnyView {
    about::page().into_any()
}
