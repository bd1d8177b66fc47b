//! The quiet line that says where the answers are kept.

use super::Icon;
use crate::case::Saved;
use crate::door::Door;
use engine::Keeping;
use leptos::prelude::*;

/// Whether and when the draft was kept, and its files.
#[component]
pub fn SavedMark() -> impl IntoView {
    let door = Door::here();
    let saved = door.slice(|case| case.saved().clone());
    let missing = door.slice(|case| case.keys_that_are(Keeping::Loose).len() + case.keys_that_are(Keeping::Lost).len());
    let pending = door.slice(|case| !case.keys_that_are(Keeping::Pending).is_empty());
    let waits = door.slice(|case| case.unsaved() || !case.keys_that_are(Keeping::Pending).is_empty());
    let persists = Memo::new(move |_| door.read_desk(|desk| desk.persists).flatten());
    let icon = Signal::derive(move || match saved.get() {
        Saved::Failed(_) | Saved::Elsewhere(_) | Saved::Deleted | Saved::Gone => "care",
        _ if missing.get() > 0 => "care",
        Saved::At { .. } if !waits.get() => "check",
        Saved::At { .. } | Saved::Nothing => "half",
    });
    // Words change only with what is kept: a line that said "saving" with every key would be read aloud as often.
    let says = move || match saved.get() {
        Saved::Nothing => door.t("saved.nothing"),
        // Answers may be kept already: of a case whose files are still being written nobody is told that it is saved.
        Saved::At { .. } if pending.get() => door.t("saved.writing"),
        Saved::At { time, .. } => door.tf("saved.at", &[("time", &time)]),
        Saved::Failed(text) | Saved::Elsewhere(text) => door.t(text.as_str()),
        Saved::Deleted => door.t("saved.deleted"),
        Saved::Gone => door.t("saved.gone"),
    };
    let of_files = move || (missing.get() > 0).then(|| door.tf("saved.files", &[("n", &missing.get().to_string())]));
    let of_browser = move || {
        let kept = matches!(saved.get(), Saved::At { .. });
        (kept && persists.get() == Some(false)).then(|| door.t("saved.loose"))
    };
    let line = move || door.sentences([Some(says()), of_files(), of_browser()]);
    view! { <p class="saved_mark" id="saved" role="status"><Icon name=icon/><span>{line}</span></p> }
}
