//! The papers: what is needed, perhaps needed, not needed any more, and a place for each.

use crate::case::{Case, Change, Place};
use crate::components::{
    Arrange, Back, BudgetBar, CaseCard, DeskMain, FileField, FindingView, Guides, Icon, LetterTo, NextForm, RefusalView, Said, Stage, TRAY,
    Tray, WhyDocument, link_to, place_id,
};
use crate::door::Door;
use crate::errands;
use engine::{At, DocumentView, ItemView, Need, Slot};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rulebook::{DocumentId, GuidePlace, Severity, Takes};

/// Papers as they stand in a list.
type Papers = Memo<Vec<DocumentView>>;

/// Those of a kind of need, by id: a row stays while what is said about it changes.
type Kind = Memo<Vec<DocumentId>>;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let papers = door.slice(|case| case.papers().cloned().collect::<Vec<_>>());
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
    let givers = door.slice(|case| case.givers());
    let given = door.slice(|case| case.papers().any(|document| document.files > 0));
    let over = Signal::derive(move || door.tf("step.over.gather", &[("n", "2"), ("of", "2")]));
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back.tasks"/> } stage=Stage::Gather summary=true
            over title=door.text("place.papers") lead=door.text("papers.lead") margin=move || view! { <CaseCard/> }>
            <BudgetBar/>
            <Tray/>
            <NextForm>
                <div class="sheet gap-5">
                    {group(door, "papers.needed", "must", papers, needed)}
                    {undecided(door, papers, perhaps)}
                    {group(door, "papers.optional", "may", papers, optional)}
                    {group(door, "papers.gone", "gone", papers, gone)}
                    <Show when=move || papers.with(Vec::is_empty)><p>{move || door.t("papers.none")}</p></Show>
                    <section class="sheet-part">
                        <For each=move || givers.get() key=Clone::clone children=|from| view! { <LetterTo from/> }/>
                        <p class="gap-3"><button class="button" type="button" data-kind="plain" on:click=move |_| errands::print()><Icon name="print"/>{move || door.t("papers.print")}</button></p>
                    </section>
                    <Show when=move || given.get()>{whole(door)}</Show>
                    <Guides place=GuidePlace::Papers/>
                    {loose(door)}
                </div>
            </NextForm>
        </DeskMain>
    }
}

/// All papers at once, as a file to keep or to print.
fn whole(door: Door) -> impl IntoView {
    let (going, left) = (RwSignal::new(false), RwSignal::new(Vec::new()));
    let save = move |_| {
        if going.get_untracked() {
            return;
        }
        going.set(true);
        spawn_local(async move {
            let not_in_it = errands::save_whole(door).await;
            let _ = left.try_set(not_in_it);
            let _ = going.try_set(false);
        });
    };
    view! {
        <section class="sheet-part">
            <p><button class="button" type="button" on:click=save>{move || door.t("papers.whole")}</button></p>
            <p class="quiet">{move || door.t("papers.whole.says")}</p>
            <p role="status">{move || going.get().then(|| door.t("arrange.going"))}</p>
            {move || left.get().into_iter().map(|refusal| view! { <RefusalView refusal/> }).collect_view()}
        </section>
    }
}

/// Said before the person goes on: what lies in the tray is not handed in.
fn loose(door: Door) -> impl IntoView {
    let count = door.slice(|case| case.answers().files(&Case::tray()).len());
    let text = Signal::derive(move || door.tf("papers.tray", &[("n", &count.get().to_string())]));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="sheet-part"><Said severity=Severity::Warns text>
                <a href="#" on:click=link_to(TRAY.to_owned())>{move || door.t("papers.tray.go")}</a>
            </Said></div>
        </Show>
    }
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
        let open = case.papers().filter(|document| document.need == Need::Perhaps);
        let wanted: Vec<_> = open.flat_map(|document| &document.because).collect();
        let form = case.assessment().steps.iter().flat_map(|step| &step.items);
        let asked = form.filter_map(|item| match item {
            ItemView::Field(slot) if wanted.contains(&slot) => Some(slot.clone()),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    });
    let question = move |slot: Slot| {
        let name = door.asks(&slot.field);
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
    let (fresh, original) = (document.fresh_months, document.original);
    let provider = document.from_whom.clone();
    let holder = Some(document.holder.clone()).filter(|holder| !holder.is_empty());
    let told = {
        let help = format!("{name}.help");
        move || {
            let from = door.t_if(&format!("from.{provider}"));
            let fresh = fresh.map(|months| door.tf("papers.fresh", &[("n", &months.to_string())]));
            let original = original.then(|| door.t("papers.original"));
            let holder = holder.as_ref().and_then(|holder| door.t_if(&format!("holder.{holder}")));
            door.sentences([from, holder, door.t_if(&help), fresh, original])
        }
    };
    let anchor = place_id(&At::Document(id.clone()));
    view! {
        <li class="document_list-row" data-need=need id=anchor tabindex="-1">
            <div class="document_list-head"><h3 class="document_list-name size-17">{let name = name.clone(); move || door.t(&name)}</h3>
                <span class="document_list-state" data-state=move || shown().0><Icon name=Signal::derive(move || shown().1)/>{move || door.t(shown().2)}</span></div>
            <p class="document_list-note">{told}</p>
            {one_of.map(|group| view! { <p class="document_list-note">{move || door.tf("papers.one_of", &[("label", &door.t(group.as_str()))])}</p> })}
            {move || missing.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
            <FileField document=id.clone() takes=Takes::Paper/>
            <Arrange document=id/>
            <WhyDocument document/>
        </li>
    }
}
