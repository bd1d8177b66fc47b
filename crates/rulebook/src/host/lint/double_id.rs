//! # `double-id`
//! **What it checks.** An id is given once, and a text has one wording a language. Two parts, or two sets of documents, that never come together
//! may give the same id: it is then the same question, document or rule.
//! **Why.** Answers, texts and findings are found by id; the second of two would never be seen.

use super::ids::{Id, given};
use crate::Variant;
use crate::host::{Book, Problem};
use std::collections::BTreeMap;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&str, Vec<Id<'_>>> = BTreeMap::new();
    for id in given(book) {
        let before = seen.entry(id.id).or_default();
        if before.iter().any(|other| clash(book, other.home, id.home)) {
            let files = book.files.get(id.id).map_or_else(String::new, |files| files.join(", "));
            found.push(book.problem("double-id", id.id, format!("is given more than once ({files})")));
        }
        before.push(id);
    }
    let mut texts = BTreeMap::new();
    for file in &book.texts {
        for id in file.texts.0.keys() {
            if let Some(other) = texts.insert((&file.lang, id), file.file()) {
                found.push(Problem {
                    file: file.file(),
                    at: id.to_string(),
                    lint: "double-id",
                    say: format!("has a wording in {other} already"),
                });
            }
        }
    }
}

fn clash(book: &Book, a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let has = |variant: &Variant, id: &str| {
        let documents = variant.documents.iter().any(|it| it.as_str() == id);
        documents || id == book.core.start.id.as_str() || variant.parts.iter().any(|it| it.as_str() == id)
    };
    a == b || book.variants().any(|(_, variant)| has(variant, a) && has(variant, b))
}

#[test]
fn ids_and_texts_given_twice_are_found() {
    let text = super::tests::part(&[("f.a", ""), ("f.b", ""), ("f.a", "")]);
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &text),
            ("texts/ja/a.toml", "\"f.a\" = \"a\""),
            ("texts/ja/b.toml", "f.a = \"b\""),
        ],
        &[
            "forms/a.toml: f.a: double-id: is given more than once (forms/a.toml, forms/a.toml)",
            "texts/ja/b.toml: f.a: double-id: has a wording in texts/ja/a.toml already",
        ],
    );
}

#[test]
fn parts_that_never_come_together_may_share_a_question() {
    let part = |id: &str| {
        format!("id = \"{id}\"\n[[step]]\nid = \"st.{id}\"\nitem = [{{ field = {{ id = \"f.a\", kind = {{ as = \"text\" }} }} }}]")
    };
    let variant = |parts: &str| format!("[[variant]]\nstatuses = []\nparts = [{parts}]\ndocuments = []\n");
    let (a, b) = (part("part.a"), part("part.b"));
    let apart = format!("id = \"p.a\"\n{}{}", variant("\"part.a\""), variant("\"part.b\""));
    let together = format!("id = \"p.a\"\n{}", variant("\"part.a\", \"part.b\""));
    let files = [("forms/a.toml", a.as_str()), ("forms/b.toml", b.as_str())];
    super::tests::expect(check, &[&files[..], &[("procedures/a.toml", &apart)]].concat(), &[]);
    super::tests::expect(
        check,
        &[&files[..], &[("procedures/a.toml", &together)]].concat(),
        &["forms/a.toml: f.a: double-id: is given more than once (forms/a.toml, forms/b.toml)"],
    );
}

#[test]
fn sets_that_never_come_together_may_share_a_document() {
    let set = |id: &str| format!("id = \"{id}\"\n[[document]]\nid = \"d.a\"\nfrom_whom = \"applicant\"");
    let variant = "id = \"p.a\"\n[[variant]]\nstatuses = []\nparts = []\ndocuments = [\"ds.a\", \"ds.c\"]";
    let (a, b, c) = (set("ds.a"), set("ds.b"), set("ds.c"));
    super::tests::expect(check, &[("documents/a.toml", &a), ("documents/b.toml", &b)], &[]);
    super::tests::expect(
        check,
        &[("documents/a.toml", &a), ("documents/c.toml", &c), ("procedures/a.toml", variant)],
        &["documents/a.toml: d.a: double-id: is given more than once (documents/a.toml, documents/c.toml)"],
    );
}
