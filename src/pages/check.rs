//! All answers on one page, what stands against sending, the doubts, and the confirmation.

use crate::case::{Change, Place};
use crate::components::{
    AcceptBox, Back, CaseCard, Counter, DeskMain, FILING, FindingView, Guides, Icon, OfficialFile, PointsTables, Said, Stage, focus_then,
    ticked,
};
use crate::door::{Door, Receiver};
use crate::errands;
use engine::{At, ItemView, Slot, StepView, Truth};
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use rulebook::{DocumentId, GuidePlace, Severity};

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let steps = door.slice(|case| {
        case.assessment()
            .steps
            .iter()
            .filter(|step| step.asked == Truth::Yes)
            .cloned()
            .collect::<Vec<_>>()
    });
    let doubts = door.slice(|case| {
        case.findings()
            .filter(|finding| finding.severity == Severity::Warns && !finding.is_about_filing())
            .cloned()
            .collect::<Vec<_>>()
    });
    let filing = door.slice(|case| {
        let found = case.about_filing().filter(|finding| finding.severity != Severity::Advises);
        found.cloned().collect::<Vec<_>>()
    });
    let blocking = door.slice(|case| case.assessment().blocking().count());
    let files = door.slice(|case| {
        case.outgoing()
            .map(|(document, file)| (document.id.clone(), file.name.clone(), case.size(&file.key)))
            .collect::<Vec<_>>()
    });
    let left = door.slice(|case| case.looks_left());
    let confirmed = door.slice(|case| case.confirmed());
    let kept = door.slice(|case| case.kept());
    let (tried, set_tried) = signal(false);
    let name = door.slice(|case| case.applicant_name().map(str::to_owned));
    let procedure = door.slice(|case| case.assessment().procedure.clone().unwrap_or_default());
    let over = Signal::derive(move || format!("{} {}", name.get().unwrap_or_default(), door.t(&procedure.get())));
    let sends = Memo::new(move |_| door.receiver() != Receiver::None);
    let to = Memo::new(move |_| match door.receiver() {
        Receiver::Address(host) => host,
        _ => String::new(),
    });
    let on_paper = door.slice(|case| case.is_on_paper());
    let bulk = door.slice(|case| case.files_in_bulk());
    let here: NodeRef<html::Input> = NodeRef::new();
    let heard = ticked(door, here, move || confirmed.get(), move |yes| door.apply(Change::Confirm(yes)));
    // What is missing gets the focus: the summary of what blocks, else the first doubt that nobody has accepted, else the confirmation.
    let send = move |event: MouseEvent| {
        set_tried.set(true);
        let doubted = door.peek(|case| case.assessment().doubtful().any(|doubt| !case.accepted().contains(&doubt.key())));
        if blocking.get_untracked() > 0 {
            errands::show_all(door);
        } else if doubted == Some(true) {
            focus_then(&event, [".finding-do input:not(:checked)".into(), "#confirm".into()]);
        } else if !confirmed.get_untracked() {
            focus_then(&event, ["#confirm".into()]);
        } else {
            errands::send(door);
        }
    };
    let amount = move || {
        let files = files.get();
        let bytes: u64 = files.iter().map(|(_, _, bytes)| bytes).sum();
        (files.len().to_string(), door.words().bytes(bytes))
    };
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back.tasks"/> } stage=Stage::Hand summary=true
            over title=door.text("place.check") lead=door.text("check.lead") margin=move || view! { <CaseCard/> }>
            <div class="sheet">
                <Show when=move || { blocking.get() > 0 }>
                    <p class="needs" data-state="failed"><Icon name="stop"/><span>{move || door.tf("check.blocking", &[("n", &blocking.get().to_string())])}</span>
                        <button class="button" type="button" data-size="s" on:click=move |_| errands::show_all(door)>{move || door.t("check.show")}</button></p>
                </Show>
                <Show when=move || !filing.with(Vec::is_empty)>
                    <div id=FILING tabindex="-1">{move || filing.get().into_iter().map(|finding| {
                        let (key, at) = (finding.key(), finding.at.clone());
                        let warns = finding.severity == Severity::Warns;
                        let mend = matches!(at, At::Field(_)).then(|| view! { <button class="button" type="button" data-size="s" on:click=move |_| mend(door, &at)>{move || door.t("ui.mend")}</button> });
                        view! { <FindingView finding>{mend}{warns.then(|| view! { <AcceptBox key/> })}</FindingView> }
                    }).collect_view()}</div>
                </Show>
                <Show when=move || !doubts.with(Vec::is_empty)>
                    <section class="sheet-part"><h2 class="under-3">{move || door.tf("check.doubts", &[("n", &doubts.with(Vec::len).to_string())])}</h2>
                        <p class="quiet under-3">{move || door.t("check.doubts.says")}</p>
                        {move || doubts.get().into_iter().map(|finding| {
                            let (key, at) = (finding.key(), finding.at.clone());
                            view! { <FindingView finding apart=true>
                                <button class="button" type="button" data-size="s" on:click=move |_| mend(door, &at)>{move || door.t("ui.mend")}</button>
                                <AcceptBox key=key/>
                            </FindingView> }
                        }).collect_view()}</section>
                </Show>
                <Show when=move || { left.get() > 0 }>
                    <div class="gap-4"><Said severity=Severity::Advises text=Signal::derive(move || door.tf("check.looks", &[("n", &left.get().to_string())]))>
                        <button class="button" type="button" data-size="s" on:click=move |_| door.apply(Change::MendAt(Place::Photo))>{move || door.t("check.looks.go")}</button></Said></div>
                </Show>
                {move || steps.get().into_iter().map(|step| summary(door, step)).collect_view()}
                <PointsTables/>
                <div class="summary_list-head"><h2>{move || door.t("check.files")}</h2></div>
                <dl class="summary_list">{move || files.get().into_iter().map(|(document, name, bytes)| {
                    let label = door.t(document.as_str());
                    let place = files_at(door, &document);
                    view! { <div class="summary_list-row"><dt>{label.clone()}</dt><dd><bdi translate="no">{name}</bdi>" "{door.words().bytes(bytes)}</dd>
                        <dd class="summary_list-do"><a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::MendAt(place.clone())) }>{door.t("ui.change")}<span class="unseen">": "{label}</span></a></dd></div> }
                }).collect_view()}</dl>
                <Show when=move || !kept.with(Vec::is_empty)><section class="sheet-part"><h2>{move || door.t("check.kept")}</h2><ul>{move || kept.get().into_iter().map(|answer| view! { <li>{answer.slot.field.as_str().to_owned()}": "{answer.typed}</li> }).collect_view()}</ul></section></Show>
                <section class="gap-7"><h2 class="under-3">{move || door.t("check.confirm")}</h2>
                    <div class="field">
                        <Show when=move || tried.get() && !confirmed.get()><p class="field-error" id="confirm-e"><Icon name="stop"/><span><span class="unseen">{move || door.t("ui.error")}</span>{move || door.t("check.confirm.first")}</span></p></Show>
                        <label class="choice_field-row"><input type="checkbox" id="confirm" node_ref=here aria-invalid=move || (tried.get() && !confirmed.get()).then_some("true")
                            aria-describedby=move || (tried.get() && !confirmed.get()).then_some("confirm-e") on:change=move |_| heard.read()/>
                            <span class="choice_field-name" data-plain="">{move || door.t("check.confirm.says")}</span></label>
                    </div></section>
                <Guides place=GuidePlace::Check/>
            </div>
            <Counter>
                <Show when=move || sends.get()><button class="button" data-kind="main" type="button" on:click=send>{move || door.t("check.send")}</button></Show>
                <button class="button" type="button" data-kind=move || (!sends.get() && bulk.get()).then_some("main") on:click=move |_| errands::save_zip(door)>{move || door.t("save.zip")}</button>
                <OfficialFile/>
                <button class="button" type="button" data-kind=move || (!sends.get() && !bulk.get()).then_some("main") on:click=move |_| door.apply(Change::Go(Place::Copy))>{move || door.t(if on_paper.get() { "copy.go.paper" } else { "copy.go" })}</button>
                <Show when=move || sends.get()><p class="quiet">{move || { let (count, bytes) = amount(); let to = to.get(); door.tf(if to.is_empty() { "check.to.host" } else { "check.to" }, &[("to", &to), ("n", &count), ("bytes", &bytes)]) }}</p></Show>
            </Counter>
        </DeskMain>
    }
}

/// The page on which the files of a document are given.
fn files_at(door: Door, document: &DocumentId) -> Place {
    door.peek(|case| case.takes(document))
        .flatten()
        .map_or(Place::Papers, Place::of_files)
}

fn mend(door: Door, at: &At) {
    match at {
        At::Field(slot) => door.apply(Change::Mend(slot.clone())),
        At::Document(id) | At::File(id, _) => door.apply(Change::MendAt(files_at(door, id))),
        At::Group(group) => {
            let step = door.peek(|case| {
                let has = |step: &&StepView| {
                    step.items
                        .iter()
                        .any(|item| matches!(item, ItemView::Group(view) if view.id == *group))
                };
                case.assessment().steps.iter().find(has).map(|step| step.id.clone())
            });
            door.apply(Change::MendAt(step.flatten().map_or(Place::Tasks, Place::Step)));
        }
        At::Papers => door.apply(Change::MendAt(Place::Papers)),
        At::Eligibility => door.apply(Change::MendAt(Place::Verdict)),
    }
}

fn summary(door: Door, step: StepView) -> impl IntoView {
    let line = move |slot: Slot| {
        let asked = door
            .peek(|case| case.assessment().fields.get(&slot).is_some_and(|view| view.asked == Truth::Yes))
            .unwrap_or(false);
        asked.then(|| {
            let (label, to) = (door.asks(&slot.field), slot.clone());
            let answer = match door.shown(&slot) {
                Some(text) => view! { <dd>{text}</dd> }.into_any(),
                None => view! { <dd class="summary_list-blank">{door.t("ui.blank")}</dd> }.into_any(),
            };
            view! { <div class="summary_list-row" data-field=slot.field.as_str().to_owned()><dt>{label.clone()}</dt>{answer}
                <dd class="summary_list-do"><a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(to.clone())) }>{door.t("ui.change")}<span class="unseen">": "{label}</span></a></dd></div> }
        })
    };
    let rows = step.items.into_iter().map(|item| match item {
        ItemView::Heading(_) => ().into_any(),
        ItemView::Field(slot) => line(slot).into_any(),
        ItemView::Group(group) => group.rows.into_iter().enumerate().map(|(at, (_, slots))| {
            let heading = door.tf(&format!("{}.row", group.id), &[("n", &(at + 1).to_string())]);
            view! { <div class="summary_list-row"><dt><strong>{heading}</strong></dt><dd></dd></div>{slots.into_iter().map(line).collect_view()} }
        }).collect_view().into_any(),
    }).collect_view();
    view! { <div class="summary_list-head"><h2>{door.t(step.id.as_str())}</h2></div><dl class="summary_list">{rows}</dl> }
}
