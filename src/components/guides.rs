//! What is told at a place of the way outside of this desk, each folded away until it is wanted.

use super::grade::stands_out;
use super::{GradeMark, Icon, SourceList};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;
use rulebook::{Guide, GuidePlace};

/// The guidance of a place; nothing where there is none.
#[component]
pub fn Guides(
    /// Where.
    place: GuidePlace,
) -> impl IntoView {
    let door = Door::here();
    let guides = door.slice(move |case| case.guides(place));
    let heading = if place == GuidePlace::Otherwise {
        "guides.title.otherwise"
    } else {
        "guides.title"
    };
    // The words may be gone with another language, and the guidance with another rulebook.
    let missing = door.slice(|case| case.book().pack_for_guides().is_some());
    Effect::new(move |_| {
        if missing.get() || door.t_if(heading).is_none() {
            errands::want_guides(door);
        }
    });
    let line = move |guide: Guide| {
        let (id, grade) = (guide.id.as_str(), guide.cite.grade());
        let (title, says) = (door.t(id), door.t(&format!("{id}.says")));
        view! {
            <details class="field-why" data-guide=id.to_owned()>
                <summary><Icon name="next"/><span>{title}" "{stands_out(grade).then(|| view! { <GradeMark grade/> })}</span></summary>
                <div><p>{says}</p><SourceList source=guide.cite.source.clone() grade rule=id.to_owned()/></div>
            </details>
        }
    };
    let told = move || door.t_if(heading).filter(|_| !guides.with(Vec::is_empty));
    move || {
        told().map(|title| {
            let lines = guides.get().into_iter().map(line).collect_view();
            match place {
                // They stand in a part that has its own heading.
                GuidePlace::Need => view! { <div class="guides">{lines}</div> }.into_any(),
                _ => view! { <section class="sheet-part guides"><h2>{title}</h2>{lines}</section> }.into_any(),
            }
        })
    }
}
