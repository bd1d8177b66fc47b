//! The days that follow from the answers.

use crate::look::{Look, Scope, Seen};
use crate::{Slot, Truth};
use rulebook::{Cite, DateId, Day};

/// A day that follows from the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct DateView {
    /// Which day.
    pub id: DateId,
    /// Whether it is the day that a person must not miss.
    pub key: bool,
    /// The day.
    pub day: Day,
    /// The answers that it follows from.
    pub because: Vec<Slot>,
    /// Where that is written.
    pub cite: Cite,
}

pub(crate) fn dates(look: &Look<'_>) -> Vec<DateView> {
    let rules = look.book.core.dates.iter().zip(&look.road.dates);
    let rules = rules.filter(|(_, (when, _))| look.truth(when, Scope::default()) == Truth::Yes);
    let mut days: Vec<DateView> = rules
        .filter_map(|(rule, (when, term))| match look.see(term, Scope::default()) {
            Seen::Day(day) => Some(DateView {
                id: rule.id.clone(),
                key: rule.key,
                day,
                because: look.because_of(when, term),
                cite: rule.cite.clone(),
            }),
            _ => None,
        })
        .collect();
    days.sort_by_key(|view| view.day);
    days
}
