//! The whole desk: head, the place where the person is, foot.

use super::{about, check, papers, photo, questions, receipt, send, shelf, step, tasks, verdict};
use crate::case::Place;
use crate::components::{DeskFoot, DeskHead, Icon, Sprite, focus_heading, link_to};
use crate::door::Door;
use crate::errands;
use leptos::html;
use leptos::prelude::*;

/// The desk as it stands in its root.
#[component]
pub fn Whole() -> impl IntoView {
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
    let page = move || match place.get() {
        None => view! { <Waiting/> }.into_any(),
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
            <a class="skip" href="#main" on:click=link_to("main".into())>{move || door.t("ui.skip")}</a>
            <Sprite/>
            <DeskHead/>
            {page}
            <DeskFoot/>
        </div>
    }
}

/// Before the rulebook has arrived, or when it cannot.
#[component]
fn Waiting() -> impl IntoView {
    let door = Door::here();
    view! {
        <main class="desk_main" id="main" tabindex="-1"><div class="desk_main-body">
            <div class="desk_main-title"><h1>{move || door.t("ui.name")}</h1></div>
            {move || match door.fault() {
                None => view! { <p class="needs" role="status"><Icon name="half"/><span>{door.t("ui.arriving")}</span></p> }.into_any(),
                Some(text) => view! { <p class="needs" role="alert" data-state="failed"><Icon name="stop"/><span>{door.t(&text)}</span>
                    <button class="button" type="button" data-size="s" on:click=move |_| errands::begin_again(door)>{door.t("ui.again")}</button></p> }.into_any(),
            }}
        </div></main>
    }
}
