//! # `placeholders`
//! **What it checks.** A text has the same `{placeholders}` in every language.
//! Texts whose id begins with `format.` are patterns: each language takes of a day or an amount what it writes.
//! **Why.** A name misspelt in one language would be shown with its brackets, and only there.

use crate::host::{Book, Problem};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let original = book.texts("ja");
    for file in book.texts.iter().filter(|file| file.lang != "ja") {
        for (id, text) in file.texts.0.iter().filter(|(id, _)| !id.as_str().starts_with("format.")) {
            let Some(first) = original.get(id.as_str()) else { continue };
            let (first, here) = (names(first), names(text));
            for name in first.symmetric_difference(&here) {
                let where_ = if here.contains(name) {
                    "here and not in Japanese"
                } else {
                    "in Japanese and not here"
                };
                found.push(Problem {
                    file: file.file(),
                    at: id.to_string(),
                    lint: "placeholders",
                    say: format!("{{{name}}} stands {where_}"),
                });
            }
        }
    }
}

pub(super) fn names(text: &str) -> BTreeSet<&str> {
    let pieces = text.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn different_placeholders_are_found() {
    super::tests::expect(
        check,
        &[
            ("texts/ja/a.toml", "a = \"{day}に{name}\"\n\"format.day\" = \"{era}{day}\""),
            ("texts/en/a.toml", "a = \"{name} on {dya}\"\n\"format.day\" = \"{day}\""),
        ],
        &[
            "texts/en/a.toml: a: placeholders: {day} stands in Japanese and not here",
            "texts/en/a.toml: a: placeholders: {dya} stands here and not in Japanese",
        ],
    );
}
