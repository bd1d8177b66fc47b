//! What was done by hand, as it rests.

use crate::case::Reached;
use engine::{RowId, Slot};
use rulebook::{FieldId, GuideId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done by hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ByHand {
    /// What was copied: the question, its row (0 outside of groups), the text.
    pub copied: Vec<(FieldId, u32, String)>,
    /// The stages: which, whether it has been reached, what was noted down.
    pub stages: Vec<(GuideId, bool, String)>,
    /// Whether what was sent has been withdrawn.
    pub withdrawn: bool,
}

impl ByHand {
    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.copied.is_empty() && self.stages.is_empty() && !self.withdrawn
    }

    /// As it rests.
    pub fn of(copied: BTreeMap<Slot, String>, stages: BTreeMap<GuideId, Reached>, withdrawn: bool) -> ByHand {
        let copied = copied.into_iter().map(|(slot, text)| (slot.field, slot.row.0, text));
        let stages = stages.into_iter().map(|(id, stage)| (id, stage.done, stage.note));
        ByHand {
            copied: copied.collect(),
            stages: stages.collect(),
            withdrawn,
        }
    }

    /// As the case has it.
    pub fn rest(self) -> (BTreeMap<Slot, String>, BTreeMap<GuideId, Reached>, bool) {
        let copied = self
            .copied
            .into_iter()
            .map(|(field, row, text)| (Slot { field, row: RowId(row) }, text));
        let stages = self.stages.into_iter().map(|(id, done, note)| (id, Reached { done, note }));
        (copied.collect(), stages.collect(), self.withdrawn)
    }
}
