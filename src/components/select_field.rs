//! A list to open.

use super::choice_field::items;
use super::control::Control;
use super::heard::picked;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;

/// A native list, for ten or so choices.
#[component]
pub fn SelectField(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let items = items(door, &control);
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let here: NodeRef<html::Select> = NodeRef::new();
    // What is in no list, or in one that has not arrived, cannot be shown as chosen.
    let shown = move || {
        typed
            .with(|typed| items.with(|items| items.iter().find(|item| item.id == *typed).map(|item| item.id.clone())))
            .unwrap_or_default()
    };
    let heard = picked(door, here, shown, move |id| door.apply(Change::Answer(slot.get_value(), id)));
    let options = move || {
        let (words, now) = (door.words(), typed.get());
        items
            .get()
            .into_iter()
            .map(|item| {
                let chosen = item.id == now;
                view! { <option value=item.id.clone() selected=chosen prop:selected=chosen>{words.name(&item).to_owned()}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field-control">
            <select class="input" id=control.id.clone() data-width="l" node_ref=here aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                on:change=move |_| heard.read()>
                <option value="" selected=move || typed.with(String::is_empty)>{move || door.t("ui.choose")}</option>
                {options}
            </select>
            <super::search_select::Arriving control=control.clone()/>
        </div>
    }
}
