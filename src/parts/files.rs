//! The photo and the papers.

use crate::pages::{papers_page, photo_page};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// What it can do.
#[derive(Clone, Copy)]
pub struct Hands {
    /// The page of the photo.
    pub photo: fn() -> AnyView,
    /// The page of the papers.
    pub papers: fn() -> AnyView,
}

#[wasm_split(files, wasm_split_path = ::leptos::wasm_split, fallible)]
fn hands() -> Result<Hands, SplitLoaderError> {
    Ok(Hands {
        photo: photo_page,
        papers: papers_page,
    })
}

pub(super) fn load() -> super::Loading<Hands> {
    Box::pin(async { hands().await.ok() })
}
