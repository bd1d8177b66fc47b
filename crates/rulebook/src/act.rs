//! What would change an answer: something that a person can do. Never what somebody is.

use crate::{ActId, Condition, Expr, FieldId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that a person can do so that a rule no longer stands against them: register, wait for a day, let another file, take another
/// procedure, file something together, go to the counter. Its words are the text of its id; `{day}` in it is the day.
///
/// Rules name theirs; a rule about what somebody is names none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// To whom it is open.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// The answers that it changes: with them the rules that name it hold no more (worked cases see to it). Empty for what leads away from
    /// this desk, as the counter does.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<FieldId, String>,
    /// Whether it is done at this desk: a button, with the words `<id>.do`, changes those answers. All else is done in the world first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub here: bool,
    /// The day that is waited for; it is then the day of filing.
    #[cfg_attr(feature = "host", serde(default, deserialize_with = "crate::host::some_expr_or_text"))]
    #[cfg_attr(not(feature = "host"), serde(default))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Expr>,
}
