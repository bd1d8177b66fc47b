//! # `id-prefix`
//! **What it checks.** An id begins as its kind does (`f.` for fields, `d.` for documents) and goes on in small letters, digits and `_`.
//! The code behind the last `_` of a linked list keeps its capitals; a class of the ordinance names its place in the table with dots.
//! **Why.** An id carries its kind, so that a test can see whether one stands in the program, where none belongs.

use super::ids::given;
use crate::host::{Book, Problem};
use crate::{ClassId, CodesId};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for id in given(book) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let fits = id.id.strip_prefix(id.prefix).is_some_and(|rest| {
            let rest = if id.prefix == CodesId::PREFIX {
                rest.to_ascii_lowercase()
            } else {
                rest.to_owned()
            };
            let dots = id.prefix == ClassId::PREFIX;
            !rest.is_empty() && rest.chars().all(|c| plain(c) || (dots && c == '.'))
        });
        if !fits {
            let say = format!("should be `{}` and then small letters, digits and `_`", id.prefix);
            found.push(book.problem("id-prefix", id.id, say));
        }
    }
}

#[test]
fn ids_of_another_kind_are_found() {
    let text = super::tests::part(&[("f.a", ""), ("name", ""), ("f.Name", ""), ("f.", "")]);
    super::tests::expect(
        check,
        &[("forms/a.toml", &text)],
        &[
            "forms/a.toml: f.: id-prefix: should be `f.` and then small letters, digits and `_`",
            "forms/a.toml: f.Name: id-prefix: should be `f.` and then small letters, digits and `_`",
            "forms/a.toml: name: id-prefix: should be `f.` and then small letters, digits and `_`",
        ],
    );
}
