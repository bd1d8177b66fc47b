//! The list of tasks: every step with its state, in any order.

use crate::case::{Change, Place};
use crate::components::{Counter, Dates, DeskMain, Icon, RulesChanged, Stage};
use crate::door::Door;
use crate::errands;
use engine::{StepState, Truth};
use leptos::prelude::*;
use rulebook::Takes;

/// How a task stands: `data-state`, icon, word.
type Shown = (&'static str, &'static str, &'static str);

const NONE: Shown = ("none", "ring", "state.none");
const BEGUN: Shown = ("begun", "half", "state.begun");
const DONE: Shown = ("done", "done", "state.done");
const PROBLEM: Shown = ("problem", "stop", "state.problem");
const LOCKED: Shown = ("locked", "lock", "state.locked");

fn of(state: StepState) -> Shown {
    match state {
        StepState::Untouched => NONE,
        StepState::Started => BEGUN,
        StepState::Wrong => PROBLEM,
        StepState::Done => DONE,
    }
}

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let steps = door.slice(|case| {
        let start = &case.book().core.start.id;
        case.assessment()
            .steps
            .iter()
            .filter(|step| step.part != *start && step.asked == Truth::Yes)
            .map(|step| (step.id.clone(), step.state as u8, of(step.state)))
            .collect::<Vec<_>>()
    });
    let files = move |takes: Takes| {
        door.slice(move |case| {
            let mine: Vec<_> = case
                .assessment()
                .documents
                .iter()
                .filter(|document| document.takes == takes)
                .collect();
            let needed = mine.iter().filter(|document| document.is_needed());
            let (total, given) = (needed.clone().count(), needed.filter(|document| document.files > 0).count());
            let any = mine.iter().any(|document| document.files > 0);
            let wrong = case
                .findings()
                .any(|finding| finding.blocks() && matches!(&finding.at, engine::At::File(id, _) if case.takes(id) == Some(takes)));
            let open = mine.iter().any(|document| document.need == engine::Need::Perhaps);
            match (wrong, given == total && !open, any) {
                (true, ..) => PROBLEM,
                (_, true, _) => DONE,
                (_, _, true) => BEGUN,
                _ => NONE,
            }
        })
    };
    let (photo, papers) = (files(Takes::Photo), files(Takes::Paper));
    let ready = door.slice(|case| case.assessment().ready);
    let sent = door.slice(|case| case.receipt().is_some());
    let done = move || {
        let all = steps.get();
        let count = all.iter().filter(|(_, _, shown)| *shown == DONE).count();
        door.tf("tasks.done", &[("of", &all.len().to_string()), ("n", &count.to_string())])
    };
    let row = move |place: Place, name: String, shown: Shown| {
        view! {
            <li class="task_list-row"><span class="task_list-name"><a href=format!("#{}", place.path()) on:click=move |event| { event.prevent_default(); door.apply(Change::Go(place.clone())) }>{name}</a></span>
                <span class="task_list-state" data-state=shown.0><Icon name=shown.1/>{door.t(shown.2)}</span></li>
        }
    };
    let first = door.slice(|case| match case.first_open() {
        Place::Step(id) => (Place::Step(id.clone()).path(), id.as_str().to_owned()),
        Place::Photo => ("photo".into(), "place.photo".into()),
        Place::Papers => ("papers".into(), "place.papers".into()),
        _ => ("check".into(), "place.check".into()),
    });
    let name = door.slice(|case| case.applicant_name().map(str::to_owned));
    let procedure = door.slice(|case| case.assessment().procedure.clone().unwrap_or_default());
    let title = Signal::derive(move || door.tf("tasks.title", &[("procedure", &door.t(&procedure.get()))]));
    view! {
        <DeskMain stage=Stage::Answer over=name title lead=door.text("tasks.lead") margin=move || margin(door)>
            <RulesChanged/>
            <div class="sheet">
                <section class="task_list-group"><div class="task_list-head"><h2>{move || door.t("stage.answer")}</h2><span class="quiet">{done}</span></div>
                    <ul class="task_list">{move || steps.get().into_iter().map(|(id, _, shown)| { let name = door.t(id.as_str()); row(Place::Step(id), name, shown) }).collect_view()}</ul></section>
                <section class="task_list-group"><div class="task_list-head"><h2>{move || door.t("stage.gather")}</h2></div>
                    <ul class="task_list">{move || row(Place::Photo, door.t("place.photo"), photo.get())}{move || row(Place::Papers, door.t("place.papers"), papers.get())}</ul></section>
                <section class="task_list-group"><div class="task_list-head"><h2>{move || door.t("stage.hand")}</h2></div>
                    <ul class="task_list">
                        {move || row(Place::Check, door.t("place.check"), if sent.get() { DONE } else { NONE })}
                        {move || if sent.get() { row(Place::Receipt, door.t("place.receipt"), DONE).into_any() } else if ready.get() { row(Place::Check, door.t("place.send"), NONE).into_any() } else { view! {
                            <li class="task_list-row"><span class="task_list-name">{door.t("place.send")}<span class="task_list-note">{door.t("tasks.send.note")}</span></span>
                                <span class="task_list-state" data-state=LOCKED.0><Icon name=LOCKED.1/>{door.t(LOCKED.2)}</span></li> }.into_any() }}
                    </ul></section>
            </div>
            <Counter>
                <a class="button" data-kind="main" href=move || format!("#{}", first.get().0) on:click=move |event| { event.prevent_default(); if let Some(place) = Place::from_path(&first.get_untracked().0) { door.apply(Change::Go(place)) } }>
                    {move || door.tf("tasks.go", &[("step", &door.t(&first.get().1))])}</a>
                <a class="button" data-kind="plain" href="#questions" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Questions)) }>{move || door.t("ui.questions")}</a>
            </Counter>
        </DeskMain>
    }
}

/// The days, and what is kept of this case.
fn margin(door: Door) -> impl IntoView {
    view! {
        <aside aria-label=move || door.t("ui.aside")>
            <section class="sheet" data-tight=""><h2 class="size-18 under-4">{move || door.t("dates.title")}</h2><Dates brief=true/>
                <p class="gap-3"><a href="#verdict" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Verdict)) }>{move || door.t("tasks.verdict")}</a></p></section>
            <section class="sheet" data-tight=""><h2 class="size-18 under-2">{move || door.t("tasks.draft")}</h2><p class="quiet">{move || door.t("tasks.draft.says")}</p>
                <p class="row gap-3"><a class="button" data-size="s" href="#drafts" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Shelf)) }>{move || door.t("tasks.draft.manage")}</a>
                    <button class="button" type="button" data-kind="plain" data-size="s" on:click=move |_| errands::save_zip(door)>{move || door.t("save.zip")}</button></p></section>
        </aside>
    }
}
