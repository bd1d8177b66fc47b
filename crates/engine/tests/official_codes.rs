//! Every application code of the agency's tools, at the level of their columns: no question of ours is needed for it.

use engine::official::{decode, encode, line_of, read, write};
use rulebook::{Day, Loaded, OfficialForm};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// What another program has worked out from the description of the tools.
const EXPECTED: &str = include_str!("files/official-codes.txt");

const EXAMPLES: [(&str, &[u8], &str); 4] = [
    ("01V1", include_bytes!("files/coe-01V1.csv"), include_str!("files/coe-01V1.json")),
    (
        "04IB",
        include_bytes!("files/extension-04IB.csv"),
        include_str!("files/extension-04IB.json"),
    ),
    (
        "04N2",
        include_bytes!("files/extension-04N2.csv"),
        include_str!("files/extension-04N2.json"),
    ),
    (
        "05T1",
        include_bytes!("files/change-05T1.csv"),
        include_str!("files/change-05T1.json"),
    ),
];

fn book() -> &'static Loaded {
    static BOOK: OnceLock<Loaded> = OnceLock::new();
    BOOK.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
        let book = rulebook::host::load(&root).unwrap_or_else(|problems| panic!("{problems:#?}"));
        book.loaded_with_all_tools()
    })
}

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn form(code: &str) -> OfficialForm {
    book().official(code).unwrap_or_else(|| panic!("no form for {code}"))
}

fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A line with a made-up text in every column that is always in play.
fn made_up(form: &OfficialForm) -> Vec<String> {
    let cells = form.columns.iter().filter(|(sheet, _)| !form.when.contains_key(sheet));
    let cells = cells.map(|(sheet, column)| {
        let text = match column.cut.map_or(0, |cut| cut.digits) {
            0 => format!("{sheet}.{}", column.col),
            6 => "202512".to_owned(),
            _ => "20251224".to_owned(),
        };
        (sheet.as_str(), column.col.as_str(), text)
    });
    line_of(book(), form, cells)
}

#[test]
fn every_code_has_the_columns_of_its_tool() {
    let codes: BTreeSet<&str> = book().menu().map(|(_, entry)| entry.code.as_str()).collect();
    assert_eq!(codes.len(), 206);
    assert_eq!(EXPECTED.lines().filter_map(|line| line.get(..4)).collect::<BTreeSet<_>>(), codes);
    for expected in EXPECTED.lines() {
        let form = form(&expected[..4]);
        let shown = form.columns.iter().filter(|(sheet, _)| !form.when.contains_key(sheet)).count();
        let found = format!(
            "{} {} {shown} {} {}",
            form.entry.code,
            form.width,
            fingerprint(&form.header.join("\t")),
            fingerprint(&made_up(&form).join("\t"))
        );
        assert_eq!(found, expected);
    }
}

#[test]
fn made_up_people_of_every_code_are_written_again() {
    for (_, entry) in book().menu() {
        let form = form(&entry.code);
        let mut line = made_up(&form);
        line[0] = "1".into();
        line[1] = entry.code[..3].to_owned();
        line[2].clone_from(&entry.code);
        let bytes = encode(&[form.header.clone(), line]);
        let people = read(book(), &form, &bytes, today()).unwrap_or_else(|fault| panic!("{}: {fault:?}", entry.code));
        assert!(write(book(), &form, &people, today()) == bytes, "{}", entry.code);
    }
}

#[test]
fn the_examples_are_written_again_to_the_byte() {
    for (code, bytes, _) in EXAMPLES {
        let form = form(code);
        let people = read(book(), &form, bytes, today()).unwrap_or_else(|fault| panic!("{code}: {fault:?}"));
        assert!(people.len() > 2, "{code}");
        assert!(write(book(), &form, &people, today()) == bytes, "{code}");
    }
}

/// The examples from what stands in the sheets of the tool. What is chosen from a list stands there by its label, which needs the
/// list; all else is there as it is.
#[test]
fn the_sheets_give_the_lines_of_the_examples() {
    for (code, bytes, sheets) in EXAMPLES {
        let form = form(code);
        let mut lines = decode(bytes).unwrap();
        assert_eq!(lines.remove(0), form.header, "{code}");
        let people: Vec<BTreeMap<String, BTreeMap<String, String>>> = serde_json::from_str(sheets).unwrap();
        assert_eq!(people.len(), lines.len());
        let mut compared = 0;
        for (person, expected) in people.iter().zip(lines) {
            let numbers = |listed: bool| -> BTreeSet<u16> {
                let columns = form.columns.iter().filter(|(_, column)| column.list.is_some() == listed);
                columns.flat_map(|(_, column)| column.file.values().copied()).collect()
            };
            let plain = form.columns.iter().filter(|(_, column)| column.list.is_none());
            let cells = plain.filter_map(|(sheet, column)| {
                let text = person.get(sheet)?.get(&column.col)?.clone();
                Some((sheet.as_str(), column.col.as_str(), text))
            });
            let line = line_of(book(), &form, cells);
            for number in numbers(false).difference(&numbers(true)) {
                let at = usize::from(*number) - 1;
                assert_eq!(line[at], expected[at], "{code}: field {number}");
                compared += usize::from(!expected[at].is_empty());
            }
        }
        assert!(compared > 100, "{code}: {compared}");
    }
}
