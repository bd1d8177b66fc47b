//! # `name-missing`
//! **What it checks.** Every item of every list has a name in the original language, the first of `languages.toml`.
//! **Why.** A language that has no name for an item shows the original; without that the page would show nothing.

use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let Some((original, _)) = book.languages().first() else { return };
    for list in &book.codes {
        for item in list.items.iter().filter(|item| item.original().trim().is_empty()) {
            let say = format!("item `{}` has no name in texts/{original}/codes", item.id);
            found.push(book.problem("name-missing", list.id.as_str(), say));
        }
    }
}

#[test]
fn an_item_without_a_name_is_found() {
    super::tests::expect(
        check,
        &[
            ("languages.toml", super::tests::LANGUAGES),
            ("codes/a.toml", super::tests::LIST),
            ("texts/ja/codes/a.toml", "[\"codes.a\"]\na = \"a\"\nb = { also = \"b\" }"),
            ("texts/en/codes/a.toml", "[\"codes.a\"]\nb = \"b\"\nc = \"c\""),
        ],
        &[
            "codes/a.toml: codes.a: name-missing: item `b` has no name in texts/ja/codes",
            "codes/a.toml: codes.a: name-missing: item `c` has no name in texts/ja/codes",
        ],
    );
}
