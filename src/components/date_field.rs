//! Year, month and day in three boxes, as on the paper form; eras are understood and read back.

use super::field::Control;
use super::on_leave;
use crate::case::Change;
use crate::door::Door;
use engine::{Value, era_of};
use leptos::html;
use leptos::prelude::*;
use rulebook::Day;

/// The three pieces of a day as typed. A day written in one piece stands in the first box until it is understood.
pub(super) fn pieces(typed: &str) -> [String; 3] {
    match typed.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => [(*year).into(), (*month).into(), (*day).into()],
        _ => [typed.into(), String::new(), String::new()],
    }
}

fn joined([year, month, day]: [String; 3]) -> String {
    // Somebody who pastes a whole day into one box has written a day.
    let whole = month.is_empty() && day.is_empty() && (year.chars().count() > 5 || year.contains(['/', '.', '\u{5e74}']));
    if whole {
        return year.replace('-', "/");
    }
    if year.is_empty() && month.is_empty() && day.is_empty() {
        String::new()
    } else {
        format!("{year}-{month}-{day}")
    }
}

/// Three boxes.
#[component]
pub fn DateField(
    /// The frame's side of it.
    control: Control,
    /// Whether pieces may be unknown.
    unknown: bool,
) -> impl IntoView {
    let door = Door::here();
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let view = door.field(control.slot.clone());
    let put = move |at: usize, text: String| {
        let mut now = pieces(&typed.get_untracked());
        if let Some(piece) = now.get_mut(at) {
            *piece = text.replace('-', "/");
        }
        door.apply(Change::Answer(slot.get_value(), joined(now)));
    };
    let auto = control.field.autocomplete.clone();
    let part = |at: usize, name: &'static str, text: &'static str| {
        let here: NodeRef<html::Input> = NodeRef::new();
        Effect::new(move |_| {
            typed.with(|typed| {
                let piece = pieces(typed)[at].clone();
                let piece = if unknown && at > 0 && piece == "00" { String::new() } else { piece };
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
        let token = if auto == "bday" { format!("bday-{name}") } else { "off".into() };
        view! {
            <span class="date_field-part">
                <input class="input" id=id.clone() data-part=name inputmode="numeric" autocomplete=token node_ref=here
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
    let era = move || {
        let year = view.with(|view| match view.as_ref()?.value.as_ref()? {
            Value::Day(day) => day.whole().or_else(|| Day::from_ymd_opt(day.year?, 7, 1)),
            _ => None,
        })?;
        let words = door.words();
        let era = words.era(year)?;
        era_of(year)?;
        Some(words.fill("ui.era", &[("year", &chrono::Datelike::year(&year).to_string()), ("era", &era)]))
            .filter(|text| !text.is_empty() && text != "ui.era")
    };
    let unsure = move || {
        let now = pieces(&typed.get());
        now[1] == "00" || now[2] == "00"
    };
    let tick = move |on: bool| {
        let [year, month, day] = pieces(&typed.get_untracked());
        let now = if on {
            [
                if year.is_empty() { "0000".into() } else { year },
                if month.is_empty() { "00".into() } else { month },
                if day.is_empty() { "00".into() } else { day },
            ]
        } else {
            let clear = |piece: String| if piece.chars().all(|c| c == '0') { String::new() } else { piece };
            [clear(year), clear(month), clear(day)]
        };
        door.apply(Change::Answer(slot.get_value(), joined(now)));
    };
    view! {
        <div class="date_field field-control">
            {part(0, "year", "ui.year")}{part(1, "month", "ui.month")}{part(2, "day", "ui.day")}
            <span class="date_field-era">{era}</span>
        </div>
        {unknown.then(|| view! {
            <label class="month_field-unknown"><input type="checkbox" prop:checked=unsure on:change=move |event| tick(event_target_checked(&event))/>
                <span>{move || door.t("ui.date.unknown")}</span></label>
        })}
    }
}
