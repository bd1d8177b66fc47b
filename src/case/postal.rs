//! Where a postal code lies, as answers to the questions after it.

use super::Case;
use engine::{ItemView, Slot, Truth};
use rulebook::{Field, FieldKind, Role};

impl Case {
    /// Puts in the prefecture and the municipality of a postal code that was left, where both are open still: the first question after it whose list hangs
    /// on another answer asks for the one, and that other for the other. Nothing is put in place of an answer.
    pub(super) fn fill_place(&mut self, left: &Slot) {
        let Some((prefecture, municipality)) = self.place_of_code(left) else { return };
        for (slot, item) in [prefecture, municipality] {
            self.answers.set(slot, item);
        }
        self.version += 1;
        self.judge_anew();
    }

    fn place_of_code(&self, left: &Slot) -> Option<((Slot, String), (Slot, String))> {
        let is_code = |field: &Field| field.role == Some(Role::PostalCode);
        self.field(&left.field).filter(|field| is_code(field))?;
        let found = self.book.postal.municipality(self.answers.typed(left))?;
        let behind = self.page_from(left).into_iter().skip(1).map(|slot| self.field(&slot.field).map(|field| (slot, field)));
        // As far as the next code, which has a place of its own.
        let behind = behind.map_while(|found| found.filter(|(_, field)| !is_code(field)));
        let (slot, list, parent) = behind.into_iter().find_map(|(slot, field)| match &field.kind {
            FieldKind::Choice {
                list, parent: Some(parent), ..
            } => Some((slot, list.as_str(), Slot { field: parent.clone(), row: left.row })),
            _ => None,
        })?;
        let is_open = |slot: &Slot| self.answers.typed(slot).is_empty();
        if !is_open(&slot) || !is_open(&parent) {
            return None;
        }
        let FieldKind::Choice { list: above, .. } = &self.field(&parent.field)?.kind else { return None };
        let holds = |code: &str| self.book.list(&format!("{list}_{code}")).is_some_and(|list| list.get(found).is_some());
        let item = self.book.list(above.as_str())?.items.iter().find(|item| holds(item.code()))?;
        Some(((parent, item.id.to_string()), (slot, found.to_owned())))
    }

    /// The questions of a page from one of them on, in its row, asked or not: what hangs on an open answer is not asked yet.
    fn page_from(&self, first: &Slot) -> Vec<Slot> {
        let pages = self.assessment.steps.iter().filter(|step| step.asked == Truth::Yes);
        let slots = pages.map(|step| {
            let of = |item: &ItemView| match item {
                ItemView::Heading(_) => vec![],
                ItemView::Field(slot) => vec![slot.clone()],
                ItemView::Group(group) => group.rows.iter().flat_map(|(_, slots)| slots.clone()).collect(),
            };
            step.items.iter().flat_map(of).filter(|slot| slot.row == first.row).collect::<Vec<_>>()
        });
        let mut of_page = slots.filter(|slots| slots.contains(first));
        of_page.next().unwrap_or_default().into_iter().skip_while(|slot| slot != first).collect()
    }
}
