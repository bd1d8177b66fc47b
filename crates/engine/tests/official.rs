//! The agency's file: what is read is written again to the byte, and what is wrong is named.

mod common;

use common::book;
use engine::cases::CaseFile;
use engine::official::{CopyHow, CopyRow, FileFault, Person, check, copying, decode, encode, form_of, line_of, read, write};
use engine::{Answers, Slot, Truth, assess};
use proptest::prelude::*;
use rulebook::{Column, Day, FieldId, OfficialForm, Piece};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const EXAMPLE: &[u8] = include_bytes!("files/extension-04N2.csv");
const EXAMPLE_CELLS: &str = include_str!("files/extension-04N2.json");

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn form() -> &'static OfficialForm {
    static FORM: OnceLock<OfficialForm> = OnceLock::new();
    FORM.get_or_init(|| book().official("04N2").expect("the form of the example"))
}

fn people(bytes: &[u8]) -> Vec<Person> {
    read(book(), form(), bytes, today()).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// The columns that stand at a number of the file.
fn columns(number: u16) -> Vec<&'static Column> {
    let here = |column: &&Column| column.file.values().any(|it| *it == number);
    form().columns.iter().map(|(_, column)| column).filter(here).collect()
}

#[test]
fn the_example_is_written_again_to_the_byte() {
    assert_eq!(write(book(), form(), &people(EXAMPLE), today()), EXAMPLE);
}

#[test]
fn every_example_is_written_again_to_the_byte() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    let files = std::fs::read_dir(folder).unwrap().filter_map(|file| Some(file.ok()?.path()));
    let mut tried = 0;
    for file in files.filter(|file| file.extension().is_some_and(|it| it == "csv")) {
        let bytes = std::fs::read(&file).unwrap();
        let Ok(Some(form)) = form_of(book(), &bytes) else { continue };
        let people = read(book(), &form, &bytes, today()).unwrap();
        assert!(write(book(), &form, &people, today()) == bytes, "{}", file.display());
        tried += 1;
    }
    assert!(tried > 3, "{tried} examples");
}

/// A cell is kept beside the answers only where its question is not asked: by the tool's menu, by our form, or because the
/// month that it tells is said to be unknown; or where the tool asks for the same thing twice, and is told two.
#[test]
fn the_answers_hold_all_that_is_asked() {
    for person in people(EXAMPLE) {
        let assessment = assess(book(), &person.answers, today());
        for rest in &person.rest {
            for column in columns(rest.column) {
                let to = column.to.as_ref().expect("every column in play has a field");
                let same = form()
                    .columns
                    .iter()
                    .filter(|(_, other)| other.to.as_ref() == Some(to) && other.header != column.header);
                if same.count() > 0 {
                    continue;
                }
                assert_eq!(rest.over, "", "{} {rest:?}", person.number);
                let mut slots = assessment.fields.iter().filter(|(slot, _)| slot.field == to.field);
                let row = usize::from(to.row).saturating_sub(1);
                let asked = slots.nth(row).map(|(_, view)| view.asked);
                let contradicted = matches!(to.piece, Piece::YearMonth | Piece::Year);
                assert!(
                    asked == Some(Truth::No) || contradicted,
                    "{} {} {rest:?} {asked:?}",
                    person.number,
                    to.field
                );
            }
        }
    }
}

#[test]
fn the_answers_are_those_of_our_form() {
    let all = people(EXAMPLE);
    let typed = |at: usize, field: &str| all.get(at).map_or("", |person| person.answers.typed(&Slot::of(field))).to_owned();
    assert_eq!(typed(0, "f.procedure"), "p.extension");
    assert_eq!(typed(0, "f.status"), "s.engineer");
    assert_eq!(typed(0, "f.birth_date"), "1978-02-12");
    assert_eq!(typed(0, "f.sex"), "female");
    assert_eq!(
        (typed(0, "f.prefecture"), typed(0, "f.municipality")),
        ("190004".into(), "193682".into())
    );
    assert_eq!(typed(2, "f.status"), "s.designated");
    assert_eq!(typed(0, "f.applicant"), "");
    let career = |row: usize, field: &str| {
        let answers = &all.get(3).unwrap().answers;
        let row = answers.rows(&"g.career".into()).get(row).copied().unwrap();
        answers.typed(&Slot { field: field.into(), row }).to_owned()
    };
    assert_eq!(career(0, "f.career_joined"), "2022-00");
    assert_eq!(career(2, "f.career_joined").len(), "2022-01".len());
}

/// The code of a label, in any list that the column can choose from.
fn code<'a>(lists: impl Iterator<Item = &'a rulebook::CodeList>, label: &str) -> Option<String> {
    let mut items = lists.flat_map(|list| &list.items);
    items.find(|item| item.label() == label).map(|item| item.code().to_owned())
}

/// The same people, from what stands in the sheets of the tool instead of from the file.
#[test]
fn the_sheets_of_the_tool_give_the_file() {
    let people: Vec<BTreeMap<String, BTreeMap<String, String>>> = serde_json::from_str(EXAMPLE_CELLS).unwrap();
    let mut lines = decode(EXAMPLE).unwrap();
    let mut unknown = Vec::new();
    let header = lines.remove(0);
    assert_eq!(form().header, header);
    for (person, expected) in people.iter().zip(lines) {
        let mut cells = Vec::new();
        // Columns of the file for which our lists do not know the label.
        let mut numbers = Vec::new();
        for (sheet, column) in &form().columns {
            let Some(text) = person.get(sheet).and_then(|cells| cells.get(&column.col)) else {
                continue;
            };
            let text = match &column.list {
                None => text.clone(),
                Some(list) => {
                    let parent = list.parent.split_once('.').and_then(|(sheet, col)| person.get(sheet)?.get(col));
                    let parents = form()
                        .columns
                        .iter()
                        .filter(|(sheet, it)| format!("{sheet}.{}", it.col) == list.parent);
                    let parent = parents
                        .filter_map(|(_, it)| book().list(it.list.as_ref()?.codes.as_str()))
                        .find_map(|list| code(std::iter::once(list), parent?));
                    let followed = form().entry.followed(list.follows).map(str::to_owned);
                    let linked = parent.or(followed).and_then(|code| book().list(&format!("{}_{code}", list.linked)));
                    let lists = linked.into_iter().chain(book().list(list.codes.as_str()));
                    match code(lists, text) {
                        Some(code) => code,
                        None => {
                            unknown.push((sheet.as_str(), column.col.as_str()));
                            numbers.extend(column.file.values());
                            continue;
                        }
                    }
                }
            };
            cells.push((sheet.as_str(), column.col.as_str(), text));
        }
        let line = line_of(book(), form(), cells);
        for (at, (found, expected)) in line.iter().zip(&expected).enumerate().skip(3) {
            // What is not in play has no column.
            let number = at as u16 + 1;
            if !columns(number).is_empty() && !numbers.contains(&number) {
                assert_eq!(found, expected, "field {number}");
            }
        }
    }
    // A card by e-mail is left out of our list.
    assert_eq!(unknown, [("main", "BT")]);
}

/// The example with one line changed.
fn changed(line: usize, change: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let mut lines = decode(EXAMPLE).unwrap();
    change(lines.get_mut(line - 1).unwrap());
    encode(&lines)
}

#[test]
fn a_file_of_another_shape_says_what_is_wrong_and_where() {
    let fault = |bytes: &[u8]| read(book(), form(), bytes, today()).unwrap_err();
    let width = usize::from(form().width);
    assert_eq!(fault(b"1 2 3"), FileFault::NoTable);
    assert_eq!(fault(EXAMPLE.split_last().unwrap().1), FileFault::Cut);
    assert_eq!(fault(&[EXAMPLE, &[0x00, 0xDC]].concat()), FileFault::Lost { line: 5 });
    let fields = |line, found| FileFault::Fields {
        line,
        found,
        expected: width,
    };
    assert_eq!(fault(&changed(3, |line| _ = line.pop())), fields(3, width - 1));
    assert_eq!(fault(&[EXAMPLE, b"\r\0\n\x001\0\t\x002\0"].concat()), fields(6, 2));
    let header = changed(1, |line| line[8] = "txtJab".into());
    let expected = form().header[8].clone();
    assert_eq!(
        fault(&header),
        FileFault::Header {
            column: 9,
            found: "txtJab".into(),
            expected
        }
    );
    let code = changed(2, |line| line[2] = "04K1".into());
    assert_eq!(
        fault(&code),
        FileFault::Code {
            line: 2,
            found: "04K1".into(),
            expected: "04N2".into()
        }
    );
    let mut lines = decode(EXAMPLE).unwrap();
    let person = lines[1].clone();
    lines.extend(std::iter::repeat_n(person, 297));
    assert_eq!(fault(&encode(&lines)), FileFault::TooMany { found: 301, max: 300 });
    lines.truncate(301);
    assert_eq!(people(&encode(&lines)).len(), 300);
}

/// They were made to pass. One of them receives the residence card by e-mail: the tool's list has that, ours leaves it out.
#[test]
fn the_random_people_pass_the_checks_of_the_tool() {
    let complaints = check(book(), form(), EXAMPLE, today()).unwrap().complaints;
    let of_the_tool = complaints.iter().filter(|it| it.tool);
    let said: Vec<_> = of_the_tool
        .map(|it| format!("{} {}.{} `{}` {}", it.person, it.sheet, it.col, it.value, it.finding.rule))
        .collect();
    assert_eq!(said, ["4 main.BT `04` check.list"]);
    // Our own rules see that random people make no sense.
    assert!(complaints.iter().any(|it| !it.tool && it.finding.rule.starts_with("r.")));
}

#[test]
fn a_complaint_names_the_person_the_place_the_rule_and_the_correction() {
    let check = |number: usize, cell: &str| {
        let bytes = changed(3, |line| line[number - 1] = cell.into());
        let complaints = check(book(), form(), &bytes, today()).unwrap().complaints;
        let mut here = complaints.into_iter().filter(|it| usize::from(it.column) == number && it.tool);
        let found = here
            .next()
            .unwrap_or_else(|| panic!("no complaint about `{cell}` in field {number}"));
        assert_eq!((found.person, here.next()), (2, None));
        (
            found.name,
            found.field.map(|slot| slot.field.to_string()).unwrap_or_default(),
            found.finding.rule,
            found.correction,
        )
    };
    let name = || "NGUYEN VAN BINH".to_owned();
    let says =
        |field: &str, rule: &str, correction: Option<&str>| (name(), field.to_owned(), rule.to_owned(), correction.map(str::to_owned));
    assert_eq!(check(4, ""), says("f.nationality", "check.required.choice", None));
    assert_eq!(check(4, "22"), says("f.nationality", "check.list", Some("022")));
    assert_eq!(check(4, "XYZ"), says("f.nationality", "check.list", None));
    assert_eq!(check(10, ""), says("f.home_town", "check.required", None));
    assert_eq!(
        check(10, "Hanoi"),
        says("f.home_town", "check.chars", Some("\u{ff28}\u{ff41}\u{ff4e}\u{ff4f}\u{ff49}"))
    );
    assert_eq!(check(7, "1972/6/15"), says("f.birth_date", "check.chars", Some("19720615")));
    assert_eq!(check(405, "160-0023"), says("f.postal_code", "check.chars", Some("1600023")));
    assert_eq!(check(405, "160023"), says("f.postal_code", "check.exact", Some("0160023")));
    assert_eq!(check(10, &"\u{6771}".repeat(81)), says("f.home_town", "check.length", None));
}

#[test]
fn an_answer_that_changes_is_written_and_what_was_kept_beside_it_is_not() {
    let bytes = changed(2, |line| line[6] = "1978/02/12".into());
    let mut all = people(&bytes);
    assert_eq!(write(book(), form(), &all, today()), bytes);
    all[0].answers.set(Slot::of("f.birth_date"), "1979-03-13");
    let lines = decode(&write(book(), form(), &all, today())).unwrap();
    assert_eq!(lines[1][6], "19790313");
    // And the running number is that of the place in the new file.
    all.rotate_left(1);
    let lines = decode(&write(book(), form(), &all, today())).unwrap();
    assert_eq!(
        lines.iter().skip(1).map(|line| line[0].as_str()).collect::<Vec<_>>(),
        ["1", "2", "3", "4"]
    );
}

#[test]
fn a_person_without_answers_is_a_line_without_values() {
    let nobody = Person {
        number: 1,
        answers: Answers::default(),
        rest: vec![],
    };
    let lines = decode(&write(book(), form(), &[nobody], today())).unwrap();
    let filled: Vec<&str> = lines[1].iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect();
    assert_eq!(filled, ["1", "04N", "04N2"]);
}

/// Whoever may send passes the checks of the agency's tool, and the file gives back what was answered.
#[test]
fn who_may_send_may_send_the_file_too() {
    let cases = rulebook::host::load(&common::root()).unwrap().cases();
    let mut tried = 0;
    // Items for which the tool writes nothing: an empty cell cannot say them.
    let items = book().codes.values().flat_map(|list| &list.items);
    let nothing: Vec<String> = items.filter(|item| item.code().is_empty()).map(|item| item.id.clone()).collect();
    for file in cases {
        let case = CaseFile::open(&file).unwrap();
        let answers = case.judged(book());
        let seen = assess(book(), &answers, case.today);
        let Some(form) = seen.code.as_ref().and_then(|code| book().official(code)).filter(|_| seen.ready) else {
            continue;
        };
        let form = &form;
        tried += 1;
        let person = Person {
            number: 1,
            answers: answers.clone(),
            rest: vec![],
        };
        let bytes = write(book(), form, &[person], case.today);
        let complaints = check(book(), form, &bytes, case.today).unwrap().complaints;
        let of_the_tool: Vec<_> = complaints
            .iter()
            .filter(|it| it.tool)
            .map(|it| format!("{}.{} `{}` {} {:?}", it.sheet, it.col, it.value, it.finding.rule, it.field))
            .collect();
        assert!(of_the_tool.is_empty(), "{}: {of_the_tool:#?}", file.display());
        let again = read(book(), form, &bytes, case.today).unwrap().remove(0);
        let filled: BTreeSet<&FieldId> = form
            .columns
            .iter()
            .filter_map(|(_, column)| column.to.as_ref())
            .map(|to| &to.field)
            .collect();
        let typed = |answers: &Answers| -> BTreeMap<FieldId, Vec<String>> {
            let seen = assess(book(), answers, case.today);
            let asked = |slot: &Slot| seen.fields.get(slot).is_none_or(|view| view.asked != Truth::No);
            let mut all: BTreeMap<FieldId, Vec<String>> = BTreeMap::new();
            for (slot, _) in answers.entries().filter(|(slot, _)| filled.contains(&slot.field) && asked(slot)) {
                let typed = answers.typed(slot);
                if !typed.is_empty() && !nothing.iter().any(|it| it == typed) {
                    all.entry(slot.field.clone()).or_default().push(typed.to_owned());
                }
            }
            all
        };
        assert_eq!(typed(&again.answers), typed(&answers), "{}", file.display());
    }
    assert!(tried > 1, "no worked person may send");
}

/// What can stand in a cell: codes, days, digits, text of every kind, and what only a broken program writes.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => proptest::sample::select(codes()),
        1 => "[0-9]{1,8}",
        1 => "(19|20)[0-9]{2}(0[0-9]|1[0-2])([0-2][0-9]|3[01])",
        1 => Just("99999999".to_owned()),
        1 => "[ -~\u{3040}-\u{30ff}\u{ff00}-\u{ffef}\u{4e00}-\u{4e20}]{0,12}",
        1 => "[^\t\r\u{0}]{0,5}",
        1 => "[\r ]{0,2}",
    ]
}

/// The same file without control characters in its cells: the one thing that is not written again.
fn without_controls(bytes: &[u8]) -> Vec<u8> {
    let plain = |cell: &String| {
        let breaks = ["\r\n", "\r", "\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\t"];
        let broken = cell.contains(|c: char| c.is_control()) || breaks.iter().any(|it| cell.contains(it));
        let spaced = breaks
            .iter()
            .fold(cell.clone(), |text, it| if broken { text.replace(it, " ") } else { text });
        spaced.replace(|c: char| c.is_control(), "")
    };
    let lines = decode(bytes).unwrap();
    encode(&lines.iter().map(|line| line.iter().map(plain).collect()).collect::<Vec<_>>())
}

fn codes() -> Vec<String> {
    let lists = book().codes.values();
    let few = lists.flat_map(|list| {
        list.items
            .iter()
            .take(3)
            .flat_map(|item| [item.code(), item.id.as_str(), item.original()])
    });
    few.map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_the_cells_is_written_again(
        people in proptest::collection::vec(proptest::collection::vec(cell(), usize::from(form().width)), 0..3),
    ) {
        let mut lines = vec![form().header.clone()];
        for mut line in people {
            line[2] = form().entry.code.clone();
            lines.push(line);
        }
        let bytes = encode(&lines);
        let all = read(book(), form(), &bytes, today()).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
        prop_assert_eq!(write(book(), form(), &all, today()), without_controls(&bytes));
    }

    #[test]
    fn few_changes_to_real_people_are_written_again(
        line in 2_usize..6,
        changes in proptest::collection::vec((0_usize..558, cell()), 0..20),
    ) {
        let bytes = changed(line, |fields| for (at, text) in &changes {
            if *at != 2 {
                fields[*at].clone_from(text);
            }
        });
        let all = read(book(), form(), &bytes, today()).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
        prop_assert_eq!(write(book(), form(), &all, today()), without_controls(&bytes));
        prop_assert!(check(book(), form(), &bytes, today()).is_ok());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(book(), form(), &[&[0xFF, 0xFE], bytes.as_slice()].concat(), today());
        let _ = read(book(), form(), &bytes, today());
    }
}

/// What is copied by hand is what the file says: the same questions, and of texts the same characters.
#[test]
fn what_is_copied_by_hand_is_what_the_file_says() {
    let cases = rulebook::host::load(&common::root()).unwrap().cases();
    let (mut tried, mut without) = (0, 0);
    for file in cases {
        let case = CaseFile::open(&file).unwrap();
        let answers = case.judged(book());
        let seen = assess(book(), &answers, case.today);
        let form = seen.code.as_ref().and_then(|code| book().official(code));
        let pages = copying(book(), form.as_ref(), &answers, &seen);
        let rows: Vec<&CopyRow> = pages.iter().flat_map(|page| &page.rows).collect();
        let slots: BTreeSet<&Slot> = rows.iter().map(|row| &row.slot).collect();
        assert_eq!(slots.len(), rows.len(), "{}: an answer is copied twice", file.display());
        for row in &rows {
            assert!(
                (!row.pieces.is_empty() || row.how == CopyHow::Date) && row.pieces.iter().all(|piece| !piece.is_empty()),
                "{}: {row:?}",
                file.display()
            );
            assert_eq!(seen.fields[&row.slot].asked, Truth::Yes, "{}: {row:?}", file.display());
        }
        let Some(form) = form else {
            without += usize::from(seen.ready && !rows.is_empty());
            continue;
        };
        tried += 1;
        let person = Person {
            number: 1,
            answers: answers.clone(),
            rest: vec![],
        };
        let lines = decode(&write(book(), &form, &[person], case.today)).unwrap();
        let cells: BTreeSet<&str> = lines[1].iter().map(|cell| cell.trim()).collect();
        for row in rows
            .iter()
            .filter(|row| row.how != CopyHow::Choose && seen.fields[&row.slot].value.is_some())
        {
            let (text, year) = (row.text(), row.pieces.first().map_or("9999", String::as_str));
            // A day is cut into pieces in the file, and a piece that is not known is written as such.
            let there = cells.contains(text.trim()) || (row.how == CopyHow::Date && cells.iter().any(|cell| cell.starts_with(year)));
            assert!(there, "{}: {row:?}", file.display());
        }
    }
    assert!(tried > 400 && without > 3, "{tried} with a file, {without} without");
}
