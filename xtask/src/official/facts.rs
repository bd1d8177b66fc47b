//! The agency's tools as facts: what was read from its workbooks, in the form in which it lies in a folder for the importer.

use crate::run::{Outcome, at};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// Most applicants in one file, as long as the tools say nothing else.
pub const MAX_ROWS: u16 = 300;
/// The list from which the menu is chosen; linked lists of it are the main activities of a status.
const MENU: &str = "CB18";

/// Everything that lies in the folder.
pub struct Facts {
    pub tools: Vec<ToolFacts>,
    pub lists: Lists,
}

/// One tool.
#[derive(Deserialize)]
pub struct ToolFacts {
    pub procedure: String,
    pub tool_version: serde_json::Value,
    pub file_name: String,
    pub menu: Vec<Choice>,
    pub control_lists: BTreeMap<String, String>,
    pub code_to_csv_column_set: BTreeMap<String, String>,
    /// What each choice shows and hides.
    pub variants: Vec<Shown>,
    pub sheets: InOrder<SheetFacts>,
}

/// One line of the menu.
#[derive(Deserialize)]
pub struct Choice {
    pub label: String,
    pub code: String,
}

/// The sheet of a choice, and what it hides there.
#[derive(Deserialize)]
pub struct Shown {
    pub label: String,
    pub sheet: String,
    pub hidden_columns: Vec<String>,
}

/// One sheet.
#[derive(Deserialize)]
pub struct SheetFacts {
    pub title: String,
    #[serde(default)]
    pub columns: Vec<ColumnFacts>,
}

/// One column, or one piece of it.
#[derive(Deserialize)]
pub struct ColumnFacts {
    pub col: String,
    pub label: String,
    #[serde(default)]
    pub charset: Vec<String>,
    pub max: Option<u16>,
    #[serde(default)]
    pub exact: bool,
    #[serde(default)]
    pub required: bool,
    pub codes: Option<String>,
    pub list_parent: Option<Parent>,
    pub asked_when: Option<Asked>,
    #[serde(default)]
    pub header: String,
    pub part: Option<String>,
    #[serde(default)]
    pub csv: BTreeMap<String, u16>,
}

#[derive(Deserialize)]
pub struct Parent {
    pub sheet: String,
    pub col: String,
}

#[derive(Deserialize)]
pub struct Asked {
    pub cols: Vec<String>,
    pub values: Vec<String>,
}

/// The code lists: plain ones by id, linked ones by `<id>_<code of the parent>`.
pub struct Lists {
    pub plain: BTreeMap<String, List>,
    pub linked: BTreeMap<String, List>,
}

/// One code list: its items, where the tools differ by tool.
#[derive(Default, Deserialize)]
pub struct List {
    #[serde(default)]
    pub items: Vec<(String, String)>,
    #[serde(default)]
    pub by_procedure: BTreeMap<String, Vec<(String, String)>>,
}

impl List {
    /// The labels and codes, for one tool where it has its own.
    pub fn of(&self, tool: &str) -> &[(String, String)] {
        self.by_procedure.get(tool).unwrap_or(&self.items)
    }
}

impl Lists {
    /// The main activities of which one must be chosen, too.
    pub fn activities(&self, code: &str) -> Option<&List> {
        self.linked.get(&format!("{MENU}_{code}"))
    }
}

impl SheetFacts {
    /// Whether the tool ever writes a column of it.
    pub fn is_written(&self) -> bool {
        self.columns.iter().any(|column| !column.csv.is_empty())
    }
}

/// Reads the folder. What is no tool in it is none because it has no menu.
pub fn read(folder: &Path) -> Outcome<Facts> {
    let mut tools = Vec::new();
    let mut names: Vec<_> = at(folder, std::fs::read_dir(folder))?.flatten().map(|entry| entry.path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|it| it == "json")) {
        let value: serde_json::Value = json(path)?;
        if value.get("menu").is_some() {
            tools.push(json(path)?);
        }
    }
    if tools.is_empty() {
        return Err(format!("{} holds no tool", folder.display()));
    }
    let lists = Lists {
        plain: json(&folder.join("codes.json"))?,
        linked: json(&folder.join("linked_codes.json"))?,
    };
    Ok(Facts { tools, lists })
}

fn json<T: DeserializeOwned>(path: &Path) -> Outcome<T> {
    let text = at(path, std::fs::read_to_string(path))?;
    serde_json::from_str(&text).map_err(|why| format!("{}: {why}", crate::place::shown(path)))
}

/// A map in the order in which it is written.
pub struct InOrder<T>(pub Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
            type Value = Vec<(String, T)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        from.deserialize_map(Pairs(PhantomData)).map(InOrder)
    }
}
