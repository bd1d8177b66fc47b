//! What a person has answered, as typed, and what machines have measured.

use crate::plain;
use rulebook::{Day, DocumentId, FactId, FieldId, GroupId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names a row of a group for as long as the row exists, whatever happens to the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub u32);

impl RowId {
    /// The row of fields outside groups.
    pub const NONE: RowId = RowId(0);
}

/// The address of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// The field.
    pub field: FieldId,
    /// The row, [`RowId::NONE`] outside groups.
    #[serde(default, skip_serializing_if = "is_none")]
    pub row: RowId,
}

fn is_none(row: &RowId) -> bool {
    *row == RowId::NONE
}

impl Slot {
    /// The slot of a field outside groups.
    pub fn of(field: impl Into<FieldId>) -> Slot {
        Slot {
            field: field.into(),
            row: RowId::NONE,
        }
    }
}

impl From<FieldId> for Slot {
    fn from(field: FieldId) -> Slot {
        Slot { field, row: RowId::NONE }
    }
}

/// One answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Exactly what was typed or chosen. Days are `year-month-day`, months `year-month`, with `0` for an unknown piece;
    /// choices are the id of the item, several are separated by spaces.
    Typed(String),
    /// Seen and left empty.
    Blank,
}

/// A measurement of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    /// Yes or no.
    Bool(bool),
    /// A number, in the unit that the list of facts names.
    Number(f64),
    /// A word or a day.
    Text(String),
}

impl Fact {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Fact::Number(number) => Some(*number),
            Fact::Bool(_) | Fact::Text(_) => None,
        }
    }
}

/// One file given for a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileEntry {
    /// Names the file in the draft and in the packet.
    pub key: String,
    /// The name that the person's file has.
    pub name: String,
    /// What was measured; nothing while it is being measured.
    pub facts: Option<BTreeMap<FactId, Fact>>,
    /// Where its bytes are.
    pub keeping: Keeping,
}

/// Where the bytes of a file are, so that they can be handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Kept where they can be read again: on the device, or with whoever received them.
    #[default]
    Kept,
    /// They are being kept. Until that is certain the file does not count as given.
    Pending,
    /// At hand until the page is closed; they could not be kept.
    Loose,
    /// Nowhere any more: the file must be chosen again.
    Lost,
}

/// The one fact about a file that no machine measures.
const ISSUED: &str = "file.issued";

/// The day on which the paper with these facts was issued, if the person has said it.
pub fn issued(facts: &BTreeMap<FactId, Fact>) -> Option<Day> {
    match facts.get(ISSUED)? {
        Fact::Text(day) => plain::day(day),
        _ => None,
    }
}

/// Says on which day the paper with these facts was issued, or that nobody says so.
pub fn set_issued(facts: &mut BTreeMap<FactId, Fact>, day: Option<Day>) {
    match day {
        Some(day) => facts.insert(FactId::new(ISSUED), Fact::Text(day.to_string())),
        None => facts.remove(ISSUED),
    };
}

impl FileEntry {
    /// A measured number.
    pub fn number(&self, fact: &str) -> Option<f64> {
        self.facts.as_ref()?.get(fact)?.number()
    }
}

/// All answers of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    entries: BTreeMap<Slot, Entry>,
    rows: BTreeMap<GroupId, Vec<RowId>>,
    files: BTreeMap<DocumentId, Vec<FileEntry>>,
}

impl Answers {
    /// The entry at a slot.
    pub fn get(&self, slot: &Slot) -> Option<&Entry> {
        self.entries.get(slot)
    }

    /// What was typed at a slot; empty where nothing was.
    pub fn typed(&self, slot: &Slot) -> &str {
        match self.entries.get(slot) {
            Some(Entry::Typed(text)) => text,
            _ => "",
        }
    }

    /// Records what was typed. An empty text removes the answer.
    pub fn set(&mut self, slot: Slot, typed: impl Into<String>) {
        let typed = typed.into();
        if typed.is_empty() {
            self.entries.remove(&slot);
        } else {
            self.entries.insert(slot, Entry::Typed(typed));
        }
    }

    /// Marks a slot as seen and left empty; what was typed stays.
    pub fn leave_blank(&mut self, slot: Slot) {
        self.entries.entry(slot).or_insert(Entry::Blank);
    }

    /// Every entry in the order of the slots.
    pub fn entries(&self) -> impl Iterator<Item = (&Slot, &Entry)> {
        self.entries.iter()
    }

    /// The rows of a group in the person's order.
    pub fn rows(&self, group: &GroupId) -> &[RowId] {
        self.rows.get(group).map_or(&[], Vec::as_slice)
    }

    /// Every group that has rows.
    pub fn groups(&self) -> impl Iterator<Item = (&GroupId, &[RowId])> {
        self.rows.iter().map(|(group, rows)| (group, rows.as_slice()))
    }

    /// Adds a row at the end and names it.
    pub fn add_row(&mut self, group: &GroupId) -> RowId {
        let next = RowId(1 + self.rows.values().flatten().map(|row| row.0).max().unwrap_or(0));
        self.rows.entry(group.clone()).or_default().push(next);
        next
    }

    /// Puts a row with a known name at the end, as when a draft or a packet is read.
    pub fn put_row(&mut self, group: &GroupId, row: RowId) {
        let rows = self.rows.entry(group.clone()).or_default();
        if row != RowId::NONE && !rows.contains(&row) {
            rows.push(row);
        }
    }

    /// Removes a row and its answers; they are handed back so that the removal can be undone.
    pub fn remove_row(&mut self, group: &GroupId, row: RowId) -> Vec<(Slot, Entry)> {
        if let Some(rows) = self.rows.get_mut(group) {
            rows.retain(|it| *it != row);
        }
        let slots: Vec<Slot> = self.entries.keys().filter(|slot| slot.row == row).cloned().collect();
        slots.into_iter().filter_map(|slot| self.entries.remove_entry(&slot)).collect()
    }

    /// Puts a removed row back where it stood.
    pub fn restore_row(&mut self, group: &GroupId, row: RowId, at: usize, entries: Vec<(Slot, Entry)>) {
        let rows = self.rows.entry(group.clone()).or_default();
        if !rows.contains(&row) {
            rows.insert(at.min(rows.len()), row);
        }
        self.entries.extend(entries);
    }

    /// The files given for a document.
    pub fn files(&self, document: &DocumentId) -> &[FileEntry] {
        self.files.get(document).map_or(&[], Vec::as_slice)
    }

    /// Every file with its document.
    pub fn all_files(&self) -> impl Iterator<Item = (&DocumentId, &FileEntry)> {
        self.files
            .iter()
            .flat_map(|(document, files)| files.iter().map(move |file| (document, file)))
    }

    /// Adds a file, or replaces the one with the same key.
    pub fn put_file(&mut self, document: &DocumentId, file: FileEntry) {
        self.put_file_at(document, usize::MAX, file);
    }

    /// The same, with a place in the order for one that is new; behind the others if there are not so many.
    pub fn put_file_at(&mut self, document: &DocumentId, at: usize, file: FileEntry) {
        let files = self.files.entry(document.clone()).or_default();
        match files.iter_mut().find(|it| it.key == file.key) {
            Some(same) => *same = file,
            None => files.insert(at.min(files.len()), file),
        }
    }

    /// Removes a file.
    pub fn remove_file(&mut self, document: &DocumentId, key: &str) {
        if let Some(files) = self.files.get_mut(document) {
            files.retain(|file| file.key != key);
            if files.is_empty() {
                self.files.remove(document);
            }
        }
    }
}
