//! From every column of every tool to the file in which they rest, each thing written once.

use super::props::{Answers, Frame, Spot, Where, properties, unsaid};
use super::rows::{Block, blocks};
use super::text::{array, key, quoted};
use rulebook::host::folded::{Cell, Grid};
use rulebook::host::{letter_runs, runs};
use rulebook::number_of;
use std::collections::{BTreeMap, BTreeSet};

/// The file of a sheet behind its first comment.
pub fn fold(grid: &Grid) -> String {
    let mut answers = Answers::default();
    let mut columns = String::new();
    for block in blocks(grid) {
        for at in 0..block.step {
            columns.push_str(&entry(grid, block, at, &mut answers));
        }
    }
    let mut out = format!("sheet = {}\n", quoted(&grid.sheet));
    if !grid.when.is_always() {
        out.push_str(&format!("when = {}\n", quoted(&grid.when.to_string())));
    }
    out.push_str(&format!("tools = {}\n\ncolumn = [\n{columns}]\n", array(&grid.tools)));
    if !answers.0.is_empty() {
        out.push_str("\n[answers]\n");
        for (at, values) in answers.0.iter().enumerate() {
            out.push_str(&format!("many{} = {}\n", at + 1, array(values)));
        }
    }
    for tool in &grid.tools {
        out.push_str(&numbers(grid, tool));
    }
    out
}

/// One column of a row.
fn entry(grid: &Grid, block: Block, at: usize, answers: &mut Answers) -> String {
    let mut cells: BTreeMap<(usize, u16), &Cell> = BTreeMap::new();
    for (row, number) in (0..block.rows).zip(1_u16..) {
        let Some(column) = grid.columns.get(block.start + row * block.step + at) else {
            continue;
        };
        let tools = grid.tools.iter().enumerate();
        cells.extend(tools.filter_map(|(tool, name)| Some(((tool, number), column.cells.get(name)?))));
    }
    let only: Vec<usize> = cells.keys().map(|(tool, _)| *tool).collect::<BTreeSet<_>>().into_iter().collect();
    let frame = Frame {
        sheet: &grid.sheet,
        rows: block.rows as u16,
        step: block.step as u16,
    };
    let spots: Vec<Spot<'_>> = cells
        .iter()
        .map(|((tool, row), cell)| Spot {
            tool: *tool,
            row: *row,
            cell,
        })
        .collect();
    let mut words = Vec::new();
    let mut buts: BTreeMap<(Vec<usize>, Vec<u16>), Vec<String>> = BTreeMap::new();
    for (name, found) in properties(frame, &spots, answers) {
        let mut found = found.into_iter();
        if let Some((most, _)) = found.next()
            && unsaid(name) != Some(most.as_str())
        {
            words.push(format!("{name} = {most}"));
        }
        for (value, here) in found {
            for place in places(here) {
                buts.entry(place).or_default().push(format!("{name} = {value}"));
            }
        }
        if name == "at" {
            if block.rows > 1 {
                words.push(format!("rows = {}, step = {}", block.rows, block.step));
            }
            if only.len() < grid.tools.len() {
                words.push(format!("only = {}", array(&names(grid, &only))));
            }
        }
    }
    let missing = only.iter().flat_map(|tool| (1..=frame.rows).map(|row| (*tool, row)));
    for place in places(missing.filter(|place| !cells.contains_key(place)).collect()) {
        buts.entry(place).or_default().push("out = true".into());
    }
    if !buts.is_empty() {
        let all_rows: Vec<u16> = (1..=frame.rows).collect();
        let buts = buts.into_iter().map(|((tools, rows), mut facts)| {
            if rows != all_rows {
                let rows: Vec<String> = rows.iter().map(u16::to_string).collect();
                facts.insert(0, format!("rows = [{}]", rows.join(", ")));
            }
            if tools != only {
                facts.insert(0, format!("in = {}", array(&names(grid, &tools))));
            }
            format!("{{ {} }}", facts.join(", "))
        });
        words.push(format!("but = [{}]", buts.collect::<Vec<_>>().join(", ")));
    }
    format!("  {{ {} }},\n", words.join(", "))
}

fn names<'a>(grid: &'a Grid, tools: &[usize]) -> Vec<&'a str> {
    tools.iter().filter_map(|tool| grid.tools.get(*tool)).map(String::as_str).collect()
}

/// Tools and rows as few rectangles: tools that differ in the same rows stand together.
fn places(here: Where) -> Vec<(Vec<usize>, Vec<u16>)> {
    let mut rows: BTreeMap<usize, Vec<u16>> = BTreeMap::new();
    for (tool, row) in here {
        rows.entry(tool).or_default().push(row);
    }
    let mut tools: BTreeMap<Vec<u16>, Vec<usize>> = BTreeMap::new();
    for (tool, mut rows) in rows {
        rows.sort_unstable();
        tools.entry(rows).or_default().push(tool);
    }
    tools.into_iter().map(|(rows, tools)| (tools, rows)).collect()
}

/// The numbers of all columns of a tool, for sets with the same numbers once.
fn numbers(grid: &Grid, tool: &str) -> String {
    let pieces: Vec<_> = grid.of_tool(tool).into_iter().flat_map(|cell| &cell.pieces).collect();
    let sets: BTreeSet<&String> = pieces.iter().flat_map(|piece| piece.file.keys()).collect();
    let mut alike: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for set in sets {
        let numbers: Vec<_> = pieces.iter().map(|piece| piece.file.get(set).copied()).collect();
        alike.entry(runs(&numbers)).or_default().extend(number_of(set));
    }
    let mut lines: Vec<(u16, String)> = Vec::new();
    for (runs, mut sets) in alike {
        sets.sort_unstable();
        let first = sets.first().copied().unwrap_or_default();
        lines.push((first, format!("{} = {}\n", key(&letter_runs(sets)), quoted(&runs))));
    }
    lines.sort();
    let lines: String = lines.into_iter().map(|(_, line)| line).collect();
    format!("\n[numbers.{}]\n{lines}", key(tool))
}
