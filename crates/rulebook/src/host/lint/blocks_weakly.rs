//! # `blocks-weakly`
//! **What it checks.** A rule that blocks rests on `official`, `copy` or `own`.
//! **Why.** Nobody is kept from filing because of what a third party wrote: on less, the rule warns.

use crate::host::{Book, Problem};
use crate::{Rule, Severity};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let weak = |rule: &&Rule| rule.severity == Severity::Blocks && !rule.cite.grade().may_block();
    for rule in book.rules().filter(weak) {
        let say = format!("blocks on the grade `{}`: on that it can only warn", rule.cite.grade().word());
        found.push(book.problem("blocks-weakly", rule.id.as_str(), say));
    }
}

#[test]
fn a_rule_that_blocks_on_hearsay_is_found() {
    let rule = |id: &str, severity: &str, grade: &str| {
        format!("[[rule]]\nid = \"{id}\"\nat = \"eligibility\"\nwrong = \"never\"\nseverity = \"{severity}\"\n{grade}\n")
    };
    let text = "id = \"ds.a\"\n".to_owned()
        + &rule("r.a", "blocks", "")
        + &rule("r.b", "warns", "grade = \"secondary\"")
        + &rule("r.c", "blocks", "grade = \"copy\"");
    super::tests::expect(
        check,
        &[("documents/a.toml", &text)],
        &["documents/a.toml: r.a: blocks-weakly: blocks on the grade `general`: on that it can only warn"],
    );
}
