//! # `force-missing`
//! **What it checks.** Every document that is asked for says by which force; one that rests on a class of the ordinance names the class;
//! and documents of which one is enough have one force.
//! **Why.** Force decides whether a missing paper stops a person, is told, or is only a tip. Where nobody wrote it down the weakest that
//! still tells is taken, and nobody would notice that the law asks for more.

use crate::host::{Book, Problem};
use crate::{ClassId, Document, Force, Requirement, Roads};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for set in &book.documents {
        let all: Vec<Asked<'_>> = set.documents.iter().flat_map(grounds).collect();
        for asked in &all {
            let mut say = |say: String| found.push(book.problem("force-missing", asked.id, say));
            if asked.force.is_none() && *asked.requirement != Requirement::Optional {
                say("does not say its force: absolute, list, class or advice".into());
            }
            if asked.force == Some(Force::Class) && asked.class.is_empty() {
                say("has the force of a class and names none".into());
            }
            let beside = |other: &&Asked<'_>| {
                other.requirement == asked.requirement
                    && other.force.unwrap_or_default() != asked.force.unwrap_or_default()
                    && other.meets(asked)
            };
            if let Requirement::OneOf(group) = asked.requirement
                && let Some(other) = all.iter().find(beside)
            {
                say(format!("is one of `{group}`, of which `{}` has another force", other.id));
            }
        }
    }
}

/// A document on one of the grounds on which it is asked for.
struct Asked<'a> {
    id: &'a str,
    requirement: &'a Requirement,
    force: Option<Force>,
    class: &'a [ClassId],
    only: &'a Roads,
}

impl Asked<'_> {
    /// Whether some road may have both.
    fn meets(&self, other: &Asked<'_>) -> bool {
        self.only.is_all() || other.only.is_all() || self.only.0.iter().any(|road| other.only.0.contains(road))
    }
}

fn grounds(document: &Document) -> impl Iterator<Item = Asked<'_>> {
    let first = Asked {
        id: document.id.as_str(),
        requirement: &document.requirement,
        force: document.force,
        class: &document.class,
        only: &document.only,
    };
    let others = document.also.iter().map(|ground| Asked {
        id: document.id.as_str(),
        requirement: ground.requirement.as_ref().unwrap_or(&document.requirement),
        force: Some(ground.force),
        class: ground.class.as_deref().unwrap_or(&document.class),
        only: &ground.only,
    });
    std::iter::once(first).chain(others)
}

#[test]
fn a_document_of_which_nobody_knows_whether_it_stops_is_found() {
    let set = r#"
        id = "ds.a"
        one_of = [{ id = "o.a" }]
        document = [
            { id = "d.a", from_whom = "office" },
            { id = "d.b", from_whom = "office", force = "class" },
            { id = "d.c", from_whom = "office", force = "class", class = ["bt3.a"] },
            { id = "d.d", from_whom = "office", requirement = "optional" },
            { id = "d.e", from_whom = "office", force = "list", requirement = { one-of = "o.a" } },
            { id = "d.f", from_whom = "office", force = "advice", requirement = { one-of = "o.a" } },
            { id = "d.g", from_whom = "office", only = ["p.a"], force = "list", also = [{ only = ["p.b"], force = "class", class = [] }] },
            { id = "d.h", from_whom = "office", only = ["p.b"], force = "class", class = "bt3.a", requirement = { one-of = "o.b" } },
            { id = "d.i", from_whom = "office", only = ["p.a"], force = "list", requirement = { one-of = "o.b" } },
        ]"#;
    super::tests::expect(
        check,
        &[("documents/a.toml", set)],
        &[
            "documents/a.toml: d.a: force-missing: does not say its force: absolute, list, class or advice",
            "documents/a.toml: d.b: force-missing: has the force of a class and names none",
            "documents/a.toml: d.e: force-missing: is one of `o.a`, of which `d.f` has another force",
            "documents/a.toml: d.f: force-missing: is one of `o.a`, of which `d.e` has another force",
            "documents/a.toml: d.g: force-missing: has the force of a class and names none",
        ],
    );
}
