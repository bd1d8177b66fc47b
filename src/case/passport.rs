//! What the lines of a passport say, as answers of this case.

use super::Case;
use engine::{PassportLines, Slot};
use rulebook::{FieldKind, Role, StepId};

/// What is asked of a passport's page: a page that asks one of these can take its lines.
const ASKED: [Role; 2] = [Role::RomanName, Role::PassportNumber];

impl Case {
    /// Whether a page asks what stands in a passport.
    pub fn asks_passport(&self, page: &StepId) -> bool {
        let mut slots = self.slots_of(page).into_iter();
        slots.any(|slot| {
            self.is_asked(&slot)
                && self
                    .field(&slot.field)
                    .and_then(|field| field.role)
                    .is_some_and(|role| ASKED.contains(&role))
        })
    }

    /// The answers to what is asked, in the order of the lines: where it is a choice, the item that is also called so. What no question asks, and what
    /// stands in no list that is here, is left out.
    pub fn of_passport(&self, lines: &PassportLines) -> Vec<(Slot, String)> {
        let asked = || self.assessment.fields.keys().filter(|slot| self.is_asked(slot));
        let of_role = |role: Role| asked().find_map(|slot| Some((slot, self.field(&slot.field).filter(|field| field.role == Some(role))?)));
        let answer = |(role, text): &(Role, String)| {
            let (slot, field) = of_role(*role)?;
            let typed = match &field.kind {
                FieldKind::Choice { list, .. } => {
                    let items = &self.book.list(list.as_str())?.items;
                    let called = |also: &str| also.split_whitespace().any(|word| word == text);
                    items.iter().find(|item| called(&item.also))?.id.to_string()
                }
                _ => text.clone(),
            };
            Some((slot.clone(), typed))
        };
        lines.says.iter().filter_map(answer).collect()
    }
}
