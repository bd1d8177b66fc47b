//! # `stages`
//! **What it checks.** The stages of a dated value or fee ascend: each begins after the one before.
//! **Why.** The value of a day is found by halving; stages out of order would give the wrong one without a word.

use crate::Dated;
use crate::host::book::name_of_fee;
use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for value in &book.core.values {
        look(book, value.id.as_str(), &value.since, found);
    }
    for fee in &book.core.fees {
        look(book, &name_of_fee(fee), &fee.since, found);
    }
}

fn look<T>(book: &Book, id: &str, dated: &Dated<T>, found: &mut Vec<Problem>) {
    if dated.stages().is_empty() {
        found.push(book.problem("stages", id, "has no stage at all"));
    }
    for pair in dated.stages().windows(2) {
        if pair[1].from <= pair[0].from {
            let say = format!("the stage from {} stands after that from {}", pair[1].from, pair[0].from);
            found.push(book.problem("stages", id, say));
        }
    }
}

#[test]
fn stages_out_of_order_are_found() {
    let values = r#"
        [[value]]
        id = "v.a"
        unit = "unit.yen"
        since = [{ from = 2026-02-01, is = 1, source = "src.a" }, { from = 2026-01-01, is = 2, source = "src.a" }]
        [[value]]
        id = "v.b"
        unit = "unit.yen"
        since = []"#;
    super::tests::expect(
        check,
        &[("values.toml", values)],
        &[
            "values.toml: v.a: stages: the stage from 2026-01-01 stands after that from 2026-02-01",
            "values.toml: v.b: stages: has no stage at all",
        ],
    );
}
