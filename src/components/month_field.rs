//! Year and month in two boxes; where the form allows it, the month may be unknown.

use super::control::Control;
use super::date_parts::{Parts, UNKNOWN, joined};
use leptos::prelude::*;

fn tick([year, _]: [String; 2], on: bool) -> [String; 2] {
    [year, if on { UNKNOWN.into() } else { String::new() }]
}

/// Two boxes.
#[component]
pub fn MonthField(
    /// The frame's side of it.
    control: Control,
    /// Whether the month may be unknown.
    unknown: bool,
) -> impl IntoView {
    let parts = Parts::of(&control, joined);
    view! {
        <div class="month_field field-control">
            <div class="date_field">{parts.boxes(&control, unknown)}</div>
            {unknown.then(|| parts.unsure("ui.month.unknown", tick))}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_month_takes_the_place_of_the_month() {
        let check = |[year, month]: [&str; 2], on, expected| assert_eq!(joined(tick([year.into(), month.into()], on)), expected);
        check(["2026", "11"], true, "2026-00");
        check(["", ""], true, "-00");
        check(["2026", "00"], false, "2026-");
        check(["", "00"], false, "");
    }
}
