//! The pages of a document: in another order, turned, left out, and together in one PDF.

use super::{Icon, RefusalView};
use crate::case::{Sheet, Sheets};
use crate::door::Door;
use crate::errands::{self, Refusal};
use crate::texts::isolated;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use rulebook::DocumentId;

/// What a button does with its page, and the id of its words.
const ACTS: [(&str, &str); 4] = [
    ("up", "arrange.up"),
    ("down", "arrange.down"),
    ("turn", "arrange.turn"),
    ("out", "arrange.out"),
];

/// The list of pages, folded away until it is wanted. Nothing where no file has pages.
#[component]
pub fn Arrange(
    /// Of which document.
    document: DocumentId,
) -> impl IntoView {
    let door = Door::here();
    let open = RwSignal::new(false);
    let id = StoredValue::new(document);
    let there = door.slice(move |case| id.with_value(|id| !case.sheets(id).0.is_empty()));
    let given = door.slice(move |case| {
        if open.get() {
            id.with_value(|id| case.sheets(id))
        } else {
            Sheets::default()
        }
    });
    let list = RwSignal::new(Sheets::default());
    Effect::new(move |_| given.with(|given| list.update(|list| list.follow(given.clone()))));
    let toggle = move |event: leptos::ev::Event| {
        let details = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|it| it.has_attribute("open")));
    };
    view! {
        <Show when=move || there.get()>
            <details class="field-why arrange" on:toggle=toggle>
                <summary><Icon name="next"/>{move || door.t("arrange.title")}<span class="unseen">{move || format!(": {}", door.t(id.get_value().as_str()))}</span></summary>
                <Show when=move || open.get()><Pages document=id list/></Show>
            </details>
        </Show>
    }
}

#[component]
fn Pages(document: StoredValue<DocumentId>, list: RwSignal<Sheets>) -> impl IntoView {
    let door = Door::here();
    let (said, going) = (RwSignal::new(("", 0)), RwSignal::new(false));
    let refused: RwSignal<Option<Refusal>> = RwSignal::new(None);
    let act = move |event: MouseEvent, act: &'static str, at: usize| match act {
        "turn" => list.update(|list| list.turn(at)),
        "out" => list.update(|list| list.leave_out(at)),
        _ => {
            let to = if act == "up" { at.checked_sub(1) } else { Some(at + 1) };
            let moved = to.filter(|to| list.try_update(|list| list.move_to(at, *to)) == Some(true));
            said.set(match moved {
                Some(to) => {
                    follow(&event, act);
                    ("arrange.moved", to + 1)
                }
                None => ("arrange.end", 0),
            });
        }
    };
    let row = move |(at, sheet): (usize, Sheet)| {
        let file = door.peek(|case| case.file(&sheet.page.key)).flatten().map(|(_, file)| file.name);
        let name = door.tf(
            "arrange.page",
            &[("file", &isolated(&file.unwrap_or_default())), ("n", &sheet.page.page.to_string())],
        );
        let (page, turn, out) = (name.clone(), sheet.page.turn, sheet.out);
        let turned = (turn > 0).then(|| door.tf("arrange.turned", &[("n", &turn.to_string())]));
        let buttons = ACTS.map(|(what, text)| {
            let text = if what == "out" && out { "arrange.in" } else { text };
            view! { <button class="button" type="button" data-size="s" data-act=what on:click=move |event| act(event, what, at)>{door.t(text)}<span class="unseen">{format!(": {page}")}</span></button> }
        });
        view! {
            <li class="page_list-row" data-out=out.then_some("")><div class="page_list-name"><span>{name}</span>
                <small class="quiet">{turned}{out.then(|| door.t("arrange.left_out"))}</small></div>
                <div class="page_list-do">{buttons.collect_view()}</div></li>
        }
    };
    let count = move || {
        let (all, inside) = list.with(|list| (list.0.len().to_string(), list.pages().len().to_string()));
        door.tf("arrange.count", &[("of", &all), ("n", &inside)])
    };
    let make = move |_| {
        if going.get_untracked() {
            return;
        }
        going.set(true);
        refused.set(None);
        said.set(("arrange.going", 0));
        spawn_local(async move {
            let sheets = list.get_untracked();
            let ended = errands::join(door, document.get_value(), sheets).await;
            let _ = said.try_set((if ended.is_ok() { "arrange.done" } else { "" }, 0));
            let _ = refused.try_set(ended.err());
            let _ = going.try_set(false);
        });
    };
    let says = move || {
        let (text, n) = said.get();
        (!text.is_empty()).then(|| door.tf(text, &[("n", &n.to_string())]))
    };
    view! {
        <div class="page_list">
            <p>{count}</p>
            <ol>{move || list.get().0.into_iter().enumerate().map(row).collect_view()}</ol>
            <p><button class="button" type="button" data-size="s" data-kind="go" on:click=make>{move || door.t("arrange.do")}</button></p>
            <p role="status">{says}</p>
            {move || refused.get().map(|refusal| view! { <RefusalView refusal/> })}
        </div>
    }
}

/// The rows stay where they are and show other pages: the focus goes to the same button of the row that now shows this one.
fn follow(event: &MouseEvent, act: &str) {
    let row = event
        .target()
        .and_then(|it| it.dyn_into::<Element>().ok())
        .and_then(|it| it.closest("li").ok().flatten());
    let row = row.and_then(|row| {
        if act == "up" {
            row.previous_element_sibling()
        } else {
            row.next_element_sibling()
        }
    });
    let button = row.and_then(|row| row.query_selector(&format!("[data-act={act}]")).ok().flatten());
    if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
