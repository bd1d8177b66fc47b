//! The boxes of a day or a month: year, month and day each in its own, together one answer.
//!
//! What the answer means is not decided here: the engine reads it. `date_field` and `month_field` say which boxes there are.

use super::control::Control;
use super::heard::{ticked, written};
use super::on_leave;
use crate::case::Change;
use crate::door::Door;
use engine::Slot;
use leptos::html;
use leptos::prelude::*;

/// What stands in an answer for a part that is not known. Its box stays empty.
pub(super) const UNKNOWN: &str = "00";

/// The name of each part and the id of its label, in the order of the answer.
pub(super) const PARTS: [(&str, &str); 3] = [("year", "ui.year"), ("month", "ui.month"), ("day", "ui.day")];

/// The pieces of an answer. One that was written in another way stands whole in the first box until it is understood.
pub(super) fn pieces<const N: usize>(typed: &str) -> [String; N] {
    let split: Vec<String> = typed.split('-').map(str::to_owned).collect();
    split.try_into().unwrap_or_else(|_| {
        let mut whole = [const { String::new() }; N];
        if let Some(first) = whole.first_mut() {
            typed.clone_into(first);
        }
        whole
    })
}

/// The answer of these pieces; empty where all of them are.
pub(super) fn joined<const N: usize>(pieces: [String; N]) -> String {
    if pieces.iter().all(String::is_empty) {
        String::new()
    } else {
        pieces.join("-")
    }
}

/// The answer of one field, in `N` pieces.
#[derive(Clone, Copy)]
pub(super) struct Parts<const N: usize> {
    door: Door,
    slot: StoredValue<Slot>,
    typed: Memo<String>,
    join: fn([String; N]) -> String,
}

impl<const N: usize> Parts<N> {
    /// Those of a field, put together by `join`.
    pub fn of(control: &Control, join: fn([String; N]) -> String) -> Parts<N> {
        Parts {
            door: Door::here(),
            slot: StoredValue::new(control.slot.clone()),
            typed: control.typed,
            join,
        }
    }

    fn put(self, pieces: [String; N]) {
        self.door.apply(Change::Answer(self.slot.get_value(), (self.join)(pieces)));
    }

    /// The boxes, first year, then month, then day. Where parts may be unknown, such a part is an empty box.
    pub fn boxes(self, control: &Control, unknown: bool) -> impl IntoView + use<N> {
        let one = |at: usize| self.one(control, unknown, at);
        (0..N).map(one).collect_view()
    }

    fn one(self, control: &Control, unknown: bool, at: usize) -> impl IntoView + use<N> {
        let (name, label) = PARTS[at];
        let here: NodeRef<html::Input> = NodeRef::new();
        let shown = move || {
            let piece = self.typed.with(|typed| pieces::<N>(typed)[at].clone());
            let hidden = unknown && at > 0 && piece == UNKNOWN;
            Some(if hidden { String::new() } else { piece })
        };
        let input = move |text: String| {
            let mut now = pieces(&self.typed.get_untracked());
            // A hyphen would move the pieces: one that is typed is kept as the other sign between parts of a day.
            now[at] = text.replace('-', "/");
            self.put(now);
        };
        let heard = written(self.door, here, shown, input);
        // The label of the field leads to the first box.
        let id = if at == 0 {
            control.id.clone()
        } else {
            format!("{}-{name}", control.id)
        };
        let birthday = control.field.autocomplete == "bday";
        let token = if birthday { format!("bday-{name}") } else { "off".into() };
        let (door, slot) = (self.door, self.slot);
        let composing = move |on: bool| {
            if let Some(slot) = slot.try_get_value() {
                door.apply(Change::Composing(on.then_some(slot)));
            }
        };
        view! {
            <span class="date_field-part">
                <input class="input" id=id.clone() data-part=name inputmode="numeric" autocomplete=token node_ref=here
                    aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                    on:compositionstart=move |_| composing(true) on:compositionend=move |_| composing(false)
                    on:input=move |_| heard.read()
                    on:blur=move |event| {
                        // A field that goes away while it has the focus is left after it is gone.
                        if let Some(left) = slot.try_get_value() { on_leave(&event, move || door.apply(Change::Leave(left))) }
                    }/>
                <label for=id>{move || door.t(label)}</label>
            </span>
        }
    }

    /// The box to tick where parts may be unknown: `tick` gives the pieces after it was ticked, or was not any more.
    pub fn unsure(self, text: &'static str, tick: fn([String; N], bool) -> [String; N]) -> impl IntoView {
        let on = move || {
            self.typed
                .with(|typed| pieces::<N>(typed).iter().skip(1).any(|piece| piece == UNKNOWN))
        };
        let here: NodeRef<html::Input> = NodeRef::new();
        let heard = ticked(self.door, here, on, move |on| {
            self.put(tick(pieces(&self.typed.get_untracked()), on))
        });
        view! {
            <label class="month_field-unknown"><input type="checkbox" node_ref=here on:change=move |_| heard.read()/>
                <span>{move || self.door.t(text)}</span></label>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const N: usize>(typed: &str, expected: [&str; N]) {
        assert_eq!(pieces::<N>(typed), expected.map(str::to_owned), "{typed}");
    }

    #[test]
    fn an_answer_comes_apart_where_it_was_put_together() {
        check("2026-11-23", ["2026", "11", "23"]);
        check("2026--", ["2026", "", ""]);
        check("2026-00", ["2026", "00"]);
        check("", ["", "", ""]);
        for typed in ["2026-11-23", "-11-", "2026--"] {
            assert_eq!(joined(pieces::<3>(typed)), typed);
        }
        assert_eq!(joined(pieces::<3>("")), "");
        assert_eq!(joined(pieces::<2>("")), "");
    }

    #[test]
    fn what_is_written_otherwise_stands_whole_in_the_first_box() {
        check("R8/11/23", ["R8/11/23", "", ""]);
        check("2026-11", ["2026-11", "", ""]);
        check("2026-11-23", ["2026-11-23", ""]);
    }
}
