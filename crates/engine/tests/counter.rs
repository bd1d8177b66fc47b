//! What the counter answers: every scenario of `rulebook/scenarios`, written from the law, comes out as it is written there; and what the desk says would change an answer does.

mod common;

use common::{book, root};
use engine::cases::{Scenario, Scenarios};
use engine::{ActView, Slot, Verdict, assess};
use rulebook::{GuidePlace, Severity};
use std::collections::BTreeSet;

fn all() -> Vec<(String, Scenario)> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let read = Scenarios::read(&std::fs::read_to_string(&file).unwrap()).unwrap_or_else(|why| panic!("{name}: {why}"));
        all.extend(read.cases.into_iter().map(|case| (name.clone(), case)));
    }
    assert!(!all.is_empty(), "there are no scenarios");
    all
}

#[test]
fn every_scenario_comes_out_as_the_law_has_it() {
    let mut wrong = Vec::new();
    let all = all();
    for (file, case) in &all {
        let mut differences = case.differences(&case.seen(book()));
        differences.extend(case.beside(book()));
        if !differences.is_empty() {
            wrong.push(format!("{file}: {}\n    {}", case.title, differences.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// Which rule still speaks after the act.
fn still_speaks(case: &Scenario, act: &ActView) -> bool {
    let mut answers = case.judged(book());
    for (field, typed) in &book().core.act(&act.id).unwrap().set {
        answers.set(Slot::from(field.clone()), typed.as_str());
    }
    if let Some(day) = act.day {
        let filing = book()
            .core
            .start
            .fields()
            .find(|field| field.role == Some(rulebook::Role::FilingDay))
            .unwrap();
        answers.set(Slot::from(filing.id.clone()), day.to_string());
    }
    let seen = assess(book(), &answers, case.today);
    seen.findings.iter().any(|finding| finding.rule == act.rule.as_str())
}

#[test]
fn what_would_change_an_answer_does() {
    let mut tried = BTreeSet::new();
    let mut idle = BTreeSet::new();
    for (_, case) in all() {
        for act in case.seen(book()).eligibility.acts {
            if still_speaks(&case, &act) {
                idle.insert(format!("{}: {} changes nothing in: {}", act.rule, act.id, case.title));
            }
            tried.insert(act.id.clone());
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
    let never: Vec<_> = book()
        .core
        .acts
        .iter()
        .filter(|act| !tried.contains(&act.id))
        .map(|act| &act.id)
        .collect();
    assert!(never.is_empty(), "no scenario comes by {never:?}");
}

/// An act is something that one can do. Who somebody is, how old and with which status, is no act.
#[test]
fn nobody_is_told_to_be_somebody_else() {
    let mut fields = BTreeSet::new();
    book()
        .core
        .acts
        .iter()
        .for_each(|act| fields.extend(act.set.keys().map(|id| id.to_string())));
    let facts = [
        "f.status_now",
        "f.designated_kind",
        "f.designated_now",
        "f.self_is_15",
        "f.ward_kind",
        "f.event_day",
        "f.expiry",
    ];
    let told: Vec<_> = facts.iter().filter(|id| fields.contains(**id)).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn whoever_cannot_is_told_something() {
    for (file, case) in all() {
        let seen = case.seen(book());
        let why = seen.findings.iter().any(|finding| finding.is_about_filing() && finding.blocks());
        assert_eq!(seen.eligibility.verdict == Verdict::No, why, "{file}: {}", case.title);
    }
}

/// Beside a no stands what leads on at the counter, and else what leads on online: no piece of guidance is written for nobody.
#[test]
fn every_guidance_beside_the_answer_is_told_to_somebody() {
    let told = |place: GuidePlace, no: bool| -> BTreeSet<String> {
        let cases = all().into_iter().map(|(_, case)| case);
        let cases = cases.filter(|case| (case.seen(book()).eligibility.verdict == Verdict::No) == no);
        let guides = |case: Scenario| -> Vec<String> {
            let guides = engine::guides(book(), &case.judged(book()), case.today, place);
            guides.into_iter().map(|guide| guide.id.to_string()).collect()
        };
        cases.flat_map(guides).collect()
    };
    for (place, no) in [(GuidePlace::Verdict, false), (GuidePlace::Otherwise, true)] {
        let written = book()
            .guides
            .iter()
            .filter(|guide| guide.place == place)
            .map(|guide| guide.id.to_string());
        let told = told(place, no);
        let never: Vec<String> = written.filter(|id| !told.contains(id)).collect();
        assert!(never.is_empty(), "{place:?}: {never:?}");
    }
}

#[test]
fn advice_about_filing_online_is_for_whoever_can() {
    for (file, case) in all() {
        let seen = case.seen(book());
        let mut about = seen.findings.iter().filter(|it| it.is_about_filing());
        let advised = about.any(|it| it.severity == Severity::Advises);
        assert!(seen.eligibility.verdict != Verdict::No || !advised, "{file}: {}", case.title);
    }
}

#[test]
fn what_has_passed_cannot_be_missed_any_more() {
    let mut keys = 0;
    for (file, case) in all() {
        let key: Vec<_> = case.seen(book()).dates.into_iter().filter(|it| it.key).collect();
        assert!(
            key.len() < 2 && key.iter().all(|it| it.day >= case.today),
            "{file}: {}: {key:?}",
            case.title
        );
        keys += key.len();
    }
    assert!(keys > 100);
}

/// Nobody is asked yet which kind of re-entry it will be: both prices are told, whether this desk has the form or not.
#[test]
fn what_goes_along_has_its_price_before_it_is_chosen() {
    let mut seen = 0;
    for (file, case) in all() {
        for it in engine::together(book(), &case.judged(book()), case.today) {
            assert!(
                it.fee.is_some_and(|fee| !fee.bands.is_empty()),
                "{file}: {}: {}",
                case.title,
                it.procedure
            );
            seen += 1;
        }
    }
    assert!(seen > 100);
}
