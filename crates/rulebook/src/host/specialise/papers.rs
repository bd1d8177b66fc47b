//! A set of documents on one road.

use super::part::of_rule;
use super::{Gone, Road};
use crate::{Condition, Document, DocumentSet, Ground, Place, Requirement};

pub(super) fn apply(road: &Road<'_>, set: &mut DocumentSet) {
    set.documents = std::mem::take(&mut set.documents).into_iter().flat_map(grounds).collect();
    set.documents.retain_mut(|document| road.has(&std::mem::take(&mut document.only)));
    for document in &mut set.documents {
        for but in std::mem::take(&mut document.but)
            .into_iter()
            .filter(|but| road.is_among(&but.roads))
        {
            document.when = but.when.unwrap_or(std::mem::take(&mut document.when));
            if let Some(provider) = but.from_whom {
                document.from_whom = provider;
            }
        }
    }
    set.rules.retain_mut(|rule| road.has(&std::mem::take(&mut rule.only)));
}

/// The document, once for each ground on which it is asked for.
fn grounds(mut document: Document) -> Vec<Document> {
    let also = std::mem::take(&mut document.also);
    let on = |ground: Ground| Document {
        when: ground.when,
        force: Some(ground.force),
        requirement: ground.requirement.unwrap_or_else(|| document.requirement.clone()),
        class: ground.class.unwrap_or_else(|| document.class.clone()),
        only: ground.only,
        cite: ground.cite,
        but: Vec::new(),
        ..document.clone()
    };
    let others: Vec<Document> = also.into_iter().map(on).collect();
    std::iter::once(document).chain(others).collect()
}

/// Leaves out what nobody on this road is asked for.
pub(super) fn without(set: &mut DocumentSet, gone: &Gone) {
    set.documents.iter_mut().for_each(|document| gone.leave(&mut document.when));
    set.documents.retain(|document| document.when != Condition::Never);
    let DocumentSet {
        documents, rules, one_of, ..
    } = set;
    rules.retain_mut(|rule| {
        let there = match &rule.at {
            Place::Document(id) => documents.iter().any(|document| document.id == *id),
            _ => true,
        };
        of_rule(rule, gone) && there
    });
    one_of.retain(|group| documents.iter().any(|it| it.requirement == Requirement::OneOf(group.id.clone())));
}
