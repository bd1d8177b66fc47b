//! What can be done with one paper: say which document it is, when it was issued, and take back what was made of it.

use super::date_parts::{PARTS, joined, pieces};
use super::{Icon, TRAY, focus_id, place_id};
use crate::case::{Case, OfFiles};
use crate::door::{Door, Reader};
use crate::errands;
use crate::texts::isolated;
use engine::{At, Fact};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use rulebook::{Day, DocumentId, FactId};
use std::collections::BTreeMap;

/// The tools beneath a file.
#[component]
pub fn PaperTools(
    /// Where it lies.
    document: DocumentId,
    /// Its key.
    key: String,
) -> impl IntoView {
    let door = Door::here();
    let loose = document == Case::tray();
    let name = {
        let key = key.clone();
        door.slice(move |case| case.file(&key).map(|(_, file)| file.name).unwrap_or_default())
    };
    view! {
        <div class="file_list-tools">
            <Origin document=document.clone() key=key.clone()/>
            {(!loose).then(|| view! { <IssuedOn document=document.clone() key=key.clone() name/> })}
            {if loose {
                view! { <Assign document key name/> }.into_any()
            } else {
                view! { <details class="field-why"><summary><Icon name="next"/>{move || door.t("paper.move")}<span class="unseen">{move || format!(": {}", name.get())}</span></summary>
                    <div><Assign document key name/></div></details> }.into_any()
            }}
        </div>
    }
}

/// Which document a file is for. It moves when the button is pressed, not while somebody looks through the list.
#[component]
fn Assign(document: DocumentId, key: String, name: Memo<String>) -> impl IntoView {
    let door = Door::here();
    let papers = door.slice(|case| {
        let open = case.papers().filter(|it| it.goes_out() || it.files > 0);
        open.map(|it| it.id.clone()).collect::<Vec<_>>()
    });
    let list: NodeRef<html::Select> = NodeRef::new();
    let now = document.clone();
    let options = move || {
        let option = |id: DocumentId, text: String| {
            let is = id == now;
            view! { <option value=id.as_str().to_owned() selected=is>{text}</option> }
        };
        let papers = papers.get().into_iter().map(|id| {
            let text = door.t(id.as_str());
            option(id, text)
        });
        let none = option(Case::tray(), door.t("paper.is.open"));
        std::iter::once(none).chain(papers).collect_view()
    };
    let put = move |event: MouseEvent| {
        let Some(list) = list.get_untracked() else { return };
        let to = DocumentId::new(list.value());
        if to == document {
            // Something else must be chosen first.
            return focus_in(&event, "select");
        }
        let anchor = anchor(&to);
        door.apply(OfFiles::Assign(key.clone(), to));
        go_on_at(&event, anchor);
    };
    view! {
        <div class="file_list-assign">
            <label><span>{move || door.t("paper.is")}<span class="unseen">{move || format!(": {}", name.get())}</span></span>
                <select class="input" node_ref=list>{options}</select></label>
            <button class="button" type="button" data-size="s" on:click=put>{move || door.t("paper.is.do")}<span class="unseen">{move || format!(": {}", name.get())}</span></button>
        </div>
    }
}

/// What the desk made a file of, and the way back; nothing for a file that is as it was chosen.
#[component]
fn Origin(document: DocumentId, key: String) -> impl IntoView {
    let door = Door::here();
    let made = {
        let key = key.clone();
        door.slice(move |case| {
            let made = case.made(&key)?;
            let names: Vec<String> = made.of.iter().map(|(_, file)| isolated(&file.name)).collect();
            let before: u64 = made.of.iter().map(|(_, file)| file.bytes).sum();
            Some((names, before, case.size(&key), coarsest(&made.facts)))
        })
    };
    let (key, document) = (StoredValue::new(key), StoredValue::new(document));
    let back = move |event: MouseEvent| {
        errands::put_back(door, key.get_value());
        go_on_at(&event, anchor(&document.get_value()));
    };
    let says = move || {
        let (names, before, now, dpi) = made.get()?;
        let words = door.words();
        let list = names.join(words.get("format.list"));
        let sizes = words.sizes(&[before, now]);
        let mut said = words.fill("paper.made", &[("files", &list), ("before", &sizes[0]), ("now", &sizes[1])]);
        if let Some(dpi) = dpi {
            said.push_str(&words.fill("paper.made.dpi", &[("n", &dpi.to_string())]));
        }
        Some(said)
    };
    view! {
        <Show when=move || made.with(Option::is_some)>
            <div class="file_list-made"><span>{says}</span>
                <button class="button" type="button" data-kind="plain" data-size="s" on:click=back>{move || door.t("paper.made.back")}</button></div>
        </Show>
    }
}

/// The coarsest page in dpi, where pictures were compressed.
fn coarsest(facts: &BTreeMap<FactId, Fact>) -> Option<u32> {
    let number = |name: &str| facts.get(name).and_then(Fact::number);
    number("made.images_recompressed").filter(|images| *images > 0.0)?;
    number("made.least_dpi").map(|dpi| dpi as u32)
}

/// The day of issue, where a document must not be old. It is asked once the file was looked at.
#[component]
fn IssuedOn(document: DocumentId, key: String, name: Memo<String>) -> impl IntoView {
    let door = Door::here();
    let asked = {
        let key = key.clone();
        door.slice(move |case| {
            let measured = case.file(&key).is_some_and(|(_, file)| file.facts.is_some());
            measured && case.papers().any(|it| it.id == document && it.fresh_months.is_some())
        })
    };
    let day = door.peek(|case| case.issue(&key)).flatten();
    let typed = RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
    let key = StoredValue::new(key);
    let put = move |at: usize, text: String| {
        let mut now = pieces::<3>(&typed.get_untracked());
        if let Some(piece) = now.get_mut(at) {
            *piece = text.trim().chars().map(half_width).collect();
        }
        let now = joined(now);
        door.apply(OfFiles::Issued(key.get_value(), now.parse().ok()));
        typed.set(now);
    };
    let odd = move || typed.with(|typed| pieces::<3>(typed).iter().all(|it| !it.is_empty()) && typed.parse::<Day>().is_err());
    let one = move |at: usize| {
        let (part, label) = PARTS[at];
        let here: NodeRef<html::Input> = NodeRef::new();
        let shown = move || typed.with(|typed| pieces::<3>(typed)[at].clone());
        let read = Reader::new(move |()| {
            // What is being typed is read when it is done: it is put into another form.
            if let Some(box_) = here.get_untracked()
                && !box_.matches(":focus").unwrap_or(false)
                && box_.value() != untrack(shown)
            {
                put(at, box_.value());
            }
        });
        door.heed(read);
        view! {
            <label class="date_field-part"><input class="input" data-part=part inputmode="numeric" autocomplete="off" node_ref=here prop:value=shown
                on:change=move |event| put(at, event_target_value(&event))/><span>{move || door.t(label)}</span></label>
        }
    };
    view! {
        <Show when=move || asked.get()>
            <fieldset class="file_list-issued"><legend>{move || door.t("paper.issued")}<span class="unseen">{move || format!(": {}", name.get())}</span></legend>
                <div class="date_field">{[0, 1, 2].map(one).collect_view()}</div>
                <p role="status">{move || odd().then(|| door.t("paper.issued.odd"))}</p></fieldset>
        </Show>
    }
}

/// A digit of full width is a digit.
fn half_width(sign: char) -> char {
    let digit = u32::from(sign).checked_sub(0xff10).and_then(|digit| char::from_digit(digit, 10));
    digit.unwrap_or(sign)
}

/// Where a file lies that was moved, as an id of this page.
fn anchor(document: &DocumentId) -> String {
    if *document == Case::tray() {
        TRAY.to_owned()
    } else {
        place_id(&At::Document(document.clone()))
    }
}

/// Focuses a control beside the button that was pressed.
fn focus_in(event: &MouseEvent, css: &str) {
    let frame = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let frame = frame.and_then(|target| target.closest(".file_list-assign").ok().flatten());
    let control = frame.and_then(|frame| frame.query_selector(css).ok().flatten());
    if let Some(control) = control.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = control.focus();
    }
}

/// What was pressed goes away with its row: the focus goes on where the file went.
fn go_on_at(event: &MouseEvent, anchor: String) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(desk) = target.and_then(|target| target.closest("main").ok().flatten()) {
        request_animation_frame(move || {
            focus_id(&desk, &anchor);
        });
    }
}
