//! The whole desk: head, the place where the person is, foot.

use super::{about, check, papers, photo, questions, receipt, send, shelf, step, tasks, verdict};
use crate::case::{Place, Standing};
use crate::components::{DeskFoot, DeskHead, Elsewhere, Sprite, focus_heading};
use crate::door::Door;
use crate::errands;
use leptos::html;
use leptos::prelude::*;

/// The desk as it stands in its root. Until the first words have arrived the host's own text is seen: a shadow root hides
/// it, unless there is a slot for it.
#[component]
pub fn Whole() -> impl IntoView {
    let door = Door::here();
    let open = Memo::new(move |_| door.is_open());
    move || {
        if open.get() {
            view! { <Opened/> }.into_any()
        } else {
            view! { <slot></slot> }.into_any()
        }
    }
}

/// The desk with everything on it.
#[component]
fn Opened() -> impl IntoView {
    let door = Door::here();
    let desk: NodeRef<html::Div> = NodeRef::new();
    let place = Memo::new(move |_| door.read(|case| case.place().clone()));
    let attention = Memo::new(move |_| door.read(|case| (case.id().to_owned(), case.attention())));
    // The focus follows the person, never the other way: not on the first look, and not when another draft is opened.
    Effect::new(move |before: Option<Option<(String, u32)>>| {
        let now = attention.get();
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && before != *now
        {
            request_animation_frame(move || {
                if let Some(desk) = desk.get_untracked() {
                    focus_heading(&desk);
                }
            });
        }
        now
    });
    errands::follow(door);
    // What stands on these pages is not the case: the shelf can be tidied while another tab has the draft.
    let shut = door.slice(|case| case.standing() == Standing::Looking && !case.place().is_beside());
    let page = move || match place.get() {
        None => ().into_any(),
        Some(Place::Step(id)) => step::page(id).into_any(),
        Some(Place::Verdict) => verdict::page().into_any(),
        Some(Place::Tasks) => tasks::page().into_any(),
        Some(Place::Photo) => photo::page().into_any(),
        Some(Place::Papers) => papers::page().into_any(),
        Some(Place::Check) => check::page().into_any(),
        Some(Place::Send) => send::page().into_any(),
        Some(Place::Receipt) => receipt::page().into_any(),
        Some(Place::Questions) => questions::page().into_any(),
        Some(Place::Shelf) => shelf::page().into_any(),
        Some(Place::About) => about::page().into_any(),
    };
    view! {
        <div class="desk" lang=move || door.words().lang.clone() data-density=move || door.office().then_some("office") node_ref=desk>
            <Sprite/>
            <DeskHead/>
            <Elsewhere/>
            <fieldset class="desk_hold" disabled=shut>{page}</fieldset>
            <DeskFoot/>
        </div>
    }
}
