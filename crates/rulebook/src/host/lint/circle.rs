//! # `circle`
//! **What it checks.** No question is asked because of itself, however far round: through the conditions of field, group and page, through
//! the list that depends on another answer, and through the day of filing.
//! **Why.** The engine would never know whether to ask it.

use crate::host::Problem;
use crate::host::book::{Book, FieldAt};
use crate::host::walk::{Seen, field_of, seen};
use crate::{Expr, FieldKind, Role};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let fields = book.fields();
    let edges: BTreeMap<&str, BTreeSet<&str>> = fields.iter().map(|at| (at.field.id.as_str(), looks_at(&fields, at))).collect();
    let mut done = BTreeSet::new();
    for start in edges.keys() {
        if let Some(circle) = walk(start, &edges, &mut Vec::new(), &mut done) {
            found.push(book.problem("circle", circle[0], format!("is asked because of itself: {}", circle.join(" -> "))));
        }
    }
}

fn looks_at<'a>(fields: &[FieldAt<'a>], at: &FieldAt<'a>) -> BTreeSet<&'a str> {
    let with_role = |role| fields.iter().find(|at| at.field.role == Some(role)).map(|at| at.field.id.as_str());
    let group = at.group.map(|group| &group.asked);
    let conditions = [Some(&at.step.asked), group, Some(&at.field.asked)];
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for one in conditions.into_iter().flatten().flat_map(|condition| seen(condition, None)) {
        let Seen::Expr(expr, row) = one else { continue };
        all.extend(field_of(expr, row).map(|(field, _)| field.as_str()));
        all.extend(match expr {
            Expr::Role(role) => with_role(*role),
            Expr::Filing => with_role(Role::FilingDay),
            _ => None,
        });
    }
    if let FieldKind::Choice { parent: Some(parent), .. } = &at.field.kind {
        all.insert(parent.as_str());
    }
    all
}

/// Goes along the edges until it comes to a field that it came through.
fn walk<'a>(
    at: &'a str,
    edges: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    path: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<&'a str>> {
    if let Some(first) = path.iter().position(|before| *before == at) {
        return Some(path[first..].iter().copied().chain([at]).collect());
    }
    if !done.insert(at) {
        return None;
    }
    path.push(at);
    let found = edges.get(at)?.iter().find_map(|next| walk(next, edges, path, done));
    path.pop();
    found
}

#[test]
fn questions_that_wait_for_each_other_are_found() {
    let text = super::tests::part(&[
        ("f.a", "asked = \"f.c filled\""),
        ("f.b", "asked = \"f.a empty\""),
        ("f.c", "asked = \"filing > 2026-01-01\""),
        ("f.day", "role = \"filing-day\", asked = \"f.b filled\""),
        ("f.e", "asked = \"f.a filled\""),
    ]);
    super::tests::expect(
        check,
        &[("forms/a.toml", &text)],
        &["forms/a.toml: f.a: circle: is asked because of itself: f.a -> f.c -> f.day -> f.b -> f.a"],
    );
}
