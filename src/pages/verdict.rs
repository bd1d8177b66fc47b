//! Can I file online, when, what it costs, what I shall need.

use crate::case::{Case, Change, Place};
use crate::components::{
    Back, Counter, Dates, DeskMain, FeeTable, FindingView, GradeMark, Guides, Icon, Stage, TogetherList, WhyOf, stands_out,
};
use crate::door::Door;
use crate::errands;
use engine::{Asked, At, DocumentView, Finding, Need, Slot, Truth, Verdict};
use leptos::prelude::*;
use rulebook::GuidePlace;

/// The agency's own online system.
const SYSTEM: &str = "https://www.rasens-immi.moj.go.jp/rasens-u/";
/// What the agency says about it.
const GUIDANCE: &str = "https://www.moj.go.jp/isa/applications/online/onlineshinsei.html";

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let verdict = Memo::new(move |_| door.read(Case::verdict));
    let known = door.slice(|case| case.assessment().known && case.assessment().eligibility.exists);
    let no = Memo::new(move |_| verdict.get() == Some(Verdict::No));
    // What the desk has not built is told beside what the law allows, and never in place of what it forbids; nor where another answer is the way.
    let not_built =
        door.slice(|case| case.assessment().eligibility.built == Truth::No && case.verdict() != Verdict::No && !case.turns_here());
    let turns = door.slice(Case::turns_here);
    let told = door.slice(|case| case.day_told().map(|(text, day)| (text, day, day == case.today())));
    let page = door.slice(Case::agency_page);
    let old = door.slice(|case| case.assessment().eligibility.old);
    let found = door.slice(|case| case.about_filing().cloned().collect::<Vec<_>>());
    let open = door.slice(|case| case.assessment().eligibility.open.clone());
    let what = door.slice(|case| (case.assessment().procedure.clone(), case.assessment().status.clone()));
    let papers = move |wanted: fn(&DocumentView) -> bool| {
        door.slice(move |case| {
            let documents = case.assessment().documents.iter();
            documents.filter(|document| wanted(document)).cloned().collect::<Vec<_>>()
        })
    };
    let needs = papers(DocumentView::is_needed);
    let perhaps = papers(|document| document.need == Need::Perhaps);
    let fee = door.slice(|case| !case.assessment().fees.is_empty());
    let dates = door.slice(|case| !case.assessment().dates.is_empty());
    let says = move || match verdict.get() {
        Some(Verdict::Yes) => ("yes", "done", "verdict.yes"),
        Some(Verdict::No) => ("no", "stop", "verdict.no"),
        // Nothing is open: there is something to make sure of before it goes out.
        _ if open.with(Vec::is_empty) => ("perhaps", "care", "verdict.care"),
        _ => ("perhaps", "unknown", "verdict.perhaps"),
    };
    let over = move || {
        let (procedure, status) = what.get();
        let official = procedure
            .map(|id| door.t_if(&format!("{id}.official")).unwrap_or_else(|| door.t(&id)))
            .unwrap_or_default();
        match status {
            Some(status) => door.tf("verdict.over", &[("procedure", &official), ("status", &door.t(&status))]),
            None => official,
        }
    };
    let address = move || match (no.get(), known.get()) {
        (true, _) => page.get(),
        (false, true) => None,
        (false, false) => Some(GUIDANCE.to_owned()),
    };
    view! {
        <DeskMain back=move || view! { <Back to=last_question(door) text="ui.back"/> } stage=Stage::Look margin=move || view! { <Aside/> }>
            {move || old.get().map(|day| view! {
                <div class="notice under-4" data-desk="old"><Icon name="care"/><div>
                    <p><strong>{move || door.t("verdict.old")}</strong></p>
                    <p>{move || door.tf("verdict.old.says", &[("day", &door.words().plain_day(day))])}" "<a href=GUIDANCE rel="noreferrer">{move || door.t("verdict.official")}</a></p></div></div>
            })}
            <section class="verdict" data-says=move || says().0 aria-labelledby="verdict-head">
                <p class="desk_main-over">{over}</p>
                <div class="verdict-say"><Icon name=Signal::derive(move || says().1)/><h1 id="verdict-head">{move || door.t(says().2)}</h1></div>
                {move || told.get().map(|(text, day, today)| {
                    let day = if today { door.t("dates.day.today") } else { door.words().plain_day(day) };
                    view! { <p class="verdict-day">{door.tf(&text, &[("day", &day)])}</p> }
                })}
                <p class="verdict-sub">{move || door.t(&format!("{}.sub", says().2))}</p>
                <Show when=move || not_built.get()>
                    <div class="notice gap-4" data-desk="not-built"><Icon name="shut"/><div>
                        <h2 class="size-18">{move || door.t("verdict.not_built")}</h2>
                        <p>{move || door.sentences([door.t_if("verdict.not_built.sub"), door.t_if("verdict.computer")])}</p></div></div>
                </Show>
                <div class="verdict-do">
                    <Show when=move || not_built.get()><a class="button" data-kind="main" href=SYSTEM rel="noreferrer">{move || door.t("verdict.not_built.go")}</a></Show>
                    <Show when=move || known.get() && !no.get()>
                        <button class="button" type="button" data-kind="main" on:click=move |_| errands::next(door)>{move || door.t("verdict.begin")}</button>
                    </Show>
                </div>
            </section>
            <div class="verdict-board"></div>
            <div class="sheet sheet_under">
                <Show when=move || !found.with(Vec::is_empty)>
                    <section class="sheet-part"><h2>{move || door.t(if no.get() { "verdict.found.no" } else { "verdict.found" })}</h2>
                        {move || found.get().into_iter().map(|finding| about_filing(door, finding)).collect_view()}</section>
                </Show>
                <Show when=move || !open.with(Vec::is_empty)>
                    <section class="sheet-part"><h2>{move || door.t("verdict.open")}</h2><ul>{move || open.get().into_iter().map(|slot| {
                        let name = door.asks(&slot.field);
                        view! { <li><a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(slot.clone())) }>{name}</a></li> }
                    }).collect_view()}</ul></section>
                </Show>
                <Show when=move || dates.get()><section class="sheet-part"><h2>{move || door.t("verdict.when")}</h2><Dates why=true/></section></Show>
                <Show when=move || fee.get()><section class="sheet-part"><h2>{move || door.t("verdict.cost")}</h2><FeeTable/></section></Show>
                <Show when=move || known.get() && !no.get()>
                    <section class="sheet-part"><h2>{move || door.t("verdict.need")}</h2>
                        <Guides place=GuidePlace::Need/>
                        <ul class="why_panel-list">{move || needs.get().into_iter().map(|document| paper(door, document)).collect_view()}</ul>
                        <p class="quiet gap-3">{move || door.t("verdict.computer")}</p>
                        <Show when=move || !perhaps.with(Vec::is_empty)>
                            <details class="field-why" data-papers="perhaps"><summary><Icon name="next"/>{move || door.tf("verdict.perhaps.see", &[("n", &perhaps.with(Vec::len).to_string())])}</summary>
                                <div><ul class="why_panel-list">{move || perhaps.get().into_iter().map(|document| paper(door, document)).collect_view()}</ul></div></details>
                        </Show>
                        <p class="quiet gap-3"><a href="#questions" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Questions)) }>{move || door.t("ui.questions")}</a></p>
                    </section>
                </Show>
                <TogetherList/>
                <Show when=move || no.get() fallback=move || view! { <Guides place=GuidePlace::Verdict/> }><Guides place=GuidePlace::Otherwise/></Show>
            </div>
            <Counter>
                <Show when=move || not_built.get()><a class="button" data-kind="main" href=SYSTEM rel="noreferrer">{move || door.t("verdict.not_built.go")}</a></Show>
                // The page about filing online is for whoever can; where another answer is the way, neither is the main thing.
                {move || address().map(|address| {
                    let kind = if not_built.get() || turns.get() { "plain" } else { "main" };
                    view! { <a class="button" data-kind=kind href=address rel="noreferrer">{door.t("verdict.official")}</a> }
                })}
                <Show when=move || known.get()>
                    <button class="button" type="button" data-kind=move || if no.get() || turns.get() { "plain" } else { "main" } data-go="begin" on:click=move |_| errands::next(door)>
                        {move || door.t(if no.get() { "verdict.begin.anyway" } else { "verdict.begin" })}</button>
                </Show>
                <a class="button" data-kind="plain" href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(first_question(door))) }>{move || door.t("verdict.change")}</a>
                <Show when=move || dates.get()><button class="button" type="button" data-kind="plain" on:click=move |_| errands::save_calendar(door)>{move || door.t("ui.calendar")}</button></Show>
            </Counter>
        </DeskMain>
    }
}

/// A finding about filing; one at an answer with the way to it.
fn about_filing(door: Door, finding: Finding) -> impl IntoView {
    let slot = match &finding.at {
        At::Field(slot) => Some(slot.clone()),
        _ => None,
    };
    let mend = move |slot: Slot| {
        view! { <button class="button" type="button" data-size="s" on:click=move |_| door.apply(Change::Mend(slot.clone()))>{move || door.t("ui.mend")}</button> }
    };
    match slot {
        Some(slot) => view! { <FindingView finding>{mend(slot)}</FindingView> }.into_any(),
        None => view! { <FindingView finding/> }.into_any(),
    }
}

/// A document by its name, with its reasons folded away behind it.
fn paper(door: Door, document: DocumentView) -> impl IntoView {
    let (name, grade) = (document.id.to_string(), document.cite.grade());
    view! {
        <li><WhyOf asked=Asked::Document(document) row=true>
            <span>{move || door.t(&name)}" "{stands_out(grade).then(|| view! { <GradeMark grade/> })}</span></WhyOf></li>
    }
}

fn first_question(door: Door) -> Place {
    door.peek(|case| case.book().core.start.steps.first().map(|step| Place::Step(step.id.clone())))
        .flatten()
        .unwrap_or(Place::Verdict)
}

fn last_question(door: Door) -> Place {
    door.peek(|case| {
        let start = &case.book().core.start.id;
        let mut asked = case
            .assessment()
            .steps
            .iter()
            .filter(|step| step.part == *start && step.asked == engine::Truth::Yes);
        asked.next_back().map(|step| Place::Step(step.id.clone()))
    })
    .flatten()
    .unwrap_or_else(|| first_question(door))
}

/// The answers so far, in the margin.
#[component]
pub fn Aside() -> impl IntoView {
    let door = Door::here();
    let slots = door.slice(|case| {
        let start = &case.book().core.start.id;
        let items = case
            .assessment()
            .steps
            .iter()
            .filter(|step| step.part == *start)
            .flat_map(|step| &step.items);
        items
            .filter_map(|item| match item {
                engine::ItemView::Field(slot)
                    if case
                        .assessment()
                        .fields
                        .get(slot)
                        .is_some_and(|view| view.asked == engine::Truth::Yes && view.value.is_some()) =>
                {
                    Some(slot.clone())
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    });
    view! {
        <aside aria-label=move || door.t("ui.aside")>
            <Show when=move || !slots.with(Vec::is_empty)>
                <section class="sheet" data-tight=""><h2 class="size-18 under-3">{move || door.t("verdict.answers")}</h2>
                    <dl class="summary_list">{move || slots.get().into_iter().map(|slot| view! {
                        <div class="summary_list-row"><dt>{door.asks(&slot.field)}</dt><dd>{door.shown(&slot)}</dd></div> }).collect_view()}</dl></section>
            </Show>
            <section class="sheet" data-tight=""><p class="quiet">{move || door.t("ui.privacy")}</p></section>
        </aside>
    }
}
