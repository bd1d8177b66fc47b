//! The one kind of complaint in the whole system.

use crate::{RowId, Slot};
use rulebook::{DocumentId, FieldId, Grade, GroupId, Severity, SourceId, TextId};
use serde::{Deserialize, Serialize};

/// Something that is wrong, doubtful or could be better. Names its rule, its place, its way out and its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule, as in the rulebook, or the check (`check.length`).
    pub rule: String,
    /// Where.
    pub at: At,
    /// What it means for sending.
    pub severity: Severity,
    /// How sure we are.
    pub grade: Grade,
    /// Text that says what is wrong.
    pub text: TextId,
    /// What to put into the texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Arg)>,
    /// Text that says how to mend it.
    pub hint: TextId,
    /// Where the rule is written; empty for a limit of ours.
    #[serde(default)]
    pub source: SourceId,
    /// The answers that made it so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

impl Finding {
    /// Names the finding across assessments: the rule and the place.
    pub fn key(&self) -> String {
        format!("{}: {}", self.at, self.rule)
    }

    /// Whether it stops the sending.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Blocks
    }
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum At {
    /// At an answer.
    Field(Slot),
    /// At a group.
    Group(GroupId),
    /// At a document.
    Document(DocumentId),
    /// At one file of a document.
    File(DocumentId, String),
    /// At all files together.
    Papers,
    /// At the answer to "can I file online".
    Eligibility,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            At::Field(Slot { field, row: RowId::NONE }) => write!(f, "{field}"),
            At::Field(Slot { field, row }) => write!(f, "{field}#{}", row.0),
            At::Group(group) => write!(f, "{group}"),
            At::Document(document) => write!(f, "{document}"),
            At::File(document, key) => write!(f, "{document}/{key}"),
            At::Papers => f.write_str("papers"),
            At::Eligibility => f.write_str("eligibility"),
        }
    }
}

/// What is put into a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arg {
    /// As it is.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, shown in the reader's way.
    Day(rulebook::Day),
    /// Another text: the label of a field, the name of a document.
    Words(TextId),
}

/// An answer that made a condition hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Because {
    /// The field that was looked at.
    pub field: FieldId,
    /// Its row.
    #[serde(default)]
    pub row: RowId,
}
