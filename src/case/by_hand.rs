//! What the person does by hand outside of the desk: answers that were copied into the agency's screens, and how far the application has come since.

use super::{Case, Change, Standing};
use engine::{Slot, Verdict};
use rulebook::GuideId;

/// Something that was done by hand.
#[derive(Clone, Debug)]
pub enum OfHand {
    /// This text was copied as the answer to a question.
    Copied(Slot, String),
    /// A question counts as not copied yet.
    NotCopied(Slot),
    /// What was sent has been withdrawn: the receiving side has deleted it.
    Withdrawn,
    /// A stage has been reached, or not, and what the person has noted down at it.
    Stage(GuideId, bool, String),
}

impl From<OfHand> for Change {
    fn from(what: OfHand) -> Change {
        Change::ByHand(what, Case::apply_by_hand)
    }
}

/// A stage after the application has left the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Whether it has been reached.
    pub done: bool,
    /// What the person has noted down, as typed.
    pub note: String,
}

impl Case {
    /// What was copied as the answer to a question, if anything was.
    pub fn copied(&self, slot: &Slot) -> Option<&str> {
        self.copied.get(slot).map(String::as_str)
    }

    /// Whether what was sent has been withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }

    /// How a stage stands.
    pub fn stage(&self, id: &GuideId) -> Reached {
        self.stages.get(id).cloned().unwrap_or_default()
    }

    /// Whether it is handed in on paper: only the counter takes it.
    pub fn is_on_paper(&self) -> bool {
        self.assessment.eligibility.offline || self.verdict() == Verdict::No
    }

    /// Whether the agency takes its own file from this kind of user, and has one for this road.
    pub fn files_in_bulk(&self) -> bool {
        let mut kinds = self.book.core.applicants.iter();
        let bulk = kinds.any(|kind| kind.bulk && Some(kind.id.as_str()) == self.assessment.applicant.as_deref());
        bulk && self.assessment.code.is_some()
    }

    /// What was sent can be followed by hand as well: only where somebody else holds the case, or it is on its way, nothing is noted.
    pub(super) fn takes_notes(&self) -> bool {
        matches!(self.standing(), Standing::Open | Standing::Sent)
    }

    fn apply_by_hand(&mut self, what: OfHand) {
        match what {
            OfHand::Copied(slot, text) => {
                self.copied.insert(slot, text);
            }
            OfHand::Withdrawn => self.withdrawn = true,
            OfHand::NotCopied(slot) => {
                self.copied.remove(&slot);
            }
            OfHand::Stage(id, false, note) if note.is_empty() => {
                self.stages.remove(&id);
            }
            OfHand::Stage(id, done, note) => {
                self.stages.insert(id, Reached { done, note });
            }
        }
    }
}
