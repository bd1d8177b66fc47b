//! Which of our lists and limits a column of the agency means, and its columns as the rest of the host knows them.

use super::file::{Common, Family};
use super::grid::{Cell, Grid};
use crate::{CodeList, CodesId, Column, Follows, Listed, Sheet, letter};
use std::collections::BTreeMap;

/// Which of our lists are which of the agency's.
#[derive(Clone, Debug, Default)]
pub(in crate::host) struct OurLists {
    /// Lists by the agency's name.
    plain: BTreeMap<String, CodesId>,
    /// Families of linked lists by the agency's name.
    families: BTreeMap<String, String>,
    /// Agency's names that several of ours claim, with those of ours.
    pub twice: Vec<(String, String)>,
}

impl OurLists {
    /// Takes in what a list says of itself, and takes it from the list: it does not travel.
    pub fn add(&mut self, list: &mut CodeList) {
        for name in std::mem::take(&mut list.official).0 {
            if self.plain.insert(name.clone(), list.id.clone()).is_some() {
                self.twice.push((name, list.id.to_string()));
            }
        }
    }

    /// The same of a family.
    pub fn add_family(&mut self, family: Family) {
        for name in family.official.0 {
            if self.families.insert(name.clone(), family.id.clone()).is_some() {
                self.twice.push((name, family.id.clone()));
            }
        }
    }

    /// The beginnings of the names of our linked lists.
    pub fn family_ids(&self) -> impl Iterator<Item = &str> {
        self.families.values().map(String::as_str)
    }

    fn list(&self, tool: &str, name: &str) -> CodesId {
        let own = self.plain.get(&format!("{tool}/{name}"));
        own.or_else(|| self.plain.get(name)).cloned().unwrap_or_default()
    }

    fn family(&self, tool: &str, name: &str) -> String {
        let own = self.families.get(&format!("{tool}/{name}"));
        own.or_else(|| self.families.get(name)).cloned().unwrap_or_default()
    }
}

/// The sheets of every tool, tool by tool.
pub(in crate::host) fn sheets(common: &Common, ours: &OurLists, grids: &[Grid]) -> Result<Vec<Sheet>, (String, String)> {
    let mut found = Vec::new();
    for grid in grids {
        for tool in &grid.tools {
            let cells = grid.of_tool(tool);
            let parent = |place: &str| list_at(grids, tool, place);
            let columns = cells.into_iter().map(|cell| columns(common, ours, tool, cell, parent));
            let columns: Result<Vec<Vec<Column>>, String> = columns.collect();
            found.push(Sheet {
                tool: tool.clone(),
                sheet: grid.sheet.clone(),
                when: grid.when.clone(),
                columns: columns.map_err(|why| (grid.sheet.clone(), why))?.concat(),
            });
        }
    }
    Ok(found)
}

/// The agency's list at a place of a tool.
fn list_at<'a>(grids: &'a [Grid], tool: &str, place: &str) -> &'a str {
    let cell = || {
        let (sheet, col) = place.split_once('.')?;
        let col = crate::number_of(col)?;
        let grid = grids.iter().find(|grid| grid.sheet == sheet)?;
        let mut cells = grid.columns.iter().filter_map(|column| column.cells.get(tool));
        cells.find(|cell| cell.col == col)
    };
    cell().map_or("", |cell| &cell.list)
}

/// A column, once for each piece.
fn columns<'g>(common: &Common, ours: &OurLists, tool: &str, cell: &Cell, parent: impl Fn(&str) -> &'g str) -> Result<Vec<Column>, String> {
    let mut column = Column {
        col: letter(cell.col),
        label: cell.label.clone(),
        to: cell.to.clone(),
        required: cell.required,
        list: (!cell.list.is_empty()).then(|| listed(common, ours, tool, cell, parent)),
        asked_when: cell.asked.clone(),
        ..Column::default()
    };
    limit(common, &cell.limit, &mut column)?;
    let pieces = cell.pieces.iter().map(|piece| Column {
        header: piece.header.clone(),
        cut: piece.cut,
        file: piece.file.clone(),
        ..column.clone()
    });
    Ok(pieces.collect())
}

fn listed<'g>(common: &Common, ours: &OurLists, tool: &str, cell: &Cell, parent: impl Fn(&str) -> &'g str) -> Listed {
    let links = &common.lists;
    let has = |names: &[String], name: &str| names.iter().any(|it| it == name);
    let codes = ours.list(tool, &cell.list);
    if !cell.menu.is_empty() {
        let by_status = has(&links.by_status, &cell.menu);
        return Listed {
            codes,
            linked: ours.family(tool, &cell.menu),
            follows: if by_status { Follows::Status } else { Follows::Activity },
            ..Listed::default()
        };
    }
    if cell.by.is_empty() {
        return Listed {
            codes,
            ..Listed::default()
        };
    }
    let base = if has(&links.own, &cell.list) {
        &cell.list
    } else {
        parent(&cell.by)
    };
    let by_code = has(&links.by_code.lists, &cell.list);
    Listed {
        codes,
        parent: cell.by.clone(),
        linked: ours.family(tool, base),
        code_for: if by_code { links.by_code.answers.clone() } else { Vec::new() },
        ..Listed::default()
    }
}

/// `digits 8!`: the set, the length, and whether it is exactly that.
fn limit(common: &Common, text: &str, column: &mut Column) -> Result<(), String> {
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let number = word.trim_end_matches('!');
        if let Ok(max) = number.parse() {
            column.max = Some(max);
            column.exact = number != word;
        } else if let Some(chars) = common.chars.get(word) {
            column.chars.clone_from(chars);
        } else {
            return Err(format!("column {}: there is no set of characters `{word}`", column.col));
        }
    }
    Ok(())
}
