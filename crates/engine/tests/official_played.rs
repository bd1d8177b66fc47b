//! A sheet of the agency's tool that is in play for some: written for them alone, and missed of them alone.

use engine::official::{Person, check, encode, read, write};
use engine::{Answers, Slot};
use rulebook::{Day, FieldKind, Item, Loaded, OfficialForm, Piece, Target};
use std::path::Path;

/// The small made-up rulebook, all of whose questions are asked from the start. Its sheet `together` is in play for women.
fn book() -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebook/tests/mini");
    let mut book = rulebook::host::load(&root)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
        .loaded();
    let person = book.parts.pop_first().unwrap().1;
    book.core.start.steps.extend(person.steps);
    book
}

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// The column of the file that only the sheet fills.
fn last(book: &Loaded, form: &OfficialForm, sex: &str) -> String {
    let mut answers = Answers::default();
    answers.set(Slot::of("f.name"), "HANAKO");
    answers.set(Slot::of("f.sex"), sex);
    let person = Person {
        number: 1,
        answers,
        rest: vec![],
    };
    let bytes = write(book, form, &[person], today());
    let lines = engine::official::decode(&bytes).unwrap();
    assert_eq!(lines[1][4], "HANAKO", "what is always in play is always written");
    lines[1][9].clone()
}

#[test]
fn only_those_for_whom_it_is_in_play_write_it() {
    let book = book();
    let form = book.official("04P1").unwrap();
    assert_eq!(last(&book, &form, "female"), "HANAKO");
    assert_eq!(last(&book, &form, "male"), "");
    assert_eq!(last(&book, &form, ""), "", "what is not known is not in play");
}

#[test]
fn only_of_those_is_it_missed() {
    let book = book();
    let form = book.official("04P1").unwrap();
    let file = |sex: &str, last: &str, sex_too: &str| {
        let mut line = vec![String::new(); usize::from(form.width)];
        for (at, text) in [(0, "1"), (1, "04P"), (2, "04P1"), (3, sex), (4, "HANAKO"), (9, last), (10, sex_too)] {
            line[at] = text.to_owned();
        }
        encode(&[form.header.clone(), line])
    };
    let said = |bytes: &[u8]| -> Vec<String> {
        let complaints = check(&book, &form, bytes, today()).unwrap().complaints;
        let here = complaints.into_iter().filter(|it| it.sheet == "together" && it.tool);
        here.map(|it| format!("{} {}", it.col, it.finding.rule)).collect()
    };
    assert_eq!(said(&file("2", "", "")), ["B check.required", "C check.required.choice"]);
    assert_eq!(said(&file("2", "HANAKO", "2")), [""; 0]);
    assert_eq!(said(&file("1", "", "")), [""; 0]);
    assert_eq!(said(&file("", "", "")), [""; 0]);
    // What says something was in play, whatever the answers say; and is kept.
    for sex in ["1", "2"] {
        let bytes = file(sex, "TARO", "");
        assert_eq!(said(&bytes), ["C check.required.choice"]);
        let people = read(&book, &form, &bytes, today()).unwrap();
        assert_eq!(write(&book, &form, &people, today()), bytes);
    }
}

/// Of several that can be chosen, each has a column of its own that says yes or no.
#[test]
fn each_of_several_has_its_column() {
    let mut book = book();
    // Which things one owns, for want of a better question.
    for item in book.core.start.steps.iter_mut().flat_map(|step| &mut step.items) {
        if let Item::Field(field) = item
            && field.id.as_str() == "f.prefecture"
        {
            field.kind = FieldKind::Choices { list: "codes.sex".into() };
        }
    }
    let mut form = book.official("04P1").unwrap();
    form.when.clear();
    let list = form
        .columns
        .iter()
        .find_map(|(_, column)| column.list.clone().filter(|list| list.codes.as_str() == "codes.sex"));
    for (sheet, column) in form.columns.iter_mut().filter(|(sheet, _)| sheet == "together") {
        let item = if column.col == "B" { "male" } else { "female" };
        assert_eq!(sheet, "together");
        column.list.clone_from(&list);
        column.to = Some(Target {
            field: "f.prefecture".into(),
            row: 0,
            piece: Piece::Whole,
            item: item.into(),
        });
    }
    form.columns.retain(|(sheet, _)| sheet == "together");
    let cells = |typed: &str| {
        let mut answers = Answers::default();
        answers.set(Slot::of("f.prefecture"), typed);
        let person = Person {
            number: 1,
            answers,
            rest: vec![],
        };
        let bytes = write(&book, &form, &[person], today());
        let lines = engine::official::decode(&bytes).unwrap();
        (lines[1][9].clone(), lines[1][10].clone(), bytes)
    };
    for (typed, male, female) in [("male", "1", "2"), ("female", "2", "1"), ("male female", "1", "1"), ("", "", "")] {
        let (first, second, bytes) = cells(typed);
        assert_eq!((first.as_str(), second.as_str()), (male, female), "{typed}");
        let people = read(&book, &form, &bytes, today()).unwrap();
        assert_eq!(people[0].answers.typed(&Slot::of("f.prefecture")), typed);
        assert!(people[0].rest.is_empty());
    }
}
