//! Where a postal code lies, as answers to the questions after it.

use super::Case;
use engine::{ItemView, Slot, Truth};
use rulebook::{Field, FieldKind, Role};

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

    fn place_of_code(&self, left: &Slot) -> Option<Placed> {
        let is_code = |field: &Field| field.role == Some(Role::PostalCode);
        self.field(&left.field).filter(|field| is_code(field))?;
        let meant = self.assessment.fields.get(left)?.correction.as_ref();
        let code = meant.map_or_else(|| self.answers.typed(left), |meant| meant.to.as_str());
        let found = self.book.postal.municipality(code)?;
        let behind = self
            .page_from(left)
            .into_iter()
            .skip(1)
            .map(|slot| self.field(&slot.field).map(|field| (slot, field)));
        // As far as the next code, which has a place of its own.
        let behind = behind.map_while(|found| found.filter(|(_, field)| !is_code(field)));
        let (slot, list, parent) = behind.into_iter().find_map(|(slot, field)| match &field.kind {
            FieldKind::Choice {
                list,
                parent: Some(parent),
                ..
            } => Some((
                slot,
                list.as_str(),
                Slot {
                    field: parent.clone(),
                    row: left.row,
                },
            )),
            _ => None,
        })?;
        let now = [&parent, &slot].map(|slot| self.answers.typed(slot));
        let before = self.placed.get(left).map(|place| place.each_ref().map(|(_, item)| item.as_str()));
        if now != ["", ""] && Some(now) != before {
            return None;
        }
        let FieldKind::Choice { list: above, .. } = &self.field(&parent.field)?.kind else {
            return None;
        };
        let holds = |code: &str| {
            self.book
                .list(&format!("{list}_{code}"))
                .is_some_and(|list| list.get(found).is_some())
        };
        let item = self.book.list(above.as_str())?.items.iter().find(|item| holds(item.code()))?;
        let place = [(parent, item.id.to_string()), (slot, found.to_owned())];
        (Some(&place) != self.placed.get(left) || now == ["", ""]).then_some(place)
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
            step.items
                .iter()
                .flat_map(of)
                .filter(|slot| slot.row == first.row)
                .collect::<Vec<_>>()
        });
        let mut of_page = slots.filter(|slots| slots.contains(first));
        of_page
            .next()
            .unwrap_or_default()
            .into_iter()
            .skip_while(|slot| slot != first)
            .collect()
    }
}
