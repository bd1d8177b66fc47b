//! Year and month in two boxes; where the form allows it, the month may be unknown.

use super::field::Control;
use super::on_leave;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;

fn pieces(typed: &str) -> [String; 2] {
    match typed.split_once('-') {
        Some((year, month)) => [year.into(), month.into()],
        None => [typed.into(), String::new()],
    }
}

fn joined([year, month]: [String; 2]) -> String {
    if year.is_empty() && month.is_empty() {
        String::new()
    } else {
        format!("{year}-{month}")
    }
}

/// Two boxes.
#[component]
pub fn MonthField(
    /// The frame's side of it.
    control: Control,
    /// Whether the month may be unknown.
    unknown: bool,
) -> impl IntoView {
    let door = Door::here();
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let put = move |at: usize, text: String| {
        let mut now = pieces(&typed.get_untracked());
        if let Some(piece) = now.get_mut(at) {
            *piece = text.replace('-', "/");
        }
        door.apply(Change::Answer(slot.get_value(), joined(now)));
    };
    let part = |at: usize, name: &'static str, text: &'static str| {
        let here: NodeRef<html::Input> = NodeRef::new();
        Effect::new(move |_| {
            typed.with(|typed| {
                let piece = pieces(typed)[at].clone();
                let piece = if unknown && at == 1 && piece == "00" {
                    String::new()
                } else {
                    piece
                };
                if let Some(here) = here.get()
                    && here.value() != piece
                {
                    here.set_value(&piece);
                }
            });
        });
        let id = if at == 0 {
            control.id.clone()
        } else {
            format!("{}-{name}", control.id)
        };
        view! {
            <span class="date_field-part">
                <input class="input" id=id.clone() data-part=name inputmode="numeric" autocomplete="off" node_ref=here
                    aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                    on:input=move |event| put(at, event_target_value(&event))
                    on:blur=move |event| {
                        // A field that goes away while it has the focus is left after it is gone.
                        if let Some(left) = slot.try_get_value() { on_leave(&event, move || door.apply(Change::Leave(left))) }
                    }/>
                <label for=id>{move || door.t(text)}</label>
            </span>
        }
    };
    let unsure = move || pieces(&typed.get())[1] == "00";
    let tick = move |on: bool| {
        let [year, _] = pieces(&typed.get_untracked());
        door.apply(Change::Answer(
            slot.get_value(),
            joined([year, if on { "00".into() } else { String::new() }]),
        ));
    };
    view! {
        <div class="month_field field-control">
            <div class="date_field">{part(0, "year", "ui.year")}{part(1, "month", "ui.month")}</div>
            {unknown.then(|| view! {
                <label class="month_field-unknown"><input type="checkbox" prop:checked=unsure on:change=move |event| tick(event_target_checked(&event))/>
                    <span>{move || door.t("ui.month.unknown")}</span></label>
            })}
        </div>
    }
}
