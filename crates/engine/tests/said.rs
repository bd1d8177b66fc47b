//! Which sentence is said of an answer: one that names what is missing, and what is meant by a digit.

mod common;

use common::book;
use engine::{Answers, Arg, At, Finding, Slot, assess};
use rulebook::Day;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// The findings at one answer of somebody on the road.
fn found(field: &str, typed: &str) -> Vec<Finding> {
    let slot = Slot::of(field);
    let mut answers = Answers::default();
    for (field, typed) in [
        ("f.applicant", "k.self"),
        ("f.procedure", "p.extension"),
        ("f.status", "s.engineer"),
    ] {
        answers.set(Slot::of(field), typed);
    }
    answers.set(slot.clone(), typed);
    let seen = assess(book(), &answers, today());
    let at = At::Field(slot);
    seen.at(&at).cloned().collect()
}

/// Their texts.
fn said(field: &str, typed: &str) -> Vec<String> {
    found(field, typed).iter().map(|finding| finding.text.to_string()).collect()
}

/// The words for what is missing.
fn missing(field: &str, typed: &str) -> String {
    let found = found(field, typed);
    let [finding] = found.as_slice() else {
        panic!("{typed}: {found:?}")
    };
    assert_eq!(finding.text.as_str(), "check.date.part", "{typed}");
    let piece = finding.args.iter().find(|(name, _)| name == "piece");
    match piece {
        Some((_, Arg::Words(id))) => id.to_string(),
        other => panic!("{typed}: {other:?}"),
    }
}

#[test]
fn every_piece_of_a_day_that_is_missing_is_named() {
    for (typed, words) in [
        ("1996-04-", "ui.day"),
        ("1996--12", "ui.month"),
        ("-04-12", "ui.year"),
        ("1996--", "ui.month_and_day"),
        ("-04-", "ui.year_and_day"),
        ("--12", "ui.year_and_month"),
        ("4\u{6708}12\u{65e5}", "ui.year"),
        // Nobody knows which pieces these are.
        ("1996", "ui.year_month_or_day"),
        ("96/4", "ui.year_month_or_day"),
    ] {
        assert_eq!(missing("f.birth_date", typed), words, "{typed}");
    }
}

#[test]
fn digits_of_other_scripts_are_told_which_digits_are_meant() {
    let (arabic, hindi) = (
        "\u{0661}\u{0666}\u{0660}\u{0660}\u{0660}\u{0662}\u{0663}",
        "\u{0967}\u{096C}\u{0966}\u{0966}\u{0966}\u{0968}\u{0969}",
    );
    assert_eq!(said("f.postal_code", arabic), ["check.chars.digits"]);
    assert_eq!(said("f.postal_code", hindi), ["check.chars.digits"]);
    assert_eq!(said("f.postal_code", "160-0023"), ["check.chars"]);
    // These are taken for the digits that they are.
    assert_eq!(said("f.postal_code", "\u{ff11}600023"), ["check.chars"]);
    // Where no digits are taken, they are characters like others.
    assert_eq!(said("f.name", arabic), ["check.chars"]);
    let root = common::root();
    let words = rulebook::host::load(&root).unwrap();
    for (lang, zero_to_nine) in [("ja", "0\u{304B}\u{3089}9"), ("en", "0 to 9")] {
        let texts = words.texts(lang);
        for id in ["check.chars.digits", "check.number", "check.date.year"] {
            let text = texts.get(id).unwrap_or_default();
            assert!(text.contains(zero_to_nine), "{lang} {id}: {text}");
        }
    }
}
