//! What is told at a place of the way outside of this desk, each folded away until it is wanted.

use super::{GradeMark, Icon, SourceList};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;
use rulebook::{Grade, Guide, GuidePlace};

/// The guidance of a place; nothing where there is none.
#[component]
pub fn Guides(
    /// Where.
    place: GuidePlace,
) -> impl IntoView {
    let door = Door::here();
    let guides = door.slice(move |case| case.guides(place));
    // The words may be gone with another language, and the guidance with another rulebook.
    let missing = door.slice(|case| case.book().pack_for_guides().is_some());
    Effect::new(move |_| {
        if missing.get() || door.t_if("guides.title").is_none() {
            errands::want_guides(door);
        }
    });
    let line = move |guide: Guide| {
        let (id, grade) = (guide.id.as_str(), guide.cite.grade());
        let (title, says) = (door.t(id), door.t(&format!("{id}.says")));
        view! {
            <details class="field-why" data-guide=id.to_owned()>
                <summary><Icon name="next"/>{title}" "{(grade != Grade::Official).then(|| view! { <GradeMark grade/> })}</summary>
                <div><p>{says}</p><SourceList source=guide.cite.source.clone() grade rule=id.to_owned()/></div>
            </details>
        }
    };
    let told = move || door.t_if("guides.title").filter(|_| !guides.with(Vec::is_empty));
    move || {
        told().map(|title| {
            view! { <section class="sheet-part guides"><h2>{title}</h2>{guides.get().into_iter().map(line).collect_view()}</section> }
        })
    }
}
