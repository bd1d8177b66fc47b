//! The whole desk: head, the place where the person is, foot.

use super::step;
use crate::case::{Place, Standing};
use crate::components::{DeskFoot, DeskHead, Icon, Sprite, focus_heading};
use crate::door::{Door, Reach};
use crate::errands;
use crate::parts::{FILES, FORM, KEEP, REST, beside, is_ready, page};
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
    let moved = StoredValue::new(false);
    let focus = move || {
        request_animation_frame(move || {
            if let Some(desk) = desk.get_untracked() {
                focus_heading(&desk);
            }
        })
    };
    // The focus follows the person, never the other way: not on the first look, and not when another draft is opened.
    Effect::new(move |before: Option<Option<(String, u32)>>| {
        let now = attention.get();
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && before != *now
        {
            moved.set_value(true);
            focus();
        }
        now
    });
    // Where a page came later than the person, its heading had nothing to give the focus to.
    let ready = move |place: &Place| match place {
        Place::Step(_) => true,
        Place::Verdict => is_ready(&FORM),
        Place::Photo | Place::Papers => is_ready(&FILES),
        _ => is_ready(&REST),
    };
    let whole = Memo::new(move |_| place.get().map(|place| (ready(&place), place)));
    Effect::new(move |before: Option<Option<(bool, Place)>>| {
        let now = whole.get();
        if let (Some(Some((false, from))), Some((true, to))) = (before, &now)
            && from == *to
            && moved.get_value()
        {
            focus();
        }
        now
    });
    errands::follow(door);
    // What stands on these pages is not the case: the shelf can be tidied while another tab has the draft.
    let shut = door.slice(|case| case.standing() == Standing::Looking && !case.place().is_beside());
    let shown = move || match place.get() {
        None => ().into_any(),
        Some(Place::Step(id)) => step::page(id).into_any(),
        Some(Place::Verdict) => page(&FORM, |part| (part.verdict)()),
        Some(Place::Tasks) => page(&REST, |part| (part.tasks)()),
        Some(Place::Photo) => page(&FILES, |part| (part.photo)()),
        Some(Place::Papers) => page(&FILES, |part| (part.papers)()),
        Some(Place::Check) => page(&REST, |part| (part.check)()),
        Some(Place::Copy) => page(&REST, |part| (part.copy)()),
        Some(Place::Send) => page(&REST, |part| (part.send)()),
        Some(Place::Receipt) => page(&REST, |part| (part.receipt)()),
        Some(Place::Questions) => page(&REST, |part| (part.questions)()),
        Some(Place::Shelf) => page(&REST, |part| (part.shelf)()),
        Some(Place::About) => page(&REST, |part| (part.about)()),
    };
    view! {
        <div class="desk" lang=move || door.words().lang.clone() data-density=move || door.office().then_some("office") node_ref=desk>
            <Sprite/>
            <DeskHead/>
            {beside(&KEEP, |part| (part.elsewhere)())}
            {move || (door.reach() == Reach::Stale).then(|| view! {
                <div class="notice" data-desk="stale" role="alert"><Icon name="care"/><p>{door.t("later.gone")}</p></div>
            })}
            <fieldset class="desk_hold" disabled=shut>{shown}</fieldset>
            <DeskFoot/>
        </div>
    }
}
