//! A few choices, all in sight: one of them, or several.

use super::control::Control;
use super::heard::ticked;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;
use rulebook::{Code, FieldKind, Shape};

/// Radio buttons, or boxes to tick where several may be chosen. The whole row is the target.
#[component]
pub fn ChoiceField(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let many = matches!(control.field.kind, FieldKind::Choices { .. });
    let cards = matches!(control.field.kind, FieldKind::Choice { shape: Shape::Cards, .. });
    let items = items(door, &control);
    let (slot, typed, name) = (StoredValue::new(control.slot.clone()), control.typed, control.id.clone());
    let choose = move |id: &str, on: bool| {
        // One of which only one can be chosen goes out because another came on.
        if !many && !on {
            return;
        }
        let to = if many {
            let mut now: Vec<String> = typed.get_untracked().split_whitespace().map(str::to_owned).collect();
            now.retain(|it| it != id);
            if on {
                now.push(id.to_owned());
            }
            now.join(" ")
        } else {
            id.to_owned()
        };
        door.apply(Change::Answer(slot.get_value(), to));
    };
    let row = {
        let (id, invalid, described) = (control.id.clone(), control.aria_invalid(), control.aria_described());
        move |(at, item): (usize, Code)| {
            let value = StoredValue::new(item.id.clone());
            let chosen = move || {
                typed.with(|typed| {
                    value.with_value(|value| {
                        if many {
                            typed.split_whitespace().any(|it| it == value)
                        } else {
                            typed == value
                        }
                    })
                })
            };
            let here: NodeRef<html::Input> = NodeRef::new();
            let heard = ticked(door, here, chosen, move |on| choose(&value.get_value(), on));
            let note = {
                let note = format!("{}.help", item.id);
                move || door.t_if(&note).filter(|_| cards)
            };
            let label = {
                let item = item.clone();
                move || {
                    let words = door.words();
                    words.find(&item.id).unwrap_or(words.name(&item)).to_owned()
                }
            };
            view! {
                <label class="choice_field-row">
                    <input type=if many { "checkbox" } else { "radio" } name=name.clone() value=item.id.clone()
                        id=if at == 0 { id.clone() } else { format!("{id}-{at}") } node_ref=here
                        aria-invalid=invalid.clone() aria-describedby=described.clone()
                        on:change=move |_| heard.read()/>
                    <span class="choice_field-name">{label}</span>
                    {move || note().map(|note| view! { <span class="choice_field-note">{note}</span> })}
                </label>
            }
        }
    };
    // Short words stand side by side.
    let side = Memo::new(move |_| {
        !cards && items.with(|items| items.len() <= 4 && items.iter().all(|item| item.original().chars().count() <= 10))
    });
    view! {
        <div class="choice_field field-control" data-look=cards.then_some("card") data-row=move || side.get().then_some("")>
            {move || items.get().into_iter().enumerate().map(row.clone()).collect_view()}
        </div>
    }
}

/// The items of a field's list, as far as they have arrived.
pub(super) fn items(door: Door, control: &Control) -> Memo<Vec<Code>> {
    let slot = control.slot.clone();
    door.slice(move |case| {
        let list = case.assessment().fields.get(&slot).and_then(|view| view.list.clone());
        list.and_then(|list| case.book().list(&list))
            .map(|list| list.items.clone())
            .unwrap_or_default()
    })
}
