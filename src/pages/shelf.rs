//! The drafts on this device, and where data is kept.

use crate::components::{DeskMain, Icon, ToTasks, focus_then};
use crate::desk::Shelved;
use crate::door::Door;
use crate::errands;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    // What is saved while one looks is seen.
    let saved = door.slice(|case| case.saved().clone());
    Effect::new(move |_| {
        saved.with(|_| ());
        errands::look_at_shelf(door);
    });
    let shelf = Memo::new(move |_| door.read_desk(|desk| desk.shelf.clone()).unwrap_or_default());
    let room = Memo::new(move |_| door.read_desk(|desk| desk.room).flatten());
    let now = door.slice(|case| case.id().to_owned());
    let persists = Memo::new(move |_| door.read_desk(|desk| desk.persists).flatten());
    let (sure, set_sure) = signal(None::<String>);
    // Asked whether they are sure, the person stands before the answer that changes nothing; having said it, where they asked.
    let ask = move |event: MouseEvent, what: String| {
        set_sure.set(Some(what));
        focus_then(&event, [".draft_list-sure button:last-child".into()]);
    };
    let row = move |draft: Shelved| {
        let id = StoredValue::new(draft.id.clone());
        let open = draft.id == now.get();
        let title = describe(door, &draft);
        let note = door.tf(
            "shelf.note",
            &[
                ("when", &errands::moment(&door.words(), draft.changed_ms)),
                ("bytes", &door.words().bytes(draft.bytes)),
            ],
        );
        let asking = move || sure.get().is_some_and(|it| id.with_value(|id| *id == it));
        view! {
            <li class="draft_list-row"><div class="draft_list-what"><h2 class="draft_list-name">{title.clone()}</h2>
                <p class="draft_list-note">{note}{open.then(|| format!(" {}", door.t("shelf.open")))}{draft.sent.then(|| format!(" {}", door.t("shelf.sent")))}{(!draft.readable).then(|| format!(" {}", door.t("shelf.unreadable")))}</p></div>
                <div class="draft_list-do">
                    {draft.readable.then(|| view! { <button class="button" type="button" data-kind="go" data-size="s" on:click=move |_| errands::open_draft(door, id.get_value())>{door.t(if draft.sent { "shelf.receipt" } else { "shelf.resume" })}<span class="unseen">": "{title.clone()}</span></button> })}
                    <button class="button" type="button" data-kind="plain" data-size="s" data-ask=draft.id.clone() on:click=move |event| ask(event, id.get_value())>{door.t("shelf.delete")}<span class="unseen">": "{title.clone()}</span></button></div>
                <Show when=asking><div class="draft_list-sure" role="group" tabindex="-1"><p>{move || door.t("shelf.sure")}</p><div class="draft_list-do">
                    <button class="button" type="button" data-kind="stop" data-size="s" on:click=move |_| { set_sure.set(None); errands::forget(door, id.get_value()) }>{move || door.t("shelf.sure.yes")}</button>
                    <button class="button" type="button" data-size="s" on:click=move |event| { set_sure.set(None); focus_then(&event, [format!("[data-ask='{}']", id.get_value())]) }>{move || door.t("shelf.sure.no")}</button></div></div></Show>
            </li>
        }
    };
    view! {
        <DeskMain title=door.text("shelf.title") lead=door.text("shelf.lead")>
            <div class="sheet">
                <Show when=move || !shelf.with(Vec::is_empty) fallback=move || view! { <p>{door.t("shelf.none")}</p> }>
                    <ul class="draft_list">{move || shelf.get().into_iter().map(row).collect_view()}</ul>
                </Show>
                <section class="sheet-part gap-6"><h2>{move || door.t("shelf.where")}</h2>
                    <p>{move || door.t("shelf.where.says")}</p><p>{move || door.t("shelf.where.shared")}</p>
                    {move || persists.get().map(|agreed| view! { <p>{door.t(if agreed { "shelf.persists" } else { "shelf.persists.not" })}</p> })}
                    {move || room.get().map(|(used, quota)| { let words = door.words(); view! { <p class="quiet">{words.fill("shelf.room", &[("used", &words.bytes(used)), ("quota", &words.bytes(quota))])}</p> } })}
                    <Show when=move || sure.get().as_deref() == Some("*") fallback=move || view! { <p class="gap-4"><button class="button" type="button" data-kind="plain" data-ask="*" on:click=move |event| ask(event, "*".into())>{move || door.t("shelf.delete.all")}</button></p> }>
                        <div class="draft_list-sure" role="group"><p>{move || door.t("shelf.sure.all")}</p><div class="draft_list-do">
                            <button class="button" type="button" data-kind="stop" data-size="s" on:click=move |_| { set_sure.set(None); errands::forget_all(door) }>{move || door.t("shelf.sure.all.yes")}</button>
                            <button class="button" type="button" data-size="s" on:click=move |event| { set_sure.set(None); focus_then(&event, ["[data-ask='*']".into()]) }>{move || door.t("shelf.sure.no")}</button></div></div>
                    </Show></section>
            </div>
            <div class="counter"><button class="button" type="button" data-kind="main" on:click=move |_| errands::begin_new(door)>{move || door.t("shelf.new")}</button>
                <ToTasks/></div>
        </DeskMain>
    }
}

fn describe(door: Door, draft: &Shelved) -> String {
    let what = draft.procedure.as_deref().map_or_else(|| door.t("shelf.untitled"), |id| door.t(id));
    match &draft.name {
        Some(name) => format!("{name} {what}"),
        None => what,
    }
}

/// "There is a draft", on the first page.
#[component]
pub fn Found() -> impl IntoView {
    let door = Door::here();
    let drafts = Memo::new(move |_| {
        let open = door.read(|case| case.id().to_owned());
        door.read_desk(|desk| {
            desk.shelf
                .iter()
                .filter(|draft| Some(&draft.id) != open.as_ref() && draft.readable && !draft.sent)
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    view! {
        <Show when=move || !drafts.with(Vec::is_empty)>
            <div class="notice under-5"><Icon name="file"/><div><p><strong>{move || door.t("shelf.found")}</strong></p>
                <ul class="draft_list">{move || drafts.get().into_iter().map(|draft| { let id = draft.id.clone(); view! {
                    <li class="draft_list-row"><div class="draft_list-what"><p class="draft_list-name">{describe(door, &draft)}</p>
                        <p class="draft_list-note">{errands::moment(&door.words(), draft.changed_ms)}</p></div>
                        <div class="draft_list-do"><button class="button" type="button" data-size="s" on:click=move |_| errands::open_draft(door, id.clone())>{door.t("shelf.resume")}</button></div></li> }}).collect_view()}</ul></div></div>
        </Show>
    }
}
