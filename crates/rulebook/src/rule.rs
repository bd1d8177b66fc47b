//! Rules that can be broken.

use crate::{ActId, Cite, Condition, DateId, Day, DocumentId, FieldId, GroupId, RuleId, Takes};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A rule: when `wrong` holds, there is a finding; but only where the rule is asked at all (`when`) and can be told (`sure`).
///
/// Texts: `<id>` says what is wrong, `<id>.fix` how to mend it, `<id>.why` (optional) why; with `sure` also `<id>.eye`, what to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Where the finding appears.
    pub at: Place,
    /// When it is asked. Elsewhere it is neither kept nor broken, and nobody speaks of it.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// When what was measured is enough to tell. Elsewhere it is neither kept nor broken, and a person is asked to look.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub sure: Condition,
    /// When the rule is broken.
    pub wrong: Condition,
    /// What cutting the photo out of the picture does to it, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cutting>,
    /// What a broken rule means for sending.
    pub severity: Severity,
    /// Whether it decides about filing, though its finding appears at an answer: a border that is known only when the answer is typed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decides: bool,
    /// Whether there is no such procedure where it is broken: then it has no days, no fee and no papers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ends: bool,
    /// Whether it is only the online system that does not take it: the counter does, and no price online is shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offline: bool,
    /// Whether the answer stands, whatever this warns of: a warning that is no doubt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub certain: bool,
    /// Whether nothing falls due where it is broken: who only waits for a result, or comes too late for all of it, is told no fee.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unpaid: bool,
    /// The day that is the answer where it is broken: the text `<id>.day` says it in one line beneath the answer, as `{day}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<DateId>,
    /// What a person can do so that it stands no longer against them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActId>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub from: Option<Day>,
    /// Last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub until: Option<Day>,
    /// The roads on which it is asked.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: crate::Roads,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Rule {
    /// Whether the rule is in force on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Every condition of the rule.
    pub fn conditions(&self) -> [&Condition; 3] {
        [&self.when, &self.sure, &self.wrong]
    }

    /// What breaking it means as far as its source carries: a rule on a weak source does not block, it warns.
    pub fn weight(&self) -> Severity {
        if self.cite.grade().may_block() {
            self.severity
        } else {
            self.severity.max(Severity::Warns)
        }
    }
}

/// What cutting a photo out of a picture does to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cutting {
    /// Whatever the picture is like, the photo that is cut out of it keeps the rule.
    Mends,
    /// What the rule looks at hangs on where it is cut.
    Decides,
}

/// Where a finding appears.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// At a field; inside a group once for each row.
    Field(FieldId),
    /// At a group as a whole.
    Group(GroupId),
    /// At a document.
    Document(DocumentId),
    /// At each file chosen as a photo or as a paper; facts in the condition are those of the file.
    Files(Takes),
    /// At all files together.
    Papers,
    /// At the answer to "can I file online".
    Eligibility,
}

/// What a finding means for sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Sending is not possible.
    Blocks,
    /// Sending is possible after the person has seen it.
    Warns,
    /// A piece of advice.
    Advises,
}

impl Severity {
    /// The word of the severity, as in the rulebook, in text ids and in `data-severity`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Blocks => "blocks",
            Severity::Warns => "warns",
            Severity::Advises => "advises",
        }
    }
}
