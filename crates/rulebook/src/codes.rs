//! Closed lists of codes.

use crate::{Cite, CodesId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A list of codes. Lists that depend on another answer are named `<list>_<code of that answer>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Its id.
    pub id: CodesId,
    /// Which of the agency's lists it is (`CA79`; `coe/CA79` where only the list of that tool is meant). The host takes it away.
    #[cfg(feature = "host")]
    #[serde(default, skip_serializing)]
    #[borsh(skip)]
    pub official: crate::host::Names,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// Its items in official order.
    #[serde(rename = "item")]
    pub items: Vec<Code>,
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// How answers and conditions name it; the official code where the list is long.
    pub id: String,
    /// The official code, where it differs from `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The label of the agency's tool, whole, where it is not simply made of the names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its names, language by language in the order of `Core::languages`; empty where a language has none, and no longer than needed. They
    /// rest in the folders of the languages, from which the host takes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Length in months, for periods of stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
    /// Length in days, for periods of stay that are counted so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Other words under which a person may look for it, of every language; at rest those of none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub also: String,
}

impl Code {
    /// The official code.
    pub fn code(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.id)
    }

    /// The name in the original language.
    pub fn original(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// The name in the how-manieth language (`Core::language_at`); the original where that has none.
    pub fn name(&self, language: usize) -> &str {
        let own = self.names.get(language).filter(|name| !name.is_empty());
        own.map_or(self.original(), String::as_str)
    }

    /// The first name of another language that says it otherwise.
    pub fn other_name(&self, language: usize) -> Option<&str> {
        let own = self.name(language);
        let mut names = self.names.iter().map(String::as_str);
        names.find(|name| !name.is_empty() && *name != own)
    }

    /// The label of the agency's tool, whole; where none is written down, the names in the first two languages, one behind the other.
    pub fn label(&self) -> String {
        let names = || self.names.iter().take(2).filter(|name| !name.is_empty());
        let made = || names().map(String::as_str).collect::<Vec<_>>().join(" ");
        self.label.clone().unwrap_or_else(made)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Code {
        Code {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Code::default()
        }
    }

    #[test]
    fn a_language_without_a_name_shows_the_original() {
        let item = named(&["one", "", "three"]);
        assert_eq!([0, 1, 2, 3].map(|at| item.name(at)), ["one", "one", "three", "one"]);
        assert_eq!([0, 1, 2].map(|at| item.other_name(at)), [Some("three"), Some("three"), Some("one")]);
        assert_eq!(named(&["one"]).other_name(1), None);
        assert_eq!((named(&[]).name(1), named(&["one", "one"]).other_name(0)), ("", None));
    }

    #[test]
    fn a_label_is_made_of_two_names_where_none_is_written_down() {
        let item = named(&["one", "two", "three"]);
        assert_eq!(
            (item.label(), named(&["one", "", "three"]).label()),
            ("one two".into(), "one".into())
        );
        let written = Code {
            label: Some("1 one".into()),
            ..item
        };
        assert_eq!(written.label(), "1 one");
    }
}
