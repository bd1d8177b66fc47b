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
    for part in &look.parts {
        for rule in part
            .rules
            .iter()
            .filter(|rule| rule.at == Place::Eligibility && rule.in_force(look.filing))
        {
            let stops = rule.severity == Severity::Blocks && rule.cite.grade().may_block();
            if stops && look.broken(rule, Scope::default()) == Truth::Unknown {
                open.extend(look.because(&rule.wrong, Scope::default()));
            }
        }
    }
    // A question left without an answer only keeps the verdict open while it is asked of this person.
    open.retain(|slot| {
        look.stand(&slot.field)
            .is_some_and(|stand| look.asked(&slot.field, look.row_scope(stand, slot.row)) != Truth::No)
    });
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
