//! What may be filed together with the procedure that is asked about.

use crate::eligibility::{is_broken, is_there};
use crate::fees::{FeeView, fee_of};
use crate::look::{Look, Scope};
use crate::{Answers, Slot, Truth};
use rulebook::{Cite, Day, Grade, Loaded, Place, Procedure, ProcedureId, Role, Severity};

/// A procedure that may be filed together with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Which.
    pub procedure: ProcedureId,
    /// Whether it can be filed by itself as well.
    pub alone: bool,
    /// What it costs on top.
    pub fee: Option<FeeView>,
    /// Where it is written that the two go together.
    pub cite: Cite,
}

/// What may be filed together with the procedure of these answers, in the order of the rulebook. Left out is what nobody in this
/// person's place may file online, together or not; nothing where no procedure is chosen.
pub fn together(book: &Loaded, answers: &Answers, today: Day) -> Vec<Together> {
    let look = Look::new(book, answers, today);
    let chosen = look.named(Role::Procedure).and_then(|id| book.core.procedure(&id));
    let (Some(chosen), Some(field)) = (chosen, look.role(Role::Procedure)) else {
        return vec![];
    };
    if !is_there(&look) {
        return vec![];
    }
    let slot = Slot::from(field.clone());
    let beside = look.role(Role::Together).map(|field| Slot::from(field.clone()));
    let with = |slot: &Slot, other: &Procedure| {
        let mut answers = answers.clone();
        answers.set(slot.clone(), other.id.as_str());
        answers
    };
    let others = chosen.together_with.iter().filter_map(|id| book.core.procedure(id.as_str()));
    others
        .filter_map(|other| {
            if stopped(&Look::new(book, &with(&slot, other), today), &slot) {
                return None;
            }
            // As if it were chosen: what speaks against that, and which questions about it decide its fee.
            let chosen_too = beside.as_ref().map_or_else(|| answers.clone(), |beside| with(beside, other));
            let look = Look::new(book, &chosen_too, today);
            if beside.as_ref().is_some_and(|beside| refused(&look, beside)) {
                return None;
            }
            Some(Together {
                procedure: other.id.clone(),
                alone: other.alone,
                fee: fee_of(&look, other.id.as_str()),
                cite: chosen.cite.clone(),
            })
        })
        .collect()
}

/// Whether a rule at the question of what else is filed keeps this person from filing it with the rest.
fn refused(look: &Look<'_>, beside: &Slot) -> bool {
    is_broken(look, |rule| {
        matches!(&rule.at, Place::Field(field) if *field == beside.field)
            && rule.weight() == Severity::Blocks
            && rule.cite.grade() != Grade::Own
    })
}

/// Whether the law keeps this person from filing it online. A rule that looks at nothing but the procedure speaks of filing it alone,
/// and a limit of ours speaks of this desk.
fn stopped(look: &Look<'_>, procedure: &Slot) -> bool {
    let rules = look
        .parts
        .iter()
        .zip(&look.road.rules)
        .flat_map(|(part, prepared)| part.rules.iter().zip(prepared));
    let mut stops = rules.filter(|(rule, _)| {
        let grade = rule.cite.grade();
        rule.at == Place::Eligibility
            && rule.severity == Severity::Blocks
            && grade.may_block()
            && grade != Grade::Own
            && rule.in_force(look.filing)
    });
    stops.any(|(_, judging)| {
        let [.., wrong] = &judging.tests;
        look.broken(judging, Scope::default()) == Truth::Yes
            && look.because(&wrong.test, Scope::default()).iter().any(|slot| slot != procedure)
    })
}
