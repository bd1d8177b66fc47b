//! The agency's own bulk file: which answer fills which column, and the limits of each column.
//!
//! It travels as one pack for the menu of each tool and one for each sheet of it (`SheetPack`); `join` puts together what one application
//! code needs.

pub(crate) mod join;
mod runs;

pub use runs::{letter, letters, number_of, numbers};

use crate::{CharClass, CodesId, Condition, FieldId, SourceId};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of the agency's tools: the procedures' menu, and how its file is named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name here (`extension`).
    pub name: String,
    /// Where it is from.
    pub source: SourceId,
    /// Edition printed on its menu.
    pub version: String,
    /// Name of the file that it writes.
    pub file_name: String,
    /// Most applicants in one file.
    pub max_rows: u16,
    /// Fields of a line by column set: one more than the largest number of the set in all sheets. Filled when it is packed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub width: BTreeMap<String, u16>,
    /// What can be chosen.
    pub menu: Vec<MenuEntry>,
}

/// One line of a tool's menu.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuEntry {
    /// Application code, for example `04N2`.
    pub code: String,
    /// Its label in the tool.
    pub label: String,
    /// The column set of its file.
    pub set: String,
    /// The sheets whose columns are written into the header of its file, in order.
    pub sheets: Vec<String>,
    /// The sheets that may be in play: each is, unless its own condition says otherwise.
    pub in_play: Vec<String>,
    /// Columns that this entry hides, by sheet, as runs of letters: `BN-BP CS`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hidden: BTreeMap<String, String>,
    /// The code of the status, where another code of the menu stands for it: some lists follow it. Else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// The code of the main activity, where another code of the menu stands for it: the other lists follow it. Else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub activity: String,
}

impl MenuEntry {
    /// The code that picks a list which follows what is chosen in the menu; nothing for one that follows an answer.
    pub fn followed(&self, follows: Follows) -> Option<&str> {
        let other = match follows {
            Follows::Answer => return None,
            Follows::Status => &self.status,
            Follows::Activity => &self.activity,
        };
        Some(if other.is_empty() { &self.code } else { other })
    }

    /// Whether this entry hides a column of a sheet.
    pub fn hides(&self, sheet: &str, col: &str) -> bool {
        self.hidden.get(sheet).is_some_and(|runs| letters(runs).any(|hidden| hidden == col))
    }
}

/// One sheet of a tool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The tool.
    pub tool: String,
    /// The sheet (`main`, `N`).
    pub sheet: String,
    /// When it is in play for an applicant.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// Its columns in the order of the tool.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// A sheet of a tool as it travels: the numbers of all columns stand beside them, in runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SheetPack {
    /// The tool.
    pub tool: String,
    /// The sheet.
    pub sheet: String,
    /// When it is in play for an applicant.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// Its columns in the order of the tool, without numbers.
    pub columns: Vec<Column>,
    /// For column sets (runs of letters) the numbers of the columns in their order (runs of numbers).
    pub numbers: BTreeMap<String, String>,
}

/// One input column; the same column appears again for each piece that it is cut into.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Letter of the column in its sheet.
    pub col: String,
    /// Name in the first line of the file.
    pub header: String,
    /// Label of the tool.
    pub label: String,
    /// Number in the file, from 1, by column set; absent: not written for that set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub file: BTreeMap<String, u16>,
    /// The piece of the text that is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Which answer fills it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Target>,
    /// Character classes; empty: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chars: Vec<CharClass>,
    /// Most UTF-16 code units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u16>,
    /// Exactly `max`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Must be filled when asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The list that it chooses from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Listed>,
    /// Asked only when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_when: Option<AskedWhen>,
}

/// The list of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The list; empty where it is none of ours.
    #[serde(default, skip_serializing_if = "is_unnamed")]
    pub codes: CodesId,
    /// The column whose answer picks the linked list, as `sheet.col`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// The beginning of the linked list's name, to which `_<code of the parent>` is added; empty where the family is none of ours.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub linked: String,
    /// What stands for the code of the parent.
    #[serde(default, skip_serializing_if = "Follows::is_answer")]
    pub follows: Follows,
    /// Answers of the parent for which the application code stands in place of theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_for: Vec<String>,
}

fn is_unnamed(id: &CodesId) -> bool {
    id.as_str().is_empty()
}

/// Which code picks a linked list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Follows {
    /// That of the answer in the parent's column.
    #[default]
    Answer,
    /// That of the status chosen in the menu.
    Status,
    /// That of the main activity chosen in the menu.
    Activity,
}

impl Follows {
    /// Whether it is that of an answer.
    pub fn is_answer(&self) -> bool {
        *self == Follows::Answer
    }
}

/// A column is asked only if one of `cols` holds one of `values` (labels of the tool).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedWhen {
    /// Columns, as `sheet.col`.
    pub cols: Vec<String>,
    /// Labels; a single empty one means "while that column is empty", an empty one among several "any answer".
    pub values: Vec<String>,
}

/// Which characters of a text of `digits` digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// The text must be exactly so many digits, else it is written whole.
    pub digits: u8,
    /// First character, from 0.
    pub from: u8,
    /// How many.
    pub len: u8,
}

/// Which answer fills a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The field.
    pub field: FieldId,
    /// The row of its group, from 1; 0 for a field outside groups.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub row: u8,
    /// The piece of the answer.
    #[serde(default, skip_serializing_if = "Piece::is_whole")]
    pub piece: Piece,
    /// Of several that can be chosen, the one of which the column says whether it is, as an item of the column's list (first: it is,
    /// second: it is not). Empty where the column is not about one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// The piece of an answer that a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// All of it.
    #[default]
    Whole,
    /// Of a month: whether the month is unknown, as an item of the column's list (first: known, second: unknown).
    Unknown,
    /// Of a month that is known: year and month, `YYYYMM`.
    YearMonth,
    /// Of a month that is unknown: the year alone.
    Year,
}

impl Piece {
    /// Whether the whole answer is meant.
    pub fn is_whole(&self) -> bool {
        *self == Piece::Whole
    }
}

/// All that is needed to read, check and write the file of one application code.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficialForm {
    /// Name of the file.
    pub file_name: String,
    /// Most applicants in one file.
    pub max_rows: u16,
    /// Fields of a line: one more than the largest number of the column set.
    pub width: u16,
    /// The menu's line.
    pub entry: MenuEntry,
    /// The first line.
    pub header: Vec<String>,
    /// The columns that may be in play, with the sheet of each.
    pub columns: Vec<(String, Column)>,
    /// When the sheets are in play that are not always.
    pub when: BTreeMap<String, Condition>,
}
