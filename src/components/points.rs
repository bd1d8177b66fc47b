//! Points row by row: what each answer is worth, the sum, the bar, and whether it is reached.

use super::{Icon, SourceList, field_id, focus_id};
use crate::case::{Change, Points};
use crate::door::Door;
use crate::errands;
use crate::texts::at_most_tenth;
use engine::{BarView, Outcome, Slot, Span, TallyRowView, TallyView};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use rulebook::{StepId, TallyId};

/// The tables of points that count for this person; nothing where there are none.
#[component]
pub fn PointsTables(
    /// Only those of which questions stand on this page.
    #[prop(optional)]
    at: Option<StepId>,
) -> impl IntoView {
    let door = Door::here();
    let tables = door.slice(move |case| match &at {
        Some(step) => case.points_at(step),
        None => case.points(),
    });
    let ids = Memo::new(move |_| tables.with(|tables| tables.iter().map(|it| it.table.id.clone()).collect::<Vec<_>>()));
    // A table stays where it is while its numbers change: an opened list of rows stays open, and the focus where it was.
    let table = move |(no, id): (usize, TallyId)| {
        let points = Memo::new(move |_| tables.with(|tables| tables.get(no).cloned()));
        let whole = points.with_untracked(|it| it.as_ref().is_some_and(|it| it.whole));
        one(door, id.to_string(), points, whole)
    };
    move || ids.get().into_iter().enumerate().map(table).collect_view()
}

fn one(door: Door, id: String, points: Memo<Option<Points>>, whole: bool) -> impl IntoView {
    let table = Memo::new(move |_| points.with(|it| it.as_ref().map(|it| it.table.clone())));
    let says = Memo::new(move |_| table.with(|it| it.as_ref().and_then(|it| said(door, it))));
    let open = Memo::new(move |_| table.with(|it| it.as_ref().map(TallyView::open).unwrap_or_default()));
    let bar = Memo::new(move |_| table.with(|it| it.as_ref().and_then(|it| it.bar.clone())));
    let name = id.clone();
    view! {
        <section class="points" data-tally=id.clone()>
            <h2>{ let id = id.clone(); move || door.t(&id) }</h2>
            {move || says.get().map(|(state, icon, says)| view! { <p class="points-says" data-state=state><Icon name=icon/><span>{says}</span></p> })}
            <details class="field-why" open=whole>
                <summary><Icon name="next"/>{move || door.t("points.rows")}</summary>
                <div class="points-rows">
                    <Show when=move || !open.with(Vec::is_empty)>
                        <p>{move || door.t("points.open")}</p>
                        <ul class="points-open">{move || open.get().into_iter().map(|slot| view! { <li>{to_answer(door, slot)}</li> }).collect_view()}</ul>
                    </Show>
                    {move || table.get().map(|table| rows(door, &name, &table))}
                </div>
            </details>
            {move || bar.get().map(|BarView { rule, cite, .. }| view! {
                <details class="field-why" on:toggle=move |_| errands::want_sources(door)>
                    <summary><Icon name="next"/>{move || door.t("points.why")}</summary>
                    <div><SourceList source=cite.source.clone() grade=cite.grade() rule=rule.as_str()/></div>
                </details>
            })}
        </section>
    }
}

/// Whether the points are enough, in one sentence, with its state and its mark.
fn said(door: Door, table: &TallyView) -> Option<(&'static str, &'static str, String)> {
    let (bar, outcome) = (table.bar.as_ref()?.points, table.outcome()?);
    let settled = table.points.is_settled();
    let (state, icon, text) = match outcome {
        Outcome::Reached if settled => ("reached", "done", "points.reached"),
        Outcome::Reached => ("reached", "done", "points.reached.open"),
        Outcome::Open => ("open", "unknown", "points.unknown"),
        Outcome::Missed(_) if settled => ("missed", "care", "points.missed"),
        Outcome::Missed(_) => ("missed", "care", "points.missed.open"),
    };
    let short = if let Outcome::Missed(by) = outcome { by } else { 0.0 };
    let (low, high) = (table.points.low.to_string(), table.points.high.to_string());
    let (bar, short) = (at_most_tenth(bar), at_most_tenth(short));
    let args = [("bar", bar.as_str()), ("low", &low), ("high", &high), ("n", &short)];
    Some((state, icon, door.tf(text, &args)))
}

fn rows(door: Door, id: &str, table: &TallyView) -> impl IntoView + use<> {
    let head = |text: &str| door.t(text);
    let bar = table.bar.as_ref().map(|bar| at_most_tenth(bar.points));
    let lines = table.rows.iter().map(|row| line(door, row)).collect_view();
    view! {
        <table class="table"><caption class="unseen">{door.tf("points.caption", &[("name", &door.t(id))])}</caption>
            <thead><tr><th scope="col">{head("points.row")}</th><th scope="col" class="num">{head("points.points")}</th><th scope="col" class="num">{head("points.most")}</th></tr></thead>
            <tbody>{lines}</tbody>
            <tfoot>
                <tr data-sum=""><th scope="row">{head("points.sum")}</th><td class="num" colspan="2">{span(door, table.points)}</td></tr>
                {bar.map(|bar| view! { <tr data-bar=""><th scope="row">{head("points.bar")}</th><td class="num" colspan="2">{bar}</td></tr> })}
            </tfoot></table>
    }
}

/// A row: every question that it counts with its answer, and what that is worth.
fn line(door: Door, row: &TallyRowView) -> impl IntoView + use<> {
    let questions = row.of.iter().map(|slot| {
        let answer = match door.shown(slot) {
            Some(answer) => view! { <span class="points-answer">{answer}</span> }.into_any(),
            None => view! { <span class="points-answer summary_list-blank">{door.t("ui.blank")}</span> }.into_any(),
        };
        view! { <span class="points-question">{door.asks(&slot.field)}</span>{answer} }
    });
    view! {
        <tr data-row=row.at.as_str().to_owned()><th scope="row">{questions.collect_view()}</th>
            <td class="num">{span(door, row.points)}</td><td class="num">{row.most.to_string()}</td></tr>
    }
}

/// A number of points, or from where to where while that is open.
fn span(door: Door, points: Span) -> String {
    let (low, high) = (points.low.to_string(), points.high.to_string());
    if points.is_settled() {
        low
    } else {
        door.tf("points.span", &[("low", &low), ("high", &high)])
    }
}

/// A link to a question: to its box where it stands on this page, else to its page.
fn to_answer(door: Door, slot: Slot) -> impl IntoView {
    let asks = door.asks(&slot.field);
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let near = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if !near.is_some_and(|near| focus_id(&near, &field_id(&slot))) {
            door.apply(Change::Mend(slot.clone()));
        }
    };
    view! { <a href="#" on:click=press>{asks}</a> }
}
