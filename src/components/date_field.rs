//! Year, month and day in three boxes, as on the paper form; eras are understood and read back.

use super::control::Control;
use super::date_parts::{Parts, UNKNOWN, joined};
use crate::door::Door;
use chrono::Datelike;
use engine::{Slot, Value, era_of};
use leptos::prelude::*;
use rulebook::Day;

/// The answer of three pieces. Somebody who pastes a whole day into one box has written a day.
fn day_of([year, month, day]: [String; 3]) -> String {
    let long = year.chars().count() > 5 || year.contains(['/', '.', '\u{5e74}']);
    if long && month.is_empty() && day.is_empty() {
        year.replace('-', "/")
    } else {
        joined([year, month, day])
    }
}

/// Ticked, every empty piece is unknown; not any more, none is.
fn tick([year, month, day]: [String; 3], on: bool) -> [String; 3] {
    let set = |piece: String, unknown: &str| match on {
        true if piece.is_empty() => unknown.into(),
        false if piece.chars().all(|c| c == '0') => String::new(),
        _ => piece,
    };
    [set(year, "0000"), set(month, UNKNOWN), set(day, UNKNOWN)]
}

/// Three boxes.
#[component]
pub fn DateField(
    /// The frame's side of it.
    control: Control,
    /// Whether pieces may be unknown.
    unknown: bool,
) -> impl IntoView {
    let parts = Parts::of(&control, day_of);
    view! {
        <div class="date_field field-control">
            {parts.boxes(&control, unknown)}
            <span class="date_field-era">{era(control.slot.clone())}</span>
        </div>
        {unknown.then(|| parts.unsure("ui.date.unknown", tick))}
    }
}

/// The year of a day in its era, once it is known. Where only the year is, as it is in the middle of it.
fn era(slot: Slot) -> impl Fn() -> Option<String> {
    let door = Door::here();
    let view = door.field(slot);
    move || {
        let day = view.with(|view| match view.as_ref()?.value.as_ref()? {
            Value::Day(day) => day.whole().or_else(|| Day::from_ymd_opt(day.year?, 7, 1)),
            _ => None,
        })?;
        let words = door.words();
        let era = words.era(day)?;
        era_of(day)?;
        Some(words.fill("ui.era", &[("year", &day.year().to_string()), ("era", &era)])).filter(|text| !text.is_empty() && text != "ui.era")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: [&str; 3], expected: &str) {
        assert_eq!(day_of(pieces.map(str::to_owned)), expected, "{pieces:?}");
    }

    #[test]
    fn a_whole_day_in_the_first_box_is_a_day() {
        check(["2026", "11", "23"], "2026-11-23");
        check(["", "", ""], "");
        check(["2026", "", ""], "2026--");
        check(["2026-11-23", "", ""], "2026/11/23");
        check(["R8.11.23", "", ""], "R8.11.23");
        check(["\u{4ee4}\u{548c}8\u{5e74}", "", ""], "\u{4ee4}\u{548c}8\u{5e74}");
        check(["2026/11", "23", ""], "2026/11-23-");
    }

    #[test]
    fn what_is_known_stays_when_the_rest_is_unknown() {
        let check = |pieces: [&str; 3], on, expected| assert_eq!(day_of(tick(pieces.map(str::to_owned), on)), expected, "{pieces:?}");
        check(["1990", "", ""], true, "1990-00-00");
        check(["", "", ""], true, "0000-00-00");
        check(["1990", "05", "00"], false, "1990-05-");
        check(["0000", "00", "00"], false, "");
    }
}
