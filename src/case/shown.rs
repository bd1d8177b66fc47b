//! What is shown when. *Whether* there is a finding, the engine says.

use super::{Case, Place};
use engine::{At, Check, Entry, Finding, ItemView, RowId, Slot};
use rulebook::{Code, DocumentId, FieldKind, Takes};

impl Case {
    /// All findings of the engine and of the receiving side, each once.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let known = |finding: &&Finding| {
            !self
                .assessment
                .findings
                .iter()
                .any(|it| it.at == finding.at && it.rule == finding.rule)
        };
        self.assessment.findings.iter().chain(self.refused.iter().filter(known))
    }

    /// The findings to show at a place in the form or at a file. *Whether* there is one was decided in the engine; this
    /// decides *when*: after "next" on its page or row; at once for files, for the receiving side's, and in live mode.
    pub fn shown_at<'a>(&'a self, at: &'a At) -> impl Iterator<Item = &'a Finding> {
        self.findings().filter(move |finding| finding.at == *at && self.is_shown(finding))
    }

    fn is_shown(&self, finding: &Finding) -> bool {
        if self.refused.iter().any(|it| it.at == finding.at && it.rule == finding.rule) {
            return true;
        }
        match &finding.at {
            At::Field(slot) if self.composing.as_ref() == Some(slot) => false,
            At::Field(slot) => {
                let page = self.place_of(&slot.field);
                let asked = if slot.row == RowId::NONE {
                    page.as_ref().is_some_and(|page| self.shown.contains(page))
                } else {
                    self.checked_rows.contains(&slot.row)
                };
                asked || (self.live && matches!(self.answers.get(slot), Some(Entry::Typed(_)))) || self.shown.contains(&Place::Check)
            }
            At::Group(_) => self.shown.contains(&self.place) || self.shown.contains(&Place::Check),
            At::Document(_) => {
                self.shown.contains(&Place::Papers) || self.shown.contains(&Place::Photo) || self.shown.contains(&Place::Check)
            }
            At::File(..) | At::Papers | At::Eligibility => true,
        }
    }

    /// The item by whose name an answer is shown, also where it does not fit any more because the answer was changed on which its list depends.
    pub fn item_of(&self, slot: &Slot, id: &str) -> Option<&Code> {
        let (FieldKind::Choice { list, .. } | FieldKind::Choices { list }) = &self.field(&slot.field)?.kind else {
            return None;
        };
        let now = self.assessment.fields.get(slot).and_then(|view| view.list.as_deref());
        self.book.item_near(now.unwrap_or(list.as_str()), id)
    }

    /// A file held against every rule for its kind, as far as it has been measured: also those that it keeps.
    pub fn checks(&self, document: &DocumentId, key: &str) -> Vec<Check> {
        let takes = self.takes(document).unwrap_or_default();
        engine::checks(&self.book, &self.answers, self.today, takes, document, key)
    }

    /// What stands in the summary above this page: all that is shown on it and must or should be mended.
    pub fn summary(&self) -> Vec<Finding> {
        let here = |finding: &&Finding| match (&self.place, &finding.at) {
            (Place::Step(id), At::Field(slot)) => self.slots_of(id).contains(slot),
            (Place::Step(id), At::Group(group)) => self.assessment.steps.iter().any(|step| {
                step.id == *id
                    && step
                        .items
                        .iter()
                        .any(|item| matches!(item, ItemView::Group(view) if view.id == *group))
            }),
            (Place::Photo, At::Document(id) | At::File(id, _)) => self.takes(id) == Some(Takes::Photo),
            (Place::Papers, At::Document(id) | At::File(id, _)) => self.takes(id) == Some(Takes::Paper),
            (Place::Papers, At::Papers) => true,
            (Place::Check, _) => true,
            _ => false,
        };
        self.findings()
            .filter(here)
            .filter(|finding| finding.blocks() && self.is_shown(finding))
            .cloned()
            .collect()
    }

    pub(super) fn findings_in_row(&self, row: RowId) -> impl Iterator<Item = &Finding> {
        self.assessment
            .findings
            .iter()
            .filter(move |finding| matches!(&finding.at, At::Field(slot) if slot.row == row))
    }
}
