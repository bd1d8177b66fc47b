//! Going about: "next", other places, rows that are finished, and where on the form something stands.

use super::{Case, Place};
use engine::{ItemView, RowId, Slot, StepState, StepView, Truth};
use rulebook::{FieldId, GroupId, Loaded, StepId, Takes};

impl Case {
    /// The first place where something is left to do.
    pub fn first_open(&self) -> Place {
        let step = self
            .assessment
            .steps
            .iter()
            .filter(|step| step.part != self.book.core.start.id && step.asked == Truth::Yes)
            .find(|step| step.state != StepState::Done);
        match step {
            Some(step) => Place::Step(step.id.clone()),
            None if self.missing(Takes::Photo) => Place::Photo,
            None if self.missing(Takes::Paper) => Place::Papers,
            None => Place::Check,
        }
    }

    /// The page on which a field stands.
    pub fn place_of(&self, field: &FieldId) -> Option<Place> {
        let mut steps = self.assessment.steps.iter();
        let step = steps.find(|step| slots(step).any(|slot| slot.field == *field));
        step.map(|step| Place::Step(step.id.clone()))
    }

    /// What kind of file a document takes.
    pub fn takes(&self, id: &rulebook::DocumentId) -> Option<Takes> {
        let mut documents = self.assessment.documents.iter();
        documents.find(|document| document.id == *id).map(|document| document.takes)
    }

    /// The person is done with this page. Where something blocks on it they stay.
    pub(super) fn next(&mut self) {
        if self.judge.is_none() {
            self.waits = true;
            return;
        }
        self.shown.insert(self.place.clone());
        self.removed = None;
        if let Place::Step(id) = self.place.clone() {
            if let Some((group, row)) = self.open_row.take() {
                self.checked_rows.insert(row);
                let wrong = self.findings_in_row(row).next().is_some();
                self.open_row = wrong.then_some((group, row));
            }
            self.decide(self.slots_of(&id));
            if self.summary().iter().any(|finding| finding.blocks()) {
                self.attention += 1;
                return;
            }
        }
        let to = self.back_to.take().unwrap_or_else(|| self.following());
        self.go(to);
    }

    pub(super) fn go(&mut self, place: Place) {
        self.waits = false;
        self.place = if self.exists(&place) { place } else { self.home() };
        self.back_to = None;
        self.removed = None;
        if !matches!(self.place, Place::Step(_)) {
            self.open_row = None;
        }
        self.attention += 1;
    }

    /// Goes to a place from which "next" leads back here.
    pub(super) fn go_to_mend(&mut self, place: Place) {
        let from = self.place.clone();
        self.go(place);
        self.back_to = Some(from);
    }

    /// Goes to an answer, in its row if it has one, from where "next" leads back here.
    pub(super) fn go_to_answer(&mut self, slot: &Slot) {
        let Some(place) = self.place_of(&slot.field) else { return };
        if slot.row != RowId::NONE
            && let Some(group) = self.group_of(&slot.field)
        {
            self.open_row = Some((group, slot.row));
        }
        self.go_to_mend(place);
    }

    /// The person is done with a row. Where something blocks in it, it stays open.
    pub(super) fn close_row(&mut self, group: GroupId, row: RowId) {
        self.checked_rows.insert(row);
        self.decide(self.assessment.fields.keys().filter(|slot| slot.row == row).cloned().collect());
        let (wrong, open) = (self.findings_in_row(row).any(|finding| finding.blocks()), Some((group, row)));
        if wrong {
            self.open_row = open;
            self.attention += 1;
        } else if self.open_row == open {
            self.open_row = None;
        }
    }

    /// The person leaves a field: what they obviously meant is put in, once.
    pub(super) fn leave(&mut self, slot: Slot) {
        let Some(to) = self.assessment.fields.get(&slot).and_then(|field| field.correction.clone()) else {
            return;
        };
        if !self.as_typed.contains(&slot) {
            let before = self.answers.typed(&slot).to_owned();
            self.answers.set(slot.clone(), to.to.clone());
            self.corrected.insert(slot, (before, to.to));
            self.version += 1;
            self.judge_anew();
        }
    }

    /// These answers have been seen: they are corrected, and what is optional and empty is a decided gap.
    fn decide(&mut self, slots: Vec<Slot>) {
        for slot in slots {
            self.leave(slot.clone());
            let field = self.assessment.fields.get(&slot);
            let optional = field.is_some_and(|field| field.asked == Truth::Yes && field.required != Truth::Yes);
            if optional && self.answers.get(&slot).is_none() {
                self.answers.leave_blank(slot);
            }
        }
        self.judge_anew();
    }

    pub(super) fn exists(&self, place: &Place) -> bool {
        if self.is_shut(place) {
            return false;
        }
        match place {
            Place::Step(id) => self.assessment.steps.iter().any(|step| step.id == *id && step.asked != Truth::No),
            Place::Receipt => self.receipt.is_some(),
            Place::Photo | Place::Papers | Place::Check | Place::Copy | Place::Send | Place::Tasks => self.assessment.known,
            Place::Verdict | Place::Questions | Place::Shelf | Place::About => true,
        }
    }

    /// The place after this one.
    fn following(&self) -> Place {
        match &self.place {
            Place::Step(id) => self.after(id),
            Place::Verdict => Place::Tasks,
            Place::Tasks => self.first_open(),
            Place::Photo => Place::Papers,
            Place::Papers => Place::Check,
            Place::Check => Place::Send,
            Place::Questions | Place::Shelf | Place::About | Place::Copy | Place::Send | Place::Receipt => Place::Tasks,
        }
    }

    /// The place after a page. The questions before the form end at the verdict, the form at the photo.
    fn after(&self, id: &StepId) -> Place {
        let (start, steps) = (&self.book.core.start.id, &self.assessment.steps);
        let before_form = steps.iter().any(|step| step.id == *id && step.part == *start);
        let mut after = steps.iter().skip_while(|step| step.id != *id).skip(1);
        let next = after.find(|step| step.asked == Truth::Yes && (step.part == *start) == before_form);
        match next {
            Some(step) => Place::Step(step.id.clone()),
            None if before_form => Place::Verdict,
            None => Place::Photo,
        }
    }

    fn missing(&self, takes: Takes) -> bool {
        self.assessment
            .documents
            .iter()
            .any(|document| document.takes == takes && document.is_needed() && document.files == 0)
    }

    fn group_of(&self, field: &FieldId) -> Option<GroupId> {
        let mut items = self.assessment.steps.iter().flat_map(|step| &step.items);
        items.find_map(|item| match item {
            ItemView::Group(group) if group.rows.iter().flat_map(|(_, slots)| slots).any(|slot| slot.field == *field) => {
                Some(group.id.clone())
            }
            _ => None,
        })
    }

    /// The answers on a page, in its order.
    pub(super) fn slots_of(&self, id: &StepId) -> Vec<Slot> {
        let step = self.assessment.steps.iter().find(|step| step.id == *id);
        step.into_iter().flat_map(slots).cloned().collect()
    }
}

/// Every answer that stands on a page.
pub(super) fn slots(step: &StepView) -> impl Iterator<Item = &Slot> {
    step.items.iter().flat_map(|item| {
        let (one, rows) = match item {
            ItemView::Heading(_) => (None, None),
            ItemView::Field(slot) => (Some(slot), None),
            ItemView::Group(group) => (None, Some(group.rows.iter().flat_map(|(_, slots)| slots))),
        };
        one.into_iter().chain(rows.into_iter().flatten())
    })
}

/// The first question.
pub(super) fn first_place(book: &Loaded) -> Place {
    let first = book.core.start.steps.first();
    first.map_or(Place::Verdict, |step| Place::Step(step.id.clone()))
}
