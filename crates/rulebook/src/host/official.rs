//! What is needed of the agency's tools: which columns are in play for an application code, and the packs by menu and by sheet.

use super::book::Book;
use crate::official::join::{pack_of_sheet, pack_of_tool};
use crate::{Column, MenuEntry, Pack, PackName, Sheet, SheetPack, Tool, letter, number_of};
use std::collections::{BTreeMap, BTreeSet};

/// The columns that may be in play for a menu entry, with the sheet of each.
pub(super) fn in_play<'a>(book: &'a Book, tool: &str, entry: &'a MenuEntry) -> impl Iterator<Item = (&'a str, &'a Column)> {
    let sheets = entry
        .in_play
        .iter()
        .filter_map(move |sheet| book.sheet(tool, sheet))
        .filter(|sheet| !sheet.when.is_never())
        .collect::<Vec<_>>();
    sheets.into_iter().flat_map(move |sheet| {
        let shown = sheet.columns.iter().filter(|column| shows(entry, &sheet.sheet, &column.col));
        shown.map(|column| (sheet.sheet.as_str(), column))
    })
}

/// Whether an entry of the menu shows a column of a sheet.
pub(super) fn shows(entry: &MenuEntry, sheet: &str, col: &str) -> bool {
    entry.in_play.iter().any(|it| it == sheet) && !entry.hides(sheet, col)
}

/// The menu entry of an application code.
pub(super) fn entry<'a>(book: &'a Book, tool: &str, code: &str) -> Option<&'a MenuEntry> {
    book.tool(tool)?.menu.iter().find(|entry| entry.code == code)
}

/// The packs of every tool and of every sheet.
pub(super) fn packs(book: &Book) -> Vec<(PackName, Pack)> {
    let tools = book
        .tools
        .iter()
        .map(|tool| (pack_of_tool(&tool.name), Pack::Tool(Box::new(packed(book, tool)))));
    let sheets = book.sheets.iter().map(|sheet| {
        let name = pack_of_sheet(&sheet.tool, &sheet.sheet);
        (name, Pack::Sheet(Box::new(pack(sheet))))
    });
    tools.chain(sheets).collect()
}

/// The packs that some application code of a variant needs: nobody can ask for another.
pub(super) fn reached(book: &Book) -> BTreeSet<PackName> {
    let mut found = BTreeSet::new();
    for (_, variant) in book.variants() {
        let Some(entry) = entry(book, &variant.tool, &variant.code) else {
            continue;
        };
        found.insert(pack_of_tool(&variant.tool));
        found.extend(entry.sheets.iter().map(|sheet| pack_of_sheet(&variant.tool, sheet)));
    }
    found
}

/// A tool with the width of its lines: one more than the largest number of each set, whatever sheet it stands in.
fn packed(book: &Book, tool: &Tool) -> Tool {
    let mut width: BTreeMap<String, u16> = BTreeMap::new();
    let sheets = book.sheets.iter().filter(|sheet| sheet.tool == tool.name);
    for (set, number) in sheets.flat_map(|sheet| &sheet.columns).flat_map(|column| &column.file) {
        let widest = width.entry(set.clone()).or_default();
        *widest = (*number + 1).max(*widest);
    }
    width.retain(|set, _| tool.menu.iter().any(|entry| entry.set == *set));
    Tool { width, ..tool.clone() }
}

/// A sheet with its numbers in runs.
fn pack(sheet: &Sheet) -> SheetPack {
    let sets: BTreeSet<&String> = sheet.columns.iter().flat_map(|column| column.file.keys()).collect();
    let mut alike: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for set in sets {
        let numbers: Vec<_> = sheet.columns.iter().map(|column| column.file.get(set).copied()).collect();
        alike.entry(runs(&numbers)).or_default().extend(number_of(set));
    }
    let columns = sheet.columns.iter().map(|column| Column {
        file: BTreeMap::new(),
        ..column.clone()
    });
    SheetPack {
        tool: sheet.tool.clone(),
        sheet: sheet.sheet.clone(),
        when: sheet.when.clone(),
        columns: columns.collect(),
        numbers: alike.into_iter().map(|(runs, sets)| (letter_runs(sets), runs)).collect(),
    }
}

/// Numbers as runs: `4-6 9 _3`.
pub fn runs(numbers: &[Option<u16>]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(first) = numbers.get(at) {
        let goes_on = |(by, number): &(u16, &Option<u16>)| **number == first.map(|first| first + by);
        let length = (0..).zip(numbers.iter().skip(at)).take_while(goes_on).count();
        out.push(match first {
            None => format!("_{length}"),
            Some(first) if length == 1 => first.to_string(),
            Some(first) => format!("{first}-{}", usize::from(*first) + length - 1),
        });
        at += length;
    }
    out.join(" ")
}

/// Columns as runs of letters: `B BN-BP`.
pub fn letter_runs(mut columns: Vec<u16>) -> String {
    columns.sort_unstable();
    columns.dedup();
    let mut out: Vec<(u16, u16)> = Vec::new();
    for column in columns {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => out.push((column, column)),
        }
    }
    let run = |(first, last): (u16, u16)| match first == last {
        true => letter(first),
        false => format!("{}-{}", letter(first), letter(last)),
    };
    out.into_iter().map(run).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{letters, numbers};

    #[test]
    fn what_is_written_in_runs_is_read_again() {
        let all = [Some(4), Some(5), Some(5), None, None, Some(9), Some(8), Some(1)];
        assert_eq!(runs(&all), "4-5 5 _2 9 8 1");
        assert_eq!(numbers(&runs(&all)).collect::<Vec<_>>(), all);
        assert_eq!(letter_runs(vec![28, 2, 27, 26, 2]), "B Z-AB");
        assert_eq!(
            letters("B Z-AB").filter_map(|it| number_of(&it)).collect::<Vec<_>>(),
            [2, 26, 27, 28]
        );
    }
}
