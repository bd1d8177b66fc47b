//! Fills in what the files leave out: sources from the whole to its pieces, grades from sources; and then makes what each road needs.

use super::Book;
use super::specialise::specialise;
use crate::{Cite, Class, Document, Field, Item, Part, Source, SourceId};
use std::collections::BTreeMap;

/// Sources by id.
struct Sources(BTreeMap<SourceId, Source>);

impl Sources {
    /// A piece without a source has that of the whole; a datum without a grade or a day has those of its source.
    fn fill(&self, cite: &mut Cite, whole: &SourceId) {
        if cite.source.as_str().is_empty() {
            cite.source = whole.clone();
        }
        if let Some(source) = self.0.get(&cite.source) {
            cite.grade.get_or_insert(source.grade);
            cite.checked.get_or_insert(source.read);
        }
    }

    fn own(&self, cite: &mut Cite) {
        self.fill(cite, &SourceId::default());
    }

    fn field(&self, field: &mut Field, whole: &SourceId) {
        self.fill(&mut field.cite, whole);
        if let Some(years) = &mut field.years {
            self.own(&mut years.cite);
        }
    }

    fn part(&self, part: &mut Part) {
        let whole = part.source.clone();
        for item in part.steps.iter_mut().flat_map(|step| &mut step.items) {
            match item {
                Item::Heading(_) => {}
                Item::Field(field) => self.field(field, &whole),
                Item::Group(group) => {
                    self.fill(&mut group.cite, &whole);
                    let whole = group.cite.source.clone();
                    group.fields.iter_mut().for_each(|field| self.field(field, &whole));
                }
            }
        }
        part.rules.iter_mut().for_each(|rule| self.own(&mut rule.cite));
    }
}

/// Fills in everything.
pub(super) fn resolve(book: &mut Book) {
    let sources = Sources(book.core.sources.iter().map(|it| (it.id.clone(), it.clone())).collect());
    let core = &mut book.core;
    let dated = core.values.iter_mut().flat_map(|it| it.since.stages_mut());
    dated.for_each(|stage| sources.own(&mut stage.cite));
    let fees = core.fees.iter_mut().flat_map(|it| it.since.stages_mut());
    fees.for_each(|stage| sources.own(&mut stage.cite));
    core.applicants.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.procedures.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.statuses.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.dates.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.closed.yearly.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.closed.holidays.iter_mut().for_each(|it| sources.own(&mut it.cite));
    sources.part(&mut core.start);
    book.parts.iter_mut().for_each(|part| sources.part(part));
    for set in &mut book.documents {
        let whole = set.source.clone();
        set.documents.iter_mut().for_each(|it| {
            sources.fill(&mut it.cite, &whole);
            it.also.iter_mut().for_each(|ground| sources.fill(&mut ground.cite, &whole));
        });
        set.rules.iter_mut().for_each(|it| sources.own(&mut it.cite));
    }
    book.guides.iter_mut().for_each(|it| sources.own(&mut it.cite));
    sources.own(&mut book.postal.cite);
    book.classes.iter_mut().for_each(|it| sources.own(&mut it.cite));
    for set in &mut book.documents {
        let serves = |it: &Document, class: &Class| {
            let others = it.also.iter().filter_map(|ground| ground.class.as_ref());
            others.chain([&it.class]).any(|all| all.contains(&class.id))
        };
        let served = |class: &&Class| set.documents.iter().any(|it| serves(it, class));
        set.classes = book.classes.iter().filter(served).cloned().collect();
    }
    book.codes.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.calendars.iter_mut().for_each(|it| sources.own(&mut it.cite));
    core.numbers.iter_mut().for_each(|it| sources.own(&mut it.cite));
    book.characters.marks.iter_mut().for_each(|it| sources.own(&mut it.cite));
    book.characters.tables.iter_mut().for_each(|it| sources.own(&mut it.cite));
    book.made = specialise(book);
}
