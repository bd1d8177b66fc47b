//! Which sentence is said of an answer: one that names what is missing, and what is meant by a digit.

mod common;

use common::book;
use engine::{Answers, At, Slot, assess};
use rulebook::{Day, FieldKind};

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// The texts of the findings at one answer of somebody on the road.
fn said(field: &str, typed: &str) -> Vec<String> {
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
    let all = seen.at(&at).map(|finding| finding.text.to_string());
    all.collect()
}

#[test]
fn the_piece_of_a_day_or_month_that_is_missing_is_named() {
    let day = "f.birth_date";
    let month = book().fields().map(|(_, field)| field);
    assert!(month.filter(|field| matches!(field.kind, FieldKind::Month { .. })).count() > 0);
    for (typed, text) in [
        ("1996-04-", "check.date.no_day"),
        ("1996--12", "check.date.no_month"),
        ("-04-12", "check.date.no_year"),
        ("1996--", "check.date.no_month_day"),
        ("-04-", "check.date.no_year_day"),
        ("--12", "check.date.no_year_month"),
        // Nobody knows which piece this is.
        ("1996", "check.date.part"),
    ] {
        assert_eq!(said(day, typed), [text], "{typed}");
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
