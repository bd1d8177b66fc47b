//! Puts together what is needed of a tool for one application code.

use super::book::Book;
use crate::{Column, MenuEntry, OfficialForm, Variant};
use std::collections::BTreeMap;

/// Sheets that are no division: a menu entry hides columns of its division only.
const COMMON: [&str; 3] = ["main", "hsp_points", "concurrent"];

/// The columns that are in play for a menu entry, with the sheet of each.
pub(super) fn in_play<'a>(book: &'a Book, tool: &str, entry: &'a MenuEntry) -> impl Iterator<Item = (&'a str, &'a Column)> {
    let sheets = entry
        .in_play
        .iter()
        .filter_map(move |sheet| book.sheet(tool, sheet))
        .collect::<Vec<_>>();
    sheets.into_iter().flat_map(move |sheet| {
        let shown = sheet.columns.iter().filter(|column| shows(entry, &sheet.sheet, &column.col));
        shown.map(|column| (sheet.sheet.as_str(), column))
    })
}

fn hides(entry: &MenuEntry, sheet: &str, col: &str) -> bool {
    !COMMON.contains(&sheet) && entry.hidden.iter().any(|hidden| hidden == col)
}

/// Whether an entry of the menu shows a column.
pub(super) fn shows(entry: &MenuEntry, sheet: &str, col: &str) -> bool {
    entry.in_play.iter().any(|it| it == sheet) && !hides(entry, sheet, col)
}

/// The menu entry of a code.
pub(super) fn entry<'a>(book: &'a Book, tool: &str, code: &str) -> Option<&'a MenuEntry> {
    book.tool(tool)?.menu.iter().find(|entry| entry.code == code)
}

/// The file of one application code; nothing where the tool does not know it.
pub(super) fn form(book: &Book, variant: &Variant) -> Option<OfficialForm> {
    let tool = book.tool(&variant.tool)?;
    let entry = entry(book, &variant.tool, &variant.code)?;
    let number = |column: &Column| column.file.get(&entry.set).copied();
    let sheets = book.sheets.iter().filter(|sheet| sheet.tool == tool.name);
    let largest = sheets.flat_map(|sheet| &sheet.columns).filter_map(number).max().unwrap_or(0);
    let width = largest + 1;
    let mut header = vec![String::new(); usize::from(width)];
    for sheet in entry.sheets.iter().filter_map(|sheet| book.sheet(&tool.name, sheet)) {
        for column in &sheet.columns {
            let at = number(column).and_then(|number| usize::from(number).checked_sub(1));
            if let Some(field) = at.and_then(|at| header.get_mut(at)) {
                field.clone_from(&column.header);
            }
        }
    }
    let columns = in_play(book, &tool.name, entry).map(|(sheet, column)| (sheet.to_owned(), of_set(column, &entry.set)));
    Some(OfficialForm {
        file_name: tool.file_name.clone(),
        max_rows: tool.max_rows,
        width,
        entry: entry.clone(),
        control_lists: tool.control_lists.clone(),
        header,
        columns: columns.collect(),
    })
}

/// The column with the one number that this file needs: a pack would be three times as large with all of them.
fn of_set(column: &Column, set: &str) -> Column {
    let file = column.file.get_key_value(set).map(|(set, number)| (set.clone(), *number));
    Column {
        file: file.into_iter().collect::<BTreeMap<_, _>>(),
        ..column.clone()
    }
}
