//! The quiet line that says where the answers are kept.

use super::Icon;
use crate::case::Saved;
use crate::door::Door;
use leptos::prelude::*;

/// Whether and when the draft was kept.
#[component]
pub fn SavedMark() -> impl IntoView {
    let door = Door::here();
    let saved = door.slice(|case| case.saved().clone());
    let icon = Signal::derive(move || {
        if matches!(saved.get(), Saved::Failed(_) | Saved::Elsewhere) {
            "care"
        } else {
            "check"
        }
    });
    let says = move || match saved.get() {
        Saved::Nothing => door.t("saved.nothing"),
        Saved::At(time) => door.tf("saved.at", &[("time", &time)]),
        Saved::Failed(text) => door.t(text.as_str()),
        Saved::Elsewhere => door.t("saved.elsewhere"),
    };
    view! { <p class="saved_mark" id="saved" role="status"><Icon name=icon/><span>{says}</span></p> }
}
