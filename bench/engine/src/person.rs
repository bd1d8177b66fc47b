//! A worked person as `cargo xtask bench` hands it over.

use engine::wire::{Answer, answers_of};
use engine::{Answers, Fact, FileEntry, RowId};
use rulebook::{Day, DocumentId, FactId, GroupId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was answered and given, and the day on which it is judged.
#[derive(Deserialize)]
pub struct Person {
    /// The day.
    pub today: Day,
    answers: Vec<Answer>,
    rows: BTreeMap<GroupId, Vec<RowId>>,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    document: DocumentId,
    key: String,
    facts: BTreeMap<FactId, Fact>,
}

pub fn read(person: &str) -> Result<Person, String> {
    serde_json::from_str(person).map_err(|why| why.to_string())
}

pub fn read_all(people: &str) -> Result<Vec<Person>, String> {
    serde_json::from_str(people).map_err(|why| why.to_string())
}

impl Person {
    /// The answers as the engine takes them.
    pub fn answers(&self) -> Answers {
        let mut answers = answers_of(&self.rows, &self.answers);
        for file in &self.files {
            let entry = FileEntry {
                key: file.key.clone(),
                name: file.key.clone(),
                facts: Some(file.facts.clone()),
                ..FileEntry::default()
            };
            answers.put_file(&file.document, entry);
        }
        answers
    }
}
