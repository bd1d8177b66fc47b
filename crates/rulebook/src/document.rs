//! What to attach, for whom, under which condition.

use crate::{Cite, Condition, Day, DocumentId, DocumentSetId, OneOfId, Rule, TextId, ValueId};
use serde::{Deserialize, Serialize};

/// The documents of one status, or those that every procedure asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
}

/// Documents of which one that fits is enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOf {
    /// Its id; the text of that id says what they prove.
    pub id: OneOfId,
}

/// One document to attach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Who gives it.
    pub from_whom: Provider,
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
    pub from: Option<Day>,
    /// The roads on which it is asked for.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    pub only: crate::Roads,
    /// What it is like on some roads; of several that fit, each is applied, in this order.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    pub but: Vec<crate::ButPaper>,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

/// How a document is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Takes {
    /// The photo of the applicant.
    Photo,
    /// A PDF, or a picture of a paper.
    #[default]
    Paper,
}

/// Who gives a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// The applicant.
    Applicant,
    /// The organisation that the applicant belongs to.
    Organization,
    /// The organisation that the applicant is sent to.
    Client,
    /// A form of the agency, filled here.
    Office,
}

impl Provider {
    /// The word of the provider, as in the rulebook and in text ids.
    pub fn word(self) -> &'static str {
        match self {
            Provider::Applicant => "applicant",
            Provider::Organization => "organization",
            Provider::Client => "client",
            Provider::Office => "office",
        }
    }
}
