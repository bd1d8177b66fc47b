//! The photo held against every rule, one by one, as `verdict` has it.

use super::verdict::{Row, State, rows};
use crate::components::{AcceptBox, FindingView, GradeMark, Icon};
use crate::door::Door;
use engine::At;
use leptos::prelude::*;
use rulebook::{DocumentId, Grade, Severity};

/// The list for one file.
#[component]
pub fn RuleList(
    /// Its document.
    document: DocumentId,
    /// Its key.
    file: String,
) -> impl IntoView {
    let door = Door::here();
    let at = At::File(document.clone(), file.clone());
    let findings = door.findings(at);
    let looking = {
        let file = file.clone();
        door.slice(move |case| case.progress(&file).is_some())
    };
    let checks = door.slice(move |case| case.checks(&document, &file));
    let rows = Memo::new(move |_| checks.with(|checks| findings.with(|findings| rows(&door.words(), checks, findings))));
    let count = move |state: &[State]| rows.with(|rows| rows.iter().filter(|row| state.contains(&row.state)).count().to_string());
    let counts = move || {
        let (met, missed) = (count(&[State::Met]), count(&[State::Missed]));
        let unknown = count(&[State::ByEye, State::Unknown, State::Later]);
        door.tf("photo.counts", &[("met", &met), ("missed", &missed), ("unknown", &unknown)])
    };
    let show = move |row| show(door, row, looking.get());
    let folded = move |text: &'static str, rows: Vec<Row>| {
        let title = door.tf(text, &[("n", &rows.len().to_string())]);
        (!rows.is_empty()).then(|| {
            view! {
                <details class="field-why"><summary><Icon name="next"/>{title}</summary>
                    <ul class="rule_list">{rows.into_iter().map(show).collect_view()}</ul></details>
            }
        })
    };
    move || {
        (!rows.with(Vec::is_empty)).then(|| {
            let [first, unknown, more] = parts(rows.get());
            view! {
                <h3 class="under-2">{door.t("photo.compare")}</h3>
                <p class="quiet under-3">{counts}</p>
                <ul class="rule_list">{first.into_iter().map(show).collect_view()}</ul>
                {folded("photo.unknown.more", unknown)}
                {folded("photo.more", more)}
            }
        })
    }
}

/// What is seen at once, what a machine cannot tell where that is much, and what is met and was not measured as a number: both are folded.
fn parts(rows: Vec<Row>) -> [Vec<Row>; 3] {
    /// Of a picture that cannot be looked at nothing is known, and what can be done about that shall not drown in it.
    const MUCH: usize = 5;
    let much = rows.iter().filter(|row| row.state == State::Unknown).count() > MUCH;
    let (met, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.state == State::Met && row.seen.is_none());
    let (unknown, first) = rows.into_iter().partition(|row| much && row.state == State::Unknown);
    [first, unknown, met]
}

fn show(door: Door, row: Row, looking: bool) -> impl IntoView {
    let (state, icon, says) = match row.state {
        State::Missed => ("missed", "stop", "photo.missed"),
        State::ByEye => ("unknown", "unknown", "photo.by_eye"),
        State::Unknown if looking => ("unknown", "half", "photo.looking"),
        State::Unknown => ("unknown", "unknown", "photo.unknown"),
        State::Later => ("unknown", "unknown", "photo.later"),
        State::Met => ("met", "done", "photo.met"),
    };
    // A tip is no fault.
    let worst = row.findings.iter().map(|finding| finding.severity).min();
    let icon = match worst {
        Some(Severity::Warns) => "care",
        Some(Severity::Advises) => "hint",
        _ => icon,
    };
    // Beside a finding its own "why" says how sure it is.
    let grade = (row.findings.is_empty() && row.grade != Grade::Official).then_some(row.grade);
    let note = (row.seen.is_some() || (grade.is_some() && row.state == State::Met))
        .then(|| view! { <p class="rule_list-note">{row.seen}" "{grade.map(|grade| view! { <GradeMark grade/> })}</p> });
    view! {
        <li class="rule_list-row" data-state=state data-severity=worst.map(Severity::word)><Icon name=icon/>
            <div class="rule_list-head"><span class="rule_list-name">{row.name}</span>" "<span class="rule_list-state">{door.t(says)}</span></div>
            {note}
            {row.findings.into_iter().map(|finding| {
                let doubt = (finding.severity == Severity::Warns).then(|| finding.key());
                view! { <FindingView finding>{doubt.map(|key| view! { <AcceptBox key/> })}</FindingView> }
            }).collect_view()}
        </li>
    }
}
