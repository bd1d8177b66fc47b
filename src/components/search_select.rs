//! A box to type in, for long lists: kana, kanji, Roman letters or a code.

use super::Icon;
use super::choice_field::items;
use super::field::Control;
use super::heard::written;
use crate::case::Change;
use crate::door::Door;
use leptos::html;
use leptos::prelude::*;
use rulebook::Code;

const SHOWN: usize = 40;

/// Folded for comparison: half-width, small letters, hiragana.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn fits(item: &Code, query: &str) -> bool {
    [item.ja.as_str(), &item.en, &item.also, item.code()]
        .iter()
        .any(|text| fold(text).contains(query))
}

/// A combobox. What is typed and in no list stays in the box, and is said to be in no list on "next".
#[component]
pub fn SearchSelect(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let items = items(door, &control);
    let (slot, typed) = (StoredValue::new(control.slot.clone()), control.typed);
    let here: NodeRef<html::Input> = NodeRef::new();
    let (open, set_open) = signal(false);
    let (active, set_active) = signal(0usize);
    let (query, set_query) = signal(String::new());
    let shown = shown(door, &control);
    let found = Memo::new(move |_| {
        let query = fold(query.get().trim());
        items.with(|items| {
            items
                .iter()
                .filter(|item| query.is_empty() || fits(item, &query))
                .take(SHOWN)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let answer = move |text: String| door.apply(Change::Answer(slot.get_value(), text));
    // A name typed out in full is a choice; anything else is kept as it was typed.
    let hear = move |text: String| {
        let exact = items.with_untracked(|items| {
            items
                .iter()
                .find(|item| fold(&item.ja) == fold(text.trim()) || (!item.en.is_empty() && fold(&item.en) == fold(text.trim())))
                .cloned()
        });
        set_query.set(text.clone());
        answer(exact.map_or(text, |item| item.id));
    };
    let heard = written(door, here, move || Some(shown.get()).filter(|_| !open.get_untracked()), hear);
    let choose = move |item: Code| {
        set_open.set(false);
        let name = item.name(&door.words_now().lang).to_owned();
        if let Some(here) = here.get_untracked() {
            here.set_value(&name);
        }
        heard.known(name);
        answer(item.id);
    };
    let input = move || {
        set_active.set(0);
        set_open.set(true);
        heard.read();
    };
    let leave = move || {
        // A field that goes away while it has the focus is left after it is gone.
        let (Some(left), Some(asked)) = (found.try_get_untracked(), query.try_get_untracked()) else {
            return;
        };
        set_open.set(false);
        let text = here.get_untracked().map(|here| here.value()).unwrap_or_default();
        let chosen = items.with_untracked(|items| items.iter().any(|item| item.id == typed.get_untracked()));
        if !chosen && !text.is_empty() && left.len() == 1 && !asked.is_empty() {
            left.into_iter().for_each(choose);
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                if open.get_untracked() {
                    set_active.update(|at| *at = (*at + 1).min(last))
                } else {
                    set_query.set(String::new());
                    set_open.set(true)
                }
            }
            "ArrowUp" => {
                event.prevent_default();
                set_active.update(|at| *at = at.saturating_sub(1));
            }
            "Enter" if open.get_untracked() => {
                event.prevent_default();
                if let Some(item) = found.with_untracked(|found| found.get(active.get_untracked()).cloned()) {
                    choose(item);
                }
            }
            "Escape" => set_open.set(false),
            _ => {}
        }
    };
    let (id, list_id) = (control.id.clone(), format!("{}-l", control.id));
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-o{at}")
    };
    let options = {
        let option_id = option_id.clone();
        move || {
            let lang = door.words().lang.clone();
            found.get().into_iter().enumerate().map(|(at, item)| {
                let other = if lang == "ja" { item.en.clone() } else { item.ja.clone() };
                let label = item.name(&lang).to_owned();
                let pick = item.clone();
                view! {
                    <li class="search_select-option" role="option" id=option_id(at) aria-selected=move || if active.get() == at { "true" } else { "false" }
                        // Before the box loses the focus, which would close the list.
                        on:mousedown=move |event| { event.prevent_default(); choose(pick.clone()) }>
                        <span>{label}</span><small>{other}</small>
                    </li>
                }
            }).collect_view()
        }
    };
    let count = move || open.get().then(|| door.tf("ui.found", &[("n", &found.with(Vec::len).to_string())]));
    view! {
        <div class="search_select field-control">
            <span class="search_select-box"><Icon name="search"/>
                <input class="input" id=id.clone() node_ref=here role="combobox" aria-autocomplete="list" autocomplete="off" spellcheck="false"
                    aria-expanded=move || if open.get() { "true" } else { "false" } aria-controls=list_id.clone()
                    aria-activedescendant=move || open.get().then(|| option_id(active.get()))
                    aria-invalid=control.aria_invalid() aria-describedby=control.aria_described()
                    on:input=move |_| input() on:keydown=key
                    on:click=move |_| { set_query.set(String::new()); set_open.set(true) } on:blur=move |_| leave()/>
            </span>
            <ul class="search_select-list" id=list_id role="listbox" aria-label={let name = control.field.id.clone(); move || door.t(name.as_str())}
                hidden=move || !open.get() || found.with(Vec::is_empty)>{move || open.get().then(&options)}</ul>
            <span class="unseen" role="status">{count}</span>
            <Arriving control=control.clone()/>
        </div>
    }
}

/// What stands in the box: a name, also of what is in the list no more because another answer was changed; else what was typed. Nothing while
/// the list is on its way, for an answer may be a code.
fn shown(door: Door, control: &Control) -> Memo<String> {
    let (slot, typed) = (control.slot.clone(), control.typed);
    let item = door.slice(move |case| {
        let list = case.assessment().fields.get(&slot).and_then(|view| view.list.clone());
        let id = case.answers().typed(&slot);
        let item = case.item_of(&slot, id).cloned();
        let coming = list.is_some_and(|list| case.book().list(&list).is_none());
        (item, coming)
    });
    Memo::new(move |_| match item.get() {
        (Some(item), _) => item.name(&door.words().lang).to_owned(),
        (None, true) => String::new(),
        (None, false) => typed.get(),
    })
}

/// Says that a list has not arrived yet.
#[component]
pub fn Arriving(
    /// The frame's side of it.
    control: Control,
) -> impl IntoView {
    let door = Door::here();
    let slot = control.slot.clone();
    let coming = door.slice(move |case| {
        let list = case.assessment().fields.get(&slot).and_then(|view| view.list.clone());
        list.is_some_and(|list| case.book().list(&list).is_none())
    });
    view! { <Show when=move || coming.get()><p class="needs" role="status"><Icon name="half"/><span>{move || door.t("ui.arriving")}</span></p></Show> }
}
