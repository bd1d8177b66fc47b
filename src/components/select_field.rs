//! A list to open.

use super::choice_field::items;
use super::field::Control;
use crate::case::Change;
use crate::door::Door;
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
    let options = move || {
        let (lang, now) = (door.words().lang.clone(), typed.get());
        items
            .get()
            .into_iter()
            .map(|item| {
                let chosen = item.id == now;
                view! { <option value=item.id.clone() selected=chosen prop:selected=chosen>{item.name(&lang).to_owned()}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field-control">
            <select class="input" id=control.id.clone() data-width="l" aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                on:change=move |event| door.apply(Change::Answer(slot.get_value(), event_target_value(&event)))>
                <option value="" selected=move || typed.with(String::is_empty)>{move || door.t("ui.choose")}</option>
                {options}
            </select>
            <super::search_select::Arriving control=control.clone()/>
        </div>
    }
}
