//! Why something is asked: the answers that decided, the source, how sure, the day it was read.

use super::{GradeMark, Icon};
use crate::case::Change;
use crate::door::Door;
use engine::DocumentView;
use leptos::prelude::*;
use rulebook::{Grade, SourceId};

/// The source of a rule.
#[component]
pub fn SourceList(
    /// The source.
    source: SourceId,
    /// How sure.
    grade: Grade,
    /// The rule, for whoever wants to look it up.
    #[prop(into)]
    rule: String,
) -> impl IntoView {
    let door = Door::here();
    let found = move || door.read(|case| case.book().core.source(&source).cloned()).flatten();
    view! {
        <dl class="why_panel-source">
            <dt>{move || door.t("why.grade")}</dt>
            <dd><GradeMark grade/>" "{move || door.t(&format!("grade.{}.says", grade.word()))}</dd>
            {move || found().map(|source| {
                let title = if source.address.starts_with("http") {
                    view! { <a href=source.address.clone() rel="noreferrer noopener" target="_blank">{source.title.clone()}</a> }.into_any()
                } else {
                    view! { <span>{source.title.clone()}</span> }.into_any()
                };
                view! {
                    <dt>{door.t("why.source")}</dt><dd>{title}" "<small class="quiet">{source.publisher.clone()}</small></dd>
                    <dt>{door.t("why.read")}</dt><dd>{door.words().plain_day(source.read)}</dd>
                }
            })}
            <dt>{move || door.t("why.rule")}</dt><dd><span class="code">{rule}</span></dd>
        </dl>
    }
}

/// Why a document is needed, perhaps needed or not needed.
#[component]
pub fn WhyDocument(
    /// The document.
    document: DocumentView,
) -> impl IntoView {
    let door = Door::here();
    let open = document.need == engine::Need::Perhaps;
    let because = document.because.clone();
    let answers = move || {
        because
            .iter()
            .map(|slot| {
                let to = slot.clone();
                let answer = door.shown(slot).unwrap_or_else(|| door.t("ui.blank"));
                view! {
                    <li class="why_panel-cond" data-truth=if open { "unknown" } else { "yes" }>
                        <Icon name=if open { "unknown" } else { "done" }/>
                        <span>{door.t(slot.field.as_str())}</span>
                        <span class="why_panel-answer">{answer}" "
                            <a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(to.clone())) }>{door.t("why.answer")}</a></span>
                    </li>
                }
            })
            .collect_view()
    };
    let some = !document.because.is_empty();
    view! {
        <details class="field-why">
            <summary><Icon name="next"/>{move || door.t("why.document")}</summary>
            <div>
                {some.then(|| view! {
                    <p>{move || door.t(if open { "why.open" } else { "why.because" })}</p>
                    <ul class="why_panel-tree">{answers}</ul>
                })}
                <SourceList source=document.cite.source.clone() grade=document.cite.grade() rule=document.id.as_str()/>
            </div>
        </details>
    }
}
