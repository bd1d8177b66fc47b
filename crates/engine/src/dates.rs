//! The days and the fee that follow from the answers.

use crate::Truth;
use crate::look::{Look, Scope, Seen};
use rulebook::{Band, Cite, DateId, Day, Role};

/// A day that follows from the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct DateView {
    /// Which day.
    pub id: DateId,
    /// Whether it is the day that a person must not miss.
    pub key: bool,
    /// The day.
    pub day: Day,
    /// Where that is written.
    pub cite: Cite,
}

/// What it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct FeeView {
    /// The day of receipt that was assumed: the day of filing.
    pub on: Day,
    /// What each granted period costs, shortest first.
    pub bands: Vec<Band>,
    /// Which of them the person asks for.
    pub desired: Option<usize>,
    /// Where that is written.
    pub cite: Cite,
}

pub(crate) fn dates(look: &Look<'_>) -> Vec<DateView> {
    let rules = look.book.core.dates.iter().zip(&look.road.dates);
    let rules = rules.filter(|(_, (when, _))| look.truth(when, Scope::default()) == Truth::Yes);
    let mut days: Vec<DateView> = rules
        .filter_map(|(rule, (_, day))| match look.see(day, Scope::default()) {
            Seen::Day(day) => Some(DateView {
                id: rule.id.clone(),
                key: rule.key,
                day,
                cite: rule.cite.clone(),
            }),
            _ => None,
        })
        .collect();
    days.sort_by_key(|view| view.day);
    days
}

pub(crate) fn fee(look: &Look<'_>) -> Option<FeeView> {
    let procedure = look.named(Role::Procedure)?;
    let fee = look
        .book
        .core
        .fees
        .iter()
        .find(|fee| fee.procedures.iter().any(|it| it.as_str() == procedure))?;
    let stage = fee.since.cited_on(look.filing)?;
    let bands = stage.is.clone()?;
    let desired = match look.months_of(Role::DesiredPeriod) {
        Seen::Number(months) => bands
            .iter()
            .position(|band| f64::from(band.min) <= months && band.max.is_none_or(|max| months <= f64::from(max))),
        _ => None,
    };
    Some(FeeView {
        on: look.filing,
        bands,
        desired,
        cite: stage.cite.clone(),
    })
}
