//! Every column of a sheet in every tool, written out. Columns of the tools that mean the same stand together.

use crate::{AskedWhen, Condition, Cut, Target};
use std::collections::BTreeMap;

/// One sheet in every tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The sheet.
    pub sheet: String,
    /// When it is in play for an applicant.
    pub when: Condition,
    /// The tools that have it, in the order in which differences are told.
    pub tools: Vec<String>,
    /// Its columns.
    pub columns: Vec<Merged>,
}

/// The columns of several tools that mean the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// By tool.
    pub cells: BTreeMap<String, Cell>,
}

/// One column of one tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its place in the sheet, from 1 for `A`.
    pub col: u16,
    /// Its pieces in the file; one, if it is not cut.
    pub pieces: Vec<Piece>,
    /// Label of the tool.
    pub label: String,
    /// Set of characters and length, as in the file.
    pub limit: String,
    /// Must be filled when asked.
    pub required: bool,
    /// The agency's list; empty for none.
    pub list: String,
    /// The column on whose answer the list depends, as `sheet.col`; empty for none.
    pub by: String,
    /// The family of lists with which the menu narrows it; empty for none.
    pub menu: String,
    /// When it is asked.
    pub asked: Option<AskedWhen>,
    /// Which answer fills it.
    pub to: Option<Target>,
}

/// One piece of a column in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// Name in the first line.
    pub header: String,
    /// Which characters.
    pub cut: Option<Cut>,
    /// Number by column set.
    pub file: BTreeMap<String, u16>,
}

impl Grid {
    /// The columns of a tool in its order.
    pub fn of_tool(&self, tool: &str) -> Vec<&Cell> {
        let mut cells: Vec<_> = self.columns.iter().filter_map(|column| column.cells.get(tool)).collect();
        cells.sort_by_key(|cell| cell.col);
        cells
    }

    /// Puts the columns into the one order that follows from the orders of the tools: whatever was written or merged before, the same
    /// columns stand in the same order. None is lost where the orders contradict each other.
    pub fn sort(&mut self) {
        let mut rest = std::mem::take(&mut self.columns);
        rest.sort_by_key(|column| self.first(column));
        while !rest.is_empty() {
            let next: BTreeMap<&str, u16> = self
                .tools
                .iter()
                .filter_map(|tool| {
                    let cols = rest.iter().filter_map(|column| column.cells.get(tool)).map(|cell| cell.col);
                    Some((tool.as_str(), cols.min()?))
                })
                .collect();
            let ready = |column: &Merged| column.cells.iter().all(|(tool, cell)| next.get(tool.as_str()) == Some(&cell.col));
            let at = rest.iter().position(ready).unwrap_or(0);
            let column = rest.remove(at);
            self.columns.push(column);
        }
    }

    /// By which column a merged one is placed: that of the first tool that has it.
    fn first(&self, column: &Merged) -> (usize, u16) {
        let mut tools = self.tools.iter().enumerate();
        let found = tools.find_map(|(at, tool)| Some((at, column.cells.get(tool)?.col)));
        found.unwrap_or((usize::MAX, 0))
    }
}
