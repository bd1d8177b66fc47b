//! Where a postal code lies, as answers to the questions after it.

use super::Case;
use super::going::slots;
use engine::{Slot, Truth};
use rulebook::{Code, Field, FieldKind, Role};

/// A prefecture and a municipality, each with its question.
pub(super) type Placed = [(Slot, String); 2];

impl Case {
    /// Puts in the prefecture and the municipality of a postal code, where both are open still or as a code before it left them: the first question after
    /// it whose list hangs on another answer asks for the one, and that other for the other. Nothing is put in place of a person's answer.
    pub(super) fn fill_place(&mut self, code: &Slot) {
        let Some(place) = self.place_of_code(code) else { return };
        for (slot, item) in place.clone() {
            self.answers.set(slot, item);
        }
        self.placed.insert(code.clone(), place);
        self.version += 1;
        self.judge_anew();
    }

    fn place_of_code(&self, code: &Slot) -> Option<Placed> {
        let is_code = |field: &Field| field.role == Some(Role::PostalCode);
        self.field(&code.field).filter(|field| is_code(field))?;
        let meant = self.assessment.fields.get(code)?.correction.as_ref();
        let found = self
            .book
            .postal
            .municipality(meant.map_or_else(|| self.answers.typed(code), |meant| meant.to.as_str()))?;
        let mut pages = self.assessment.steps.iter().filter(|step| step.asked == Truth::Yes);
        let page = pages.find(|step| slots(step).any(|slot| slot == code))?;
        // In its row, asked or not, for what hangs on an open answer is not asked yet; as far as the next code, which has a place of its own.
        let row = slots(page).filter(|slot| slot.row == code.row).skip_while(|slot| *slot != code);
        let behind = row.skip(1).map(|slot| self.field(&slot.field).map(|field| (slot, field)));
        let mut behind = behind.map_while(|found| found.filter(|(_, field)| !is_code(field)));
        let (slot, list, parent) = behind.find_map(|(slot, field)| match &field.kind {
            FieldKind::Choice {
                list,
                parent: Some(parent),
                ..
            } => Some((slot.clone(), list, parent.clone())),
            _ => None,
        })?;
        let parent = Slot {
            field: parent,
            row: code.row,
        };
        let now = [&parent, &slot].map(|slot| self.answers.typed(slot));
        let before = self.placed.get(code);
        let is_open = now == ["", ""];
        if !is_open && before.is_none_or(|place| now != place.each_ref().map(|(_, item)| item.as_str())) {
            return None;
        }
        let FieldKind::Choice { list: above, .. } = &self.field(&parent.field)?.kind else {
            return None;
        };
        let below = |item: &Code| self.book.list(&format!("{list}_{}", item.code()));
        let mut items = self.book.list(above.as_str())?.items.iter();
        let item = items.find(|item| below(item).is_some_and(|list| list.get(found).is_some()))?;
        let place = [(parent, item.id.to_string()), (slot, found.to_owned())];
        (is_open || before != Some(&place)).then_some(place)
    }
}
