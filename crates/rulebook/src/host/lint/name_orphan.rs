//! # `name-orphan`
//! **What it checks.** A name is that of an item of a list, and its language stands in `languages.toml`.
//! **Why.** A name of nothing is what an old id left behind; the item that has the new one is shown in another language.

use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for file in &book.names {
        let mut say = |at: &str, say: String| {
            found.push(Problem {
                file: file.file(),
                at: at.to_owned(),
                lint: "name-orphan",
                say,
            });
        };
        if !book.languages().iter().any(|(code, _)| *code == file.lang) {
            say(&file.lang, "is a language that languages.toml does not know".into());
        }
        for (id, items) in &file.lists {
            let Some(list) = book.codes.iter().find(|list| list.id == *id) else {
                say(id.as_str(), "is a list that does not exist".into());
                continue;
            };
            for item in items.keys().filter(|item| list.get(item).is_none()) {
                say(id.as_str(), format!("names the item `{item}`, which is not in the list"));
            }
        }
    }
}

#[test]
fn a_name_of_nothing_is_found() {
    super::tests::expect(
        check,
        &[
            ("languages.toml", super::tests::LANGUAGES),
            ("codes/a.toml", super::tests::LIST),
            (
                "texts/ja/codes/a.toml",
                "[\"codes.a\"]\na = \"a\"\nd = \"d\"\n[\"codes.b\"]\na = \"a\"",
            ),
            ("texts/vi/codes/a.toml", "[\"codes.a\"]\na = \"a\""),
        ],
        &[
            "texts/ja/codes/a.toml: codes.a: name-orphan: names the item `d`, which is not in the list",
            "texts/ja/codes/a.toml: codes.b: name-orphan: is a list that does not exist",
            "texts/vi/codes/a.toml: vi: name-orphan: is a language that languages.toml does not know",
        ],
    );
}
