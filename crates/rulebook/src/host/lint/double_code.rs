//! # `double-code`
//! **What it checks.** In a list of codes no two items have the same id, and no two the same official code.
//! **Why.** An answer names one item; the file of the agency is read back by code.

use crate::host::{Book, Problem};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for list in &book.codes {
        let mut ids = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for item in &list.items {
            if !ids.insert(&item.id) {
                found.push(book.problem("double-code", list.id.as_str(), format!("has two items `{}`", item.id)));
            } else if !codes.insert(item.code()) {
                let say = format!("item `{}` has the official code {} of another item", item.id, item.code());
                found.push(book.problem("double-code", list.id.as_str(), say));
            }
        }
    }
}

#[test]
fn items_that_cannot_be_told_apart_are_found() {
    let list = r#"
        [[list]]
        id = "codes.a"
        item = [{ id = "a" }, { id = "a" }, { id = "c", code = "a" }]"#;
    super::tests::expect(
        check,
        &[("codes/a.toml", list)],
        &[
            "codes/a.toml: codes.a: double-code: has two items `a`",
            "codes/a.toml: codes.a: double-code: item `c` has the official code a of another item",
        ],
    );
}
