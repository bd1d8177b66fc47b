//! Lists of the agency's tool that follow what was chosen in its menu, or the application code.

use engine::official::{check, encode};
use rulebook::{CodeList, Day, Follows, Listed, Loaded, OfficialForm};
use std::path::Path;

/// The small made-up rulebook, with towns of other prefectures under the names that the menu makes.
fn book() -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebook/tests/mini");
    let mut book = rulebook::host::load(&root)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
        .loaded();
    for (key, code) in [("04X1", "100"), ("04A1", "200"), ("04P1", "300")] {
        let mut list: CodeList = book.codes["codes.town_13"].clone();
        list.id = format!("codes.town_{key}").as_str().into();
        list.items[0].id = code.into();
        book.codes.insert(list.id.to_string(), list);
    }
    book
}

/// Whether the tool takes a code for a town, with such a list, for one who lives in this prefecture.
fn takes(list: Listed, status: &str, prefecture: &str, town: &str) -> bool {
    let book = book();
    let mut form: OfficialForm = book.official("04P1").unwrap();
    form.entry.status = status.into();
    form.entry.activity = if status.is_empty() { String::new() } else { "04A1".into() };
    for (sheet, column) in form.columns.iter_mut().filter(|(sheet, _)| sheet == "main") {
        if column.col == "D" {
            column.file = [("S".to_owned(), 9)].into();
        } else if column.col == "E" {
            assert_eq!(sheet, "main");
            column.list = Some(list.clone());
        }
    }
    let mut line = vec![String::new(); usize::from(form.width)];
    for (at, text) in [(2, "04P1"), (4, "HANAKO"), (5, town), (8, prefecture)] {
        line[at] = text.to_owned();
    }
    let day: Day = "2026-11-23".parse().unwrap();
    let report = check(&book, &form, &encode(&[form.header.clone(), line]), day).unwrap();
    let refused = |rule: &str| rule == "check.list" || rule == "check.parent";
    !report
        .complaints
        .iter()
        .any(|it| it.col == "E" && it.tool && refused(&it.finding.rule))
}

fn linked(follows: Follows) -> Listed {
    Listed {
        linked: "codes.town".into(),
        follows,
        ..Listed::default()
    }
}

#[test]
fn a_list_of_the_menu_follows_the_status_or_the_main_activity() {
    let by_status = |status: &str, town: &str| takes(linked(Follows::Status), status, "", town);
    let by_activity = |status: &str, town: &str| takes(linked(Follows::Activity), status, "", town);
    assert!(by_status("04X1", "100") && !by_status("04X1", "200") && !by_status("04X1", "300"));
    assert!(by_activity("04X1", "200") && !by_activity("04X1", "100"));
    // Whoever chose nothing but the code has that for both.
    assert!(by_status("", "300") && by_activity("", "300") && !by_status("", "100"));
}

#[test]
fn a_list_follows_the_application_code_for_some_answers() {
    let list = |code_for: &[&str]| Listed {
        parent: "main.D".into(),
        code_for: code_for.iter().map(|it| (*it).to_owned()).collect(),
        ..linked(Follows::Answer)
    };
    assert!(takes(list(&[]), "", "13", "131016") && !takes(list(&[]), "", "13", "300"));
    assert!(takes(list(&["13"]), "", "13", "300") && !takes(list(&["13"]), "", "13", "131016"));
}

#[test]
fn a_list_that_is_none_of_ours_convicts_nobody() {
    assert!(takes(Listed::default(), "", "", "anything"));
}
