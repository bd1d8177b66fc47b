//! # `characters`
//! **What it checks.** Every entry of a table of characters can be read: spans are hexadecimal and ascend, pairs and spellings have two
//! different sides, a sign stands once for each thing that is done with it, a mark has its letters.
//! **Why.** What cannot be read is left out in silence, and one character would stay as it is that somebody meant to mend.

use crate::characters::{pairs, span};
use crate::host::{Book, Problem};
use crate::{CharTable, Does};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut seen: BTreeSet<(Does, char)> = BTreeSet::new();
    for table in &book.characters.tables {
        let mut say = |say: String| found.push(book.problem("characters", table.id.as_str(), say));
        table
            .of
            .split_whitespace()
            .filter(|entry| !reads(table, entry))
            .for_each(|entry| say(format!("`{entry}` cannot be read")));
        if !table.does.spans() && !table.does.spells() {
            for (sign, _) in table
                .pairs()
                .filter(|(sign, to)| !to.is_empty() && !seen.insert((table.does, *sign)))
            {
                say(format!("`{sign}` stands twice"));
            }
        }
    }
    let mut spans: Vec<(Does, u32, u32, &str)> = Vec::new();
    for table in book.characters.tables.iter().filter(|table| table.does.spans()) {
        spans.extend(table.spans().map(|(first, last)| (table.does, first, last, table.id.as_str())));
    }
    spans.sort();
    for pair in spans.windows(2) {
        if let [(does, _, last, _), (other, first, _, id)] = pair
            && does == other
            && first <= last
        {
            found.push(book.problem("characters", id, format!("U+{first:04X} stands in two spans")));
        }
    }
    for mark in &book.characters.marks {
        let whole = |entry: &str| entry.chars().count() == 2;
        let wrong = mark.mark.chars().count() != 1 || !mark.of.split_whitespace().all(whole) || pairs(&mark.of).next().is_none();
        if wrong {
            found.push(book.problem(
                "characters",
                mark.id.as_str(),
                format!("the mark `{}` and its letters cannot be read", mark.mark.escape_unicode()),
            ));
        }
    }
}

fn reads(table: &CharTable, entry: &str) -> bool {
    if table.does.spans() {
        return span(entry).is_some_and(|(first, last)| first <= last && last <= 0x0010_FFFF);
    }
    if table.does.spells() {
        return entry.split_once('>').is_some_and(|(one, other)| !one.is_empty() && one != other);
    }
    pairs(entry).all(|(sign, to)| !to.is_empty() && !to.starts_with(sign))
}

#[test]
fn what_cannot_be_read_is_found() {
    let table =
        |id: &str, does: &str, of: &str| format!("[[table]]\nid = \"char.{id}\"\ndoes = \"{does}\"\nsource = \"src.a\"\nof = \"{of}\"\n");
    let text = table("a", "unseen", "200B 2000-200F 20ZZ 30-20")
        + &table("b", "form", "x yy a1 a2")
        + &table("c", "alike", "a>b c")
        + "[[mark]]\nid = \"char.m\"\nmark = \"ab\"\nclass = 1\nof = \"\"";
    super::tests::expect(
        check,
        &[("characters/a.toml", &text)],
        &[
            "characters/a.toml: char.a: characters: U+200B stands in two spans",
            "characters/a.toml: char.a: characters: `20ZZ` cannot be read",
            "characters/a.toml: char.a: characters: `30-20` cannot be read",
            "characters/a.toml: char.b: characters: `a` stands twice",
            "characters/a.toml: char.b: characters: `x` cannot be read",
            "characters/a.toml: char.b: characters: `yy` cannot be read",
            "characters/a.toml: char.c: characters: `c` cannot be read",
            "rulebook: char.m: characters: the mark `\\u{61}\\u{62}` and its letters cannot be read",
        ],
    );
}
