//! What is wrong on this page, with a link to each place. Takes the focus when the person pressed "next".

use super::{Icon, field_id, focus_id};
use crate::case::{Change, Place};
use crate::door::Door;
use engine::{At, Finding, RowId};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// The id of the element at a place, on the page where it stands.
pub fn place_id(at: &At) -> String {
    match at {
        At::Field(slot) => field_id(slot),
        At::Group(group) => format!("group-{}", group.as_str().replace('.', "-")),
        At::Document(document) | At::File(document, _) => format!("document-{}", document.as_str().replace('.', "-")),
        At::Papers => "papers-total".into(),
        At::Eligibility => "main".into(),
    }
}

/// The id of the place, on the page on which all is checked, where it stands in full what is said of filing.
pub const FILING: &str = "filing";

/// The summary; nothing where nothing is wrong.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let door = Door::here();
    let found = Memo::new(move |_| door.read(|case| case.summary()).filter(|_| door.can_tell()).unwrap_or_default());
    let line = move |finding: Finding| {
        let (id, at) = (place_id(&finding.at), finding.at.clone());
        let about_filing = finding.is_about_filing();
        let says = door.says_of(&finding);
        let press = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            let near = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let found =
                near.is_some_and(|near| (about_filing && focus_id(&near, FILING)) || (at != At::Eligibility && focus_id(&near, &id)));
            if found {
                return;
            }
            // Not on this page, or in a row that is closed: go where it stands.
            match &at {
                At::Field(slot) if slot.row != RowId::NONE => door.apply(Change::Mend(slot.clone())),
                At::Field(slot) => door.apply(Change::Mend(slot.clone())),
                At::Group(_) => door.apply(Change::Go(Place::Tasks)),
                At::Document(_) | At::File(..) | At::Papers => door.apply(Change::MendAt(papers_or_photo(&door, &at))),
                At::Eligibility => door.apply(Change::MendAt(Place::Verdict)),
            }
        };
        view! { <li><a href="#" on:click=press>{says}</a></li> }
    };
    let head = move || {
        let count = found.with(Vec::len).to_string();
        door.tf(if count == "1" { "summary.one" } else { "summary.many" }, &[("n", &count)])
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <div class="error_summary" role="group" aria-labelledby="error-summary-head" tabindex="-1">
                <h2 class="error_summary-head" id="error-summary-head"><Icon name="stop"/>{head}</h2>
                <ol class="error_summary-list">{move || found.get().into_iter().map(line).collect_view()}</ol>
            </div>
        </Show>
    }
}

fn papers_or_photo(door: &Door, at: &At) -> Place {
    let takes = match at {
        At::Document(id) | At::File(id, _) => door.peek(|case| case.takes(id)).flatten(),
        _ => None,
    };
    takes.map_or(Place::Papers, Place::of_files)
}
