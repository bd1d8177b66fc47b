//! `official fill`: which answer fills which column, taken from a small file of JSON:
//! `{ "extension/N": { "C": { "field": "f.education" }, "N": { "field": "f.career_country", "row": 1 }, "Z": null } }`.
//!
//! What is said of a column of one tool holds for the columns of the others with which it stands, unless these are filled by something else
//! already. A sheet without a tool is meant as the first tool has it. `null` takes away what fills this one column.

use super::folder::Folder;
use crate::place;
use crate::run::{Outcome, at};
use rulebook::host::folded::Grid;
use rulebook::{Target, number_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Fillings = BTreeMap<String, BTreeMap<String, Option<Target>>>;

/// Fills columns, and returns what could not be filled.
pub fn fill(file: &Path, official: &Path) -> Outcome<Vec<String>> {
    let text = at(file, std::fs::read_to_string(file))?;
    let all: Fillings = serde_json::from_str(&text).map_err(|why| format!("{}: {why}", place::shown(file)))?;
    let mut folder = Folder::open(official)?;
    let mut wrong = Vec::new();
    let mut changed = BTreeSet::new();
    for (name, columns) in all {
        let (tool, sheet) = match name.split_once('/') {
            Some((tool, sheet)) => (Some(tool.to_owned()), sheet.to_owned()),
            None => (None, name.clone()),
        };
        let Some(grid) = folder.grids.get_mut(&sheet) else {
            wrong.push(format!("{name}: there is no such sheet"));
            continue;
        };
        let Some(tool) = tool.or_else(|| grid.tools.first().cloned()) else {
            continue;
        };
        for (col, to) in columns {
            match number_of(&col).map(|number| put(grid, &tool, number, to)) {
                Some(true) => _ = changed.insert(sheet.clone()),
                Some(false) | None => wrong.push(format!("{name}: there is no column {col}")),
            }
        }
    }
    for sheet in changed {
        if let Some(grid) = folder.grids.get(&sheet).cloned() {
            folder.put_sheet(grid)?;
        }
    }
    Ok(wrong)
}

/// Whether there is such a column.
fn put(grid: &mut Grid, tool: &str, col: u16, to: Option<Target>) -> bool {
    let mut columns = grid.columns.iter_mut();
    let found = columns.find(|column| column.cells.get(tool).is_some_and(|cell| cell.col == col));
    let Some(column) = found else { return false };
    for (other, cell) in &mut column.cells {
        let own = other == tool;
        if own || (to.is_some() && cell.to.is_none()) {
            cell.to.clone_from(&to);
        }
    }
    true
}
