//! A box to type in, for long lists: kana, kanji, Roman letters or a code.

use super::Icon;
use super::choice_field::items;
use super::control::Control;
use super::heard::written;
use crate::case::Change;
use crate::door::Door;
use engine::{fold, fold_roughly};
use leptos::html;
use leptos::prelude::*;
use rulebook::{Characters, Code};

const SHOWN: usize = 40;

/// An item and everything by which it is found, folded.
#[derive(Clone, PartialEq)]
struct Entry {
    item: Code,
    names: Vec<String>,
    also: Vec<String>,
}

impl Entry {
    fn of(item: &Code, characters: &Characters) -> Entry {
        Entry {
            item: item.clone(),
            names: folded(item.names.iter().map(String::as_str), characters),
            also: folded([item.also.as_str(), item.code()].into_iter(), characters),
        }
    }

    fn has(&self, query: &str) -> bool {
        self.names.iter().chain(&self.also).any(|text| text.contains(query))
    }

    fn sounds(&self, query: &str, characters: &Characters) -> bool {
        let mut all = self.names.iter().chain(&self.also);
        all.any(|text| fold_roughly(text, characters).contains(query))
    }
}

fn folded<'a>(texts: impl Iterator<Item = &'a str>, characters: &Characters) -> Vec<String> {
    texts.filter(|text| !text.is_empty()).map(|text| fold(text, characters)).collect()
}

/// The items in which the query stands; where there is none, those that sound like it.
fn found(entries: &[Entry], query: &str, characters: &Characters) -> Vec<Code> {
    let folded = fold(query.trim(), characters);
    if query.trim().is_empty() {
        return entries.iter().take(SHOWN).map(|entry| entry.item.clone()).collect();
    }
    let hits: Vec<Code> = entries
        .iter()
        .filter(|entry| entry.has(&folded))
        .take(SHOWN)
        .map(|entry| entry.item.clone())
        .collect();
    if !hits.is_empty() {
        return hits;
    }
    let roughly = fold_roughly(query.trim(), characters);
    let alike = entries.iter().filter(|entry| entry.sounds(&roughly, characters));
    alike.take(SHOWN).map(|entry| entry.item.clone()).collect()
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
    // Whether the tables have arrived; the spellings are folded anew when they have.
    let known = door.slice(|case| !case.book().characters.is_empty());
    let book = move || door.peek(|case| case.book().clone());
    let entries = Memo::new(move |_| {
        known.get();
        let Some(book) = book() else { return vec![] };
        items.with(|items| items.iter().map(|item| Entry::of(item, &book.characters)).collect::<Vec<_>>())
    });
    let found = Memo::new(move |_| {
        let query = query.get();
        let Some(book) = book() else { return vec![] };
        entries.with(|entries| found(entries, &query, &book.characters))
    });
    let answer = move |text: String| door.apply(Change::Answer(slot.get_value(), text));
    // A name typed out in full is a choice; anything else is kept as it was typed.
    let hear = move |text: String| {
        let folded = book().map(|book| fold(text.trim(), &book.characters)).unwrap_or_default();
        let exact = entries.with_untracked(|entries| {
            let named = entries.iter().find(|entry| entry.names.contains(&folded));
            named.map(|entry| entry.item.clone())
        });
        set_query.set(text.clone());
        answer(exact.map_or(text, |item| item.id));
    };
    let heard = written(door, here, move || Some(shown.get()).filter(|_| !open.get_untracked()), hear);
    let choose = move |item: Code| {
        set_open.set(false);
        let name = door.words_now().name(&item).to_owned();
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
            let words = door.words();
            found.get().into_iter().enumerate().map(|(at, item)| {
                let (label, other) = (words.name(&item).to_owned(), words.other_name(&item).to_owned());
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
        (Some(item), _) => door.words().name(&item).to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_list_comes_before_what_only_sounds_like_it() {
        let named = |one: &str, other: &str, also: &str| Code {
            id: other.to_owned(),
            names: vec![one.to_owned(), other.to_owned()],
            also: also.to_owned(),
            ..Code::default()
        };
        let characters = Characters::default();
        let items = [
            named("\u{30d9}\u{30c8}\u{30ca}\u{30e0}", "Viet Nam", "VNM"),
            named("\u{6771}\u{4eac}\u{90fd}", "Tokyo", ""),
        ];
        let entries: Vec<Entry> = items.iter().map(|item| Entry::of(item, &characters)).collect();
        let ids = |query: &str| found(&entries, query, &characters).into_iter().map(|it| it.id).collect::<Vec<_>>();
        assert_eq!(ids("\u{3079}\u{3068}"), ["Viet Nam"]);
        assert_eq!(ids("\u{ff36}\u{ff29}\u{ff25}\u{ff34}\u{ff2e}"), ["Viet Nam"]);
        assert_eq!(ids("vnm"), ["Viet Nam"]);
        assert_eq!(ids(" "), ["Viet Nam", "Tokyo"]);
        assert_eq!(ids("nowhere"), [""; 0]);
    }
}
