//! The worked people with whom whole cases are measured: those of the application code that most are of, as far as they may be sent.

use crate::run::Outcome;
use ::rulebook::host::Book;
use ::rulebook::{FieldKind, Loaded};
use engine::cases::CaseFile;
use engine::{Answers, Assessment, Entry, RowId, Slot, Truth, assess};
use std::path::Path;

/// One of them, judged on their day.
pub struct Person {
    pub file: String,
    pub case: CaseFile,
    pub answers: Answers,
    pub seen: Assessment,
}

impl Person {
    /// What the file is called.
    pub fn name(&self) -> String {
        Path::new(&self.file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// How many questions are asked.
    pub fn asked(&self) -> usize {
        self.seen.fields.values().filter(|view| view.asked == Truth::Yes).count()
    }

    /// The longest text that the person types outside groups and that takes so many letters more: there are most keys to press.
    pub fn longest(&self, book: &Loaded, more: usize) -> Option<(&Slot, &str)> {
        let texts = self.answers.entries().filter_map(|(slot, entry)| match entry {
            Entry::Typed(text) if slot.row == RowId::NONE => Some((slot, text.as_str())),
            _ => None,
        });
        let takes = |(slot, text): &(&Slot, &str)| {
            let field = book.field(&slot.field).filter(|it| matches!(it.kind, FieldKind::Text { .. }));
            let long = text.encode_utf16().count() + more;
            field.is_some_and(|it| it.limit.max.is_none_or(|max| long <= usize::from(max)))
        };
        texts.filter(takes).max_by_key(|(_, text)| text.chars().count())
    }
}

/// All of them, those with the fewest questions first.
pub fn of_one_code(book: &Book, loaded: &Loaded) -> Outcome<Vec<Person>> {
    let mut people = Vec::new();
    for case in &book.cases {
        let read = CaseFile::open(&book.root.join(&case.file))?;
        let answers = read.judged(loaded);
        let seen = assess(loaded, &answers, read.today);
        if seen.ready && seen.code.is_some() {
            people.push(Person {
                file: case.file.clone(),
                case: read,
                answers,
                seen,
            });
        }
    }
    let of = |code: &Option<String>| people.iter().filter(|it| it.seen.code == *code).count();
    let code = people.iter().map(|it| &it.seen.code).max_by_key(|code| of(code)).cloned();
    people.retain(|it| Some(&it.seen.code) == code.as_ref());
    people.sort_by_key(Person::asked);
    Ok(people)
}
