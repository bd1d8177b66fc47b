//! The one open state, and its one door: `apply(Change)` in, `assessment()` and the readers out.

use engine::wire::{Answer, Receipt};
use engine::{Answers, Assessment, At, Entry, Fact, FileEntry, Finding, RowId, Slot, StepState, Truth, assess};
use rulebook::{Day, DocumentId, FactId, FieldId, GroupId, Loaded, Role, StepId, Takes, TextId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the person is. The text form is what the address bar shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A page of the form or one of the questions before it.
    Step(StepId),
    /// Whether, when, what it costs, what is needed.
    Verdict,
    /// The list of tasks.
    Tasks,
    /// The photo.
    Photo,
    /// The papers.
    Papers,
    /// All answers, to be checked.
    Check,
    /// Sending.
    Send,
    /// What came back.
    Receipt,
    /// Every question on one page, to print.
    Questions,
    /// The saved drafts and where data is kept.
    Shelf,
    /// Where the rules are from, and what this desk is not.
    About,
}

impl Place {
    /// The text form.
    pub fn path(&self) -> String {
        match self {
            Place::Step(id) => format!("step/{}", id.as_str().split_once('.').map_or(id.as_str(), |(_, name)| name)),
            Place::Verdict => "verdict".into(),
            Place::Tasks => "tasks".into(),
            Place::Photo => "photo".into(),
            Place::Papers => "papers".into(),
            Place::Check => "check".into(),
            Place::Send => "send".into(),
            Place::Receipt => "receipt".into(),
            Place::Questions => "questions".into(),
            Place::Shelf => "drafts".into(),
            Place::About => "about".into(),
        }
    }

    /// The place of a text form; none for anything else.
    pub fn from_path(path: &str) -> Option<Place> {
        Some(match path {
            "verdict" => Place::Verdict,
            "tasks" => Place::Tasks,
            "photo" => Place::Photo,
            "papers" => Place::Papers,
            "check" => Place::Check,
            "send" => Place::Send,
            "receipt" => Place::Receipt,
            "questions" => Place::Questions,
            "drafts" => Place::Shelf,
            "about" => Place::About,
            other => Place::Step(StepId::new(format!("{}{}", StepId::PREFIX, other.strip_prefix("step/")?))),
        })
    }
}

/// Everything that can happen to a case.
#[derive(Clone, Debug)]
pub enum Change {
    /// The person typed or chose.
    Answer(Slot, String),
    /// An IME begins or ends to compose in a field: until it ends, nothing is said about that field.
    Composing(Option<Slot>),
    /// The person left a field: an obvious correction is made.
    Leave(Slot),
    /// The person takes a correction back.
    TakeBack(Slot),
    /// The person pressed "next" on a page.
    Next,
    /// The person goes somewhere.
    Go(Place),
    /// The person goes to an answer, to come back to where they are now.
    Mend(Slot),
    /// The person goes to a place to mend something there, to come back to where they are now.
    MendAt(Place),
    /// A row is added and opened.
    AddRow(GroupId),
    /// A row is opened.
    OpenRow(GroupId, RowId),
    /// The open row is finished.
    CloseRow(GroupId, RowId),
    /// A row is removed; this can be undone.
    RemoveRow(GroupId, RowId),
    /// The last removal is undone.
    Restore,
    /// A file was chosen for a document.
    Attach(DocumentId, Attachment),
    /// A file has been measured.
    Measured(DocumentId, String, BTreeMap<FactId, Fact>),
    /// Measuring has come this far.
    Measuring(String, u8),
    /// A file was taken away.
    Detach(DocumentId, String),
    /// The person has seen a doubt and goes on with it, or not.
    Accept(String, bool),
    /// The person has confirmed that the answers are true, or not.
    Confirm(bool),
    /// The person wants to see everything that stands against sending.
    ShowAll,
    /// More of the rulebook has arrived.
    Book(Arc<Loaded>),
    /// Another day has begun.
    Day(Day),
    /// How the sending goes.
    Sending(Sending),
    /// It arrived.
    Sent(Receipt),
    /// The receiving side found something.
    Refused(Vec<Finding>),
    /// How the draft is kept.
    Saved(Saved),
}

/// A file as the case knows it; its bytes are elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Names the file in the draft and in the packet.
    pub key: String,
    /// The name that the person's file has.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What was measured.
    pub facts: Option<BTreeMap<FactId, Fact>>,
}

/// How the sending goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    /// Nothing has been sent.
    #[default]
    Not,
    /// On its way; how much of it, from 0 to 1.
    Going(f64),
    /// It did not arrive.
    Failed {
        /// Text that says why and what to do.
        text: TextId,
        /// Whether it can be tried again.
        again: bool,
        /// Seconds until it tries again by itself.
        wait: Option<u32>,
    },
    /// The receiving side found something; the findings stand where those of the engine stand.
    Refused,
}

/// How the draft is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saved {
    /// Nothing to keep yet.
    #[default]
    Nothing,
    /// Kept on this device, at this time of day.
    At(String),
    /// Not kept, and why.
    Failed(TextId),
    /// Open somewhere else: this one only reads.
    Elsewhere,
}

/// What was removed and can come back.
#[derive(Clone, Debug, PartialEq)]
struct Removed {
    group: GroupId,
    row: RowId,
    at: usize,
    entries: Vec<(Slot, Entry)>,
}

/// One application, from the first question to the receipt.
#[derive(Clone, Debug)]
pub struct Case {
    id: String,
    created_ms: f64,
    book: Arc<Loaded>,
    answers: Answers,
    assessment: Arc<Assessment>,
    today: Day,
    place: Place,
    back_to: Option<Place>,
    shown: BTreeSet<Place>,
    corrected: BTreeMap<Slot, (String, String)>,
    as_typed: BTreeSet<Slot>,
    open_row: Option<(GroupId, RowId)>,
    checked_rows: BTreeSet<RowId>,
    removed: Option<Removed>,
    sizes: BTreeMap<String, u64>,
    progress: BTreeMap<String, u8>,
    accepted: BTreeSet<String>,
    confirmed: bool,
    sending: Sending,
    refused: Vec<Finding>,
    receipt: Option<Receipt>,
    saved: Saved,
    live: bool,
    composing: Option<Slot>,
    /// Counts what should move the focus: a new place, a summary of what is wrong.
    attention: u32,
    version: u64,
}

impl Case {
    /// An empty case.
    pub fn new(id: String, created_ms: f64, book: Arc<Loaded>, today: Day) -> Case {
        let answers = Answers::default();
        let assessment = Arc::new(assess(&book, &answers, today));
        let place = first_place(&book);
        Case {
            id,
            created_ms,
            book,
            answers,
            assessment,
            today,
            place,
            back_to: None,
            shown: BTreeSet::new(),
            corrected: BTreeMap::new(),
            as_typed: BTreeSet::new(),
            open_row: None,
            checked_rows: BTreeSet::new(),
            removed: None,
            sizes: BTreeMap::new(),
            progress: BTreeMap::new(),
            accepted: BTreeSet::new(),
            confirmed: false,
            sending: Sending::Not,
            refused: Vec::new(),
            receipt: None,
            saved: Saved::Nothing,
            live: false,
            composing: None,
            attention: 0,
            version: 0,
        }
    }

    /// A case as it rested. Answers whose place is gone are kept aside and shown.
    pub fn resume(rest: Rest, book: Arc<Loaded>, today: Day) -> Case {
        let mut case = Case::new(rest.id, rest.created_ms, book, today);
        for (group, rows) in &rest.rows {
            rows.iter().for_each(|row| case.answers.put_row(group, *row));
        }
        let former = case.book.clone();
        let now = |id: &str| renamed(&former, id);
        let answers: Vec<Answer> = rest
            .answers
            .iter()
            .map(|answer| {
                let slot = Slot {
                    field: FieldId::new(now(answer.slot.field.as_str())),
                    row: answer.slot.row,
                };
                Answer {
                    slot,
                    typed: answer.typed.as_deref().map(now),
                }
            })
            .collect();
        for answer in answers {
            match answer.typed {
                Some(typed) => case.answers.set(answer.slot, typed),
                None => case.answers.leave_blank(answer.slot),
            }
        }
        for (document, file) in rest.files {
            case.sizes.insert(file.key.clone(), file.bytes);
            case.answers.put_file(
                &document,
                FileEntry {
                    key: file.key,
                    name: file.name,
                    facts: file.facts,
                },
            );
        }
        case.shown = rest.shown.iter().filter_map(|path| Place::from_path(path)).collect();
        case.accepted = rest.accepted.into_iter().collect();
        case.receipt = rest.receipt;
        case.checked_rows = case.answers.groups().flat_map(|(_, rows)| rows.to_vec()).collect();
        case.judge();
        case.place = Place::from_path(&rest.place)
            .filter(|place| case.exists(place))
            .unwrap_or_else(|| first_place(&case.book));
        case
    }

    /// The case as it can rest.
    pub fn rest(&self) -> Rest {
        Rest {
            id: self.id.clone(),
            created_ms: self.created_ms,
            answers: engine::wire::entries(&self.answers),
            rows: engine::wire::rows(&self.answers),
            files: self
                .answers
                .all_files()
                .map(|(document, file)| (document.clone(), self.attachment(file)))
                .collect(),
            shown: self.shown.iter().map(Place::path).collect(),
            accepted: self.accepted.iter().cloned().collect(),
            place: self.place.path(),
            receipt: self.receipt.clone(),
        }
    }

    /// The one way in.
    pub fn apply(&mut self, change: Change) {
        self.version += 1;
        match change {
            Change::Answer(slot, typed) => {
                self.corrected.remove(&slot);
                self.as_typed.remove(&slot);
                self.refused.retain(|finding| finding.at != At::Field(slot.clone()));
                self.answers.set(slot, typed);
                self.confirmed = false;
                self.judge();
            }
            Change::Composing(slot) => self.composing = slot,
            Change::Leave(slot) => {
                self.composing = None;
                self.leave(slot);
            }
            Change::TakeBack(slot) => {
                if let Some((before, _)) = self.corrected.remove(&slot) {
                    self.as_typed.insert(slot.clone());
                    self.answers.set(slot, before);
                    self.judge();
                }
            }
            Change::Next => self.next(),
            Change::Go(place) => self.go(place),
            Change::Mend(slot) => {
                if let Some(place) = self.place_of(&slot.field) {
                    let from = self.place.clone();
                    if let (RowId(1..), Some(group)) = (slot.row, self.group_of(&slot.field)) {
                        self.open_row = Some((group, slot.row));
                    }
                    self.go(place);
                    self.back_to = Some(from);
                }
            }
            Change::MendAt(place) => {
                let from = self.place.clone();
                self.go(place);
                self.back_to = Some(from);
            }
            Change::AddRow(group) => {
                let row = self.answers.add_row(&group);
                self.open_row = Some((group, row));
                self.judge();
            }
            Change::OpenRow(group, row) => self.open_row = Some((group, row)),
            Change::CloseRow(group, row) => self.close_row(&group, row),
            Change::RemoveRow(group, row) => {
                let at = self.answers.rows(&group).iter().position(|it| *it == row).unwrap_or(0);
                let entries = self.answers.remove_row(&group, row);
                if self.open_row.as_ref() == Some(&(group.clone(), row)) {
                    self.open_row = None;
                }
                // An empty row that goes again leaves nothing to undo.
                self.removed = (!entries.is_empty()).then_some(Removed { group, row, at, entries });
                self.judge();
            }
            Change::Restore => {
                if let Some(removed) = self.removed.take() {
                    self.answers.restore_row(&removed.group, removed.row, removed.at, removed.entries);
                    self.judge();
                }
            }
            Change::Attach(document, file) => {
                self.sizes.insert(file.key.clone(), file.bytes);
                self.answers.put_file(
                    &document,
                    FileEntry {
                        key: file.key,
                        name: file.name,
                        facts: file.facts,
                    },
                );
                self.confirmed = false;
                self.judge();
            }
            Change::Measured(document, key, facts) => {
                self.progress.remove(&key);
                if let Some(file) = self.answers.files(&document).iter().find(|file| file.key == key).cloned() {
                    self.answers.put_file(
                        &document,
                        FileEntry {
                            facts: Some(facts),
                            ..file
                        },
                    );
                    self.judge();
                }
            }
            Change::Measuring(key, percent) => {
                self.progress.insert(key, percent);
            }
            Change::Detach(document, key) => {
                self.answers.remove_file(&document, &key);
                self.sizes.remove(&key);
                self.progress.remove(&key);
                self.refused.retain(|finding| finding.at != At::File(document.clone(), key.clone()));
                self.judge();
            }
            Change::Accept(key, yes) => {
                if yes {
                    self.accepted.insert(key);
                } else {
                    self.accepted.remove(&key);
                }
            }
            Change::Confirm(yes) => self.confirmed = yes,
            Change::ShowAll => {
                self.shown.insert(Place::Check);
                self.attention += 1;
            }
            Change::Book(book) => {
                self.book = book;
                self.judge();
            }
            Change::Day(day) => {
                self.today = day;
                self.judge();
            }
            Change::Sending(sending) => self.sending = sending,
            Change::Sent(receipt) => {
                self.receipt = Some(receipt);
                self.sending = Sending::Not;
                self.refused.clear();
                self.go(Place::Receipt);
            }
            Change::Refused(findings) => {
                self.refused = findings;
                self.sending = Sending::Refused;
                self.shown.insert(Place::Check);
                self.go(Place::Check);
            }
            Change::Saved(saved) => self.saved = saved,
        }
    }

    fn judge(&mut self) {
        self.assessment = Arc::new(assess(&self.book, &self.answers, self.today));
    }

    fn leave(&mut self, slot: Slot) {
        let Some(to) = self.assessment.fields.get(&slot).and_then(|field| field.correction.clone()) else {
            return;
        };
        if !self.as_typed.contains(&slot) {
            let before = self.answers.typed(&slot).to_owned();
            self.answers.set(slot.clone(), to.to.clone());
            self.corrected.insert(slot, (before, to.to));
            self.judge();
        }
    }

    fn next(&mut self) {
        self.shown.insert(self.place.clone());
        self.removed = None;
        if let Place::Step(id) = self.place.clone() {
            if let Some((group, row)) = self.open_row.take() {
                self.checked_rows.insert(row);
                let wrong = self.findings_in_row(row).next().is_some();
                if wrong {
                    self.open_row = Some((group, row));
                }
            }
            for slot in self.slots_of(&id) {
                self.leave(slot.clone());
                let optional = self
                    .assessment
                    .fields
                    .get(&slot)
                    .is_some_and(|field| field.asked == Truth::Yes && field.required != Truth::Yes);
                if optional && self.answers.get(&slot).is_none() {
                    self.answers.leave_blank(slot);
                }
            }
            self.judge();
            if self.summary().iter().any(|finding| finding.blocks()) {
                self.attention += 1;
                return;
            }
        }
        let to = self.back_to.take().unwrap_or_else(|| self.following());
        self.go(to);
    }

    fn go(&mut self, place: Place) {
        self.place = if self.exists(&place) { place } else { Place::Tasks };
        self.back_to = None;
        self.removed = None;
        if !matches!(self.place, Place::Step(_)) {
            self.open_row = None;
        }
        self.attention += 1;
    }

    fn close_row(&mut self, group: &GroupId, row: RowId) {
        self.checked_rows.insert(row);
        let slots: Vec<Slot> = self.assessment.fields.keys().filter(|slot| slot.row == row).cloned().collect();
        for slot in slots {
            self.leave(slot.clone());
            let optional = self
                .assessment
                .fields
                .get(&slot)
                .is_some_and(|field| field.asked == Truth::Yes && field.required != Truth::Yes);
            if optional && self.answers.get(&slot).is_none() {
                self.answers.leave_blank(slot);
            }
        }
        self.judge();
        if self.findings_in_row(row).any(|finding| finding.blocks()) {
            self.open_row = Some((group.clone(), row));
        } else if self.open_row.as_ref() == Some(&(group.clone(), row)) {
            self.open_row = None;
        }
        self.attention += 1;
    }

    fn findings_in_row(&self, row: RowId) -> impl Iterator<Item = &Finding> {
        self.assessment
            .findings
            .iter()
            .filter(move |finding| matches!(&finding.at, At::Field(slot) if slot.row == row))
    }

    fn exists(&self, place: &Place) -> bool {
        match place {
            Place::Step(id) => self.assessment.steps.iter().any(|step| step.id == *id && step.asked != Truth::No),
            Place::Receipt => self.receipt.is_some(),
            Place::Photo | Place::Papers | Place::Check | Place::Send | Place::Tasks => self.assessment.known,
            Place::Verdict | Place::Questions | Place::Shelf | Place::About => true,
        }
    }

    /// The place after this one.
    fn following(&self) -> Place {
        let start = &self.book.core.start.id;
        match &self.place {
            Place::Step(id) => {
                let part = self.assessment.steps.iter().find(|step| step.id == *id).map(|step| &step.part);
                let before_form = part == Some(start);
                let after = self.assessment.steps.iter().skip_while(|step| step.id != *id).skip(1);
                let next = after
                    .filter(|step| is_shown(step))
                    .find(|step| (step.part == *start) == before_form);
                match (next, before_form) {
                    (Some(step), _) => Place::Step(step.id.clone()),
                    (None, true) => Place::Verdict,
                    (None, false) => Place::Photo,
                }
            }
            Place::Verdict => Place::Tasks,
            Place::Tasks => self.first_open(),
            Place::Photo => Place::Papers,
            Place::Papers => Place::Check,
            Place::Check => Place::Send,
            Place::Questions | Place::Shelf | Place::About | Place::Send | Place::Receipt => Place::Tasks,
        }
    }

    /// The first place where something is left to do.
    pub fn first_open(&self) -> Place {
        let step = self
            .assessment
            .steps
            .iter()
            .filter(|step| step.part != self.book.core.start.id && is_shown(step))
            .find(|step| step.state != StepState::Done);
        match step {
            Some(step) => Place::Step(step.id.clone()),
            None if self.missing(Takes::Photo) => Place::Photo,
            None if self.missing(Takes::Paper) => Place::Papers,
            None => Place::Check,
        }
    }

    fn missing(&self, takes: Takes) -> bool {
        self.assessment
            .documents
            .iter()
            .any(|document| document.takes == takes && document.is_needed() && document.files == 0)
    }

    /// Its id, under which the draft rests.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// What is loaded of the rulebook.
    pub fn book(&self) -> &Arc<Loaded> {
        &self.book
    }
    /// The answers as typed.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }
    /// The one way out.
    pub fn assessment(&self) -> &Arc<Assessment> {
        &self.assessment
    }
    /// Where the person is.
    pub fn place(&self) -> &Place {
        &self.place
    }
    /// Where "next" leads back to, when the person came to mend one answer.
    pub fn back_to(&self) -> Option<&Place> {
        self.back_to.as_ref()
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.today
    }
    /// A correction that was made: before and after.
    pub fn corrected(&self, slot: &Slot) -> Option<&(String, String)> {
        self.corrected.get(slot)
    }
    /// The row that is open.
    pub fn open_row(&self) -> Option<&(GroupId, RowId)> {
        self.open_row.as_ref()
    }
    /// Whether a removal can be undone.
    pub fn can_restore(&self) -> bool {
        self.removed.is_some()
    }
    /// Doubts that the person goes on with.
    pub fn accepted(&self) -> &BTreeSet<String> {
        &self.accepted
    }
    /// Whether the person has confirmed that the answers are true.
    pub fn confirmed(&self) -> bool {
        self.confirmed
    }
    /// How the sending goes.
    pub fn sending(&self) -> &Sending {
        &self.sending
    }
    /// What came back.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.receipt.as_ref()
    }
    /// How the draft is kept.
    pub fn saved(&self) -> &Saved {
        &self.saved
    }
    /// Answers without a place any more: their field is in no part of the rulebook that belongs to this case. They are kept
    /// and shown, and not sent.
    pub fn kept(&self) -> Vec<Answer> {
        if !self.assessment.known || !self.assessment.needs.is_empty() {
            return Vec::new();
        }
        engine::wire::entries(&self.answers)
            .into_iter()
            .filter(|answer| answer.typed.is_some() && self.book.field(&answer.slot.field).is_none())
            .collect()
    }
    /// Size of a file in bytes.
    pub fn size(&self, key: &str) -> u64 {
        self.sizes.get(key).copied().unwrap_or(0)
    }
    /// How far the measuring of a file is, in percent.
    pub fn progress(&self, key: &str) -> Option<u8> {
        self.progress.get(key).copied()
    }
    /// Grows whenever the focus should move.
    pub fn attention(&self) -> u32 {
        self.attention
    }
    /// Grows with every change.
    pub fn version(&self) -> u64 {
        self.version
    }
    /// Whether findings appear while typing.
    pub fn set_live(&mut self, live: bool) {
        self.live = live;
    }

    fn attachment(&self, file: &FileEntry) -> Attachment {
        Attachment {
            key: file.key.clone(),
            name: file.name.clone(),
            bytes: self.size(&file.key),
            facts: file.facts.clone(),
        }
    }

    /// The page on which a field stands.
    pub fn place_of(&self, field: &FieldId) -> Option<Place> {
        let steps = &self.assessment.steps;
        let has = |step: &&engine::StepView| {
            step.items.iter().any(|item| match item {
                engine::ItemView::Field(slot) => slot.field == *field,
                engine::ItemView::Group(group) => group.rows.iter().flat_map(|(_, slots)| slots).any(|slot| slot.field == *field),
                engine::ItemView::Heading(_) => false,
            })
        };
        steps.iter().find(has).map(|step| Place::Step(step.id.clone()))
    }

    fn group_of(&self, field: &FieldId) -> Option<GroupId> {
        self.assessment
            .steps
            .iter()
            .flat_map(|step| &step.items)
            .find_map(|item| match item {
                engine::ItemView::Group(group) if group.rows.iter().flat_map(|(_, slots)| slots).any(|slot| slot.field == *field) => {
                    Some(group.id.clone())
                }
                _ => None,
            })
    }

    fn slots_of(&self, step: &StepId) -> Vec<Slot> {
        let Some(step) = self.assessment.steps.iter().find(|it| it.id == *step) else {
            return vec![];
        };
        let mut slots = Vec::new();
        for item in &step.items {
            match item {
                engine::ItemView::Heading(_) => {}
                engine::ItemView::Field(slot) => slots.push(slot.clone()),
                engine::ItemView::Group(group) => slots.extend(group.rows.iter().flat_map(|(_, slots)| slots.clone())),
            }
        }
        slots
    }

    /// All findings of the engine and of the receiving side, each once.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let known = |finding: &&Finding| {
            !self
                .assessment
                .findings
                .iter()
                .any(|it| it.at == finding.at && it.rule == finding.rule)
        };
        self.assessment.findings.iter().chain(self.refused.iter().filter(known))
    }

    /// The findings to show at a place in the form or at a file. *Whether* there is one was decided in the engine; this
    /// decides *when*: after "next" on its page or row; at once for files, for the receiving side's, and in live mode.
    pub fn shown_at<'a>(&'a self, at: &'a At) -> impl Iterator<Item = &'a Finding> {
        self.findings().filter(move |finding| finding.at == *at && self.is_shown(finding))
    }

    fn is_shown(&self, finding: &Finding) -> bool {
        if self.refused.iter().any(|it| it.at == finding.at && it.rule == finding.rule) {
            return true;
        }
        match &finding.at {
            At::Field(slot) if self.composing.as_ref() == Some(slot) => false,
            At::Field(slot) => {
                let page = self.place_of(&slot.field);
                let asked = if slot.row == RowId::NONE {
                    page.as_ref().is_some_and(|page| self.shown.contains(page))
                } else {
                    self.checked_rows.contains(&slot.row)
                };
                asked || (self.live && matches!(self.answers.get(slot), Some(Entry::Typed(_)))) || self.shown.contains(&Place::Check)
            }
            At::Group(_) => self.shown.contains(&self.place) || self.shown.contains(&Place::Check),
            At::Document(_) => {
                self.shown.contains(&Place::Papers) || self.shown.contains(&Place::Photo) || self.shown.contains(&Place::Check)
            }
            At::File(..) | At::Papers | At::Eligibility => true,
        }
    }

    /// What stands in the summary above this page: all that is shown on it and must or should be mended.
    pub fn summary(&self) -> Vec<Finding> {
        let here = |finding: &&Finding| match (&self.place, &finding.at) {
            (Place::Step(id), At::Field(slot)) => self.slots_of(id).contains(slot),
            (Place::Step(id), At::Group(group)) => self.assessment.steps.iter().any(|step| {
                step.id == *id
                    && step
                        .items
                        .iter()
                        .any(|item| matches!(item, engine::ItemView::Group(view) if view.id == *group))
            }),
            (Place::Photo, At::Document(id) | At::File(id, _)) => self.takes(id) == Some(Takes::Photo),
            (Place::Papers, At::Document(id) | At::File(id, _)) => self.takes(id) == Some(Takes::Paper),
            (Place::Papers, At::Papers) => true,
            (Place::Check, _) => true,
            _ => false,
        };
        self.findings()
            .filter(here)
            .filter(|finding| finding.blocks() && self.is_shown(finding))
            .cloned()
            .collect()
    }

    /// What kind of file a document takes.
    pub fn takes(&self, id: &DocumentId) -> Option<Takes> {
        self.assessment
            .documents
            .iter()
            .find(|document| document.id == *id)
            .map(|document| document.takes)
    }

    /// The name of the applicant as typed, once it is.
    pub fn applicant_name(&self) -> Option<&str> {
        let id = &self.book.by_role(Role::RomanName).next()?.id;
        Some(self.answers.typed(&Slot::from(id.clone()))).filter(|name| !name.is_empty())
    }
}

/// The id that an old draft means. An id may have been renamed more than once, but never in a circle: ids are not used again.
fn renamed(book: &Loaded, id: &str) -> String {
    let mut id = id.to_owned();
    while let Some(rename) = book.core.renames.iter().find(|rename| rename.old == id) {
        id.clone_from(&rename.new);
    }
    id
}

fn is_shown(step: &engine::StepView) -> bool {
    step.asked == Truth::Yes
}

fn first_place(book: &Loaded) -> Place {
    book.core
        .start
        .steps
        .first()
        .map_or(Place::Verdict, |step| Place::Step(step.id.clone()))
}

/// What of a case outlives the page. The draft is made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rest {
    /// Its id.
    pub id: String,
    /// When it was begun.
    pub created_ms: f64,
    /// Every answer as typed.
    pub answers: Vec<Answer>,
    /// The rows of each group.
    pub rows: BTreeMap<GroupId, Vec<RowId>>,
    /// The files.
    pub files: Vec<(DocumentId, Attachment)>,
    /// Places whose findings are shown.
    pub shown: Vec<String>,
    /// Doubts that the person goes on with.
    pub accepted: Vec<String>,
    /// Where the person is.
    pub place: String,
    /// What came back.
    pub receipt: Option<Receipt>,
}
