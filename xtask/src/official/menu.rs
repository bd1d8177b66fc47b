//! The menu of a tool: which code has which column set, sheets and hidden columns.

use super::facts::{Facts, MAX_ROWS, Shown, ToolFacts};
use crate::run::Outcome;
use rulebook::host::letter_runs;
use rulebook::{MenuEntry, SourceId, Tool, number_of};
use std::collections::BTreeMap;

/// A tool without what people own of it, and what there is to say about its menu.
pub fn tool(facts: &Facts, of: &ToolFacts) -> Outcome<(Tool, Vec<String>)> {
    let menu = Menu { facts, of };
    let (mut entries, mut said) = (Vec::new(), Vec::new());
    for choice in &of.menu {
        match facts.lists.activities(&choice.code) {
            Some(activities) => {
                // An activity stands there twice where the tool has two words for it: that of the menu is taken.
                let in_menu = |label: &String| of.menu.iter().any(|choice| choice.label == *label);
                let mut labels: BTreeMap<&String, &String> = BTreeMap::new();
                for (label, code) in activities.of(&of.procedure) {
                    let first = labels.entry(code).or_insert(label);
                    if in_menu(label) && !in_menu(first) {
                        *first = label;
                    }
                }
                for (code, label) in labels {
                    entries.push(menu.professional(choice.code.clone(), &choice.label, label, code)?);
                }
            }
            None if of.code_to_csv_column_set.contains_key(&choice.code) => {
                entries.push(menu.entry(&choice.code, &choice.label, &[&choice.label])?);
            }
            None => said.push(format!("{} ({}) has no column set and is left out", choice.code, choice.label)),
        }
    }
    let version = of.tool_version.as_str().map_or_else(|| of.tool_version.to_string(), str::to_owned);
    let tool = Tool {
        name: of.procedure.clone(),
        source: SourceId::default(),
        version,
        file_name: of.file_name.clone(),
        max_rows: MAX_ROWS,
        width: BTreeMap::new(),
        menu: entries,
    };
    Ok((tool, said))
}

struct Menu<'a> {
    facts: &'a Facts,
    of: &'a ToolFacts,
}

impl Menu<'_> {
    /// What one or more labels of the menu show and hide together.
    fn entry(&self, code: &str, label: &str, labels: &[&str]) -> Outcome<MenuEntry> {
        let set = self.of.code_to_csv_column_set.get(code);
        let mut own = Vec::new();
        let mut hidden = BTreeMap::new();
        for label in labels {
            let shown = self.shown(label)?;
            let sheet = self.sheet(shown)?;
            let columns: Vec<u16> = shown.hidden_columns.iter().filter_map(|col| number_of(col)).collect();
            if !columns.is_empty() {
                hidden.insert(sheet.to_owned(), letter_runs(columns));
            }
            own.push(sheet);
        }
        let written = self.of.sheets.0.iter().filter(|(_, sheet)| sheet.is_written());
        let written = written.map(|(name, _)| name.as_str());
        // What no choice names is common to all; what a status names whose activity names another stands in every first line.
        let named = |name: &str| {
            self.of
                .variants
                .iter()
                .any(|shown| self.sheet(shown).is_ok_and(|sheet| sheet == name))
        };
        let points = self
            .of
            .menu
            .iter()
            .filter(|choice| self.facts.lists.activities(&choice.code).is_some());
        let points: Vec<&str> = points
            .filter_map(|choice| self.sheet(self.shown(&choice.label).ok()?).ok())
            .collect();
        let (mut sheets, mut in_play) = (Vec::new(), Vec::new());
        for name in written {
            let plays = own.contains(&name) || !named(name);
            if plays || points.contains(&name) {
                sheets.push(name.to_owned());
            }
            if plays {
                in_play.push(name.to_owned());
            }
        }
        Ok(MenuEntry {
            code: code.to_owned(),
            label: label.to_owned(),
            set: set.cloned().ok_or_else(|| format!("{code} has no column set"))?,
            sheets,
            in_play,
            hidden,
            ..MenuEntry::default()
        })
    }

    /// One who chooses a status and then a main activity, whose code and division count.
    fn professional(&self, status: String, status_label: &str, label: &str, code: &str) -> Outcome<MenuEntry> {
        let entry = self.entry(code, &format!("{status_label} / {label}"), &[status_label, label])?;
        let division = self.sheet(self.shown(label)?)?;
        let of_division = |choice: &&super::facts::Choice| {
            let shown = self.shown(&choice.label).and_then(|shown| self.sheet(shown));
            shown.is_ok_and(|sheet| sheet == division)
        };
        let by_label = self.of.menu.iter().find(|choice| choice.label == label);
        let activity = by_label.or_else(|| self.of.menu.iter().find(of_division));
        Ok(MenuEntry {
            status,
            activity: activity.map(|choice| choice.code.clone()).unwrap_or_default(),
            ..entry
        })
    }

    fn shown(&self, label: &str) -> Outcome<&Shown> {
        let mut all = self.of.variants.iter();
        all.find(|shown| shown.label == label)
            .ok_or_else(|| format!("{}: nobody says which sheet `{label}` shows", self.of.procedure))
    }

    /// The sheet whose title ends with what a choice names.
    fn sheet(&self, shown: &Shown) -> Outcome<&str> {
        let mut all = self.of.sheets.0.iter();
        let found = all.find(|(_, sheet)| sheet.title.ends_with(&format!("({})", shown.sheet)));
        let found = found.map(|(name, _)| name.as_str());
        found.ok_or_else(|| format!("{}: there is no sheet `{}`", self.of.procedure, shown.sheet))
    }
}
