//! What nobody has compared with its source for long.

use super::book::{Book, fields_of, name_of_fee};
use crate::{Cite, Day, Item, SourceId};

/// A datum and the day on which it was last compared with its source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// The day; none where nobody ever did.
    pub checked: Option<Day>,
    /// The file, from the folder of the rulebook.
    pub file: String,
    /// The datum.
    pub id: String,
    /// Its source.
    pub source: SourceId,
}

impl Book {
    /// Every datum that nobody has compared with its source in the last `days` days, the oldest first.
    pub fn stale(&self, today: Day, days: u16) -> Vec<Stale> {
        let oldest = today - chrono::Days::new(u64::from(days));
        let old = self
            .cites()
            .into_iter()
            .filter(|(_, cite)| cite.checked.is_none_or(|day| day < oldest));
        let mut found: Vec<_> = old
            .map(|(id, cite)| Stale {
                checked: cite.checked,
                file: self.file_of(&id).to_owned(),
                source: cite.source.clone(),
                id,
            })
            .collect();
        found.sort();
        found
    }

    /// Everything that cites a source, with its id; a fee is named after its procedures.
    pub fn cites(&self) -> Vec<(String, &Cite)> {
        let core = &self.core;
        let mut found: Vec<(String, &Cite)> = Vec::new();
        for value in &core.values {
            found.extend(value.since.stages().iter().map(|stage| (value.id.to_string(), &stage.cite)));
        }
        for fee in &core.fees {
            found.extend(fee.since.stages().iter().map(|stage| (name_of_fee(fee), &stage.cite)));
        }
        found.extend(core.applicants.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(core.procedures.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(core.statuses.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(core.dates.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(core.closed.yearly.iter().map(|it| ("holidays".to_owned(), &it.cite)));
        found.extend(core.closed.holidays.iter().map(|it| (format!("holidays of {}", it.year), &it.cite)));
        for part in self.all_parts() {
            found.extend(part.steps.iter().flat_map(|step| &step.items).filter_map(|item| match item {
                Item::Group(group) => Some((group.id.to_string(), &group.cite)),
                _ => None,
            }));
            found.extend(fields_of(part).into_iter().map(|at| (at.field.id.to_string(), &at.field.cite)));
            for field in fields_of(part).into_iter().map(|at| at.field) {
                found.extend(field.years.iter().map(|years| (field.id.to_string(), &years.cite)));
            }
            found.extend(part.rules.iter().map(|it| (it.id.to_string(), &it.cite)));
        }
        found.extend(self.guides.iter().map(|it| (it.id.to_string(), &it.cite)));
        if !self.postal.is_empty() {
            found.push(("postal".to_owned(), &self.postal.cite));
        }
        found.extend(self.classes.iter().map(|it| (it.id.to_string(), &it.cite)));
        for set in &self.documents {
            found.extend(set.documents.iter().map(|it| (it.id.to_string(), &it.cite)));
            let grounds = set
                .documents
                .iter()
                .flat_map(|it| it.also.iter().map(|ground| (it.id.to_string(), &ground.cite)));
            found.extend(grounds);
            found.extend(set.rules.iter().map(|it| (it.id.to_string(), &it.cite)));
        }
        found.extend(core.calendars.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(core.numbers.iter().map(|it| (format!("number {}", it.role.word()), &it.cite)));
        found.extend(self.characters.marks.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(self.characters.tables.iter().map(|it| (it.id.to_string(), &it.cite)));
        found.extend(self.codes.iter().map(|it| (it.id.to_string(), &it.cite)));
        found
    }
}
