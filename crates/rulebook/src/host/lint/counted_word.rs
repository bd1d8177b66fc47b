//! # `counted-word`
//! **What it checks.** Words beside a number fit every number. In English none of the three words after a `{place}` is in the plural, and `are`
//! stands on neither side of it, unless the text has another, `<id>.one`, for one; in Japanese no `つ` stands behind it, which counts to nine.
//! **Why.** "1 characters left", "At least 1 are needed." The number is known only on the page, and one is a number like others.

use crate::host::{Book, Problem};

/// Words with which something else begins; some of them end as a plural does and are none.
const ENDS: [&str; 18] = [
    "is", "was", "has", "this", "its", "as", "us", "address", "across", "of", "in", "to", "that", "and", "or", "for", "with", "the",
];
const MANY: [&str; 3] = ["are", "were", "have"];
/// How far behind a number its word may stand: `{n} more papers`.
const REACH: usize = 3;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for file in &book.texts {
        for (id, text) in &file.texts.0 {
            let word = match file.lang.as_str() {
                "en" => english(text),
                "ja" => text.contains("}\u{3064}").then_some("\u{3064}"),
                _ => None,
            };
            // Where one has words of its own, these are for many: also where the code chooses, as `summary.one` and `summary.many`.
            let id = id.as_str();
            let many = id.strip_suffix(".many").unwrap_or(id);
            let own = [id, many].iter().any(|id| file.texts.get(&format!("{id}.one")).is_some());
            if let Some(word) = word.filter(|_| !own) {
                found.push(Problem {
                    file: file.file(),
                    at: id.to_owned(),
                    lint: "counted-word",
                    say: format!("`{word}` does not fit every number; let the number stand alone, or give `{id}.one` too"),
                });
            }
        }
    }
}

fn english(text: &str) -> Option<&str> {
    let mut pieces = text.split('{');
    let mut before = pieces.next()?;
    for piece in pieces {
        let (_, after) = piece.split_once('}')?;
        // What stands in quotes is a name, not a number.
        let quoted = before.ends_with(['“', '"', '‘']);
        let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
        if !quoted && MANY.contains(&last) {
            return Some(last);
        }
        let words = after.strip_prefix(' ').filter(|_| !quoted).unwrap_or_default();
        let phrase = words
            .split(|c: char| !c.is_alphabetic() && c != ' ' && c != '-')
            .next()
            .unwrap_or_default();
        let plural = |word: &&str| MANY.contains(word) || (word.len() > 2 && word.ends_with('s') && !word.ends_with("ss"));
        let near = phrase.split_whitespace().take_while(|word| !ENDS.contains(word));
        if let Some(word) = near.take(REACH).find(plural) {
            return Some(word);
        }
        before = after;
    }
    None
}

#[test]
fn words_that_do_not_fit_one_are_found() {
    let en = [
        "a = \"{n} characters left\"",
        "b = \"At least {min} are needed.\"",
        "c = \"There are {n} with the photo.\"",
        "d = \"Perhaps {n} more papers.\"",
        "e = \"Days left: {n}. {n} of {of} pages\"",
        "f = \"{n} seconds\"",
        "\"f.one\" = \"{n} second\"",
        "g = \"“{label}” has seven digits, {name} has small letters\"",
    ];
    let ja = "a = \"あと{n}文字\"\nb = \"{min}つ\"\nc = \"{n}\"\nd = \"{n}件\"\ne = \"{n}{of}\"\nf = \"{n}秒\"\ng = \"{label}{name}\"";
    super::tests::expect(
        check,
        &[("texts/en/a.toml", &en.join("\n")), ("texts/ja/a.toml", ja)],
        &[
            "texts/en/a.toml: a: counted-word: `characters` does not fit every number; let the number stand alone, or give `a.one` too",
            "texts/en/a.toml: b: counted-word: `are` does not fit every number; let the number stand alone, or give `b.one` too",
            "texts/en/a.toml: c: counted-word: `are` does not fit every number; let the number stand alone, or give `c.one` too",
            "texts/en/a.toml: d: counted-word: `papers` does not fit every number; let the number stand alone, or give `d.one` too",
            "texts/en/a.toml: e: counted-word: `pages` does not fit every number; let the number stand alone, or give `e.one` too",
            "texts/ja/a.toml: b: counted-word: `つ` does not fit every number; let the number stand alone, or give `b.one` too",
        ],
    );
}
