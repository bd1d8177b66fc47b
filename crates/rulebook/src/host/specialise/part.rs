//! A part on one road: differences applied, limits filled in, and what does not exist here left out.

use super::{Gone, Road};
use crate::host::limits::Columns;
use crate::{Condition, Field, FieldKind, Group, Item, Part, Place, Rule, Step};

/// Applies what is said of this road, and leaves out what fills columns, but none of this road.
pub(super) fn apply(road: &Road<'_>, filled: &Columns<'_>, part: &mut Part) {
    let here = |field: &Field| road.has(&field.only) && !filled.hidden(road.variant, road.entry, &field.id);
    part.official.clear();
    part.steps.retain(|step| road.has(&step.only));
    for step in &mut part.steps {
        step.only = Default::default();
        step.items.retain_mut(|item| match item {
            Item::Heading(heading) => road.has(&std::mem::take(&mut heading.only)),
            Item::Field(field) => here(field),
            Item::Group(group) => {
                group.fields.retain(here);
                road.has(&std::mem::take(&mut group.only)) && !group.fields.is_empty()
            }
        });
    }
    for field in part.fields_mut() {
        differ(road, field);
        filled.limit(road.variant, road.entry, field);
    }
    part.rules.retain_mut(|rule| road.has(&std::mem::take(&mut rule.only)));
    part.tallies.retain_mut(|tally| road.has(&std::mem::take(&mut tally.only)));
}

fn differ(road: &Road<'_>, field: &mut Field) {
    field.only = Default::default();
    for but in std::mem::take(&mut field.but).into_iter().filter(|but| road.is_among(&but.roads)) {
        field.no = but.no.unwrap_or(std::mem::take(&mut field.no));
        field.asked = but.asked.unwrap_or(std::mem::take(&mut field.asked));
        field.required = but.required.unwrap_or(std::mem::take(&mut field.required));
        field.limit = but.limit.unwrap_or(std::mem::take(&mut field.limit));
        field.text = but.text.or(field.text.take());
        field.from = but.from.or(field.from);
        field.until = but.until.or(field.until);
        field.knows = but.knows.or(field.knows);
        if let (Some(other), FieldKind::Choice { shape, .. }) = (but.shape, &mut field.kind) {
            *shape = other;
        }
        if let Some(other) = but.list {
            match &mut field.kind {
                FieldKind::Choice { list, .. } | FieldKind::Choices { list } => *list = other,
                _ => {}
            }
        }
    }
    if field.by.take().is_some()
        && let FieldKind::Choice { list, .. } | FieldKind::Choices { list } = &mut field.kind
    {
        let entry = road.entry.into_iter();
        let names = entry.flat_map(|entry| {
            let (code, activity) = (entry.code.as_str(), entry.activity.as_str());
            [code, in_all_tools(code), activity, in_all_tools(activity), entry.status.as_str()]
        });
        let mut narrowed = names.filter(|name| !name.is_empty()).map(|name| format!("{list}_{name}"));
        if let Some(found) = narrowed.find(|id| road.book.codes.iter().any(|it| it.id.as_str() == id)) {
            *list = found.as_str().into();
        }
    }
}

/// What the entries of all tools have in common: a code begins with two digits that tell the tool.
fn in_all_tools(code: &str) -> &str {
    code.split_at_checked(2).map_or("", |(_, entry)| entry)
}

/// Leaves out what cannot come about, as what it hangs on is not asked here.
pub(super) fn without(part: &mut Part, gone: &Gone) {
    for step in &mut part.steps {
        gone.leave(&mut step.asked);
        for item in &mut step.items {
            match item {
                Item::Heading(_) => {}
                Item::Field(field) => of_field(field, gone),
                Item::Group(group) => of_group(group, gone),
            }
        }
        step.items.retain(|item| match item {
            Item::Heading(_) => true,
            Item::Field(field) => field.asked != Condition::Never,
            Item::Group(group) => group.asked != Condition::Never && !group.fields.is_empty(),
        });
        headings(step);
    }
    part.steps.retain(|step| step.asked != Condition::Never && !step.items.is_empty());
    part.rules.retain_mut(|rule| of_rule(rule, gone));
    for tally in &mut part.tallies {
        tally.rows.retain(|row| !gone.fields.contains(&row.at));
        for worth in tally.rows.iter_mut().flat_map(|row| &mut row.worth) {
            gone.leave(&mut worth.when);
        }
        for sum in &mut tally.sums {
            sum.of.iter_mut().for_each(|one| gone.leave(one));
            sum.of.retain(|one| *one != Condition::Never);
        }
        tally.sums.retain(|sum| !sum.of.is_empty());
    }
}

fn of_field(field: &mut Field, gone: &Gone) {
    gone.leave(&mut field.asked);
    gone.leave(&mut field.required);
}

fn of_group(group: &mut Group, gone: &Gone) {
    gone.leave(&mut group.asked);
    group.fields.iter_mut().for_each(|field| of_field(field, gone));
    group.fields.retain(|field| field.asked != Condition::Never);
    let named = group.fields.iter().any(|field| field.id == group.title);
    if let Some(first) = group.fields.first().filter(|_| !named) {
        group.title = first.id.clone();
    }
}

/// Whether a rule is left.
pub(super) fn of_rule(rule: &mut Rule, gone: &Gone) -> bool {
    gone.leave(&mut rule.when);
    gone.leave(&mut rule.sure);
    gone.leave(&mut rule.wrong);
    let there = match &rule.at {
        Place::Field(id) => !gone.fields.contains(id),
        Place::Group(id) => !gone.groups.contains(id),
        Place::Document(_) | Place::Files(_) | Place::Papers | Place::Eligibility => true,
    };
    there && rule.when != Condition::Never && rule.wrong != Condition::Never
}

/// A heading under which nothing stands any more goes.
fn headings(step: &mut Step) {
    let alone: Vec<bool> = (0..step.items.len())
        .map(|at| {
            let heading = matches!(step.items.get(at), Some(Item::Heading(_)));
            heading && matches!(step.items.get(at + 1), Some(Item::Heading(_)) | None)
        })
        .collect();
    let mut alone = alone.into_iter();
    step.items.retain(|_| !alone.next().unwrap_or_default());
}
