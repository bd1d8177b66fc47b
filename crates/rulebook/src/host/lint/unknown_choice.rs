//! # `unknown-choice`
//! **What it checks.** What a condition compares a choice with is an item of its list, as a text. And the items from which a person
//! chooses the kind of user, the procedure and the status are those that the rulebook knows.
//! **Why.** `f.job is studnet` never holds, and nothing says so.

use crate::host::lists::items;
use crate::host::walk::{Seen, conditions, seen};
use crate::host::{Book, Problem};
use crate::{Expr, FieldKind, Literal, Role};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for at in conditions(book) {
        for one in seen(at.condition, at.row) {
            let (expr, wanted): (_, Vec<Result<&str, String>>) = match one {
                Seen::In(expr, literals) => (expr, literals.iter().map(text).collect()),
                Seen::Contains(expr, text) => (expr, vec![Ok(text)]),
                _ => continue,
            };
            let Some(known) = choices(book, expr) else { continue };
            for wanted in wanted {
                let say = match wanted {
                    Ok(text) if known.contains(text) => continue,
                    Ok(text) => format!("compares `{expr}` with `{text}`, which is not in its list"),
                    Err(other) => format!("compares the choice `{expr}` with {other}: write it in quotes"),
                };
                found.push(book.problem("unknown-choice", at.id, say));
            }
        }
    }
    let core = &book.core;
    of_role(
        book,
        Role::Applicant,
        |id| core.applicants.iter().any(|it| it.id.as_str() == id),
        found,
    );
    of_role(book, Role::Procedure, |id| core.procedure(id).is_some(), found);
    of_role(book, Role::Status, |id| core.statuses.iter().any(|it| it.id.as_str() == id), found);
}

fn text(literal: &Literal) -> Result<&str, String> {
    match literal {
        Literal::Text(text) => Ok(text),
        other => Err(other.to_string()),
    }
}

/// What can be chosen where an expression is a choice; nothing where it is something else, or its list does not exist.
fn choices<'a>(book: &'a Book, expr: &Expr) -> Option<BTreeSet<&'a str>> {
    let fields = book.fields();
    let meant = fields.iter().filter(|at| match expr {
        Expr::Field(id) => at.field.id == *id,
        Expr::Role(role) => at.field.role == Some(*role),
        _ => false,
    });
    let mut all = BTreeSet::new();
    for at in meant {
        let (list, linked) = match &at.field.kind {
            FieldKind::Choice { list, parent, .. } => (list, parent.is_some()),
            FieldKind::Choices { list } => (list, false),
            _ => return None,
        };
        let lists = at.field.but.iter().filter_map(|but| but.list.as_ref()).chain([list]);
        lists.for_each(|list| all.extend(items(book, list.as_str(), linked || at.field.by.is_some())));
    }
    (!all.is_empty()).then_some(all)
}

fn of_role(book: &Book, role: Role, known: impl Fn(&str) -> bool, found: &mut Vec<Problem>) {
    let lists: BTreeSet<_> = book
        .fields()
        .into_iter()
        .filter(|at| at.field.role == Some(role))
        .filter_map(|at| match &at.field.kind {
            FieldKind::Choice { list, parent: None, .. } => Some(list.as_str()),
            _ => None,
        })
        .collect();
    for list in lists {
        for item in items(book, list, false).into_iter().filter(|id| !known(id)) {
            found.push(book.problem(
                "unknown-choice",
                list,
                format!("offers `{item}`, which no {} of the rulebook is", role.word()),
            ));
        }
    }
}

#[test]
fn a_choice_that_is_not_offered_is_found() {
    let text = super::tests::part(&[
        ("f.job", "kind = { as = \"choice\", list = \"codes.job\", shape = \"radio\" }"),
        (
            "f.town",
            "kind = { as = \"choice\", list = \"codes.town\", parent = \"f.job\", shape = \"radio\" }",
        ),
        ("f.many", "kind = { as = \"choices\", list = \"codes.job\" }"),
        (
            "f.who",
            "role = \"applicant\", kind = { as = \"choice\", list = \"codes.who\", shape = \"radio\" }",
        ),
        (
            "f.a",
            "asked = \"f.job in [clerk, studnet] or f.job is 3 or f.many contains cook or applicant is k.me\"",
        ),
        ("f.b", "asked = \"f.town is t1 or f.town is t2 or f.a is whatever\""),
    ]);
    let codes = r#"
        list = [
            { id = "codes.job", item = [{ id = "clerk" }] },
            { id = "codes.town_clerk", item = [{ id = "t1" }] },
            { id = "codes.who", item = [{ id = "k.me" }] },
        ]"#;
    super::tests::expect(
        check,
        &[("forms/a.toml", &text), ("codes/a.toml", codes)],
        &[
            "codes/a.toml: codes.who: unknown-choice: offers `k.me`, which no applicant of the rulebook is",
            "forms/a.toml: f.a: unknown-choice: compares `f.job` with `studnet`, which is not in its list",
            "forms/a.toml: f.a: unknown-choice: compares `f.many` with `cook`, which is not in its list",
            "forms/a.toml: f.a: unknown-choice: compares the choice `f.job` with 3: write it in quotes",
            "forms/a.toml: f.b: unknown-choice: compares `f.town` with `t2`, which is not in its list",
        ],
    );
}
