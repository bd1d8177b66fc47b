//! # `postal`
//! **What it checks.** Every municipality of the postal codes is an item of some list that hangs on another answer, every code can be read, and none
//! lies in two places.
//! **Why.** A code fills in where somebody lives; one that leads to the wrong place is worse than none.

use crate::core::base_of_list;
use crate::host::{Book, Problem};
use std::collections::BTreeSet;

const FILE: &str = "postal.toml";

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut say = |id: &str, says: String| {
        found.push(Problem {
            file: FILE.into(),
            at: id.to_owned(),
            lint: "postal",
            say: says,
        });
    };
    let linked = book.codes.iter().filter(|list| base_of_list(list.id.as_str()).is_some());
    let known: BTreeSet<&str> = linked.flat_map(|list| &list.items).map(|item| item.id.as_str()).collect();
    for id in book.postal.municipalities().filter(|id| !known.contains(id)) {
        say(id, "is in no list of municipalities".into());
    }
    for (id, piece) in book.postal.wrong() {
        say(&id, format!("has `{piece}`, which cannot be read or lies elsewhere too"));
    }
}

#[test]
fn a_code_that_leads_nowhere_is_found() {
    let postal = "source = \"src.a\"\n[codes]\n\"011011\" = \"0600000 06\"\n\"019999\" = \"0600000\"";
    let codes = "[[list]]\nid = \"codes.town_01\"\nitem = [{ id = \"011011\" }]";
    super::tests::expect(
        check,
        &[("postal.toml", postal), ("codes/a.toml", codes)],
        &[
            "postal.toml: 011011: postal: has `06`, which cannot be read or lies elsewhere too",
            "postal.toml: 019999: postal: has `0600000`, which cannot be read or lies elsewhere too",
            "postal.toml: 019999: postal: is in no list of municipalities",
        ],
    );
}
