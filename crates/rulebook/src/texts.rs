//! Words for people, by id.

use crate::TextId;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The packs of words without which not even the first question can be shown: `text.<language>.<name>`.
pub const FIRST_WORDS: [&str; 2] = ["core", "ui"];

/// The files of words that nobody needs who does not ask: guidance, and why something is so.
pub const WORDS_ON_REQUEST: [&str; 2] = ["guides", "why"];

/// The words of one language for one pack. `{name}` in a text is replaced by the argument of that name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<TextId, String>);

impl Texts {
    /// Reads the words of a pack.
    pub fn read(bytes: &[u8]) -> Option<Texts> {
        borsh::from_slice(bytes).ok()
    }

    /// The text with this id.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}
