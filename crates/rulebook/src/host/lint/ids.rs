//! Every id that the rulebook gives, with its kind.

use crate::host::Book;
use crate::{
    ActId, ApplicantId, CalendarId, CharId, ClassId, CodesId, DateId, DocumentId, DocumentSetId, FieldId, GroupId, GuideId, OneOfId,
    PartId, ProcedureId, RuleId, SourceId, StatusId, StepId, TallyId, ValueId,
};
use std::collections::BTreeSet;

/// An id and its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id<'a> {
    /// The id.
    pub id: &'a str,
    /// How ids of its kind begin.
    pub prefix: &'static str,
    /// The part or the set of documents in which it stands: what never comes together may give the same id.
    pub home: Option<&'a str>,
}

/// Every id as often as it is given.
pub(super) fn given(book: &Book) -> Vec<Id<'_>> {
    fn add<'a>(found: &mut Vec<Id<'a>>, prefix: &'static str, ids: impl Iterator<Item = &'a str>) {
        found.extend(ids.map(|id| Id { id, prefix, home: None }));
    }
    let core = &book.core;
    let mut found = Vec::new();
    let all = &mut found;
    add(all, SourceId::PREFIX, core.sources.iter().map(|it| it.id.as_str()));
    add(all, ValueId::PREFIX, core.values.iter().map(|it| it.id.as_str()));
    add(all, ApplicantId::PREFIX, core.applicants.iter().map(|it| it.id.as_str()));
    add(all, StatusId::PREFIX, core.statuses.iter().map(|it| it.id.as_str()));
    add(all, DateId::PREFIX, core.dates.iter().map(|it| it.id.as_str()));
    add(all, ActId::PREFIX, core.acts.iter().map(|it| it.id.as_str()));
    add(all, ProcedureId::PREFIX, core.procedures.iter().map(|it| it.id.as_str()));
    add(all, CalendarId::PREFIX, core.calendars.iter().map(|it| it.id.as_str()));
    add(all, CharId::PREFIX, book.characters.tables.iter().map(|it| it.id.as_str()));
    add(all, GuideId::PREFIX, book.guides.iter().map(|it| it.id.as_str()));
    add(all, ClassId::PREFIX, book.classes.iter().map(|it| it.id.as_str()));
    add(all, CodesId::PREFIX, book.codes.iter().map(|it| it.id.as_str()));
    for part in book.all_parts().filter(|part| *part != &crate::Part::default()) {
        let before = all.len();
        add(all, PartId::PREFIX, std::iter::once(part.id.as_str()));
        add(all, StepId::PREFIX, part.steps.iter().map(|it| it.id.as_str()));
        add(all, RuleId::PREFIX, part.rules.iter().map(|it| it.id.as_str()));
        add(all, TallyId::PREFIX, part.tallies.iter().map(|it| it.id.as_str()));
        add(all, GroupId::PREFIX, part.groups().map(|it| it.id.as_str()));
        add(all, FieldId::PREFIX, part.fields().map(|it| it.id.as_str()));
        all[before..].iter_mut().for_each(|it| it.home = Some(part.id.as_str()));
    }
    for set in &book.documents {
        add(all, DocumentSetId::PREFIX, std::iter::once(set.id.as_str()));
        let before = all.len();
        add(all, OneOfId::PREFIX, set.one_of.iter().map(|it| it.id.as_str()));
        add(all, DocumentId::PREFIX, set.documents.iter().map(|it| it.id.as_str()));
        add(all, RuleId::PREFIX, set.rules.iter().map(|it| it.id.as_str()));
        all[before..].iter_mut().for_each(|it| it.home = Some(set.id.as_str()));
    }
    found
}

/// Every id once.
pub(super) fn known(book: &Book) -> BTreeSet<&str> {
    given(book).into_iter().map(|it| it.id).collect()
}
