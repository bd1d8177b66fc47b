//! Closed lists of codes.

use crate::{Cite, CodesId};
use serde::{Deserialize, Serialize};

/// A list of codes. Lists that depend on another answer are named `<list>_<code of that answer>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Its id.
    pub id: CodesId,
    /// Which of the agency's lists it is (`CA79`; `coe/CA79` where only the list of that tool is meant). The host takes it away.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    pub official: crate::host::Names,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// Its items in official order.
    #[serde(rename = "item")]
    pub items: Vec<Code>,
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// How answers and conditions name it; the official code where the list is long.
    pub id: String,
    /// The official code, where it differs from `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The label of the agency's tool, whole, where `ja` and `en` are not simply its two halves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Japanese label.
    pub ja: String,
    /// English label; empty where the agency gives none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// Length in months, for periods of stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// Length in days, for periods of stay that are counted so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Other words under which a person may look for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub also: String,
}

impl Code {
    /// The official code.
    pub fn code(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.id)
    }

    /// The label in a language; Japanese where the language has none.
    pub fn name(&self, lang: &str) -> &str {
        if lang != "ja" && !self.en.is_empty() { &self.en } else { &self.ja }
    }
}

impl CodeList {
    /// The item with this id.
    pub fn get(&self, id: &str) -> Option<&Code> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The item with this official code.
    pub fn by_code(&self, code: &str) -> Option<&Code> {
        self.items.iter().find(|item| item.code() == code)
    }
}
