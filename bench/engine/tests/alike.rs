//! Our form of 120 questions asks what every other engine shows: as `measure.js` also sees to before it measures.

use engine_bench::Desk;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const FORM: &str = include_str!("../form.json");
const TODAY: &str = "2026-11-23";

#[derive(Deserialize)]
struct Facts {
    first: BTreeMap<String, Value>,
    questions: Vec<Question>,
    changes: Vec<(String, Value)>,
}

#[derive(Deserialize)]
struct Question {
    name: String,
    kind: String,
    shown: Option<Shown>,
}

#[derive(Deserialize)]
struct Shown {
    choice: String,
    is: String,
    number: String,
    least: i64,
}

fn facts() -> Facts {
    serde_json::from_str(FORM).unwrap()
}

/// As everybody types it.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".into(),
        other => other.to_string(),
    }
}

#[test]
fn what_is_asked_is_what_the_facts_say_after_each_change() {
    let facts = facts();
    let mut values: BTreeMap<&str, &Value> = facts
        .questions
        .iter()
        .map(|it| (it.name.as_str(), &facts.first[&it.kind]))
        .collect();
    let mut desk = Desk::form(FORM, 1, TODAY).unwrap();
    let (mut seen, mut findings) = (BTreeSet::new(), BTreeSet::new());
    for (name, value) in facts.changes.iter().cycle().take(5 * facts.changes.len()) {
        values.insert(name, value);
        desk.set(name, &typed(value));
        let shows = |shown: &Shown| {
            values[shown.choice.as_str()] == shown.is.as_str() && values[shown.number.as_str()].as_i64() >= Some(shown.least)
        };
        let expected: BTreeSet<String> = facts
            .questions
            .iter()
            .filter(|it| it.shown.as_ref().is_none_or(shows))
            .map(|it| it.name.clone())
            .collect();
        assert_eq!(desk.asked().into_iter().collect::<BTreeSet<_>>(), expected, "after {name}: {value}");
        // One for each text and address that is wrong now.
        let wrong = values.values().filter(|it| **it == "X1" || **it == "bad-mail").count();
        assert_eq!(desk.assess(), wrong, "after {name}: {value}");
        seen.insert(expected.len());
        findings.insert(wrong);
    }
    assert!(seen.len() > 5 && findings.len() > 3, "{seen:?} {findings:?}");
}

#[test]
fn the_form_can_be_had_twice_over() {
    let questions = facts().questions.len();
    let asked = |times| Desk::form(FORM, times, TODAY).unwrap().asked().len();
    assert_eq!((asked(1), asked(2)), (questions, 2 * questions));
}
