//! The head of the desk: its name and the languages.

use super::link_to;
use crate::case::{Change, Place};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;

/// The head.
#[component]
pub fn DeskHead() -> impl IntoView {
    let door = Door::here();
    let languages = move || {
        let now = door.words().lang.clone();
        door.languages()
            .into_iter()
            .map(|(code, name)| {
                let chosen = (code == now).then_some("true");
                let to = code.clone();
                view! {
                    <li><a href="#" lang=code.clone() hreflang=code aria-current=chosen
                        on:click=move |event| { event.prevent_default(); errands::speak(door, to.clone()) }>{name}</a></li>
                }
            })
            .collect_view()
    };
    view! {
        <header class="desk_head">
            // A button: what a link names by `#` is looked for in the host page, not in this root.
            <button class="button skip" type="button" on:click=link_to("main".into())>{door.text("ui.skip")}</button>
            <div class="desk_head-in">
            <a class="desk_head-name" href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Shelf)) }>
                <svg class="mark" viewBox="0 0 36 34" aria-hidden="true">
                    <rect class="mark-pane" x="18" y="5" width="11" height="20"/>
                    <path class="mark-frame" d="M7 26V7.500A4.5 4.5 0 0111.5 3h13A4.5 4.5 0 0129 7.500V26M18 3v23"/>
                    <rect class="mark-board" x="1" y="25" width="34" height="5" rx="2.5"/>
                </svg>
                <span>{door.text("ui.name")}</span><span class="desk_head-sub">{door.text("ui.name.sub")}</span>
            </a>
            <nav class="language_switch" aria-label=door.text("ui.language")><ul class="language_switch-list">{languages}</ul></nav>
        </div></header>
    }
}
