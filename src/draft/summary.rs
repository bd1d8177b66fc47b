//! What the shelf shows of a draft.

use super::{DraftFault, read};
use serde::{Deserialize, Serialize};

/// By what a person recognises a draft. Ids, so that the shelf can show them in any language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The procedure.
    #[serde(default)]
    pub procedure: Option<String>,
    /// The status of residence.
    #[serde(default)]
    pub status: Option<String>,
    /// The name of the person that it is about.
    #[serde(default)]
    pub name: Option<String>,
}

/// A draft, as the shelf lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Names the case on this device.
    pub id: String,
    /// By what the person recognises it; empty where it cannot be read.
    pub title: Title,
    /// When it was last saved, in milliseconds since 1970; 0 where it cannot be read.
    pub changed_ms: f64,
    /// Size with its files, in bytes.
    pub bytes: u64,
    /// Whether it has been sent.
    pub sent: bool,
    /// Why it cannot be opened, if it cannot. Such a draft is listed, so that its owner can decide about it.
    pub fault: Option<DraftFault>,
}

impl Summary {
    /// The summary of the text that rests under an id.
    pub fn of(id: String, json: &str) -> Summary {
        let own = json.len() as u64;
        match read(json) {
            Ok(draft) => Summary {
                id,
                bytes: draft.all_files().fold(own, |sum, file| sum.saturating_add(file.bytes)),
                changed_ms: draft.changed_ms,
                sent: draft.sent.is_some(),
                title: draft.title,
                fault: None,
            },
            Err(fault) => Summary {
                id,
                bytes: own,
                changed_ms: 0.0,
                sent: false,
                title: Title::default(),
                fault: Some(fault),
            },
        }
    }
}
