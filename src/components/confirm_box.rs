//! One box to tick beside a long sentence.

use super::choice_field::items;
use super::control::Control;
use super::heard::ticked;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;

/// The box of a list with one item.
#[component]
pub fn ConfirmBox(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let items = items(door, &control);
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let only = move || items.with(|items| items.first().cloned()).unwrap_or_default();
    let put = move |on: bool| door.apply(Change::Answer(slot.get_value(), if on { untrack(only).id } else { String::new() }));
    let here: NodeRef<html::Input> = NodeRef::new();
    let heard = ticked(door, here, move || !typed.with(String::is_empty), put);
    view! {
        <div class="confirm_box field-control"><label class="choice_field-row">
            <input type="checkbox" id=control.id.clone() node_ref=here
                aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                on:change=move |_| heard.read()/>
            <span class="confirm_box-say">{move || door.words().name(&only()).to_owned()}</span>
        </label></div>
    }
}
