//! The files in which the agency's columns rest, as they are read: what every tool and every row has in common is written once, and what
//! differs stands beside it.

use crate::host::Names;
use crate::{CharClass, Condition, FieldId, Piece};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What all sheets of all tools share: `official/common.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// The order in which the tools are told: what the first says stands for all, and what differs in another beside it.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Sets of characters by name.
    #[serde(default)]
    pub chars: BTreeMap<String, Vec<CharClass>>,
    /// How the agency calls each class of characters; only the importer asks.
    #[serde(default)]
    pub classes: BTreeMap<String, CharClass>,
    /// How it calls all characters.
    #[serde(default)]
    pub any: Vec<String>,
    /// How lists are linked where it is not by the list of the parent.
    #[serde(default)]
    pub lists: Links,
}

/// How lists are linked where it is not by the list of the parent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Lists whose linked lists are named after themselves.
    #[serde(default)]
    pub own: Vec<String>,
    /// Lists of the menu that follow the status; all others follow the main activity.
    #[serde(default)]
    pub by_status: Vec<String>,
    /// Lists which follow the application code for some answers of the parent.
    #[serde(default)]
    pub by_code: ByCode,
}

/// Lists which follow the application code for some answers of the parent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCode {
    /// The lists.
    #[serde(default)]
    pub lists: Vec<String>,
    /// The answers.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// A family of lists that are linked to an answer: in a file of `codes`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The beginning of the names of our lists.
    pub id: String,
    /// The beginning of the agency's.
    pub official: Names,
}

/// One sheet in every tool: `official/<sheet>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetFile {
    /// The sheet.
    pub sheet: String,
    /// When it is in play for an applicant. People own this.
    #[serde(default)]
    pub when: Condition,
    /// The tools that have it.
    pub tools: Vec<String>,
    /// Long lists of answers by name.
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
    /// Its columns.
    #[serde(default, rename = "column")]
    pub columns: Vec<Entry>,
    /// By tool, for column sets (runs of letters) the numbers of all columns in their order (runs of numbers).
    #[serde(default)]
    pub numbers: BTreeMap<String, BTreeMap<String, String>>,
}

/// One column, or one column of each row of a group.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its letter; in the first row.
    pub at: String,
    /// How many rows there are.
    #[serde(default)]
    pub rows: Option<u16>,
    /// How many columns further the next row is.
    #[serde(default)]
    pub step: u16,
    /// The tools that have it; all, if left out.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// The rest.
    #[serde(flatten)]
    pub facts: Facts,
    /// What differs in some tools or rows.
    #[serde(default)]
    pub but: Vec<But>,
}

/// What differs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct But {
    /// In these tools; all, if left out.
    #[serde(default, rename = "in")]
    pub tools: Option<Names>,
    /// In these rows; all, if left out.
    #[serde(default)]
    pub rows: Option<Vec<u16>>,
    /// The letter of the first row.
    #[serde(default)]
    pub at: Option<String>,
    /// There is no such column.
    #[serde(default)]
    pub out: bool,
    /// The rest.
    #[serde(flatten)]
    pub facts: Facts,
}

/// What is known of a column. A number in braces in a text is that of the first row and counts with the rows.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Facts {
    /// Name in the first line of the file; of each piece, where the column is cut.
    #[serde(default)]
    pub header: Option<Names>,
    /// The pieces: `8:0+4` for the first four of eight digits; `*` for all of it.
    #[serde(default)]
    pub cut: Option<String>,
    /// Label of the tool.
    #[serde(default)]
    pub label: Option<String>,
    /// Set of characters and length: `digits 8`, with `!` for exactly.
    #[serde(default)]
    pub limit: Option<String>,
    /// Must be filled when asked.
    #[serde(default)]
    pub required: Option<bool>,
    /// The agency's list.
    #[serde(default)]
    pub list: Option<String>,
    /// The column on whose answer the list depends.
    #[serde(default)]
    pub by: Option<String>,
    /// The family of lists with which the menu narrows it.
    #[serde(default)]
    pub menu: Option<String>,
    /// When it is asked.
    #[serde(default)]
    pub asked: Option<Maybe<Asked>>,
    /// Which answer fills it. People own this.
    #[serde(default)]
    pub to: Option<Maybe<To>>,
}

/// Which answer fills a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct To {
    /// The field.
    pub field: FieldId,
    /// The row of its group, in the first row of the columns. Left out: in a group of columns that of the column, else none.
    #[serde(default)]
    pub row: Option<u8>,
    /// The piece of the answer.
    #[serde(default)]
    pub piece: Piece,
    /// The one of several that can be chosen of which the column says whether it is.
    #[serde(default)]
    pub item: String,
}

/// Something, or `false` for nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Maybe<T> {
    /// Nothing.
    Not(bool),
    /// This.
    Is(T),
}

/// A column is asked only if one of these columns holds one of these answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The columns: `C`; `-1` for the one before in the same row; `main.S` in another sheet.
    pub of: Names,
    /// The answers, as the tool labels them.
    #[serde(default)]
    pub is: Names,
    /// Or the name of a long list of them.
    #[serde(default)]
    pub any: Option<String>,
}
