//! # `row-field`
//! **What it checks.** A field of a group is named only where a row is meant: inside `any g.x (..)`, `all g.x (..)` or `sum(g.x, f.y)` of its
//! own group, or in a condition of the same group. So is the place of a row.
//! **Why.** Six relatives have six names: outside a row nobody can say which is meant.

use crate::host::walk::{Seen, conditions, field_of, lone_expressions, seen};
use crate::host::{Book, Problem};
use crate::{Condition, Expr};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let fields = book.fields();
    let mut look = |id: &str, one: Seen<'_>| {
        let Seen::Expr(expr, row) = one else { return };
        if *expr == Expr::Row && row.is_none() {
            found.push(book.problem("row-field", id, "asks for the place of a row outside of one"));
        }
        let Some((field, row)) = field_of(expr, row) else { return };
        let Some(at) = fields.iter().find(|at| at.field.id == *field) else {
            return;
        };
        match (at.group, expr) {
            (Some(group), _) if row != Some(&group.id) => {
                let say = format!("names `{field}` outside a row of its group `{}`", group.id);
                found.push(book.problem("row-field", id, say));
            }
            (None, Expr::SumRows(group, _)) => {
                found.push(book.problem("row-field", id, format!("sums `{field}`, which is not in the group `{group}`")));
            }
            _ => {}
        }
    };
    for at in conditions(book) {
        seen(at.condition, at.row).into_iter().for_each(|one| look(at.id, one));
    }
    for (id, expr) in lone_expressions(book) {
        let alone = Condition::Empty(expr.clone());
        seen(&alone, None).into_iter().for_each(|one| look(id, one));
    }
}

#[test]
fn a_row_field_without_a_row_is_found() {
    let text = r#"
        id = "part.a"
        [[step]]
        id = "st.a"
        [[step.item]]
        field = { id = "f.a", kind = { as = "text" }, required = "f.name filled or any g.rows (f.name filled and f.a filled)" }
        [[step.item]]
        [step.item.group]
        id = "g.rows"
        max = 2
        title = "f.name"
        field = [{ id = "f.name", kind = { as = "text" } }, { id = "f.pay", kind = { as = "text" }, asked = "f.name filled", required = "row is 1" }]
        [[rule]]
        id = "r.row"
        at = { field = "f.pay" }
        wrong = "f.name empty"
        severity = "warns"
        [[rule]]
        id = "r.place"
        at = { field = "f.a" }
        wrong = "row > 1"
        severity = "warns"
        [[rule]]
        id = "r.sum"
        at = { group = "g.rows" }
        wrong = "sum(g.rows, f.a) > sum(g.rows, f.pay) or f.pay > 3"
        severity = "warns""#;
    super::tests::expect(
        check,
        &[("forms/a.toml", text)],
        &[
            "forms/a.toml: f.a: row-field: names `f.name` outside a row of its group `g.rows`",
            "forms/a.toml: r.place: row-field: asks for the place of a row outside of one",
            "forms/a.toml: r.sum: row-field: names `f.pay` outside a row of its group `g.rows`",
            "forms/a.toml: r.sum: row-field: sums `f.a`, which is not in the group `g.rows`",
        ],
    );
}
