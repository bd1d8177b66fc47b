//! The papers: what is needed, perhaps needed, not needed any more, and a place for each.

use crate::case::{Change, Place};
use crate::components::{
    Back, CaseCard, Counter, ErrorSummary, FileField, FindingView, GradeMark, Icon, Stage, Stepper, WhyDocument, place_id,
};
use crate::door::Door;
use crate::errands;
use engine::{At, DocumentView, ItemView, Need};
use leptos::prelude::*;
use rulebook::Takes;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let papers = door.slice(|case| {
        case.assessment()
            .documents
            .iter()
            .filter(|document| document.takes == Takes::Paper)
            .cloned()
            .collect::<Vec<_>>()
    });
    let of = move |wanted: fn(&DocumentView) -> bool| {
        Memo::new(move |_| {
            papers.with(|papers| {
                papers
                    .iter()
                    .filter(|document| wanted(document))
                    .map(|document| document.id.clone())
                    .collect::<Vec<_>>()
            })
        })
    };
    let (needed, perhaps) = (of(DocumentView::is_needed), of(|document| document.need == Need::Perhaps));
    let (optional, gone) = (
        of(|document| document.need == Need::Optional),
        of(|document| document.need == Need::NotNeeded && document.files > 0),
    );
    // The open questions that settle what is only perhaps needed, each once, in the order of the form.
    let questions = door.slice(|case| {
        let open = case
            .assessment()
            .documents
            .iter()
            .filter(|document| document.takes == Takes::Paper && document.need == Need::Perhaps);
        let wanted: Vec<_> = open.flat_map(|document| &document.because).collect();
        let form = case.assessment().steps.iter().flat_map(|step| &step.items);
        let asked = form.filter_map(|item| match item {
            ItemView::Field(slot) if wanted.contains(&slot) => Some(slot.clone()),
            _ => None,
        });
        asked.collect::<Vec<_>>()
    });
    let total = door.slice(|case| {
        let bytes: u64 = case.answers().all_files().map(|(_, file)| case.size(&file.key)).sum();
        let limit = |name: &str| {
            case.book()
                .core
                .value_for(name)
                .and_then(|value| value.since.on(case.assessment().filing))
                .map_or(0, |number| *number as u64)
        };
        (
            case.answers().all_files().count(),
            bytes,
            limit("files-max"),
            limit("files-total-bytes"),
        )
    });
    let grade = door.slice(|case| {
        let value = case.book().core.value_for("files-total-bytes");
        value
            .and_then(|value| value.since.cited_on(case.assessment().filing))
            .map(|stage| stage.cite.grade())
    });
    let all = door.findings(At::Papers);
    let group = move |title: &'static str, need: &'static str, ids: Memo<Vec<rulebook::DocumentId>>| {
        view! {
            <Show when=move || !ids.with(Vec::is_empty)>
                <section class="sheet-part"><h2>{move || door.tf(title, &[("n", &ids.with(Vec::len).to_string())])}</h2>
                    <ul class="document_list"><For each=move || ids.get() key=Clone::clone children=move |id| {
                        let document = papers.with_untracked(|papers| papers.iter().find(|it| it.id == id).cloned());
                        document.map(|document| row(door, need, document))
                    }/></ul></section>
            </Show>
        }
    };
    view! {
        <main class="desk_main" id="main" tabindex="-1">
            <div class="desk_main-body">
                <Back to=Place::Tasks text="ui.back.tasks"/>
                <Stepper now=Stage::Gather/>
                <ErrorSummary/>
                <div class="desk_main-title"><p class="desk_main-over">{move || door.tf("step.over.gather", &[("n", "2"), ("of", "2")])}</p>
                    <h1>{move || door.t("place.papers")}</h1><p class="lead">{move || door.t("papers.lead")}</p></div>
                <section class="budget_bar" aria-labelledby="papers-total" data-over=move || { let (_, bytes, _, max) = total.get(); (bytes > max).then_some("") }>
                    <div class="budget_bar-head"><h2 class="size-17" id="papers-total" tabindex="-1">{move || door.t("papers.total")}</h2>
                        <span>{move || { let (count, _, max, _) = total.get(); door.tf("papers.count", &[("n", &count.to_string()), ("max", &max.to_string())]) }}</span></div>
                    <p class="budget_bar-now">{move || { let (_, bytes, _, max) = total.get(); let words = door.words(); words.fill("papers.bytes", &[("n", &words.bytes(bytes)), ("max", &words.bytes(max))]) }}
                        " "{move || grade.get().map(|grade| view! { <GradeMark grade/> })}</p>
                    {move || all.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
                </section>
                <form novalidate on:submit=move |event| { event.prevent_default(); errands::next(door) }>
                    <div class="sheet gap-5">
                        {group("papers.needed", "must", needed)}
                        <Show when=move || !perhaps.with(Vec::is_empty)>
                            <section class="sheet-part"><h2>{move || door.tf("papers.perhaps", &[("n", &perhaps.with(Vec::len).to_string())])}</h2>
                                <ul>{move || questions.get().into_iter().map(|slot| { let name = door.t(slot.field.as_str()); view! {
                                    <li><a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(slot.clone())) }>{name}</a></li> } }).collect_view()}</ul>
                                <details class="field-why"><summary><Icon name="next"/>{move || door.t("verdict.perhaps.see")}</summary>
                                    <ul class="document_list"><For each=move || perhaps.get() key=Clone::clone children=move |id| {
                                        let document = papers.with_untracked(|papers| papers.iter().find(|it| it.id == id).cloned());
                                        document.map(|document| row(door, "perhaps", document))
                                    }/></ul></details>
                            </section>
                        </Show>
                        {group("papers.optional", "may", optional)}
                        {group("papers.gone", "gone", gone)}
                        <Show when=move || papers.with(Vec::is_empty)><p>{move || door.t("papers.none")}</p></Show>
                    </div>
                    <Counter>
                        <button class="button" data-kind="main" type="submit">{move || door.t("ui.next")}</button>
                        <a class="button" data-kind="plain" href="#tasks" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Tasks)) }>{move || door.t("ui.back.tasks")}</a>
                    </Counter>
                </form>
            </div>
            <CaseCard/>
        </main>
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
