//! Whether the person can file online.

use crate::finding::{At, Finding};
use crate::look::{Look, Scope};
use crate::{Slot, Truth};
use rulebook::{Place, Severity};

/// The answer to "can I file online".
#[derive(Clone, Debug, PartialEq)]
pub struct Eligibility {
    /// The answer.
    pub verdict: Verdict,
    /// The questions that would settle it.
    pub open: Vec<Slot>,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing known stands against it.
    Yes,
    /// Something doubtful is known, or a question is open.
    Perhaps,
    /// Something known stands against it.
    No,
}

pub(crate) fn eligibility(look: &Look<'_>, findings: &[Finding]) -> Eligibility {
    let here: Vec<&Finding> = findings.iter().filter(|finding| finding.at == At::Eligibility).collect();
    let mut open = Vec::new();
    for (part, prepared) in look.parts.iter().zip(&look.road.rules) {
        let rules = part.rules.iter().zip(prepared);
        for (rule, judging) in rules.filter(|(rule, _)| rule.at == Place::Eligibility && rule.in_force(look.filing)) {
            let stops = rule.severity == Severity::Blocks && rule.cite.grade().may_block();
            if stops && look.broken(judging, Scope::default()) == Truth::Unknown {
                let [.., wrong] = &judging.tests;
                open.extend(look.because(&wrong.test, Scope::default()));
            }
        }
    }
    // A question left without an answer only keeps the verdict open while it is asked of this person.
    open.retain(|slot| look.place(slot).is_some_and(|(no, scope)| look.asked(no, scope) != Truth::No));
    open.sort();
    open.dedup();
    let verdict = if here.iter().any(|finding| finding.blocks()) {
        Verdict::No
    } else if !open.is_empty() || here.iter().any(|finding| finding.severity == Severity::Warns) {
        Verdict::Perhaps
    } else {
        Verdict::Yes
    };
    Eligibility { verdict, open }
}
