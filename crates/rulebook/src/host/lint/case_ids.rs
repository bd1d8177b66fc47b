//! # `case-ids`
//! **What it checks.** Every field, group, document, rule or date that a worked person names exists.
//! **Why.** An answer to a field that is gone tests nothing, and looks as if it did.

use super::ids::known;
use crate::host::{Book, Problem};
use std::collections::BTreeSet;

/// Kinds of id that are looked for in a case.
const KINDS: [&str; 8] = ["f.", "g.", "d.", "r.", "t.", "o.", "v.", "st."];

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let known = known(book);
    for case in &book.cases {
        let mut say = |at: &str, say: &str| {
            found.push(Problem {
                file: case.file.clone(),
                at: at.to_owned(),
                lint: "case-ids",
                say: say.to_owned(),
            });
        };
        let table = match case.text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(why) => {
                say("line 1", &format!("cannot be read: {}", why.message()));
                continue;
            }
        };
        let mut named = BTreeSet::new();
        in_table("", &table, &mut named);
        for id in named.iter().filter(|id| !known.contains(id.as_str())) {
            say(id, "does not exist");
        }
    }
}

fn in_table(path: &str, table: &toml::Table, named: &mut BTreeSet<String>) {
    for (key, value) in table {
        // `f.name = ..` without quotes is a table `f` with a key `name`: the path puts it together again.
        let path = format!("{path}.{key}");
        if !value.is_table() || KINDS.iter().any(|kind| key.starts_with(kind)) {
            let pieces: Vec<&str> = path.split('.').filter(|piece| !piece.is_empty()).collect();
            named.extend(pieces.windows(2).filter_map(|pair| id(&pair.join("."), true)));
        }
        in_value(&path, value, named);
    }
}

fn in_value(path: &str, value: &toml::Value, named: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => in_table(path, table, named),
        toml::Value::Array(all) => all.iter().for_each(|one| in_value(path, one, named)),
        // What is expected is written as `f.name: r.rule`.
        toml::Value::String(text) if path.starts_with(".expect") => {
            named.extend(text.split([' ', ':', ',']).filter_map(|word| id(word, true)));
        }
        toml::Value::String(text) => named.extend(id(text, false)),
        _ => {}
    }
}

/// The id in a word: all of it, or in a key its beginning (`f.name[2]`).
fn id(word: &str, beginning: bool) -> Option<String> {
    let kind = KINDS.iter().find(|kind| word.starts_with(**kind))?;
    let rest = &word[kind.len()..];
    let end = rest
        .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
        .unwrap_or(rest.len());
    (end > 0 && (beginning || end == rest.len())).then(|| word[..kind.len() + end].to_owned())
}

#[test]
fn a_case_that_names_what_is_gone_is_found() {
    let text = super::tests::part(&[("f.a", "")]);
    let case = r#"
        today = 2026-04-01
        note = "f. is no id, f.i am not either"
        [answers]
        "f.a" = "f.x is a text"
        "f.b" = "x"
        f.c = "x"
        "g.rows" = [{ "f.d[1]" = "x" }]
        [expect]
        documents = ["d.gone"]
        findings = ["f.a: r.gone", "f.a: check.required"]"#;
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &text),
            ("cases/a/minimal.toml", case),
            ("cases/a/odd.toml", "a = "),
        ],
        &[
            "cases/a/minimal.toml: d.gone: case-ids: does not exist",
            "cases/a/minimal.toml: f.b: case-ids: does not exist",
            "cases/a/minimal.toml: f.c: case-ids: does not exist",
            "cases/a/minimal.toml: f.d: case-ids: does not exist",
            "cases/a/minimal.toml: g.rows: case-ids: does not exist",
            "cases/a/minimal.toml: r.gone: case-ids: does not exist",
            "cases/a/odd.toml: line 1: case-ids: cannot be read: string values must be quoted, expected literal string",
        ],
    );
}
