//! Why something is said or asked: when it holds in words, the answers that decided, the source, how sure, the day it was read.

use super::{GradeMark, Icon};
use crate::case::Change;
use crate::door::Door;
use crate::errands;
use engine::{Asked, DocumentView, Slot, Truth};
use leptos::prelude::*;
use rulebook::{Class, ClassId, Grade, SourceId, Worded};

/// The source of a rule. Whoever shows it asks for the sources when it is opened ([`errands::want_sources`]): until then nobody needs them.
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

/// The answers that decided something, or the open questions that would, each with a way to it. Nothing where there are none.
///
/// How it came out is a mark before each answer. A finding has none: a tick beside what is wrong would mislead.
fn deciding(door: Door, answers: Vec<Slot>, came_out: Option<Truth>) -> impl IntoView {
    let open = came_out == Some(Truth::Unknown);
    let marked = came_out.is_some();
    let icon = if open { "unknown" } else { "done" };
    let line = move |slot: Slot| {
        let field = slot.field.clone();
        let answer = door.shown(&slot).unwrap_or_else(|| door.t("ui.blank"));
        view! {
            <li class=marked.then_some("why_panel-cond") data-truth=marked.then_some(if open { "unknown" } else { "yes" })>
                {marked.then(|| view! { <Icon name=icon/> })}
                <span>{door.asks(&field)}</span>{(!marked).then_some(": ")}
                <span class=marked.then_some("why_panel-answer")>{answer}" "
                    <a href="#" on:click=move |event| { event.prevent_default(); door.apply(Change::Mend(slot.clone())) }>{door.t("why.answer")}</a></span>
            </li>
        }
    };
    (!answers.is_empty()).then(|| {
        view! {
            <p>{move || door.t(if open { "why.open" } else { "why.because" })}</p>
            <ul class=marked.then_some("why_panel-tree")>{move || answers.clone().into_iter().map(line).collect_view()}</ul>
        }
    })
}

/// The classes of the ordinance that a document serves, each with where it stands.
fn classes(door: Door, ids: Vec<ClassId>) -> impl IntoView {
    let line = move |class: Class| {
        let source = door.peek(|case| case.book().core.source(&class.cite.source).map(|source| source.title.clone()));
        view! { <li>{door.t(class.id.as_str())}" "<small class="quiet">{source.flatten()}</small></li> }
    };
    let found = move || {
        let found = door.peek(|case| ids.iter().filter_map(|id| case.book().class(id).cloned()).collect::<Vec<_>>());
        found.filter(|found| !found.is_empty())
    };
    move || found().map(|found| view! { <p>{door.t("why.class")}</p><ul>{found.into_iter().map(line).collect_view()}</ul> })
}

/// What is folded away until somebody asks why: when it holds, in words; the answers that made it so; the source.
#[component]
pub fn WhyOf(
    /// Of what.
    asked: Asked,
    /// A reason that is told before all else.
    #[prop(optional, into)]
    reason: MaybeProp<String>,
    /// Whether it stands in a list with others of its kind: then it is quiet, and nothing is in it before it is opened.
    #[prop(optional)]
    row: bool,
    /// What is pressed to open it.
    children: Children,
) -> impl IntoView {
    let door = Door::here();
    let opened = RwSignal::new(false);
    let open = move |_| {
        opened.set(true);
        errands::want_why(door);
    };
    let asked = StoredValue::new(asked);
    let inside = move || {
        let asked = asked.get_value();
        let (source, grade) = asked.cite();
        let came_out = asked.came_out();
        let answers = door
            .peek(|case| asked.because(case.assessment()).cloned().collect::<Vec<_>>())
            .unwrap_or_default();
        let class = match &asked {
            Asked::Document(document) => document.class.clone(),
            _ => Vec::new(),
        };
        view! {
            {move || reason.get().map(|reason| view! { <p>{reason}</p> })}
            {
                let asked = asked.clone();
                move || opened.get().then(|| view! { <InWords asked=asked.clone()/> })
            }
            {deciding(door, answers, came_out)}
            {classes(door, class)}
            <SourceList source=source.clone() grade rule=asked.name()/>
        }
    };
    let there = Memo::new(move |_| !row || opened.get());
    view! {
        <details class="field-why" data-row=row.then_some("") on:toggle=open>
            <summary><Icon name="next"/>{children()}</summary>
            <div>{move || there.get().then(inside)}</div>
        </details>
    }
}

/// When it holds, in words; nothing before they have arrived.
#[component]
fn InWords(
    /// Of what.
    asked: Asked,
) -> impl IntoView {
    let door = Door::here();
    // They are gone with another language.
    Effect::new(move |_| {
        if !door.can_say_why() {
            errands::want_why(door);
        }
    });
    let told = Memo::new(move |_| door.in_words(&asked));
    let one = |it: Worded| view! { <p>{it.says}</p>{below(it.parts)} };
    view! { <div class="why_panel-words">{move || told.get().into_iter().map(one).collect_view()}</div> }
}

fn below(parts: Vec<Worded>) -> Option<AnyView> {
    let line = |it: Worded| view! { <li>{it.says}{below(it.parts)}</li> };
    (!parts.is_empty()).then(|| view! { <ul>{parts.into_iter().map(line).collect_view()}</ul> }.into_any())
}

/// Why a document is needed, perhaps needed or not needed.
#[component]
pub fn WhyDocument(
    /// The document.
    document: DocumentView,
) -> impl IntoView {
    let door = Door::here();
    view! { <WhyOf asked=Asked::Document(document)>{move || door.t("why.document")}</WhyOf> }
}
