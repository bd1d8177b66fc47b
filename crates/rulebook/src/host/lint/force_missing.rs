//! # `force-missing`
//! **What it checks.** Every document that is asked for says by which force; one that rests on a class of the ordinance names the class;
//! and documents of which one is enough have one force.
//! **Why.** Force decides whether a missing paper stops a person, is told, or is only a tip. Where nobody wrote it down the weakest that
//! still tells is taken, and nobody would notice that the law asks for more.

use crate::host::{Book, Problem};
use crate::{Document, Force, Requirement};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for set in &book.documents {
        for document in &set.documents {
            let mut say = |say: String| found.push(book.problem("force-missing", document.id.as_str(), say));
            if document.force.is_none() && document.requirement != Requirement::Optional {
                say("does not say its force: absolute, list, class or advice".into());
            }
            if document.force == Some(Force::Class) && document.class.is_empty() {
                say("has the force of a class and names none".into());
            }
            let beside = |other: &&Document| other.requirement == document.requirement && other.force() != document.force();
            if let Requirement::OneOf(group) = &document.requirement
                && let Some(other) = set.documents.iter().find(beside)
            {
                say(format!("is one of `{group}`, of which `{}` has another force", other.id));
            }
        }
    }
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
        ]"#;
    super::tests::expect(
        check,
        &[("documents/a.toml", set)],
        &[
            "documents/a.toml: d.a: force-missing: does not say its force: absolute, list, class or advice",
            "documents/a.toml: d.b: force-missing: has the force of a class and names none",
            "documents/a.toml: d.e: force-missing: is one of `o.a`, of which `d.f` has another force",
            "documents/a.toml: d.f: force-missing: is one of `o.a`, of which `d.e` has another force",
        ],
    );
}
