//! # `text-place`
//! **What it checks.** The `{places}` in the words of a rule are values, facts or fields that the rule compares, or the day that it tells.
//! **Why.** Only those are known to the finding. Any other place would be shown with its brackets.

use super::placeholders::names;
use crate::host::{Book, Problem};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let texts = book.texts("ja");
    for rule in book.rules() {
        let mut compared: BTreeSet<String> = rule.wrong.compared().into_iter().map(ToString::to_string).collect();
        compared.extend(rule.tells.iter().map(ToString::to_string));
        for tail in ["", ".fix", ".seen"] {
            let id = format!("{}{tail}", rule.id);
            let Some(text) = texts.get(id.as_str()) else { continue };
            for place in names(text) {
                if !compared.contains(place.strip_suffix(":size").unwrap_or(place)) {
                    let say = format!("`{id}` names {{{place}}}, which the rule does not compare");
                    found.push(book.problem("text-place", rule.id.as_str(), say));
                }
            }
        }
    }
}

#[test]
fn a_place_that_nothing_fills_is_found() {
    let rule = "id = \"ds.a\"\n[[rule]]\nid = \"r.a\"\nat = \"papers\"\nwrong = \"case.bytes > v.most\"\nseverity = \"warns\"\n";
    let texts = "\"r.a\" = \"{case.bytes:size} of {v.most}\"\n\"r.a.fix\" = \"at most {v.moat}\"";
    super::tests::expect(
        check,
        &[("documents/a.toml", rule), ("texts/ja/a.toml", texts)],
        &["documents/a.toml: r.a: text-place: `r.a.fix` names {v.moat}, which the rule does not compare"],
    );
}
