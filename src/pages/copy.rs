//! Every answer, to be copied into the agency's screens by hand, or onto its paper; the files for it, and what comes then.

use crate::case::{Change, OfHand, Place};
use crate::components::{Back, Counter, DeskMain, Guides, Icon, Stage, Stages};
use crate::door::Door;
use crate::errands;
use engine::official::{CopyHow, CopyPage, CopyRow, copying};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use rulebook::{DocumentId, GuidePlace};

/// A text of more characters stands on lines of its own.
const LONG: usize = 40;

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Done,
    Changed,
}

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let (ready, set_ready) = signal(false);
    Effect::new(move |_| {
        // Another road has another form.
        door.read(|case| case.assessment().code.clone());
        spawn_local(async move {
            errands::fetch_official(door).await;
            let _ = set_ready.try_set(true);
        });
    });
    let pages = door.slice(|case| {
        let book = case.book();
        let form = case.assessment().code.as_ref().and_then(|code| book.official(code));
        copying(book, form.as_ref(), case.answers(), case.assessment())
    });
    let all = Memo::new(move |_| pages.with(|pages| pages.iter().map(|page| page.rows.len()).sum::<usize>()));
    let done = Memo::new(move |_| {
        pages.with(|pages| {
            let rows = pages.iter().flat_map(|page| &page.rows);
            rows.filter(|row| state(door, row) == State::Done).count()
        })
    });
    let (failed, set_failed) = signal(false);
    let name = door.slice(|case| case.applicant_name().map(str::to_owned));
    let procedure = door.slice(|case| case.assessment().procedure.clone().unwrap_or_default());
    let over = Signal::derive(move || format!("{} {}", name.get().unwrap_or_default(), door.t(&procedure.get())));
    let blocking = door.slice(|case| case.assessment().blocking().count());
    let on_paper = door.slice(|case| case.is_on_paper());
    let text = move |screen: &'static str, paper: &'static str| Signal::derive(move || door.t(if on_paper.get() { paper } else { screen }));
    let count = move || door.tf("copy.count", &[("n", &done.get().to_string()), ("all", &all.get().to_string())]);
    view! {
        <DeskMain back=move || view! { <Back to=Place::Check text="copy.back"/> } stage=Stage::Hand
            over title=text("place.copy", "copy.paper") lead=text("copy.lead", "copy.paper.lead") margin=move || view! { <Margin/> }>
            <Show when=move || { blocking.get() > 0 }>
                <p class="needs" data-state="failed"><Icon name="stop"/><span>{move || door.tf("copy.blocking", &[("n", &blocking.get().to_string())])}</span>
                    <button class="button" type="button" data-size="s" on:click=move |_| door.apply(Change::Go(Place::Check))>{move || door.t("copy.back")}</button></p>
            </Show>
            <Show when=move || failed.get()><p class="needs" role="alert" data-state="failed"><Icon name="care"/><span>{move || door.t("copy.failed")}</span></p></Show>
            <div class="sheet copy_bar" data-tight=""><p role="status">{count}</p>
                <progress class="copy_bar-track" max=move || all.get().max(1).to_string() value=move || done.get().to_string() aria-label=door.text("copy.progress")></progress></div>
            <div class="copy_pages">
                <Show when=move || ready.get() fallback=move || view! { <p class="quiet" role="status">{door.t("later.coming")}</p> }>
                    {move || pages.get().into_iter().map(|page| section(door, page, set_failed)).collect_view()}
                </Show>
            </div>
            <p class="quiet">{text("copy.blank", "copy.paper.blank")}</p>
            <Files/>
            <section class="sheet"><h2 class="under-3">{move || door.t("stages.title")}</h2><p class="quiet under-3">{move || door.t("stages.says")}</p><Stages/></section>
            <Counter>
                <button class="button" type="button" on:click=move |_| errands::print()><Icon name="print"/>{move || door.t("ui.print")}</button>
                <button class="button" type="button" data-kind="plain" on:click=move |_| errands::save_zip(door)>{move || door.t("save.zip")}</button>
            </Counter>
        </DeskMain>
    }
}

fn state(door: Door, row: &CopyRow) -> State {
    let copied = door.read(|case| case.copied(&row.slot).map(str::to_owned)).flatten();
    match copied {
        None => State::Open,
        Some(text) if text == row.text() => State::Done,
        Some(_) => State::Changed,
    }
}

/// What stands beside the column.
#[component]
fn Margin() -> impl IntoView {
    let door = Door::here();
    let keys = [
        ("copy.key.enter", "copy.key.enter.does"),
        ("copy.key.arrows", "copy.key.arrows.does"),
        ("copy.key.space", "copy.key.space.does"),
    ];
    view! {
        <aside aria-label=door.text("copy.margin") class="copy_margin">
            <section class="sheet" data-tight=""><h2 class="size-18 under-3">{move || door.t("copy.keys")}</h2>
                <dl class="case_card">{keys.map(|(key, does)| view! { <div><dt>{move || door.t(key)}</dt><dd>{move || door.t(does)}</dd></div> }).collect_view()}</dl></section>
            <Guides place=GuidePlace::Copy/>
        </aside>
    }
}

fn section(door: Door, page: CopyPage, set_failed: WriteSignal<bool>) -> impl IntoView {
    let mut last = None;
    let rows = page.rows.into_iter().map(|row| {
        let heading = row.row.clone().filter(|_| row.row != last);
        last.clone_from(&row.row);
        let heading = heading.map(|(group, at)| {
            let title = door.tf(&format!("{group}.row"), &[("n", &at.to_string())]);
            view! { <li class="copy_row-group">{title}</li> }
        });
        view! { {heading}{line(door, row, set_failed)} }
    });
    let rows = rows.collect_view();
    view! { <section class="sheet"><div class="summary_list-head"><h2>{door.t(page.step.as_str())}</h2></div><ol class="copy_list">{rows}</ol></section> }
}

fn line(door: Door, row: CopyRow, set_failed: WriteSignal<bool>) -> impl IntoView {
    let name = door.asks(&row.slot.field);
    // Whoever reads another language finds the place on the screen by what stands there.
    let original = (door.words().lang != "ja" && !row.label.is_empty()).then(|| row.label.clone());
    let (how, no) = (row.how, row.no.clone());
    let text = row.text();
    let long = text.chars().count() > LONG;
    let value = match how {
        CopyHow::Date if row.pieces.is_empty() => door.t("copy.unknown").into_any(),
        CopyHow::Date => row
            .pieces
            .iter()
            .map(|piece| view! { <span class="copy_row-piece">{piece.clone()}</span> })
            .collect_view()
            .into_any(),
        CopyHow::Choose | CopyHow::Paste => row
            .pieces
            .iter()
            .map(|piece| view! { <span class="copy_row-text">{piece.clone()}</span> })
            .collect_view()
            .into_any(),
    };
    let state = {
        let row = row.clone();
        Memo::new(move |_| state(door, &row))
    };
    let slot = row.slot.clone();
    let press = move |event: MouseEvent| {
        let (slot, text) = (slot.clone(), text.clone());
        let on = event_target::<Element>(&event).closest(".copy_row-take").ok().flatten();
        spawn_local(async move {
            let there = errands::copy(&text).await;
            let _ = set_failed.try_set(!there);
            // Where there is no clipboard it was read from the page; it counts all the same, for the person goes on by it.
            door.apply(OfHand::Copied(slot, text));
            if let Some(on) = on {
                step(&on, true);
            }
        });
    };
    let does = move || match (state.get(), how) {
        (State::Done, CopyHow::Choose) => ("done", "copy.chosen"),
        (State::Done, _) => ("done", "copy.done"),
        (State::Changed, _) => ("care", "copy.changed"),
        (State::Open, CopyHow::Choose) => ("", "copy.choose"),
        (State::Open, _) => ("", "copy.copy"),
    };
    let (field, at) = (row.slot.field.as_str().to_owned(), row.slot.row.0.to_string());
    // Space would press the button once it is let go.
    let hold = |event: KeyboardEvent| {
        if event.key() == " " {
            event.prevent_default();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let on = event_target::<Element>(&event);
        match event.key().as_str() {
            " " => toggle(door, &row),
            "ArrowDown" => step(&on, true),
            "ArrowUp" => step(&on, false),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <li class="copy_row" data-field=field data-row=at
            data-state=move || match state.get() { State::Open => None, State::Done => Some("done"), State::Changed => Some("changed") }>
            <button class="copy_row-take" type="button" on:click=press on:keydown=keys on:keyup=hold>
                <span class="copy_row-no">{no}</span>
                <span class="copy_row-name">{name}{original.map(|label| view! { <span class="copy_row-original" lang="ja">{label}</span> })}</span>
                <span class="copy_row-value" lang="ja" translate="no" data-long=long.then_some("") data-how=(how == CopyHow::Choose).then_some("choose")>{value}</span>
                <span class="copy_row-do">{move || { let (icon, text) = does(); view! { {(!icon.is_empty()).then(|| view! { <Icon name=icon/> })}{door.t(text)} } }}</span>
            </button>
        </li>
    }
}

/// Ticks a row without copying it, or takes the tick away.
fn toggle(door: Door, row: &CopyRow) {
    match state(door, row) {
        State::Done => door.apply(OfHand::NotCopied(row.slot.clone())),
        State::Open | State::Changed => door.apply(OfHand::Copied(row.slot.clone(), row.text())),
    }
}

/// Moves the focus to the next row, or to the one before.
fn step(on: &Element, forward: bool) {
    let Some(pages) = on.closest(".copy_pages").ok().flatten() else {
        return;
    };
    let Ok(rows) = pages.query_selector_all(".copy_row-take") else {
        return;
    };
    let at = (0..rows.length()).find(|at| rows.item(*at).is_some_and(|row| row == **on));
    let to = at.and_then(|at| if forward { at.checked_add(1) } else { at.checked_sub(1) });
    if let Some(to) = to.and_then(|to| rows.item(to)).and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        let _ = to.focus();
    }
}

/// The photo and the papers, as they go out.
#[component]
fn Files() -> impl IntoView {
    let door = Door::here();
    let files = door.slice(|case| {
        let sized = case.leaving().into_iter().map(|(document, key, name)| {
            let bytes = case.size(&key);
            (document, key, name, bytes)
        });
        sized.collect::<Vec<_>>()
    });
    let room = door.slice(|case| {
        let budget = case.budget();
        (budget.files, budget.bytes(), budget.max_bytes)
    });
    let sum = move || {
        let (n, bytes, max) = room.get();
        let both = door.words().sizes(&[bytes, max]);
        door.tf("copy.files.sum", &[("n", &n.to_string()), ("now", &both[0]), ("max", &both[1])])
    };
    let line = move |(at, (document, key, name, bytes)): (usize, (DocumentId, String, String, u64))| {
        let (what, saved) = (door.t(document.as_str()), name.clone());
        view! {
            <li class="copy_row"><button class="copy_row-take" type="button" on:click=move |_| errands::save_file(door, key.clone(), saved.clone())>
                <span class="copy_row-no">{(at + 1).to_string()}</span><span class="copy_row-name">{what}</span>
                <span class="copy_row-value" translate="no"><bdi>{name}</bdi>" "{door.words().bytes(bytes)}</span>
                <span class="copy_row-do">{door.t("copy.file.save")}</span></button></li>
        }
    };
    view! {
        <section class="sheet copy_files"><div class="summary_list-head"><h2>{move || door.t("copy.files")}</h2><p class="quiet">{sum}</p></div>
            <Show when=move || !files.with(Vec::is_empty) fallback=move || view! { <p>{door.t("copy.files.none")}</p> }>
                <ol class="copy_list">{move || files.get().into_iter().enumerate().map(line).collect_view()}</ol>
                <p class="gap-4"><button class="button" type="button" data-size="s" on:click=move |_| errands::save_files(door)>{move || door.t("copy.files.all")}</button></p>
            </Show>
        </section>
    }
}
