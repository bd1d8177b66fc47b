//! The days that follow from the answers.

use crate::look::{Look, Scope, Seen};
use crate::{Slot, Truth};
use rulebook::{Cite, DateId, Day};

/// A day that follows from the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct DateView {
    /// Which day.
    pub id: DateId,
    /// Whether it is the day that a person must not miss: one at most, and never one that has passed.
    pub key: bool,
    /// The day.
    pub day: Day,
    /// The answers that it follows from.
    pub because: Vec<Slot>,
    /// Where that is written.
    pub cite: Cite,
}

/// The day that a rule tells, where there is one.
pub(crate) fn told(look: &Look<'_>, id: &DateId) -> Option<Day> {
    let mut rules = look.book.core.dates.iter().zip(&look.road.dates);
    let (_, (when, term)) = rules.find(|(rule, _)| rule.id == *id)?;
    match look.see(term, Scope::default()) {
        Seen::Day(day) if look.truth(when, Scope::default()) == Truth::Yes => Some(day),
        _ => None,
    }
}

/// `offline`: whether only the counter takes it, so that there is no last day online.
pub(crate) fn dates(look: &Look<'_>, offline: bool) -> Vec<DateView> {
    let rules = look.book.core.dates.iter().zip(&look.road.dates);
    let rules = rules.filter(|(rule, (when, _))| !(rule.online && offline) && look.truth(when, Scope::default()) == Truth::Yes);
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
    // What has passed can be missed no more.
    let next = days.iter().position(|view| view.key && view.day >= look.today);
    for (at, view) in days.iter_mut().enumerate() {
        view.key = Some(at) == next;
    }
    days
}
