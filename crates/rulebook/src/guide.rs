//! Guidance: what a person does outside of this desk, told at the place where it is about to matter.

use crate::{Cite, Condition, Day, GuideId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A piece of guidance. The title is the text of its id, what is said the text `<id>.says`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Its id.
    pub id: GuideId,
    /// Where it is told.
    pub place: GuidePlace,
    /// To whom it is told: only where this is settled to hold.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// First day on which it is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub from: Option<Day>,
    /// Last day on which it is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub until: Option<Day>,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Guide {
    /// Whether it is so on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A place of the desk at which guidance is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum GuidePlace {
    /// At the first question.
    Start,
    /// Beside the answer to "can I file online".
    Verdict,
    /// Beside the answer that it cannot be filed online.
    Otherwise,
    /// Among the papers that will be needed: what everybody has at hand for it.
    Need,
    /// At the papers.
    Papers,
    /// At the last look before sending.
    Check,
    /// Beside the answers that are copied by hand.
    Copy,
    /// A stage that the application reaches after it has been handed in: the person ticks it, and notes down what it brings.
    Stage,
    /// At the receipt.
    Receipt,
}
