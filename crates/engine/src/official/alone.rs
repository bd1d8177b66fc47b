//! Who files alone: of them the file does not say what the agency's tool, which is for agents, wants to know of an agent.

use super::layout::Layout;
use crate::{Answers, Assessment, Slot, Truth, assess};
use rulebook::{Day, Role};
use std::collections::BTreeSet;

/// The answers that one who files alone is not asked for. None if the file says anything that only an agent would.
pub(super) fn excused(layout: &Layout<'_>, answers: &Answers, unknown: &Assessment, today: Day) -> BTreeSet<Slot> {
    let Some(field) = layout.role(Role::Applicant) else {
        return BTreeSet::new();
    };
    let alone = layout.book.core.applicants.iter().filter(|kind| !kind.agent);
    let mut ways = alone.map(|kind| {
        let mut answers = answers.clone();
        answers.set(Slot::from(field.id.clone()), kind.id.as_str());
        assess(layout.book, &answers, today).fields
    });
    let open = |slot: &Slot| unknown.fields.get(slot).is_none_or(|view| view.asked != Truth::No);
    let told = |slot: &Slot| !answers.typed(slot).is_empty() && open(slot);
    let found = ways.find(|fields| !fields.iter().any(|(slot, view)| view.asked == Truth::No && told(slot)));
    let fields = found.into_iter().flatten();
    let fields = fields.filter(|(slot, view)| view.asked == Truth::No && open(slot));
    fields.map(|(slot, _)| slot).collect()
}
