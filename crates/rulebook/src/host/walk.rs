//! Walks through every condition of the rulebook and through all that a condition looks at.

use super::book::Book;
use crate::{Condition, DocumentSet, Expr, FieldId, GroupId, Literal, Part, Place, Rule};

/// A condition and what it decides.
#[derive(Clone, Debug)]
pub(super) struct ConditionAt<'a> {
    /// The id of what it belongs to.
    pub id: &'a str,
    /// What it decides.
    pub decides: Decides,
    /// The condition.
    pub condition: &'a Condition,
    /// The group whose row it is asked for.
    pub row: Option<&'a GroupId>,
    /// The part that it stands in.
    pub part: Option<&'a Part>,
}

/// What a condition decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decides {
    /// Whether something is asked; the fields of the part before this one can be known by then.
    Asked(usize),
    /// Something else: an answer given later changes it without moving the page under the person.
    Other,
}

/// One thing that a condition looks at; with the group whose row is meant, if it is in one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// A part of an expression.
    Expr(&'a Expr, Option<&'a GroupId>),
    /// A group, by its rows.
    Group(&'a GroupId),
    /// An expression that is compared with constants.
    In(&'a Expr, &'a [Literal]),
    /// An expression that may contain a text.
    Contains(&'a Expr, &'a str),
}

/// Everything that a condition looks at.
pub(super) fn seen<'a>(condition: &'a Condition, row: Option<&'a GroupId>) -> Vec<Seen<'a>> {
    let mut found = Vec::new();
    look(condition, row, &mut found);
    found
}

fn look<'a>(condition: &'a Condition, row: Option<&'a GroupId>, found: &mut Vec<Seen<'a>>) {
    match condition {
        Condition::Always | Condition::Never => {}
        Condition::Not(inner) => look(inner, row, found),
        Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| look(one, row, found)),
        Condition::In(what, literals) => {
            found.push(Seen::In(what, literals));
            parts(what, row, found);
        }
        Condition::Contains(what, text) => {
            found.push(Seen::Contains(what, text));
            parts(what, row, found);
        }
        Condition::Empty(what) => parts(what, row, found),
        Condition::Compare(left, _, right) => {
            parts(left, row, found);
            parts(right, row, found);
        }
        Condition::Any(group, inner) | Condition::All(group, inner) => {
            found.push(Seen::Group(group));
            look(inner, Some(group), found);
        }
    }
}

fn parts<'a>(expr: &'a Expr, row: Option<&'a GroupId>, found: &mut Vec<Seen<'a>>) {
    let mut all = Vec::new();
    expr.parts(&mut all);
    for part in all {
        found.push(Seen::Expr(part, row));
        if let Expr::SumRows(group, _) | Expr::Count(group) = part {
            found.push(Seen::Group(group));
        }
    }
}

/// The fields that an expression names, with the group whose row is meant.
pub(super) fn field_of<'a>(expr: &'a Expr, row: Option<&'a GroupId>) -> Option<(&'a FieldId, Option<&'a GroupId>)> {
    match expr {
        Expr::Field(field) => Some((field, row)),
        Expr::SumRows(group, field) => Some((field, Some(group))),
        _ => None,
    }
}

/// Every condition of the rulebook.
pub(super) fn conditions(book: &Book) -> Vec<ConditionAt<'_>> {
    let mut found = Vec::new();
    for date in &book.core.dates {
        found.push(ConditionAt {
            id: date.id.as_str(),
            decides: Decides::Other,
            condition: &date.when,
            row: None,
            part: None,
        });
    }
    for act in &book.core.acts {
        found.push(ConditionAt {
            id: act.id.as_str(),
            decides: Decides::Other,
            condition: &act.when,
            row: None,
            part: None,
        });
    }
    for (procedure, variant) in book.variants() {
        found.push(ConditionAt {
            id: procedure.id.as_str(),
            decides: Decides::Other,
            condition: &variant.when,
            row: None,
            part: None,
        });
    }
    let stages = book.core.fees.iter().flat_map(|fee| fee.since.stages());
    for band in stages.filter_map(|stage| stage.is.as_ref()).flatten() {
        found.push(ConditionAt {
            id: band.name.as_str(),
            decides: Decides::Other,
            condition: &band.when,
            row: None,
            part: None,
        });
    }
    for guide in &book.guides {
        found.push(ConditionAt {
            id: guide.id.as_str(),
            decides: Decides::Other,
            condition: &guide.when,
            row: None,
            part: None,
        });
    }
    book.all_parts().for_each(|part| of_part(book, part, &mut found));
    book.documents.iter().for_each(|set| of_set(book, set, &mut found));
    found.retain(|at| !at.condition.is_always());
    found
}

/// Expressions that stand alone, with the id of what they belong to.
pub(super) fn lone_expressions(book: &Book) -> impl Iterator<Item = (&str, &Expr)> {
    let of_acts = book.core.acts.iter().filter_map(|act| Some((act.id.as_str(), act.day.as_ref()?)));
    book.core.dates.iter().map(|date| (date.id.as_str(), &date.day)).chain(of_acts)
}

fn of_part<'a>(book: &'a Book, part: &'a Part, found: &mut Vec<ConditionAt<'a>>) {
    let mut add = |id, decides, condition, row| {
        let part = Some(part);
        found.push(ConditionAt {
            id,
            decides,
            condition,
            row,
            part,
        });
    };
    let mut order = 0;
    for step in &part.steps {
        add(step.id.as_str(), Decides::Asked(order), &step.asked, None);
        for item in &step.items {
            let (group, fields) = item.fields();
            if let Some(group) = group {
                add(group.id.as_str(), Decides::Asked(order), &group.asked, None);
            }
            let row = group.map(|group| &group.id);
            for field in fields {
                add(field.id.as_str(), Decides::Asked(order), &field.asked, row);
                add(field.id.as_str(), Decides::Other, &field.required, row);
                for but in &field.but {
                    but.asked
                        .iter()
                        .for_each(|one| add(field.id.as_str(), Decides::Asked(order), one, row));
                    but.required.iter().for_each(|one| add(field.id.as_str(), Decides::Other, one, row));
                }
                order += 1;
            }
        }
    }
    for rule in &part.rules {
        for condition in rule.conditions() {
            add(rule.id.as_str(), Decides::Other, condition, row_of(rule, book));
        }
    }
    for tally in &part.tallies {
        for condition in tally.conditions() {
            add(tally.id.as_str(), Decides::Other, condition, None);
        }
    }
}

/// A rule at a field of a group is asked for each row.
fn row_of<'a>(rule: &Rule, book: &'a Book) -> Option<&'a GroupId> {
    let Place::Field(field) = &rule.at else { return None };
    let at = book.fields().into_iter().find(|at| at.field.id == *field)?;
    at.group.map(|group| &group.id)
}

fn of_set<'a>(book: &'a Book, set: &'a DocumentSet, found: &mut Vec<ConditionAt<'a>>) {
    let when = set.documents.iter().map(|it| (it.id.as_str(), &it.when, None));
    let buts = set
        .documents
        .iter()
        .flat_map(|it| it.but.iter().filter_map(|but| Some((it.id.as_str(), but.when.as_ref()?, None))));
    let also = set
        .documents
        .iter()
        .flat_map(|it| it.also.iter().map(|ground| (it.id.as_str(), &ground.when, None)));
    let documents = when.chain(buts).chain(also);
    let rules = set
        .rules
        .iter()
        .flat_map(|it| it.conditions().map(|condition| (it.id.as_str(), condition, row_of(it, book))));
    for (id, condition, row) in documents.chain(rules) {
        found.push(ConditionAt {
            id,
            decides: Decides::Other,
            condition,
            row,
            part: None,
        });
    }
}
