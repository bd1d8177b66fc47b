//! How a part, written once, differs from road to road. Only the host knows this: what travels has its differences applied.

use crate::{ClassId, CodesId, Condition, Day, Knower, Limit, Provider, Requirement, Shape, TextId};
use serde::Deserialize;

/// Names of roads: procedures (`p.coe`), statuses (`s.engineer`) and application codes of the agency's tools (`04N2`). Empty: all roads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Roads(pub Vec<String>);

impl Roads {
    /// Whether all roads are meant.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a question is like on some roads. What is left out stays as it is elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct But {
    /// On which.
    #[serde(rename = "in")]
    pub roads: Roads,
    /// Number on the printed form.
    pub no: Option<String>,
    /// The id of its words.
    pub text: Option<TextId>,
    /// The list that it chooses from.
    pub list: Option<CodesId>,
    /// How it is shown, where it is a choice of one: a list that is long here only is searched.
    pub shape: Option<Shape>,
    /// Characters and length.
    pub limit: Option<Limit>,
    /// When it is asked.
    pub asked: Option<Condition>,
    /// When an answer must be given.
    pub required: Option<Condition>,
    /// First day on which it is asked.
    pub from: Option<Day>,
    /// Last day on which it is asked.
    pub until: Option<Day>,
    /// Who knows the answer.
    pub knows: Option<Knower>,
}

/// What a document is like on some roads.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ButPaper {
    /// On which.
    #[serde(rename = "in")]
    pub roads: Roads,
    /// When it is asked for.
    pub when: Option<Condition>,
    /// Who gives it.
    pub from_whom: Option<Provider>,
}

/// Another ground on which a document is asked for. The host makes a document of its own of it, with the same id.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// When it is asked for on this ground.
    #[serde(default)]
    pub when: Condition,
    /// What a missing one means then.
    pub force: crate::Force,
    /// How it is asked for then; left out, as on the first ground.
    #[serde(default)]
    pub requirement: Option<Requirement>,
    /// The classes of the ordinance that it serves then; left out, those of the first ground.
    #[serde(default, deserialize_with = "crate::document::some_one_or_many")]
    pub class: Option<Vec<ClassId>>,
    /// On which roads; left out, on all.
    #[serde(default)]
    pub only: Roads,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: crate::Cite,
}

/// By what a list is narrowed before a person sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// By what was chosen in the menu of the agency's tool: the list is then `<list>_<application code>`; where there is none, that of the entry
    /// in all tools (`<list>_N2` for `04N2`), then those of the main activity, else that of the status.
    Menu,
}
