//! The papers: what is needed, perhaps needed, not needed any more, and a place for each.

use crate::case::{Case, Change, Place};
use crate::components::{Back, CaseCard, DeskMain, FileField, FindingView, GradeMark, Icon, NextForm, Stage, WhyDocument, place_id};
use crate::door::Door;
use engine::{At, DocumentView, ItemView, Need, Slot};
use leptos::prelude::*;
use rulebook::{DocumentId, Takes};

/// Papers as they stand in a list.
type Papers = Memo<Vec<DocumentView>>;

/// Those of a kind of need, by id: a row stays while what is said about it changes.
type Kind = Memo<Vec<DocumentId>>;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let papers = door.slice(|case| papers(case).cloned().collect::<Vec<_>>());
    let of = move |wanted: fn(&DocumentView) -> bool| {
        Memo::new(move |_| {
            papers.with(|papers| {
                let mine = papers.iter().filter(|document| wanted(document));
                mine.map(|document| document.id.clone()).collect::<Vec<_>>()
            })
        })
    };
    let (needed, perhaps) = (of(DocumentView::is_needed), of(|document| document.need == Need::Perhaps));
    let (optional, gone) = (
        of(|document| document.need == Need::Optional),
        of(|document| document.need == Need::NotNeeded && document.files > 0),
    );
    let over = Signal::derive(move || door.tf("step.over.gather", &[("n", "2"), ("of", "2")]));
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back.tasks"/> } stage=Stage::Gather summary=true
            over title=door.text("place.papers") lead=door.text("papers.lead") margin=move || view! { <CaseCard/> }>
            {total(door)}
            <NextForm>
                <div class="sheet gap-5">
                    {group(door, "papers.needed", "must", papers, needed)}
                    {undecided(door, papers, perhaps)}
                    {group(door, "papers.optional", "may", papers, optional)}
                    {group(door, "papers.gone", "gone", papers, gone)}
                    <Show when=move || papers.with(Vec::is_empty)><p>{move || door.t("papers.none")}</p></Show>
                </div>
            </NextForm>
        </DeskMain>
    }
}

fn papers(case: &Case) -> impl Iterator<Item = &DocumentView> {
    case.assessment().documents.iter().filter(|document| document.takes == Takes::Paper)
}

/// How much has been given of how much may be.
fn total(door: Door) -> impl IntoView {
    let sum = door.slice(|case| {
        let limit = |name: &str| {
            let value = case
                .book()
                .core
                .value_for(name)
                .and_then(|value| value.since.on(case.assessment().filing));
            value.map_or(0, |number| *number as u64)
        };
        Sum {
            files: case.answers().all_files().count(),
            bytes: case.answers().all_files().map(|(_, file)| case.size(&file.key)).sum(),
            max_files: limit("files-max"),
            max_bytes: limit("files-total-bytes"),
        }
    });
    let grade = door.slice(|case| {
        let value = case.book().core.value_for("files-total-bytes");
        value
            .and_then(|value| value.since.cited_on(case.assessment().filing))
            .map(|stage| stage.cite.grade())
    });
    let all = door.findings(At::Papers);
    let count = move || {
        sum.with(|sum| {
            door.tf(
                "papers.count",
                &[("n", &sum.files.to_string()), ("max", &sum.max_files.to_string())],
            )
        })
    };
    let bytes = move || {
        let words = door.words();
        sum.with(|sum| {
            words.fill(
                "papers.bytes",
                &[("n", &words.bytes(sum.bytes)), ("max", &words.bytes(sum.max_bytes))],
            )
        })
    };
    view! {
        <section class="budget_bar" aria-labelledby="papers-total" data-over=move || sum.with(|sum| (sum.bytes > sum.max_bytes).then_some(""))>
            <div class="budget_bar-head"><h2 class="size-17" id="papers-total" tabindex="-1">{move || door.t("papers.total")}</h2>
                <span>{count}</span></div>
            <p class="budget_bar-now">{bytes}" "{move || grade.get().map(|grade| view! { <GradeMark grade/> })}</p>
            {move || all.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
        </section>
    }
}

/// Files and bytes, and the most of each.
#[derive(Clone, Copy, Default, PartialEq)]
struct Sum {
    files: usize,
    bytes: u64,
    max_files: u64,
    max_bytes: u64,
}

fn group(door: Door, title: &'static str, need: &'static str, papers: Papers, ids: Kind) -> impl IntoView {
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <section class="sheet-part"><h2>{move || door.tf(title, &[("n", &ids.with(Vec::len).to_string())])}</h2>{list(door, need, papers, ids)}</section>
        </Show>
    }
}

/// Papers that are only perhaps needed, beneath the questions that settle it.
fn undecided(door: Door, papers: Papers, ids: Kind) -> impl IntoView {
    // Each question once, in the order of the form.
    let questions = door.slice(|case| {
        let open = self::papers(case).filter(|document| document.need == Need::Perhaps);
        let wanted: Vec<_> = open.flat_map(|document| &document.because).collect();
        let form = case.assessment().steps.iter().flat_map(|step| &step.items);
        let asked = form.filter_map(|item| match item {
            ItemView::Field(slot) if wanted.contains(&slot) => Some(slot.clone()),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    });
    let question = move |slot: Slot| {
        let name = door.t(slot.field.as_str());
        view! { <li><a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(slot.clone())) }>{name}</a></li> }
    };
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <section class="sheet-part"><h2>{move || door.tf("papers.perhaps", &[("n", &ids.with(Vec::len).to_string())])}</h2>
                <ul>{move || questions.get().into_iter().map(question).collect_view()}</ul>
                <details class="field-why"><summary><Icon name="next"/>{move || door.t("verdict.perhaps.see")}</summary>{list(door, "perhaps", papers, ids)}</details>
            </section>
        </Show>
    }
}

fn list(door: Door, need: &'static str, papers: Papers, ids: Kind) -> impl IntoView {
    view! {
        <ul class="document_list"><For each=move || ids.get() key=Clone::clone children=move |id| {
            let document = papers.with_untracked(|papers| papers.iter().find(|it| it.id == id).cloned());
            document.map(|document| row(door, need, document))
        }/></ul>
    }
}

fn row(door: Door, need: &'static str, document: DocumentView) -> impl IntoView {
    let id = document.id.clone();
    let missing = door.findings(At::Document(id.clone()));
    let state = {
        let id = id.clone();
        door.slice(move |case| {
            let given = !case.answers().files(&id).is_empty();
            let wrong = case
                .findings()
                .any(|finding| finding.blocks() && matches!(&finding.at, At::File(of, _) if *of == id));
            match (wrong, given) {
                (true, _) => 2u8,
                (false, true) => 1,
                _ => 0,
            }
        })
    };
    let shown = move || match (need, state.get()) {
        ("gone", _) => ("gone", "no", "need.gone"),
        (_, 2) => ("problem", "stop", "state.problem"),
        (_, 1) => ("done", "done", "need.given"),
        ("perhaps", _) => ("none", "unknown", "need.perhaps"),
        _ => ("none", "ring", "state.none"),
    };
    let name = id.as_str().to_owned();
    let one_of = document.one_of.clone();
    let fresh = document.fresh_months;
    let provider = document.from_whom.word();
    let anchor = place_id(&At::Document(id.clone()));
    view! {
        <li class="document_list-row" data-need=need id=anchor tabindex="-1">
            <div class="document_list-head"><h3 class="document_list-name size-17">{let name = name.clone(); move || door.t(&name)}</h3>
                <span class="document_list-state" data-state=move || shown().0><Icon name=Signal::derive(move || shown().1)/>{move || door.t(shown().2)}</span></div>
            <p class="document_list-note">{let help = format!("{name}.help"); move || door.t_if(&help)}" "{move || door.t(&format!("from.{provider}"))}
                {move || fresh.map(|months| format!(" {}", door.tf("papers.fresh", &[("n", &months.to_string())])))}</p>
            {one_of.map(|group| view! { <p class="document_list-note">{move || door.tf("papers.one_of", &[("label", &door.t(group.as_str()))])}</p> })}
            {move || missing.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
            <FileField document=id takes=Takes::Paper/>
            <WhyDocument document/>
        </li>
    }
}
