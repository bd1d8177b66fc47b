//! What to attach, for whom, under which condition, and what a missing one means.

use crate::{Cite, ClassId, Condition, Day, DocumentId, DocumentSetId, OneOfId, Provider, Rule, Severity, TextId, ValueId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Deserializer, Serialize};

/// The documents of one status, or those that every procedure asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSet {
    /// Its id.
    pub id: DocumentSetId,
    /// Where the list is from, unless a document says otherwise.
    #[serde(default)]
    pub source: crate::SourceId,
    /// Documents of which one is enough.
    #[serde(default, rename = "one_of", skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<OneOf>,
    /// The documents in the order of the agency's list.
    #[serde(default, rename = "document", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Rules about files and documents.
    #[serde(default, rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The classes of the ordinance that its documents serve. Not written in its file: the host puts those of `classes.toml` here, so
    /// that they travel with what needs them.
    #[serde(default, rename = "class", skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Class>,
}

/// A class of evidence that the ordinance asks for; the name is the text of its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its id: the table, the status, the case and the number in the table.
    pub id: ClassId,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

/// Documents of which one that fits is enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    /// Its id; the text of that id says what they prove.
    pub id: OneOfId,
}

/// One document to attach.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id; the name is the text of that id, help is `<id>.help`.
    pub id: DocumentId,
    /// When it is asked for.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// How it is asked for.
    #[serde(default)]
    pub requirement: Requirement,
    /// A photo, or a paper.
    #[serde(default)]
    pub takes: Takes,
    /// What a missing one means. Left out is the weakest that still tells; a lint asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub force: Option<Force>,
    /// The classes of the ordinance that it serves: one, or a list.
    #[serde(default, deserialize_with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub class: Vec<ClassId>,
    /// Who gives it.
    pub from_whom: Provider,
    /// Whose paper it is, where that is not the applicant's: a word, told by the text `holder.<word>`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder: String,
    /// The value with its greatest age in months since issue, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh: Option<ValueId>,
    /// Words that stand in the names of its files, in small letters, whatever the language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub file_words: Vec<String>,
    /// Whether the list asks for the paper itself and not for a copy. Online a scan of it goes out; the office may ask to see it later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub original: bool,
    /// What the person is asked to look at in it, as no machine sees it: texts, each a sentence that should be true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<TextId>,
    /// First day on which it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub from: Option<Day>,
    /// Last day on which it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub until: Option<Day>,
    /// The roads on which it is asked for.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub only: crate::Roads,
    /// Other grounds on which it is asked for: the graver one counts where several hold.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub also: Vec<crate::Ground>,
    /// What it is like on some roads; of several that fit, each is applied, in this order.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub but: Vec<crate::ButPaper>,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Document {
    /// Whether it is asked for at all on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What a missing one means.
    pub fn force(&self) -> Force {
        self.force.unwrap_or_default()
    }
}

/// One id, or a list of them, which may be empty: written is written.
#[cfg(feature = "host")]
pub(crate) fn some_one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<ClassId>>, D::Error> {
    one_or_many(from).map(Some)
}

/// One id, or a list of them.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ClassId>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(ClassId),
        Many(Vec<ClassId>),
    }
    Ok(match Given::deserialize(from)? {
        Given::One(id) => vec![id],
        Given::Many(ids) => ids,
    })
}

impl Provider {
    /// Whether there is somebody to write to: the applicant gives the paper, or it is a form of the agency that is filled here.
    pub fn is_somebody_else(&self) -> bool {
        !matches!(self.as_str(), "applicant" | "office")
    }
}

/// What asking for a document rests on, and so what a missing one means. How sure that is, is its grade: a weak grade weakens it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// The ordinance asks for this very paper and lets nobody off: without it nothing is sent.
    Absolute,
    /// The agency's own list asks for it, and its page prints no exception for this case: without it nothing is sent.
    List,
    /// A class of the ordinance, which a bureau may dispense with: told, and the person may go on.
    #[default]
    Class,
    /// It helps: a piece of advice.
    Advice,
}

impl Force {
    /// The word of the force, as in the rulebook and in text ids.
    pub fn word(self) -> &'static str {
        match self {
            Force::Absolute => "absolute",
            Force::List => "list",
            Force::Class => "class",
            Force::Advice => "advice",
        }
    }

    /// What a missing document means for sending, as far as its source carries: on a weak one nobody is stopped.
    pub fn weight(self, cite: &Cite) -> Severity {
        let severity = match self {
            Force::Absolute | Force::List => Severity::Blocks,
            Force::Class => Severity::Warns,
            Force::Advice => Severity::Advises,
        };
        if cite.grade().may_block() {
            severity
        } else {
            severity.max(Severity::Warns)
        }
    }
}

/// How a document is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// Needed whenever its condition holds.
    #[default]
    Needed,
    /// One of the group is needed.
    OneOf(OneOfId),
    /// Helps, but is not asked for.
    Optional,
}

/// What kind of file is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Takes {
    /// The photo of the applicant.
    Photo,
    /// A PDF, or a picture of a paper.
    #[default]
    Paper,
}
