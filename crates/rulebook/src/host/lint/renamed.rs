//! # `renamed`
//! **What it checks.** An id that was renamed is gone, its new id exists (or was renamed again), and it was renamed once.
//! **Why.** Old drafts find their answers through the renames; an id is never used again for something else.

use super::ids::known;
use crate::host::{Book, Problem};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let known = known(book);
    let mut old = BTreeSet::new();
    for rename in &book.core.renames {
        let mut say = |say: String| {
            found.push(Problem {
                file: "renames.toml".into(),
                at: rename.old.clone(),
                lint: "renamed",
                say,
            });
        };
        if known.contains(rename.old.as_str()) {
            say("was renamed and is given again".into());
        }
        if !old.insert(&rename.old) {
            say("was renamed twice".into());
        }
        let again = book.core.renames.iter().any(|other| other.old == rename.new);
        if !known.contains(rename.new.as_str()) && !again {
            say(format!("was renamed to `{}`, which does not exist", rename.new));
        }
    }
}

#[test]
fn renames_that_lead_nowhere_are_found() {
    let text = super::tests::part(&[("f.a", "")]);
    let renames = r#"
        rename = [
            { old = "f.a", new = "f.b", since = 2026-01-01 },
            { old = "f.c", new = "f.d", since = 2026-01-01 },
            { old = "f.d", new = "f.a", since = 2026-02-01 },
        ]"#;
    super::tests::expect(
        check,
        &[("forms/a.toml", &text), ("renames.toml", renames)],
        &[
            "renames.toml: f.a: renamed: was renamed and is given again",
            "renames.toml: f.a: renamed: was renamed to `f.b`, which does not exist",
        ],
    );
}
