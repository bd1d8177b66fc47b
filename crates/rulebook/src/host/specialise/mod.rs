//! Makes of what is written once what each road needs: plain parts and sets of documents, with the differences of that road applied.
//!
//! A part stands once for every official division. On one road (a variant of a procedure) some of its questions do not exist, others have another
//! number, other words, another list, and each has the limits of the columns that it fills on this road. What comes of it is a plain `Part`, so the
//! engine knows nothing of differences. Equal results are one pack.

mod absent;
mod papers;
mod part;

use super::book::Book;
use super::{limits, official};
use crate::core::variants_of;
use crate::{Condition, DocumentSet, DocumentSetId, FieldId, GroupId, MenuEntry, Part, PartId, Procedure, Roads, Variant};
use std::collections::BTreeSet;

/// What all roads together consist of.
#[derive(Clone, Debug, Default)]
pub struct Specialised {
    /// The parts that travel.
    pub parts: Vec<Part>,
    /// The sets of documents that travel.
    pub documents: Vec<DocumentSet>,
    /// The procedures, whose variants name those parts and sets.
    pub procedures: Vec<Procedure>,
}

/// One road, and what is known of it on the host.
struct Road<'a> {
    book: &'a Book,
    procedure: &'a Procedure,
    variant: &'a Variant,
    entry: Option<&'a MenuEntry>,
}

impl Road<'_> {
    /// Whether these names mean this road. That of the highly skilled is meant by the code of their main activity too.
    fn is_among(&self, roads: &Roads) -> bool {
        let activity = self.entry.map_or("", |entry| entry.activity.as_str());
        roads.0.iter().any(|name| {
            *name == self.variant.code
                || *name == activity
                || name == self.procedure.id.as_str()
                || self.variant.statuses.iter().any(|status| status.as_str() == name)
        })
    }

    fn has(&self, only: &Roads) -> bool {
        only.is_all() || self.is_among(only)
    }

    /// What distinguishes the road in the name of a pack.
    fn name(&self) -> String {
        if !self.variant.code.is_empty() {
            return self.variant.code.clone();
        }
        let bare = |id: &str| id.split_once('.').map_or(id, |(_, name)| name).to_owned();
        let status = self.variant.statuses.first().map(|it| bare(it.as_str()));
        [Some(bare(self.procedure.id.as_str())), status]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("_")
    }
}

/// Everything, road by road.
pub(super) fn specialise(book: &Book) -> Specialised {
    let filled = limits::Columns::of(book);
    let mut made = Specialised {
        procedures: book.core.procedures.clone(),
        ..Specialised::default()
    };
    let mut parts: Shelf<Part> = Shelf::default();
    let mut sets: Shelf<DocumentSet> = Shelf::default();
    for (at, procedure) in book.core.procedures.iter().enumerate() {
        for (number, variant) in procedure.variants.iter().enumerate() {
            let road = Road {
                book,
                procedure,
                variant,
                entry: official::entry(book, &variant.tool, &variant.code),
            };
            let own = of_road(&road, &filled);
            let name = road.name();
            let built = &mut made.procedures[at].variants[number];
            built.parts = own
                .parts
                .into_iter()
                .map(|part| PartId::new(parts.put(part.id.as_str().to_owned(), &name, part)))
                .collect();
            let documents = own.documents.into_iter();
            built.documents = documents
                .map(|set| DocumentSetId::new(sets.put(set.id.as_str().to_owned(), &name, set)))
                .collect();
        }
    }
    // Where all roads see the same, the name is the plain one.
    let (parts, part_names) = parts.named(|part, name| part.id = PartId::new(name));
    let (documents, set_names) = sets.named(|set, name| set.id = DocumentSetId::new(name));
    for variant in made.procedures.iter_mut().flat_map(|it| &mut it.variants) {
        variant
            .parts
            .iter_mut()
            .for_each(|id| *id = PartId::new(part_names.of(id.as_str())));
        variant
            .documents
            .iter_mut()
            .for_each(|id| *id = DocumentSetId::new(set_names.of(id.as_str())));
    }
    made.parts = parts;
    made.documents = documents;
    made
}

/// What one road consists of.
struct Own {
    parts: Vec<Part>,
    documents: Vec<DocumentSet>,
}

fn of_road(road: &Road<'_>, filled: &limits::Columns<'_>) -> Own {
    let book = road.book;
    let written = |id: &PartId| book.parts.iter().find(|part| part.id == *id);
    let mut parts: Vec<Part> = road.variant.parts.iter().filter_map(written).cloned().collect();
    parts.iter_mut().for_each(|part| part::apply(road, filled, part));
    let set = |id: &DocumentSetId| book.documents.iter().find(|set| set.id == *id);
    let mut documents: Vec<DocumentSet> = road.variant.documents.iter().filter_map(set).cloned().collect();
    documents.iter_mut().for_each(|set| papers::apply(road, set));
    // What is not asked may be why something else is not: until nothing more goes.
    loop {
        let gone = Gone::of(book, &parts);
        let before = size(&parts);
        parts.iter_mut().for_each(|part| part::without(part, &gone));
        if size(&parts) == before {
            documents.iter_mut().for_each(|set| papers::without(set, &gone));
            break;
        }
    }
    documents.retain(|set| !set.documents.is_empty() || !set.rules.is_empty());
    parts.retain(|part| !part.steps.is_empty() || !part.rules.is_empty() || !part.tallies.is_empty());
    Own { parts, documents }
}

fn size(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.fields().count() + part.steps.len()).sum()
}

/// What the book asks somewhere, but this road does not.
struct Gone {
    fields: BTreeSet<FieldId>,
    groups: BTreeSet<GroupId>,
}

impl Gone {
    fn of(book: &Book, parts: &[Part]) -> Self {
        let groups = |parts: &[Part]| -> BTreeSet<GroupId> { parts.iter().flat_map(Part::groups).map(|group| group.id.clone()).collect() };
        let fields = |parts: &[Part]| -> BTreeSet<FieldId> { parts.iter().flat_map(Part::fields).map(|field| field.id.clone()).collect() };
        let (here, rows) = (fields(parts), groups(parts));
        Self {
            fields: fields(&book.parts).into_iter().filter(|id| !here.contains(id)).collect(),
            groups: groups(&book.parts).into_iter().filter(|id| !rows.contains(id)).collect(),
        }
    }

    /// The condition on this road, where what is not asked has no answer.
    fn leave(&self, condition: &mut Condition) {
        *condition = absent::without(std::mem::take(condition), self);
    }
}

/// Things of one kind by the name they are written under; equal ones are one.
struct Shelf<T> {
    all: Vec<(String, String, T)>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { all: Vec::new() }
    }
}

/// The final names by the names that were given first.
struct Names(Vec<(String, String)>);

impl Names {
    fn of(&self, name: &str) -> String {
        let found = self.0.iter().find(|(first, _)| first == name);
        found.map_or_else(|| name.to_owned(), |(_, last)| last.clone())
    }
}

impl<T: PartialEq> Shelf<T> {
    /// Puts a thing there, and says under which name it stands for now.
    fn put(&mut self, written: String, road: &str, thing: T) -> String {
        let same = self.all.iter().find(|(of, _, other)| *of == written && *other == thing);
        if let Some((of, road, _)) = same {
            return format!("{of}.{road}");
        }
        // Two tools may give the same code.
        let taken = |road: &str| self.all.iter().any(|(of, other, _)| *of == written && other == road);
        let more = (2..).map(|number| format!("{road}_{number}"));
        let road = std::iter::once(road.to_owned())
            .chain(more)
            .find(|road| !taken(road))
            .unwrap_or_default();
        let name = format!("{written}.{road}");
        self.all.push((written, road, thing));
        name
    }

    /// All of them under their final names.
    fn named(self, name: impl Fn(&mut T, String)) -> (Vec<T>, Names) {
        let mut names = Vec::new();
        let many = |written: &str| self.all.iter().filter(|(of, ..)| of == written).count() > 1;
        let last: Vec<String> = self
            .all
            .iter()
            .map(|(of, road, _)| if many(of) { format!("{of}.{road}") } else { of.clone() })
            .collect();
        let mut things = Vec::new();
        for ((of, road, mut thing), last) in self.all.into_iter().zip(last) {
            names.push((format!("{of}.{road}"), last.clone()));
            name(&mut thing, last);
            things.push(thing);
        }
        (things, Names(names))
    }
}

impl Specialised {
    /// The variants with their procedures.
    pub fn variants(&self) -> impl Iterator<Item = (&Procedure, &Variant)> {
        variants_of(&self.procedures)
    }
}

#[cfg(test)]
mod tests;
