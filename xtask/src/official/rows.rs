//! Finds the columns that repeat as the rows of a group: the same names one after the other, numbered from row to row.

use super::align::bare;
use rulebook::host::folded::{Cell, Grid, Merged};

/// Longest row that is looked for.
const LONGEST: usize = 60;

/// Some columns one after the other: `rows` times a row of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub start: usize,
    pub step: usize,
    pub rows: usize,
}

/// The columns of a sheet in blocks; one that repeats nothing has one row.
pub fn blocks(grid: &Grid) -> Vec<Block> {
    let names: Vec<String> = grid.columns.iter().map(name).collect();
    let (mut start, mut found) = (0, Vec::new());
    while start < names.len() {
        let alone = Block { start, step: 1, rows: 1 };
        let best = (1..=LONGEST)
            .map(|step| block(&names, start, step))
            .filter(|block| counts(grid, *block));
        // The most columns that need not be written; of equals the shortest row.
        let best = best.max_by_key(|block| (block.step * (block.rows - 1), std::cmp::Reverse(block.step)));
        let block = best.filter(|block| block.rows > 1).unwrap_or(alone);
        start += block.step * block.rows;
        found.push(block);
    }
    found
}

fn block(names: &[String], start: usize, step: usize) -> Block {
    let row = |at: usize| names.get(start + at * step..start + (at + 1) * step);
    let rows = (1..).take_while(|at| row(*at).is_some() && row(*at) == row(0)).count() + 1;
    Block { start, step, rows }
}

/// The names of a column's pieces without numbers.
fn name(column: &Merged) -> String {
    let cell = column.cells.values().next_back();
    let pieces = cell.map_or(0, |cell| cell.pieces.len());
    let letters: String = cell
        .map_or("", |cell| bare(cell))
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    format!("{letters} {pieces}")
}

/// Whether a number goes up by one from the first row to the second: what merely has the same name is no row. Two alone must have the same
/// labels, too: a telephone and a mobile telephone are no rows, though their names are numbered.
fn counts(grid: &Grid, block: Block) -> bool {
    if block.rows < 2 {
        return true;
    }
    let mut pairs: Vec<(&Cell, &Cell)> = Vec::new();
    for at in block.start..block.start + block.step {
        let Some((one, next)) = grid.columns.get(at).zip(grid.columns.get(at + block.step)) else {
            continue;
        };
        pairs.extend(one.cells.iter().filter_map(|(tool, cell)| Some((cell, next.cells.get(tool)?))));
    }
    let labels_agree = || pairs.iter().all(|(one, next)| plain_label(one) == plain_label(next));
    pairs.iter().any(|(one, next)| goes_up(one, next)) && (block.rows > 2 || labels_agree())
}

/// A label without numbers.
fn plain_label(cell: &Cell) -> String {
    let mut label = cell.label.clone();
    for (range, _) in numbers(&cell.label).into_iter().rev() {
        label.replace_range(range, "");
    }
    label
}

fn goes_up(one: &Cell, next: &Cell) -> bool {
    let texts = [(bare(one), bare(next)), (one.label.as_str(), next.label.as_str())];
    texts.into_iter().any(|(one, next)| {
        let (one, next) = (numbers(one), numbers(next));
        one.len() == next.len() && one.iter().zip(&next).any(|((_, one), (_, next))| *next == one + 1)
    })
}

/// The numbers in a text: where they stand, and what they are worth.
pub fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, u16)> {
    let mut found: Vec<(std::ops::Range<usize>, u16)> = Vec::new();
    let wide = |c: char| ('\u{FF10}'..='\u{FF19}').contains(&c);
    let mut before: Option<bool> = None;
    for (at, c) in text.char_indices() {
        let kind = (c.is_ascii_digit() || wide(c)).then(|| wide(c));
        let end = at + c.len_utf8();
        match (kind, found.last_mut()) {
            (None, _) => {}
            (Some(_), Some((range, _))) if kind == before && range.end == at => range.end = end,
            _ => found.push((at..end, 0)),
        }
        before = kind;
    }
    for (range, worth) in &mut found {
        *worth = text
            .get(range.clone())
            .and_then(rulebook::host::folded::value)
            .map_or(u16::MAX, |(value, _)| value);
    }
    found.retain(|(_, worth)| *worth < u16::MAX);
    found
}
