//! # `case-pair`
//! **What it checks.** A procedure that can be filled here has a minimal and a maximal worked person: `cases/<procedure>/minimal*.toml`
//! and `maximal*.toml`.
//! **Why.** Tests of the engine and of the browser walk every procedure along these two.

use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for procedure in book.core.procedures.iter().filter(|it| !it.variants.is_empty()) {
        let id = procedure.id.as_str();
        for which in ["minimal", "maximal"] {
            let start = format!("cases/{}/{which}", id.trim_start_matches("p."));
            if !book.cases.iter().any(|case| case.file.starts_with(&start)) {
                found.push(book.problem("case-pair", id, format!("has no {which} case: {start}.toml")));
            }
        }
    }
}

#[test]
fn a_procedure_that_nobody_walks_is_found() {
    let procedure = "id = \"p.a\"\n[[variant]]\nstatuses = []\nparts = []\ndocuments = []";
    super::tests::expect(
        check,
        &[
            ("procedures/a.toml", procedure),
            ("cases/a/minimal_student.toml", ""),
            ("procedures/b.toml", "id = \"p.b\""),
        ],
        &["procedures/a.toml: p.a: case-pair: has no maximal case: cases/a/maximal.toml"],
    );
}
