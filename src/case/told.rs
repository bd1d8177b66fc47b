//! What is told of the difference that other rules make: only what still holds, each with the page where it is dealt with.

use super::{Case, Place, Shift};
use engine::{At, Finding};
use rulebook::{DateId, Day, DocumentId, FieldId, TextId};
use std::collections::BTreeSet;

/// What is to be told, as far as it still holds: what the answers since then have settled is not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    /// Whether it is the whole difference. It is not where a draft did not say what was asked before.
    pub whole: bool,
    /// New questions in the order of the form, by the ids of their words, each with its page.
    pub asked: Vec<(TextId, Place)>,
    /// Questions that are not asked any more; their answers are kept.
    pub not_asked: Vec<TextId>,
    /// New documents in the order of the lists, each with its page.
    pub needed: Vec<(DocumentId, Place)>,
    /// Documents that are not needed any more; their files are kept.
    pub not_needed: Vec<DocumentId>,
    /// Other amounts, online and in yen, by the ids of their names.
    pub fee: Vec<(TextId, Shift<u32>)>,
    /// Other days.
    pub dates: Vec<(DateId, Shift<Day>)>,
    /// What stands against sending and did not, unless it is said above.
    pub against: Vec<Finding>,
}

impl Changed {
    /// Whether nothing is different, as far as this desk asks for it.
    pub fn is_nothing(&self) -> bool {
        *self
            == Changed {
                whole: true,
                ..Changed::default()
            }
    }
}

impl Case {
    /// What is different since the case was saved under other rules; nothing where there is nothing to tell.
    pub fn changed(&self) -> Option<Changed> {
        let changes = self.changes.as_ref()?;
        let mut asked: Vec<(TextId, Place)> = Vec::new();
        for (id, place) in self.questions().filter(|(id, _)| changes.asked.new.contains(id)) {
            // A question in several rows is one question.
            if !asked.iter().any(|(one, _)| *one == id) {
                asked.push((id, place));
            }
        }
        let now: BTreeSet<TextId> = self.questions().map(|(id, _)| id).collect();
        let words = |id: &TextId| TextId::new(self.words_of(&FieldId::new(id.as_str())));
        let documents = self.assessment().documents.iter().filter(|document| document.is_needed());
        let needed: Vec<(DocumentId, Place)> = documents
            .clone()
            .filter(|document| changes.needed.new.contains(&document.id))
            .map(|document| (document.id.clone(), Place::of_files(document.takes)))
            .collect();
        let said = |at: &At| match at {
            At::Field(slot) => asked.iter().any(|(id, _)| id.as_str() == slot.field.as_str()),
            At::Group(group) => asked.iter().any(|(id, _)| id.as_str() == group.as_str()),
            At::Document(id) => needed.iter().any(|(one, _)| one == id),
            At::File(..) | At::Papers | At::Eligibility => false,
        };
        let against = self.assessment().blocking();
        Some(Changed {
            whole: !changes.unknown,
            against: against
                .filter(|finding| changes.blocking.contains(&finding.key()) && !said(&finding.at))
                .cloned()
                .collect(),
            not_asked: changes.asked.gone.difference(&now).map(words).collect(),
            not_needed: changes
                .needed
                .gone
                .iter()
                .filter(|id| documents.clone().all(|document| document.id != **id))
                .cloned()
                .collect(),
            fee: changes.fee.iter().map(|(name, shift)| (name.clone(), shift.clone())).collect(),
            dates: changes.dates.iter().map(|(id, shift)| (id.clone(), shift.clone())).collect(),
            asked: asked.into_iter().map(|(id, place)| (words(&id), place)).collect(),
            needed,
        })
    }
}
