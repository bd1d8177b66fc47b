//! Files of a draft. Their bytes lie beside it.

use crate::case::{Attachment, Made, PageOf};
use engine::{Fact, Keeping};
use rulebook::{DocumentId, FactId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file of a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Names the file within the case.
    pub key: String,
    /// The document that it is given for; empty while nobody has said which.
    pub document: DocumentId,
    /// The name that the person's file has.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What was measured; nothing while that was not finished.
    #[serde(default)]
    pub facts: Option<BTreeMap<FactId, Fact>>,
}

impl DraftFile {
    pub(super) fn of((document, file): (DocumentId, Attachment)) -> DraftFile {
        DraftFile {
            key: file.key,
            document,
            name: file.name,
            bytes: file.bytes,
            facts: file.facts,
        }
    }

    pub(super) fn rest(self) -> (DocumentId, Attachment) {
        let attachment = Attachment {
            key: self.key,
            name: self.name,
            bytes: self.bytes,
            facts: self.facts,
            // Whoever opens the draft compares it with what lies beside it.
            keeping: Keeping::default(),
        };
        (self.document, attachment)
    }
}

/// What was made of other files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftMade {
    /// Key of the file that was made.
    pub key: String,
    /// The files it was made of; their bytes are kept too.
    pub of: Vec<DraftFile>,
    /// Its pages in order, for a paper.
    #[serde(default)]
    pub pages: Vec<PageOf>,
    /// What was measured while it was made.
    #[serde(default)]
    pub facts: BTreeMap<FactId, Fact>,
}

impl DraftMade {
    pub(super) fn of((key, made): (String, Made)) -> DraftMade {
        DraftMade {
            key,
            of: made.of.into_iter().map(DraftFile::of).collect(),
            pages: made.pages,
            facts: made.facts,
        }
    }

    pub(super) fn rest(self) -> (String, Made) {
        let made = Made {
            of: self.of.into_iter().map(DraftFile::rest).collect(),
            pages: self.pages,
            facts: self.facts,
        };
        (self.key, made)
    }
}
