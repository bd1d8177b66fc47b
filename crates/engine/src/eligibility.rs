//! Whether the person can file online, by the law; and, apart from that, whether this desk has the road built.

use crate::calendar::shift;
use crate::finding::Finding;
use crate::look::{Look, Scope, Seen};
use crate::{Slot, Truth};
use rulebook::{ActId, Day, Place, Role, Rule, RuleId, Severity, Unit};

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
    /// Whether there is such a procedure for this status at all. Where there is none it has no days, no fee and no papers.
    pub exists: bool,
    /// Whether the counter takes it and the online system does not.
    pub offline: bool,
    /// What the person can do so that it comes out otherwise: never another fact about them.
    pub acts: Vec<ActView>,
    /// The day on which the rulebook was last compared with its sources, where that is so long ago that a person must be told.
    pub old: Option<Day>,
}

/// Something that a person can do.
#[derive(Clone, Debug, PartialEq)]
pub struct ActView {
    /// The rule that would hold no more.
    pub rule: RuleId,
    /// What to do; its words are the text of that id.
    pub id: ActId,
    /// The day to wait for, where it is one.
    pub day: Option<Day>,
    /// Whether it is only another answer here.
    pub here: bool,
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
    let here: Vec<&Finding> = findings.iter().filter(|finding| finding.is_about_filing()).collect();
    let (mut open, mut acts) = (Vec::new(), Vec::new());
    let (mut offline, mut doubt) = (false, false);
    for (part, prepared) in look.parts.iter().zip(&look.road.rules) {
        let rules = part.rules.iter().zip(prepared);
        for rule in rules.clone().map(|(rule, _)| rule) {
            let broken = here.iter().find(|finding| finding.rule == rule.id.as_str());
            offline |= rule.offline && broken.is_some();
            doubt |= !rule.certain && broken.is_some_and(|finding| finding.severity == Severity::Warns);
            if broken.is_some_and(|finding| finding.severity != Severity::Advises) {
                acts.extend(rule.acts.iter().filter_map(|act| open_to(look, rule, act)));
            }
        }
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
    } else if !open.is_empty() || doubt {
        Verdict::Perhaps
    } else {
        Verdict::Yes
    };
    let built = match known {
        true => Truth::Yes,
        false if is_chosen(look) && !look.undecided => Truth::No,
        false => Truth::Unknown,
    };
    Eligibility {
        verdict,
        open,
        built,
        exists: is_there(look),
        offline,
        acts,
        old: old(look),
    }
}

/// Whether there is such a procedure for this status at all.
pub(crate) fn is_there(look: &Look<'_>) -> bool {
    !is_broken(look, |rule| rule.ends)
}

/// Whether nothing falls due.
pub(crate) fn is_unpaid(look: &Look<'_>) -> bool {
    is_broken(look, |rule| rule.unpaid)
}

/// Whether one of these rules is broken.
pub(crate) fn is_broken(look: &Look<'_>, which: impl Fn(&Rule) -> bool) -> bool {
    let rules = look.parts.iter().zip(&look.road.rules);
    let mut rules = rules.flat_map(|(part, prepared)| part.rules.iter().zip(prepared));
    rules.any(|(rule, judging)| which(rule) && rule.in_force(look.filing) && look.broken(judging, Scope::default()) == Truth::Yes)
}

/// An act, if it is open to this person.
fn open_to(look: &Look<'_>, rule: &Rule, id: &ActId) -> Option<ActView> {
    let mut all = look.book.core.acts.iter().zip(&look.road.acts);
    let (act, (when, day)) = all.find(|(act, _)| act.id == *id)?;
    if look.truth(when, Scope::default()) != Truth::Yes {
        return None;
    }
    let day = match day.as_ref().map(|day| look.see(day, Scope::default())) {
        Some(Seen::Day(day)) => Some(day),
        Some(_) => return None,
        None => None,
    };
    Some(ActView {
        rule: rule.id.clone(),
        id: id.clone(),
        day,
        here: act.here,
    })
}

/// The day of the last comparison with the sources, if it is longer ago than the rulebook's own value allows.
fn old(look: &Look<'_>) -> Option<Day> {
    let days = *look.book.core.value_for("edition-days")?.since.on(look.today)?;
    let read = look.book.core.read?;
    (shift(read, days as i64, Unit::Days)? < look.today).then_some(read)
}

/// Whether it is settled which road it is: the procedure, and the status of residence where the procedure is about one.
fn is_chosen(look: &Look<'_>) -> bool {
    let settled = |role| {
        let asked = look.road.role(role).map_or(Truth::No, |no| look.asked(no, Scope::default()));
        asked == Truth::No || look.named(role).is_some()
    };
    look.named(Role::Procedure).is_some() && settled(Role::Status)
}
