//! # `fact-unmeasured`
//! **What it checks.** Every fact in a condition (`photo.width_px`) is one that somebody measures.
//! **Why.** A rule about a fact that nobody measures is never broken and never kept: it stays silent for ever.

use crate::Expr;
use crate::host::walk::{Seen, conditions, seen};
use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, facts: &[&str], found: &mut Vec<Problem>) {
    for at in conditions(book) {
        for one in seen(at.condition, at.row) {
            if let Seen::Expr(Expr::Fact(fact), _) = one
                && !facts.contains(&fact.as_str())
            {
                found.push(book.problem("fact-unmeasured", at.id, format!("looks at `{fact}`, which nobody measures")));
            }
        }
    }
}

#[test]
fn a_fact_that_nobody_measures_is_found() {
    let set = r#"
        id = "ds.a"
        [[rule]]
        id = "r.a"
        at = { files = "photo" }
        wrong = "photo.width_px < 3 or photo.beauty < 3"
        severity = "warns""#;
    super::tests::expect(
        |book, found| check(book, &["photo.width_px"], found),
        &[("documents/a.toml", set)],
        &["documents/a.toml: r.a: fact-unmeasured: looks at `photo.beauty`, which nobody measures"],
    );
}
