//! The foot of the desk: what it is not, and where to read more.

use crate::case::{Change, Place};
use crate::door::Door;
use leptos::prelude::*;

/// The foot.
#[component]
pub fn DeskFoot() -> impl IntoView {
    let door = Door::here();
    let link = move |to: Place, text: &'static str| {
        view! {
            <li><a href=format!("#{}", to.path()) on:click=move |event| { event.prevent_default(); door.apply(Change::Go(to.clone())) }>{door.text(text)}</a></li>
        }
    };
    view! {
        <footer class="desk_foot"><div class="desk_foot-in">
            <p>{door.text("ui.foot")}</p>
            <ul class="desk_foot-links">{link(Place::Shelf, "ui.foot.data")}{link(Place::About, "ui.foot.sources")}</ul>
        </div></footer>
    }
}
