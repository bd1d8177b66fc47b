//! # `asked-later`
//! **What it checks.** Whether something is asked depends only on questions that come before it: those before the form, those earlier in
//! its part, and those of parts that come earlier in every variant that has both. (Whether an answer is *required* may look anywhere.)
//! **Why.** A question that appears above the one that a person is answering is not seen.

use crate::host::book::FieldAt;
use crate::host::walk::{Decides, Seen, conditions, field_of, seen};
use crate::host::{Book, Problem};
use crate::{Expr, FieldId, FieldKind, Part, Role};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let fields = book.fields();
    let mut say = |id: &str, looks_at: &str, when: &str| {
        found.push(book.problem("asked-later", id, format!("is asked because of `{looks_at}`, which is {when}")));
    };
    for at in conditions(book) {
        let (Some(part), Decides::Asked(order)) = (at.part, at.decides) else {
            continue;
        };
        for one in seen(at.condition, at.row) {
            let Seen::Expr(expr, row) = one else { continue };
            if let Some((id, _)) = field_of(expr, row)
                && let Some(when) = never_in_time(book, part, order, &fields, id)
            {
                say(at.id, id.as_str(), when);
            }
            if let Some(role) = role_of(expr) {
                let mut all = fields
                    .iter()
                    .filter(|it| it.field.role == Some(role))
                    .map(|it| too_late(book, part, order, it));
                if all.clone().count() > 0 && all.all(|when| when.is_some()) {
                    say(at.id, role.word(), "asked later");
                }
            }
        }
    }
    for at in &fields {
        if let FieldKind::Choice { parent: Some(parent), .. } = &at.field.kind
            && let Some(when) = never_in_time(book, at.part, at.order, &fields, parent)
        {
            found.push(book.problem(
                "asked-later",
                at.field.id.as_str(),
                format!("has its list from `{parent}`, which is {when}"),
            ));
        }
    }
}

fn role_of(expr: &Expr) -> Option<Role> {
    if let Expr::Role(role) = expr { Some(*role) } else { None }
}

/// Why a field cannot be known at this place of a part. Of a question that stands in several parts, the one in this part is meant; else any that
/// comes with it.
fn never_in_time(book: &Book, part: &Part, order: usize, fields: &[FieldAt<'_>], id: &FieldId) -> Option<&'static str> {
    let all = fields.iter().filter(|it| it.field.id == *id);
    let own = all.clone().find(|it| it.part.id == part.id);
    match own {
        Some(own) => too_late(book, part, order, own),
        None => {
            let reasons: Vec<_> = all.map(|it| too_late(book, part, order, it)).collect();
            reasons.first().copied().flatten().filter(|_| reasons.iter().all(Option::is_some))
        }
    }
}

/// Why a field cannot be known at this place of a part.
fn too_late(book: &Book, part: &Part, order: usize, target: &FieldAt<'_>) -> Option<&'static str> {
    if target.part.id == part.id {
        return (target.order >= order).then_some("asked later");
    }
    if target.part.id == book.core.start.id {
        return None;
    }
    if part.id == book.core.start.id {
        return Some("asked later");
    }
    let mut together = false;
    let mut used = false;
    for (_, variant) in book.variants() {
        let place = |id| variant.parts.iter().position(|it| *it == id);
        let Some(here) = place(part.id.clone()) else { continue };
        used = true;
        let Some(there) = place(target.part.id.clone()) else { continue };
        together = true;
        if there > here {
            return Some("asked later");
        }
    }
    (used && !together).then_some("never asked together with it")
}

#[test]
fn questions_asked_too_late_are_found() {
    let start = r#"
        id = "part.start"
        [[step]]
        id = "st.start"
        item = [{ field = { id = "f.early", kind = { as = "text" }, asked = "f.a filled" } }]"#;
    let text = super::tests::part(&[
        ("f.a", "asked = \"f.early filled\""),
        ("f.b", "asked = \"f.c filled or f.b filled\""),
        (
            "f.c",
            "required = \"f.d empty\", kind = { as = \"choice\", list = \"codes.a\", parent = \"f.d\", shape = \"radio\" }",
        ),
        ("f.d", "asked = \"f.other filled or f.lone filled\""),
    ]);
    let other = "id = \"part.b\"\n[[step]]\nid = \"st.b\"\nitem = [{ field = { id = \"f.other\", kind = { as = \"text\" } } }]";
    let lone = "id = \"part.c\"\n[[step]]\nid = \"st.c\"\nitem = [{ field = { id = \"f.lone\", kind = { as = \"text\" } } }]";
    let procedure = "id = \"p.a\"\n[[variant]]\nstatuses = []\nparts = [\"part.a\", \"part.b\"]\ndocuments = []";
    super::tests::expect(
        check,
        &[
            ("forms/start.toml", start),
            ("forms/a.toml", &text),
            ("forms/b.toml", other),
            ("forms/c.toml", lone),
            ("procedures/a.toml", procedure),
        ],
        &[
            "forms/a.toml: f.b: asked-later: is asked because of `f.b`, which is asked later",
            "forms/a.toml: f.b: asked-later: is asked because of `f.c`, which is asked later",
            "forms/a.toml: f.c: asked-later: has its list from `f.d`, which is asked later",
            "forms/a.toml: f.d: asked-later: is asked because of `f.lone`, which is never asked together with it",
            "forms/a.toml: f.d: asked-later: is asked because of `f.other`, which is asked later",
            "forms/start.toml: f.early: asked-later: is asked because of `f.a`, which is asked later",
        ],
    );
}
