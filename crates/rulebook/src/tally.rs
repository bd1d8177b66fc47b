//! Points: a table in which answers count, added up and held against a bar.

#[cfg(feature = "host")]
use crate::Roads;
use crate::{Condition, FieldId, RuleId, TallyId, ValueId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A table of points. Its name is the text of its id. A condition names it by its id (`y.hsp_b < v.hsp_points_bar`) and sees the points together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Its id.
    pub id: TallyId,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// The roads on which it counts.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: Roads,
    /// Its rows, each for one question.
    #[serde(default, rename = "row", skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<TallyRow>,
    /// Rows that count how many of several things are true.
    #[serde(default, rename = "sum", skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<Sum>,
}

impl Tally {
    /// Every condition of it.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let worth = self.rows.iter().flat_map(|row| &row.worth).map(|worth| &worth.when);
        worth.chain(self.sums.iter().flat_map(|sum| &sum.of))
    }
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The value with the points.
    pub value: ValueId,
    /// The rule that says what it means to stay below.
    pub rule: RuleId,
}

/// What the answer to one question is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyRow {
    /// The question, whose words name the row.
    pub at: FieldId,
    /// What it is worth: the first whose condition holds; nothing where none does.
    pub worth: Vec<Worth>,
}

/// So many points when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// When.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// How many points.
    pub is: u16,
}

/// Points by how many of several things are true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The first question of them, whose words name the row.
    pub at: FieldId,
    /// What is counted.
    pub of: Vec<Condition>,
    /// What so many are worth, from the fewest; less than the first is worth nothing.
    pub worth: Vec<WorthFrom>,
}

/// So many points from so many on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct WorthFrom {
    /// From how many on.
    pub from: u8,
    /// How many points.
    pub is: u16,
}
