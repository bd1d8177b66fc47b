//! What keeps drafts and opens them again.

use crate::case::Case;
use crate::components::Elsewhere;
use crate::door::Door;
use crate::errands::{self, World};
use crate::manners::{Manners, manners};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos::web_sys::HtmlElement;
use std::pin::Pin;
use std::rc::Rc;

pub(super) type Doing<T> = Pin<Box<dyn Future<Output = T>>>;

/// What it can do.
#[derive(Clone, Copy)]
pub struct Hands {
    /// Opens the store, listens to other tabs, and opens the draft that this tab had open. Answers whether there was one.
    pub begin: fn(Door) -> Doing<bool>,
    /// Saves the open case as it stands now, if something has changed since the last time.
    pub save: fn(Door) -> Doing<()>,
    /// Saves a case, shown in a language, of a desk that is closed already.
    pub save_last: fn(Rc<World>, Case, String) -> Doing<()>,
    /// Tries again to keep files that could not be kept.
    pub keep_loose: fn(Door),
    /// How the desk behaves towards the browser and the page around it.
    pub manners: fn(&HtmlElement, Door) -> Manners,
    /// Says that the draft is open elsewhere, or gone.
    pub elsewhere: fn() -> AnyView,
}

#[wasm_split(keep, wasm_split_path = ::leptos::wasm_split, fallible)]
fn hands() -> Result<Hands, SplitLoaderError> {
    Ok(Hands {
        begin: |door| Box::pin(errands::begin_keeping(door)),
        save: |door| Box::pin(errands::save(door)),
        save_last: |world, case, lang| Box::pin(errands::save_closed(world, case, lang)),
        keep_loose: errands::keep_loose,
        manners,
        elsewhere: || view! { <Elsewhere/> }.into_any(),
    })
}

pub(super) fn load() -> super::Loading<Hands> {
    Box::pin(async { hands().await.ok() })
}
