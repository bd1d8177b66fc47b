//! From the list of tasks to the receipt, and what stands beside the case.

use crate::pages::{about_page, check_page, copy_page, questions_page, receipt_page, send_page, shelf_page, tasks_page};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// What it can do.
#[derive(Clone, Copy)]
pub struct Hands {
    /// The list of tasks.
    pub tasks: fn() -> AnyView,
    /// The page on which all is checked.
    pub check: fn() -> AnyView,
    /// The answers, to be copied by hand.
    pub copy: fn() -> AnyView,
    /// The page of sending.
    pub send: fn() -> AnyView,
    /// The receipt.
    pub receipt: fn() -> AnyView,
    /// All questions at once.
    pub questions: fn() -> AnyView,
    /// The drafts on this device.
    pub shelf: fn() -> AnyView,
    /// What this desk is.
    pub about: fn() -> AnyView,
}

#[wasm_split(rest, wasm_split_path = ::leptos::wasm_split, fallible)]
fn hands() -> Result<Hands, SplitLoaderError> {
    Ok(Hands {
        tasks: tasks_page,
        check: check_page,
        copy: copy_page,
        send: send_page,
        receipt: receipt_page,
        questions: questions_page,
        shelf: shelf_page,
        about: about_page,
    })
}

pub(super) fn load() -> super::Loading<Hands> {
    Box::pin(async { hands().await.ok() })
}
