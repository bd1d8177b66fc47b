//! The one open state, and its one door: `apply(Change)` in, `assessment()` and the readers out.
//!
//! By subject: `change` is what can happen, `going` where it leads, `shown` what of it is seen when, `filing` what of it is about filing
//! online, `rest` what outlives the page, `changed` what other rules make different meanwhile, `told` what of that is said, `made` which files the
//! desk made of others, `tray` which belong to no document yet, `arrange` their pages, `names` how they may be called, `budget` how much room they take,
//! `by_hand` what the person does outside of the desk, `looks` what the person made sure of by eye, `points` the tables of points that are shown, `knows` who knows an answer, `wanted` what is to be asked
//! of others, `standing` whether anything can still be changed here.

mod arrange;
mod budget;
mod by_hand;
mod change;
mod changed;
mod filing;
mod going;
mod knows;
mod looks;
mod made;
mod names;
mod passport;
mod place;
mod points;
mod postal;
mod rest;
mod shown;
mod standing;
#[cfg(test)]
pub mod tests;
mod told;
mod tray;
mod wanted;

pub use arrange::{Sheet, Sheets};
pub use budget::is_gain;
pub use by_hand::{OfHand, Reached};
pub use change::{Attachment, Change, OfFiles, Saved, Sending};
pub use changed::{Changes, Judged, Shift};
pub use made::{Made, PageOf, Preparation};
pub use names::seen_name;
pub use place::Place;
pub use points::Points;
pub use rest::Rest;
pub use standing::Standing;
pub use told::Changed;

use changed::Before;
use engine::wire::Receipt;
use engine::{
    Answers, Assessment, Entry, FeeView, Finding, Keeping, RowId, Slot, Together, Told, Truth, Verdict, first_look, guides, together, told,
};
use going::first_place;
use rulebook::{Band, Day, Field, FieldId, GroupId, Guide, GuideId, GuidePlace, Loaded, Role, TextId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Judges everything at once: [`engine::assess`], by a name that does not carry it along.
pub type Judge = fn(&Loaded, &Answers, Day) -> Assessment;

/// One application, from the first question to the receipt.
#[derive(Clone, Debug)]
pub struct Case {
    id: String,
    created_ms: f64,
    book: Arc<Loaded>,
    answers: Answers,
    assessment: Arc<Assessment>,
    today: Day,
    judge: Option<Judge>,
    waits: bool,
    place: Place,
    back_to: Option<Place>,
    shown: BTreeSet<Place>,
    corrected: BTreeMap<Slot, (String, String)>,
    as_typed: BTreeSet<Slot>,
    placed: BTreeMap<Slot, postal::Placed>,
    open_row: Option<(GroupId, RowId)>,
    checked_rows: BTreeSet<RowId>,
    removed: Option<Removed>,
    sizes: BTreeMap<String, u64>,
    made: BTreeMap<String, Made>,
    progress: BTreeMap<String, u8>,
    accepted: BTreeSet<String>,
    looked: BTreeSet<(String, TextId)>,
    copied: BTreeMap<Slot, String>,
    stages: BTreeMap<GuideId, Reached>,
    withdrawn: bool,
    confirmed: bool,
    sending: Sending,
    refused: Vec<Finding>,
    receipt: Option<Receipt>,
    saved: Saved,
    before: Option<Before>,
    changes: Option<Changes>,
    live: bool,
    composing: Option<Slot>,
    /// Counts what should move the focus: a new place, a summary of what is wrong.
    attention: u32,
    version: u64,
}

impl Case {
    /// An empty case. Without a judge, which comes with a part of the program of its own, only its first page is known.
    pub fn new(id: String, created_ms: f64, book: Arc<Loaded>, today: Day, judge: Option<Judge>) -> Case {
        let answers = Answers::default();
        let assessment = Arc::new(match judge {
            Some(judge) => judge(&book, &answers, today),
            None => first_look(&book, today),
        });
        let place = first_place(&book);
        Case {
            id,
            created_ms,
            book,
            answers,
            assessment,
            today,
            judge,
            waits: false,
            place,
            back_to: None,
            shown: BTreeSet::new(),
            corrected: BTreeMap::new(),
            as_typed: BTreeSet::new(),
            placed: BTreeMap::new(),
            open_row: None,
            checked_rows: BTreeSet::new(),
            removed: None,
            sizes: BTreeMap::new(),
            made: BTreeMap::new(),
            progress: BTreeMap::new(),
            accepted: BTreeSet::new(),
            looked: BTreeSet::new(),
            copied: BTreeMap::new(),
            stages: BTreeMap::new(),
            withdrawn: false,
            confirmed: false,
            sending: Sending::Not,
            refused: Vec::new(),
            receipt: None,
            saved: Saved::Nothing,
            before: None,
            changes: None,
            live: false,
            composing: None,
            attention: 0,
            version: 0,
        }
    }

    /// Who judges it, once that is here.
    #[must_use]
    pub fn judge(&self) -> Option<Judge> {
        self.judge
    }

    /// Whether the person has pressed "next" and it cannot be judged yet.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Its id, under which the draft rests.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is loaded of the rulebook.
    pub fn book(&self) -> &Arc<Loaded> {
        &self.book
    }

    /// A question, as it is asked on the road of this case.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        let parts = self.assessment.parts.iter().filter_map(|part| self.book.part(part));
        let here = parts.flat_map(|part| part.fields()).find(|field| field.id == *id);
        here.or_else(|| self.book.field(id))
    }

    /// Whether a question is asked.
    pub fn is_asked(&self, slot: &Slot) -> bool {
        self.assessment.fields.get(slot).is_some_and(|view| view.asked == Truth::Yes)
    }

    /// The id of what the answer to a question is called.
    pub fn words_of(&self, id: &FieldId) -> String {
        let procedure = self.assessment.procedure.as_deref();
        self.field(id).map_or(id.as_str(), |field| field.called(procedure)).to_owned()
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

    /// What is to be said of a correction that was made, besides before and after.
    pub fn told_of_correction(&self, slot: &Slot) -> Told {
        let field = self.field(&slot.field);
        let made = field.zip(self.corrected.get(slot));
        made.map(|(field, (before, _))| told(&self.book, field, before)).unwrap_or_default()
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

    /// Whether something has changed since the draft was last kept.
    pub fn unsaved(&self) -> bool {
        !matches!(&self.saved, Saved::At { version, .. } if *version == self.version)
    }

    /// The files, of those that go out and those they were made of, that are kept so.
    pub fn keys_that_are(&self, keeping: Keeping) -> Vec<String> {
        let given = self.answers.all_files().map(|(_, file)| (file.keeping, &file.key));
        let beside = self
            .made
            .values()
            .flat_map(|made| &made.of)
            .map(|(_, file)| (file.keeping, &file.key));
        given
            .chain(beside)
            .filter(|(it, _)| *it == keeping)
            .map(|(_, key)| key.clone())
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

    /// Grows with every change that outlives the page.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether findings appear while typing.
    pub fn set_live(&mut self, live: bool) {
        self.live = live;
    }

    /// What each band costs online, in yen, by the id of its name; one that goes for whatever is granted, of something that is filed
    /// together, by the procedure's. Nothing where only the counter takes it.
    pub fn amounts(&self) -> BTreeMap<TextId, u32> {
        let own = |fee: &FeeView| Some(fee.procedure.as_str()) == self.assessment.procedure.as_deref();
        let named = |fee: &FeeView| {
            let whole = !own(fee) && fee.bands.len() == 1;
            let name = |band: &Band| TextId::new(if whole { fee.procedure.as_str() } else { &band.name });
            fee.bands.iter().map(|band| (name(band), band.online)).collect::<Vec<_>>()
        };
        let fees = self.assessment.fees.iter().filter(|_| !self.assessment.eligibility.offline);
        fees.flat_map(named).collect()
    }

    /// What may be filed together with this procedure; nothing where it cannot be filed online itself.
    pub fn together(&self) -> Vec<Together> {
        if self.verdict() == Verdict::No {
            return Vec::new();
        }
        together(&self.book, &self.answers, self.today)
    }

    /// What is told here of the way outside of this desk.
    pub fn guides(&self, place: GuidePlace) -> Vec<Guide> {
        guides(&self.book, &self.answers, self.today, place).into_iter().cloned().collect()
    }

    /// The name of the applicant as typed, once it is.
    pub fn applicant_name(&self) -> Option<&str> {
        let id = &self.book.by_role(Role::RomanName).next()?.id;
        Some(self.answers.typed(&Slot::from(id.clone()))).filter(|name| !name.is_empty())
    }

    fn judge_anew(&mut self) {
        if let Some(judge) = self.judge {
            self.assessment = Arc::new(judge(&self.book, &self.answers, self.today));
        }
    }
}

/// What was removed and can come back.
#[derive(Clone, Debug, PartialEq)]
struct Removed {
    group: GroupId,
    row: RowId,
    at: usize,
    entries: Vec<(Slot, Entry)>,
}
