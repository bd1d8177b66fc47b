//! Whether the person can file online, by the law; and, apart from that, whether this desk has the road built.

use crate::finding::{At, Finding};
use crate::look::{Look, Scope};
use crate::{Slot, Truth};
use rulebook::{Place, Role, Severity};

/// The answer to "can I file online".
#[derive(Clone, Debug, PartialEq)]
pub struct Eligibility {
    /// The answer.
    pub verdict: Verdict,
    /// The questions that would settle it.
    pub open: Vec<Slot>,
    /// Whether the desk has this road built: its form and its documents. "No" is a limit of ours and says nothing of the law; unknown until
    /// the road is chosen.
    pub built: Truth,
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

/// `known`: whether there is something to fill in for the road that is chosen.
pub(crate) fn eligibility(look: &Look<'_>, findings: &[Finding], known: bool) -> Eligibility {
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
    let built = match known {
        true => Truth::Yes,
        false if is_chosen(look) && !look.undecided => Truth::No,
        false => Truth::Unknown,
    };
    Eligibility { verdict, open, built }
}

/// Whether it is settled which road it is: the procedure, and the status of residence where the procedure is about one.
fn is_chosen(look: &Look<'_>) -> bool {
    let settled = |role| {
        let asked = look.road.role(role).map_or(Truth::No, |no| look.asked(no, Scope::default()));
        asked == Truth::No || look.named(role).is_some()
    };
    look.named(Role::Procedure).is_some() && settled(Role::Status)
}
