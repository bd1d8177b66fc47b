//! Puts together what is needed of a tool for one application code, from its menu and its sheets.

use super::{Column, OfficialForm, SheetPack, Tool, letters, numbers};
use crate::{Loaded, PackName};
use std::collections::BTreeMap;

/// The name of the pack with the menu of a tool.
pub(crate) fn pack_of_tool(tool: &str) -> PackName {
    PackName::new(format!("official.{tool}"))
}

/// The name of the pack with a sheet of a tool.
pub(crate) fn pack_of_sheet(tool: &str, sheet: &str) -> PackName {
    PackName::new(format!("official.{tool}.{sheet}"))
}

impl SheetPack {
    /// The numbers of the columns for a set, in the order of the columns.
    pub fn numbers_of(&self, set: &str) -> impl Iterator<Item = Option<u16>> {
        let own = self.numbers.iter().find(|(sets, _)| letters(sets).any(|it| it == set));
        own.into_iter().flat_map(|(_, runs)| numbers(runs))
    }
}

impl Loaded {
    /// The file of one application code; nothing where no tool knows it, or where its menu or one of its sheets has not arrived.
    pub fn official(&self, code: &str) -> Option<OfficialForm> {
        let (tool, entry) = self.menu().find(|(_, entry)| entry.code == code)?;
        let sheet = |name: &String| self.sheets.get(&(tool.name.clone(), name.clone()));
        let sheets: Vec<&SheetPack> = entry.sheets.iter().map(sheet).collect::<Option<_>>()?;
        let width = tool.width.get(&entry.set).copied().unwrap_or(0);
        let mut header = vec![String::new(); usize::from(width)];
        let mut columns = Vec::new();
        let mut when = BTreeMap::new();
        for sheet in sheets {
            let in_play = entry.in_play.contains(&sheet.sheet) && !sheet.when.is_never();
            let numbers = sheet.numbers_of(&entry.set).chain(std::iter::repeat(None));
            for (column, number) in sheet.columns.iter().zip(numbers) {
                let at = number.and_then(|number| usize::from(number).checked_sub(1));
                if let Some(field) = at.and_then(|at| header.get_mut(at)) {
                    field.clone_from(&column.header);
                }
                if in_play && !entry.hides(&sheet.sheet, &column.col) {
                    let file = number.map(|number| (entry.set.clone(), number)).into_iter().collect();
                    columns.push((sheet.sheet.clone(), Column { file, ..column.clone() }));
                }
            }
            if in_play && !sheet.when.is_always() {
                when.insert(sheet.sheet.clone(), sheet.when.clone());
            }
        }
        Some(OfficialForm {
            file_name: tool.file_name.clone(),
            max_rows: tool.max_rows,
            width,
            entry: entry.clone(),
            header,
            columns,
            when,
        })
    }

    /// Every line of the menus that have arrived, with its tool.
    pub fn menu(&self) -> impl Iterator<Item = (&Tool, &super::MenuEntry)> {
        self.tools
            .values()
            .flat_map(|tool| tool.menu.iter().map(move |entry| (tool, entry)))
    }

    /// The packs to fetch before the file of an application code can be written: the tool's menu, and once that is here its sheets.
    pub fn packs_for_official(&self, code: &str) -> Vec<PackName> {
        if let Some((tool, entry)) = self.menu().find(|(_, entry)| entry.code == code) {
            let missing = |sheet: &&String| !self.sheets.contains_key(&(tool.name.clone(), (*sheet).clone()));
            let missing = entry.sheets.iter().filter(missing);
            return missing.map(|sheet| pack_of_sheet(&tool.name, sheet)).collect();
        }
        let variants = self.core.variants().map(|(_, variant)| variant);
        let tools = variants.filter(|variant| variant.code == code).map(|variant| variant.tool.as_str());
        let missing = tools.filter(|tool| !self.tools.contains_key(*tool));
        missing.take(1).map(pack_of_tool).collect()
    }
}
