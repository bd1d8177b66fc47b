//! From what stands in a file to every column of every tool.

use super::counted::in_row;
use super::file::{Asked, But, Entry, Facts, Maybe, SheetFile, To};
use super::grid::{Cell, Grid, Merged, Piece};
use crate::{AskedWhen, Cut, Target, letter, letters, number_of, numbers};
use std::collections::BTreeMap;

/// Writes out a file. What cannot be read is said.
pub fn expand(file: &SheetFile) -> Result<Grid, String> {
    let mut grid = Grid {
        sheet: file.sheet.clone(),
        when: file.when.clone(),
        tools: file.tools.clone(),
        columns: Vec::new(),
    };
    for entry in &file.columns {
        for row in 1..=entry.rows.unwrap_or(1) {
            let mut column = Merged::default();
            for tool in file.tools.iter().filter(|tool| entry.has(tool)) {
                if let Some(cell) = cell(file, entry, tool, row).map_err(|why| format!("column {}: {why}", entry.at))? {
                    column.cells.insert(tool.clone(), cell);
                }
            }
            grid.columns.push(column);
        }
    }
    grid.columns.retain(|column| !column.cells.is_empty());
    grid.sort();
    for (tool, sets) in &file.numbers {
        for (sets, runs) in sets {
            number(&mut grid, tool, sets, runs)?;
        }
    }
    Ok(grid)
}

impl Entry {
    fn has(&self, tool: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|it| it == tool))
    }
}

impl But {
    fn meets(&self, tool: &str, row: u16) -> bool {
        let here = self.tools.as_ref().is_none_or(|tools| tools.0.iter().any(|it| it == tool));
        here && self.rows.as_ref().is_none_or(|rows| rows.contains(&row))
    }
}

/// Puts what is said later over what is said before.
fn over(facts: &mut Facts, more: &Facts) {
    fn put<T: Clone>(one: &mut Option<T>, other: &Option<T>) {
        if other.is_some() {
            one.clone_from(other);
        }
    }
    put(&mut facts.header, &more.header);
    put(&mut facts.cut, &more.cut);
    put(&mut facts.label, &more.label);
    put(&mut facts.limit, &more.limit);
    put(&mut facts.required, &more.required);
    put(&mut facts.list, &more.list);
    put(&mut facts.by, &more.by);
    put(&mut facts.menu, &more.menu);
    put(&mut facts.asked, &more.asked);
    put(&mut facts.to, &more.to);
}

fn cell(file: &SheetFile, entry: &Entry, tool: &str, row: u16) -> Result<Option<Cell>, String> {
    let mut facts = entry.facts.clone();
    let mut at = entry.at.as_str();
    let mut out = false;
    for but in entry.but.iter().filter(|but| but.meets(tool, row)) {
        over(&mut facts, &but.facts);
        at = but.at.as_deref().unwrap_or(at);
        out |= but.out;
    }
    if out {
        return Ok(None);
    }
    let first = number_of(at).ok_or_else(|| format!("`{at}` is no column"))?;
    let col = first + (row - 1) * entry.step;
    let text = |text: Option<String>| in_row(&text.unwrap_or_default(), row);
    let refer = |to: &str| place(to, &file.sheet, col).ok_or_else(|| format!("`{to}` is no column"));
    let by = facts.by.filter(|by| !by.is_empty());
    Ok(Some(Cell {
        col,
        pieces: pieces(&facts.header.unwrap_or_default().0, facts.cut.as_deref().unwrap_or_default(), row)?,
        label: text(facts.label),
        limit: facts.limit.unwrap_or_default(),
        required: facts.required.unwrap_or_default(),
        list: facts.list.unwrap_or_default(),
        by: by.map(|by| refer(&by)).transpose()?.unwrap_or_default(),
        menu: facts.menu.unwrap_or_default(),
        asked: match facts.asked {
            Some(Maybe::Is(asked)) => Some(asked_when(file, &asked, refer)?),
            _ => None,
        },
        to: match facts.to {
            Some(Maybe::Is(to)) => Some(target(&to, entry.rows.is_some(), row)),
            _ => None,
        },
    }))
}

fn pieces(headers: &[String], cuts: &str, row: u16) -> Result<Vec<Piece>, String> {
    let cuts: Vec<&str> = cuts.split(' ').filter(|cut| !cut.is_empty()).collect();
    let one = [String::new()];
    let headers = if headers.is_empty() { &one } else { headers };
    if !cuts.is_empty() && cuts.len() != headers.len() {
        return Err("has not as many names as pieces".into());
    }
    let cuts = cuts.into_iter().map(Some).chain(std::iter::repeat(None));
    headers
        .iter()
        .zip(cuts)
        .map(|(header, piece)| {
            Ok(Piece {
                header: in_row(header, row),
                cut: piece.filter(|piece| *piece != "*").map(cut).transpose()?,
                file: BTreeMap::new(),
            })
        })
        .collect()
}

/// `8:0+4`: of eight digits four from the first on.
fn cut(text: &str) -> Result<Cut, String> {
    let read = || {
        let (digits, rest) = text.split_once(':')?;
        let (from, len) = rest.split_once('+')?;
        Some(Cut {
            digits: digits.parse().ok()?,
            from: from.parse().ok()?,
            len: len.parse().ok()?,
        })
    };
    read().ok_or_else(|| format!("`{text}` is no piece: write `8:0+4`"))
}

fn asked_when(file: &SheetFile, asked: &Asked, refer: impl Fn(&str) -> Result<String, String>) -> Result<AskedWhen, String> {
    let values = match &asked.any {
        None => asked.is.0.clone(),
        Some(name) => {
            let known = file.answers.get(name).cloned();
            known.ok_or_else(|| format!("there is no list of answers `{name}`"))?
        }
    };
    let cols = asked.of.0.iter().map(|of| refer(of)).collect::<Result<_, _>>()?;
    Ok(AskedWhen { cols, values })
}

/// In a group the row is that of the column; one that is written is that of the first row, and none is none in every row.
pub fn target(to: &To, in_rows: bool, row: u16) -> Target {
    let first = to.row.unwrap_or(u8::from(in_rows));
    let further = if first > 0 { u8::try_from(row - 1).unwrap_or(u8::MAX) } else { 0 };
    Target {
        field: to.field.clone(),
        row: first.saturating_add(further),
        piece: to.piece,
        item: to.item.clone(),
    }
}

/// The column that is meant from another, as `sheet.col`: `C` in the same sheet, `-1` the one before, `main.S` in another sheet.
pub fn place(to: &str, sheet: &str, from: u16) -> Option<String> {
    if to.contains('.') {
        return Some(to.to_owned());
    }
    let col = match to.strip_prefix(['-', '+']) {
        None => number_of(to)?,
        Some(by) if to.starts_with('-') => from.checked_sub(by.parse().ok()?)?,
        Some(by) => from.checked_add(by.parse().ok()?)?,
    };
    (col > 0).then(|| format!("{sheet}.{}", letter(col)))
}

/// Numbers the pieces of a tool's columns for some sets.
fn number(grid: &mut Grid, tool: &str, sets: &str, runs: &str) -> Result<(), String> {
    let mut cells: Vec<&mut Cell> = grid.columns.iter_mut().filter_map(|column| column.cells.get_mut(tool)).collect();
    cells.sort_by_key(|cell| cell.col);
    let all: Vec<Option<u16>> = numbers(runs).collect();
    let pieces: Vec<&mut Piece> = cells.into_iter().flat_map(|cell| &mut cell.pieces).collect();
    if all.len() != pieces.len() {
        return Err(format!("{tool} numbers {} columns for {sets}, and has {}", all.len(), pieces.len()));
    }
    for (piece, number) in pieces.into_iter().zip(all) {
        let Some(number) = number else { continue };
        piece.file.extend(letters(sets).map(|set| (set, number)));
    }
    Ok(())
}
