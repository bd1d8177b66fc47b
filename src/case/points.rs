//! Tables of points, as they are shown: those that count for this person, where their questions are asked and when everything is checked.

use super::Case;
use super::going::slots;
use engine::{TallyView, Truth};
use rulebook::{FieldId, StepId};

/// A table of points on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// The table with the rows that count for this person.
    pub table: TallyView,
    /// Whether its rows are told without being asked for: on the last page with questions of it, and where everything is checked.
    pub whole: bool,
}

impl Case {
    /// The tables that count, as far as is known. What is not asked of this person has no row.
    pub fn points(&self) -> Vec<Points> {
        let counts = self.assessment().tallies.iter().filter(|table| table.asked() != Truth::No);
        let shown = |table: &TallyView| {
            let mut table = table.clone();
            table.rows.retain(|row| row.asked != Truth::No || row.points.high > 0);
            Points { table, whole: true }
        };
        counts.map(shown).collect()
    }

    /// The tables of which questions stand on this page.
    pub fn points_at(&self, step: &StepId) -> Vec<Points> {
        let mut tables = self.points();
        tables.retain_mut(|points| {
            let pages = self.pages_with(&points.table);
            points.whole = pages.last() == Some(&step);
            pages.contains(&step)
        });
        tables
    }

    /// The pages with questions of a table that are shown, in order.
    fn pages_with(&self, table: &TallyView) -> Vec<&StepId> {
        let counted = |field: &FieldId| table.rows.iter().any(|row| row.of.iter().any(|slot| slot.field == *field));
        let shown = self.assessment().steps.iter().filter(|step| step.asked == Truth::Yes);
        let pages = shown.filter(|step| slots(step).any(|slot| counted(&slot.field)));
        pages.map(|step| &step.id).collect()
    }
}
