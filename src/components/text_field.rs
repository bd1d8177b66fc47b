//! One or more lines of text, and whole numbers.

use super::control::Control;
use super::heard::written;
use super::on_leave;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;
use rulebook::{CharClass, FieldKind, Role};

/// A box for text. While an IME composes, what is typed is recorded and nothing is said about it.
#[component]
pub fn TextField(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let field = &control.field;
    let lines = if let FieldKind::Text { lines } = field.kind { lines } else { 1 };
    let unit = if let FieldKind::Number { unit } = &field.kind {
        Some(unit.clone()).filter(|unit| !unit.is_empty())
    } else {
        None
    };
    let max = field.limit.max.map(usize::from);
    let digits = matches!(field.kind, FieldKind::Number { .. }) || field.limit.chars == [CharClass::Digits];
    let narrow = digits || matches!(field.role, Some(Role::PassportNumber | Role::ResidenceCard | Role::CorporateNumber));
    let width = match (max.unwrap_or(40), narrow) {
        (0..=8, _) => "s",
        (9..=30, _) | (_, true) => "m",
        _ => "l",
    };
    let mode = match field.role {
        Some(Role::Email) => "email",
        Some(Role::Phone) => "tel",
        _ if digits => "numeric",
        _ => "text",
    };
    let auto = if field.autocomplete.is_empty() {
        "off".to_owned()
    } else {
        field.autocomplete.clone()
    };
    let plain = narrow || field.role.is_some();
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let input = move |text: String| door.apply(Change::Answer(slot.get_value(), text));
    let leave = move || {
        if let Some(left) = slot.try_get_value() {
            door.apply(Change::Leave(left));
        }
    };
    let composing = move |on: bool| door.apply(Change::Composing(on.then(|| slot.get_value())));
    let left = move || {
        let max = max?;
        let used = typed.with(|typed| typed.encode_utf16().count());
        // Said only when it begins to matter: most people never come near the limit.
        (used * 2 > max).then(|| {
            let over = used > max;
            door.tf(if over { "ui.over" } else { "ui.left" }, &[("n", &used.abs_diff(max).to_string())])
        })
    };
    let (invalid, described) = (control.aria_invalid(), control.aria_described());
    let box_ = if lines > 1 {
        let here: NodeRef<html::Textarea> = NodeRef::new();
        let heard = written(door, here, move || Some(typed.get()), input);
        view! {
            <textarea class="input" id=control.id.clone() rows=lines.to_string() node_ref=here aria-invalid=invalid aria-describedby=described
                on:compositionstart=move |_| composing(true) on:compositionend=move |_| composing(false)
                on:input=move |_| heard.read() on:blur=move |event| on_leave(&event, leave)></textarea>
        }
        .into_any()
    } else {
        let here: NodeRef<html::Input> = NodeRef::new();
        let heard = written(door, here, move || Some(typed.get()), input);
        view! {
            <input class=if narrow { "input code" } else { "input" } id=control.id.clone() data-width=width inputmode=mode autocomplete=auto
                spellcheck=plain.then_some("false") autocapitalize=plain.then_some("off") node_ref=here
                aria-invalid=invalid aria-describedby=described
                on:compositionstart=move |_| composing(true) on:compositionend=move |_| composing(false)
                on:input=move |_| heard.read() on:blur=move |event| on_leave(&event, leave)/>
        }
        .into_any()
    };
    view! {
        <div class="field-control">
            {box_}
            {unit.map(|unit| view! { <span class="text_field-unit">{move || door.t(&unit)}</span> })}
            {move || left().map(|left| view! { <span class="text_field-count">{left}</span> })}
        </div>
    }
}
