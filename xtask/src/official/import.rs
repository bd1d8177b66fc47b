//! `official import`: the agency's tools, from facts into the folder. What people own is kept, and told where it has no place any more.

use super::align::{cells, grid, merge, pair};
use super::facts::{Facts, read};
use super::folder::Folder;
use super::menu;
use crate::run::Outcome;
use rulebook::host::folded::{Cell, Grid};
use rulebook::{MenuEntry, Target, Tool, letter};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Imports a folder of facts, and returns what came, went and changed.
pub fn import(facts: &Path, official: &Path) -> Outcome<Vec<String>> {
    let facts = read(facts)?;
    let mut folder = Folder::open(official)?;
    let mut said = Vec::new();
    for sheet in sheets(&facts, &folder) {
        let mut new = grid(&sheet);
        for name in order(&facts, &folder) {
            let cells = match facts.tools.iter().find(|tool| tool.procedure == name) {
                Some(tool) => {
                    let found = tool.sheets.0.iter().find(|(name, of)| *name == sheet && of.is_written());
                    found.map(|(_, of)| cells(&folder.common, tool, &sheet, &of.columns)).transpose()?
                }
                // A tool that is not imported now stays as it is.
                None => folder
                    .grids
                    .get(&sheet)
                    .map(|old| old.of_tool(&name).into_iter().cloned().collect()),
            };
            if let Some(cells) = cells.filter(|cells| !cells.is_empty()) {
                merge(&mut new, &name, cells);
            }
        }
        new.sort();
        if let Some(old) = folder.grids.get(&sheet) {
            keep(old, &mut new, &mut said);
        }
        if new.tools.is_empty() {
            said.push(format!(
                "{sheet}: no tool has this sheet any more; its file is left for you to delete"
            ));
        } else {
            folder.put_sheet(new)?;
        }
    }
    for of in &facts.tools {
        let (mut tool, more) = menu::tool(&facts, of)?;
        said.extend(more.into_iter().map(|it| format!("{}: {it}", of.procedure)));
        if let Some(old) = folder.tools.get(&tool.name) {
            tool.source = old.source.clone();
            tool.max_rows = old.max_rows;
            compare(old, &tool, &mut said);
        }
        said.push(format!("{}: {} application codes", tool.name, tool.menu.len()));
        folder.put_tool(tool)?;
    }
    let codes: usize = folder.tools.values().map(|tool| tool.menu.len()).sum();
    said.push(format!("{codes} application codes in all"));
    Ok(said)
}

/// Every sheet that some tool writes or has written, in the order of the tools.
fn sheets(facts: &Facts, folder: &Folder) -> Vec<String> {
    let all = facts.tools.iter().flat_map(|tool| &tool.sheets.0);
    let written = all.filter(|(_, sheet)| sheet.is_written()).map(|(name, _)| name);
    let mut found: Vec<String> = Vec::new();
    for name in written.chain(folder.grids.keys()) {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// The tools in the order in which they are told.
fn order(facts: &Facts, folder: &Folder) -> Vec<String> {
    let mut found = folder.common.tools.clone();
    let others = facts
        .tools
        .iter()
        .map(|tool| tool.procedure.clone())
        .chain(folder.tools.keys().cloned());
    let others: BTreeSet<String> = others.filter(|name| !found.contains(name)).collect();
    found.extend(others);
    found
}

/// Takes over what people own, and says what came, went and changed.
fn keep(old: &Grid, new: &mut Grid, said: &mut Vec<String>) {
    new.when.clone_from(&old.when);
    let mut came: BTreeSet<(String, u16)> = BTreeSet::new();
    for tool in new.tools.clone() {
        let name = format!("{tool}/{}", new.sheet);
        let before: Vec<&Cell> = old.of_tool(&tool);
        let after: Vec<Cell> = new.of_tool(&tool).into_iter().cloned().collect();
        let mut targets: BTreeMap<u16, Target> = BTreeMap::new();
        let ones: Vec<Vec<&Cell>> = before.iter().map(|cell| vec![*cell]).collect();
        for (one, other) in pair(&ones, &after) {
            match (one.and_then(|at| before.get(at)), other.and_then(|at| after.get(at))) {
                (Some(one), Some(other)) => {
                    targets.extend(one.to.clone().map(|to| (other.col, to)));
                    said.extend(
                        changes(one, other)
                            .into_iter()
                            .map(|it| format!("{name}: column {} {it}", letter(other.col))),
                    );
                }
                (Some(gone), None) => {
                    let to = gone.to.as_ref().map(|to| format!("; `{}` has lost its column", to.field));
                    said.push(format!(
                        "{name}: column {} went ({}){}",
                        letter(gone.col),
                        gone.label,
                        to.unwrap_or_default()
                    ));
                }
                (None, Some(new)) => {
                    if !before.is_empty() {
                        said.push(format!("{name}: column {} came ({})", letter(new.col), new.label));
                    }
                    came.insert((tool.clone(), new.col));
                }
                (None, None) => {}
            }
        }
        for cell in new.columns.iter_mut().filter_map(|column| column.cells.get_mut(&tool)) {
            cell.to = targets.get(&cell.col).cloned();
        }
    }
    for tool in old.tools.iter().filter(|tool| !new.tools.contains(tool)) {
        let filled = old.of_tool(tool).into_iter().filter_map(|cell| cell.to.as_ref());
        let fields: BTreeSet<&str> = filled.map(|to| to.field.as_str()).collect();
        let lost = match fields.is_empty() {
            true => String::new(),
            false => format!("; these have lost their columns: {fields:?}"),
        };
        said.push(format!("{tool}/{}: the sheet went{lost}", new.sheet));
    }
    inherit(new, &came);
}

/// A column that came is filled as those of the other tools are with which it stands.
fn inherit(grid: &mut Grid, came: &BTreeSet<(String, u16)>) {
    for column in &mut grid.columns {
        let is_new = |tool: &String, cell: &Cell| came.contains(&(tool.clone(), cell.col));
        let old: Vec<_> = column
            .cells
            .iter()
            .filter(|(tool, cell)| !is_new(tool, cell))
            .map(|(_, cell)| &cell.to)
            .collect();
        let Some(first) = old.first().filter(|first| old.iter().all(|to| to == *first)).copied().cloned() else {
            continue;
        };
        for (_, cell) in column.cells.iter_mut().filter(|(tool, cell)| is_new(tool, cell)) {
            cell.to.clone_from(&first);
        }
    }
}

/// What differs between two editions of a column.
fn changes(one: &Cell, other: &Cell) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, one: String, other: String| {
        if one != other {
            found.push(format!("{what}: `{one}` -> `{other}`"));
        }
    };
    differ("was", letter(one.col), letter(other.col));
    differ("label", one.label.clone(), other.label.clone());
    let headers = |cell: &Cell| cell.pieces.iter().map(|piece| piece.header.clone()).collect::<Vec<_>>().join(" ");
    differ("name", headers(one), headers(other));
    differ("limit", one.limit.clone(), other.limit.clone());
    differ("required", one.required.to_string(), other.required.to_string());
    let list = |cell: &Cell| [&cell.list, &cell.menu].map(String::as_str).join(" ");
    differ("list", list(one), list(other));
    let values = |cell: &Cell| cell.asked.as_ref().map_or_else(String::new, |asked| asked.values.join(" | "));
    differ("asked when", values(one), values(other));
    let sets = |cell: &Cell| {
        let sets = cell.pieces.iter().flat_map(|piece| piece.file.keys());
        sets.collect::<BTreeSet<_>>().into_iter().cloned().collect::<Vec<_>>().join(" ")
    };
    differ("column sets", sets(one), sets(other));
    found
}

/// What differs between two editions of a menu.
fn compare(old: &Tool, new: &Tool, said: &mut Vec<String>) {
    let name = &new.name;
    for (what, one, other) in [("edition", &old.version, &new.version), ("file", &old.file_name, &new.file_name)] {
        if one != other {
            said.push(format!("{name}: {what}: `{one}` -> `{other}`"));
        }
    }
    let find = |tool: &'_ Tool, code: &str| -> Option<MenuEntry> { tool.menu.iter().find(|entry| entry.code == code).cloned() };
    for entry in &new.menu {
        match find(old, &entry.code) {
            None => said.push(format!("{name}: {} came ({})", entry.code, entry.label)),
            Some(before) if before != *entry => said.push(format!("{name}: {} changed", entry.code)),
            Some(_) => {}
        }
    }
    for entry in old.menu.iter().filter(|entry| find(new, &entry.code).is_none()) {
        said.push(format!("{name}: {} went ({})", entry.code, entry.label));
    }
}
