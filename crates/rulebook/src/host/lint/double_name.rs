//! # `double-name`
//! **What it checks.** An item has one name a language: it stands in one file. (Twice in one file cannot be read at all.)
//! **Why.** Only one of two is shown, and nothing says which.

use crate::host::{Book, Problem};
use std::collections::BTreeMap;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for file in &book.names {
        for (list, item) in file
            .lists
            .iter()
            .flat_map(|(list, items)| items.keys().map(move |item| (list, item)))
        {
            if let Some(other) = seen.insert((&file.lang, list, item), file.file()) {
                found.push(Problem {
                    file: file.file(),
                    at: list.to_string(),
                    lint: "double-name",
                    say: format!("item `{item}` has a name in {other} already"),
                });
            }
        }
    }
}

#[test]
fn two_names_in_one_language_are_found() {
    super::tests::expect(
        check,
        &[
            ("codes/a.toml", super::tests::LIST),
            ("texts/ja/codes/a.toml", "[\"codes.a\"]\na = \"a\"\nb = \"b\""),
            ("texts/ja/codes/b.toml", "[\"codes.a\"]\nb = \"b\"\n[\"codes.b\"]\na = \"a\""),
            ("texts/en/codes/b.toml", "[\"codes.a\"]\nb = \"b\""),
        ],
        &["texts/ja/codes/b.toml: codes.a: double-name: item `b` has a name in texts/ja/codes/a.toml already"],
    );
}
