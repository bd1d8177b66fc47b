//! One place for many files: each goes to the paper of which its name speaks, the others wait here until the person says what they are.

use super::{FileField, link_to, place_id};
use crate::case::{Case, seen_name};
use crate::door::Door;
use crate::errands;
use engine::At;
use leptos::prelude::*;
use leptos::web_sys;
use rulebook::{DocumentId, Takes};

/// The id of its heading.
pub const TRAY: &str = "papers-tray";

/// The place.
#[component]
pub fn Tray() -> impl IntoView {
    let door = Door::here();
    let placed: RwSignal<Vec<(String, DocumentId)>> = RwSignal::new(Vec::new());
    let give = Callback::new(move |file: web_sys::File| {
        let name = seen_name(&file.name());
        if let Some(document) = errands::sort_in(door, file) {
            placed.update(|placed| placed.push((name, document)));
        }
    });
    // What has been moved or taken away since is no news any more.
    let still = door.slice(move |case| {
        let there = |(name, document): &(String, DocumentId)| case.answers().files(document).iter().any(|file| file.name == *name);
        placed.get().into_iter().filter(there).collect::<Vec<_>>()
    });
    let line = move |(name, document): (String, DocumentId)| {
        let go = link_to(place_id(&At::Document(document.clone())));
        view! { <li><bdi class="file_list-name" translate="no">{name}</bdi>" → "<a href="#" on:click=go>{door.t(document.as_str())}</a></li> }
    };
    view! {
        <section class="tray" aria-labelledby=TRAY>
            <h2 class="size-17" id=TRAY tabindex="-1">{move || door.t("papers.many")}</h2>
            <p class="quiet">{move || door.t("papers.many.says")}</p>
            <FileField document=Case::tray() takes=Takes::Paper give choose="papers.many.choose" label="papers.many"/>
            <div role="status">
                <Show when=move || !still.with(Vec::is_empty)>
                    <p>{move || door.t("papers.many.placed")}</p><ul>{move || still.get().into_iter().map(line).collect_view()}</ul>
                </Show>
            </div>
        </section>
    }
}
