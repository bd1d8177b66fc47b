//! The photo held against every rule, one by one: first what is not met, then what a machine cannot tell, then what is met.

use crate::components::{AcceptBox, FindingView, GradeMark, Icon};
use crate::door::Door;
use engine::{At, Check, Finding, Truth};
use leptos::prelude::*;
use rulebook::{DocumentId, Grade, Severity};
use std::collections::BTreeSet;

/// How a rule came out, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Missed,
    Unknown,
    /// It is kept, but only because something else is wrong first: what it is about can be told after that.
    Later,
    Met,
}

/// Rules of one name: several may say that a file opens, each for another reason.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    state: State,
    seen: Option<String>,
    grade: Grade,
    findings: Vec<Finding>,
}

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
    let rows = Memo::new(move |_| checks.with(|checks| findings.with(|findings| rows(door, checks, findings))));
    let count = move |state: &[State]| rows.with(|rows| rows.iter().filter(|row| state.contains(&row.state)).count().to_string());
    let counts = move || {
        let (met, missed) = (count(&[State::Met]), count(&[State::Missed]));
        let unknown = count(&[State::Unknown, State::Later]);
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

/// Whether the photo has its shape and, by all that was measured, everything in it lies where it should.
pub fn is_right(checks: &[Check]) -> bool {
    let looks_at = |check: &&Check, name: &str| check.facts.iter().any(|(fact, _)| fact.as_str().starts_with(name));
    let mut shape = checks.iter().filter(|check| looks_at(check, "photo.aspect"));
    checks.iter().any(|check| looks_at(&check, AS_IT_IS)) && shape.all(|check| check.kept == Truth::Yes)
}

/// Lengths of a picture as if it were the photo: they say nothing while its shape is another.
const AS_IT_IS: &str = "photo.uncut_";

/// What is seen at once, what a machine cannot tell where that is much, and what is met and was not measured as a number: both are folded.
fn parts(rows: Vec<Row>) -> [Vec<Row>; 3] {
    /// Of a picture that cannot be looked at nothing is known, and what can be done about that shall not drown in it.
    const MUCH: usize = 5;
    let much = rows.iter().filter(|row| row.state == State::Unknown).count() > MUCH;
    let (met, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.state == State::Met && row.seen.is_none());
    let (unknown, first) = rows.into_iter().partition(|row| much && row.state == State::Unknown);
    [first, unknown, met]
}

fn rows(door: Door, checks: &[Check], findings: &[Finding]) -> Vec<Row> {
    let words = door.words();
    let names = |check: &Check| check.facts.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>();
    let broken: Vec<_> = checks.iter().filter(|check| check.kept == Truth::No).collect();
    let stopped = broken.iter().any(|check| check.severity == Severity::Blocks);
    let mut rows: Vec<Row> = Vec::new();
    for check in checks {
        let about = names(check);
        let hangs = || about.iter().any(|name| name.as_str().starts_with(AS_IT_IS)) && broken.iter().any(|it| names(it).is_subset(&about));
        let state = match check.kept {
            Truth::No => State::Missed,
            // Of a file that does not open nothing else can be told.
            _ if stopped => continue,
            Truth::Unknown => State::Unknown,
            Truth::Yes if hangs() => State::Later,
            Truth::Yes => State::Met,
        };
        let name = words.get(&format!("{}.name", check.rule)).to_owned();
        let row = Row {
            seen: words
                .compared(&format!("{}.seen", check.rule), &check.args)
                .filter(|_| state != State::Later),
            findings: findings
                .iter()
                .filter(|finding| finding.rule == check.rule.as_str())
                .cloned()
                .collect(),
            grade: check.cite.grade(),
            name,
            state,
        };
        match rows.iter_mut().find(|known| known.name == row.name) {
            Some(known) => {
                known.state = known.state.min(row.state);
                known.findings.extend(row.findings);
            }
            None => rows.push(row),
        }
    }
    rows.sort_by_key(|row| row.state);
    rows
}

fn show(door: Door, row: Row, looking: bool) -> impl IntoView {
    let (state, icon, says) = match row.state {
        State::Missed => ("missed", "stop", "photo.missed"),
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
