//! What opens a draft as it rests. Most who come have none, and what saves need not wait for it.

use super::keep::Doing;
use crate::door::Door;
use crate::errands::{self, World};
use crate::ports::locks::Held;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::rc::Rc;

/// What it can do.
#[derive(Clone, Copy)]
pub struct Hands {
    /// Opens a draft; with its lock, if it is ours already. Answers whether it is there.
    pub resume: fn(Door, Rc<World>, String, Option<Held>) -> Doing<bool>,
}

#[wasm_split(open, wasm_split_path = ::leptos::wasm_split, fallible)]
fn hands() -> Result<Hands, SplitLoaderError> {
    Ok(Hands {
        resume: |door, world, id, held| Box::pin(async move { errands::resume(door, &world, &id, held).await }),
    })
}

pub(super) fn load() -> super::Loading<Hands> {
    Box::pin(async { hands().await.ok() })
}
