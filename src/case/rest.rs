//! The case at rest: what of it outlives the page, and how it comes back.

use super::changed::Before;
use super::going::first_place;
use super::{Attachment, Case, Changes, Judge, Judged, Made, Place, Reached, Standing, seen_name};
use engine::wire::{Answer, Receipt};
use engine::{FileEntry, RowId, Slot, key_now};
use rulebook::{Day, DocumentId, Edition, FieldId, GroupId, GuideId, Loaded, TextId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What of a case outlives the page. The draft is made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rest {
    /// Its id.
    pub id: String,
    /// Edition of the rulebook under which it was judged.
    pub edition: Edition,
    /// What was said about it under that edition; nothing where not everything had arrived.
    pub judged: Option<Judged>,
    /// What became different meanwhile and has not been seen yet.
    pub changes: Option<Changes>,
    /// When it was begun.
    pub created_ms: f64,
    /// Every answer as typed.
    pub answers: Vec<Answer>,
    /// The rows of each group.
    pub rows: BTreeMap<GroupId, Vec<RowId>>,
    /// The files.
    pub files: Vec<(DocumentId, Attachment)>,
    /// What the desk made of files, by the key of what was made.
    pub made: BTreeMap<String, Made>,
    /// Places whose findings are shown.
    pub shown: Vec<String>,
    /// Doubts that the person goes on with.
    pub accepted: Vec<String>,
    /// What the person has looked at and found right: the key of a file, and what it was.
    pub looked: Vec<(String, TextId)>,
    /// What was copied by hand, question by question.
    pub copied: BTreeMap<Slot, String>,
    /// How far it has come outside of the desk.
    pub stages: BTreeMap<GuideId, Reached>,
    /// Whether what was sent has been withdrawn.
    pub withdrawn: bool,
    /// Where the person is.
    pub place: String,
    /// What came back.
    pub receipt: Option<Receipt>,
}

impl Case {
    /// A case as it rested. Answers whose place is gone are kept aside and shown. What other rules make different is told once
    /// everything has arrived that the case needs.
    pub fn resume(rest: Rest, book: Arc<Loaded>, today: Day, judge: Judge) -> Case {
        let mut case = Case::new(rest.id, rest.created_ms, book.clone(), today, Some(judge));
        let now = |id: &str| book.core.now(id);
        let renamed = |slot: Slot| Slot {
            field: FieldId::new(now(slot.field.as_str())),
            row: slot.row,
        };
        for (group, rows) in &rest.rows {
            let group = GroupId::new(now(group.as_str()));
            rows.iter().for_each(|row| case.answers.put_row(&group, *row));
        }
        for answer in rest.answers {
            let slot = renamed(answer.slot);
            match answer.typed {
                // An item of a list may have been renamed as well.
                Some(typed) => case.answers.set(slot, now(&typed)),
                None => case.answers.leave_blank(slot),
            }
        }
        for (document, file) in rest.files {
            let document = DocumentId::new(now(document.as_str()));
            case.sizes.insert(file.key.clone(), file.bytes);
            case.answers.put_file(&document, file.into());
        }
        let beside = |(document, mut file): (DocumentId, Attachment)| {
            file.name = seen_name(&file.name);
            (DocumentId::new(now(document.as_str())), file)
        };
        case.made = rest.made;
        for made in case.made.values_mut() {
            made.of = std::mem::take(&mut made.of).into_iter().map(beside).collect();
        }
        case.shown = rest.shown.iter().filter_map(|path| Place::from_path(path)).collect();
        case.accepted = rest.accepted.iter().map(|key| key_now(key, now)).collect();
        case.looked = rest.looked.into_iter().collect();
        case.copied = rest.copied.into_iter().map(|(slot, text)| (renamed(slot), text)).collect();
        case.stages = rest.stages;
        case.withdrawn = rest.withdrawn;
        case.receipt = rest.receipt;
        case.checked_rows = case.answers.groups().flat_map(|(_, rows)| rows.to_vec()).collect();
        case.changes = rest.changes.map(|changes| changes.renamed(now));
        case.before = (rest.edition != case.book.core.edition).then(|| Before {
            edition: rest.edition,
            judged: rest.judged.map(|judged| judged.renamed(now)),
            compare: Case::compare_with_before,
        });
        case.judge_anew();
        case.compare();
        case.place = Place::from_path(&rest.place)
            .filter(|place| case.exists(place))
            .unwrap_or_else(|| match case.standing() {
                Standing::Open | Standing::Looking => first_place(&case.book),
                Standing::OnItsWay | Standing::Sent => case.home(),
            });
        case
    }

    /// The case as it can rest.
    pub fn rest(&self) -> Rest {
        // Until it can be held against today's rules, what was said before stays as it was.
        let (edition, judged) = match &self.before {
            Some(before) => (before.edition.clone(), before.judged.clone()),
            None => (self.book.core.edition.clone(), self.judged()),
        };
        Rest {
            id: self.id.clone(),
            edition,
            judged,
            changes: self.changes.clone(),
            created_ms: self.created_ms,
            answers: engine::wire::entries(&self.answers),
            rows: engine::wire::rows(&self.answers),
            files: self
                .answers
                .all_files()
                .map(|(document, file)| (document.clone(), self.finished(self.attachment(file))))
                .collect(),
            made: self.made.iter().map(|(key, made)| (key.clone(), self.at_rest(made))).collect(),
            shown: self.shown.iter().map(Place::path).collect(),
            accepted: self.accepted.iter().cloned().collect(),
            looked: self.looked.iter().filter(|(key, _)| self.file(key).is_some()).cloned().collect(),
            copied: self.copied.clone(),
            stages: self.stages.clone(),
            withdrawn: self.withdrawn,
            place: self.place.path(),
            receipt: self.receipt.clone(),
        }
    }

    /// Answers without a place any more: their field is in no part of the rulebook that belongs to this case. They are kept
    /// and shown, and not sent.
    pub fn kept(&self) -> Vec<Answer> {
        if !self.assessment.known || !self.assessment.needs.is_empty() {
            return Vec::new();
        }
        engine::wire::entries(&self.answers)
            .into_iter()
            .filter(|answer| answer.typed.is_some() && self.field(&answer.slot.field).is_none())
            .collect()
    }

    fn at_rest(&self, made: &Made) -> Made {
        let of = made
            .of
            .iter()
            .map(|(document, file)| (document.clone(), self.finished(file.clone())));
        Made {
            of: of.collect(),
            ..made.clone()
        }
    }

    /// While a file is still being looked at, what was seen so far is not all that can be: it is measured anew when it comes back.
    fn finished(&self, file: Attachment) -> Attachment {
        let facts = file.facts.filter(|_| !self.progress.contains_key(&file.key));
        Attachment { facts, ..file }
    }

    pub(super) fn attachment(&self, file: &FileEntry) -> Attachment {
        Attachment {
            key: file.key.clone(),
            name: file.name.clone(),
            bytes: self.size(&file.key),
            facts: file.facts.clone(),
            keeping: file.keeping,
        }
    }
}
