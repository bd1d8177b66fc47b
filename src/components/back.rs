//! The way back.

use super::Icon;
use crate::case::{Change, Place};
use crate::door::Door;
use leptos::prelude::*;

/// A link to an earlier place.
#[component]
pub fn Back(
    /// Where it leads.
    to: Place,
    /// Id of its text.
    text: &'static str,
) -> impl IntoView {
    let door = Door::here();
    view! {
        <a class="back" href=format!("#{}", to.path()) on:click=move |event| { event.prevent_default(); door.apply(Change::Go(to.clone())) }>
            <Icon name="next"/>{door.text(text)}
        </a>
    }
}
