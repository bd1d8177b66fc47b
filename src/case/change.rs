//! Everything that can happen to a case, and what each does to it.

use super::{Case, Judge, OfHand, Place, Preparation, Removed, Standing, seen_name};
use engine::wire::Receipt;
use engine::{At, Fact, FileEntry, Finding, Keeping, RowId, Slot};
use rulebook::{ActId, Day, DocumentId, FactId, GroupId, Loaded, TextId};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// Something happens to files. How, comes with the part of the program that says so.
    Files(OfFiles, fn(&mut Case, OfFiles)),
    /// The person has done something by hand outside of the desk. How it is noted, comes with the part of the program that says so.
    ByHand(OfHand, fn(&mut Case, OfHand)),
    /// The person has seen a doubt and goes on with it, or not.
    Accept(String, bool),
    /// The person has confirmed that the answers are true, or not.
    Confirm(bool),
    /// The person wants to see everything that stands against sending.
    ShowAll,
    /// The person does what would change an answer, where that is only another answer here.
    Take(ActId),
    /// More of the rulebook has arrived.
    Book(Arc<Loaded>),
    /// Who judges it has arrived.
    Judge(Judge),
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
    /// The person has seen what other rules made different.
    SeenChanges,
}

/// Everything that can happen to the files of a case.
#[derive(Clone, Debug)]
pub enum OfFiles {
    /// A file was chosen for a document.
    Attach(DocumentId, Attachment),
    /// A file has been measured, wherever it lies by now.
    Measured(String, BTreeMap<FactId, Fact>),
    /// Measuring has come this far.
    Measuring(String, u8),
    /// The bytes of a file are kept so, wherever it lies by now.
    Keeping(String, Keeping),
    /// A file is given for this document instead of where it lies; [`Case::tray`] is for none.
    Assign(String, DocumentId),
    /// On this day the paper in a file was issued; nothing takes that back.
    Issued(String, Option<Day>),
    /// The desk made a file; it goes out in place of those it was made of.
    Prepared(Box<Preparation>),
    /// A file that the desk made is let go, and what it was made of goes out again.
    PutBack(String),
    /// A file was taken away, and with it what it was made of.
    Detach(DocumentId, String),
    /// The person has looked at something in the picture with this key and found it right, or not.
    Look(String, TextId, bool),
}

impl From<OfFiles> for Change {
    fn from(what: OfFiles) -> Change {
        Change::Files(what, Case::apply_to_files)
    }
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
    /// Where its bytes are.
    pub keeping: Keeping,
}

impl From<Attachment> for FileEntry {
    fn from(file: Attachment) -> FileEntry {
        FileEntry {
            key: file.key,
            name: seen_name(&file.name),
            facts: file.facts,
            keeping: file.keeping,
        }
    }
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
    /// It was begun before, and nobody knows whether it arrived. The same, sent again, is taken once.
    Unsure,
    /// It was begun before and may have arrived, and what would go out now is something else: it would be taken as a second application.
    Twice,
}

/// How the draft is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saved {
    /// Nothing to keep yet.
    #[default]
    Nothing,
    /// Kept on this device.
    At {
        /// At this time of day.
        time: String,
        /// The [`Case::version`] that rests there.
        version: u64,
    },
    /// Not kept, and why.
    Failed(TextId),
    /// Held by another tab, or by another desk of this page: here one only looks. The text says how that came.
    Elsewhere(TextId),
    /// The draft that was open here was deleted elsewhere; this is a new case.
    Deleted,
    /// The draft is not on this device any more, and nobody has said why: the browser may have cleared it. Nothing is written until the person
    /// says so.
    Gone,
}

impl Case {
    /// The one way in. What a case that is not open does not let in changes nothing, see [`Standing`](super::Standing).
    pub fn apply(&mut self, change: impl Into<Change>) {
        self.let_in(change.into());
    }

    fn let_in(&mut self, change: Change) {
        let shut = match change {
            Change::ByHand(..) => !self.takes_notes(),
            _ => change.edits() && self.standing() != Standing::Open,
        };
        if shut {
            return;
        }
        if change.rests() {
            self.version += 1;
        }
        match change {
            Change::Answer(slot, typed) => {
                self.corrected.remove(&slot);
                self.as_typed.remove(&slot);
                self.refused.retain(|finding| finding.at != At::Field(slot.clone()));
                self.answers.set(slot.clone(), typed);
                self.confirmed = false;
                self.judge_anew();
                // At once: who goes on to the next box may be typing there by the time that this one is left.
                self.fill_place(&slot);
            }
            Change::Composing(slot) => self.composing = slot,
            Change::Leave(slot) => {
                self.composing = None;
                self.leave(slot.clone());
                self.fill_place(&slot);
            }
            Change::TakeBack(slot) => {
                if let Some((before, _)) = self.corrected.remove(&slot) {
                    self.as_typed.insert(slot.clone());
                    self.answers.set(slot, before);
                    self.judge_anew();
                }
            }
            Change::Next => self.next(),
            Change::Go(place) => self.go(place),
            Change::Mend(slot) => self.go_to_answer(&slot),
            Change::MendAt(place) => self.go_to_mend(place),
            Change::Take(act) => self.take(&act),
            Change::AddRow(group) => {
                let row = self.answers.add_row(&group);
                self.open_row = Some((group, row));
                self.judge_anew();
            }
            Change::OpenRow(group, row) => self.open_row = Some((group, row)),
            Change::CloseRow(group, row) => self.close_row(group, row),
            Change::RemoveRow(group, row) => {
                let at = self.answers.rows(&group).iter().position(|it| *it == row).unwrap_or(0);
                let entries = self.answers.remove_row(&group, row);
                if self.open_row.as_ref() == Some(&(group.clone(), row)) {
                    self.open_row = None;
                }
                // An empty row that goes again leaves nothing to undo.
                self.removed = (!entries.is_empty()).then_some(Removed { group, row, at, entries });
                self.judge_anew();
            }
            Change::Restore => {
                if let Some(removed) = self.removed.take() {
                    self.answers.restore_row(&removed.group, removed.row, removed.at, removed.entries);
                    self.judge_anew();
                }
            }
            Change::Files(what, apply) => apply(self, what),
            Change::ByHand(what, apply) => apply(self, what),
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
                self.judge_anew();
                self.compare();
            }
            Change::Judge(judge) => {
                self.judge = Some(judge);
                self.judge_anew();
                if std::mem::take(&mut self.waits) {
                    self.next();
                }
            }
            Change::Day(day) => {
                self.today = day;
                self.judge_anew();
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
            Change::Saved(saved) => {
                let before = (self.standing(), self.saved == Saved::Gone);
                self.saved = saved;
                // What had the focus can be switched off with that.
                if (self.standing(), self.saved == Saved::Gone) != before {
                    self.attention += 1;
                }
            }
            Change::SeenChanges => {
                self.changes = None;
                // The button that was pressed is gone; the focus must not go with it.
                self.attention += 1;
            }
        }
    }

    fn apply_to_files(&mut self, what: OfFiles) {
        match what {
            OfFiles::Attach(document, file) => {
                self.sizes.insert(file.key.clone(), file.bytes);
                self.answers.put_file(&document, file.into());
                self.confirmed = false;
                self.judge_anew();
            }
            OfFiles::Measured(key, facts) => self.measured(&key, facts),
            OfFiles::Measuring(key, percent) => {
                self.progress.insert(key, percent);
            }
            OfFiles::Keeping(key, keeping) => self.keep(&key, keeping),
            OfFiles::Detach(document, key) => {
                self.take_out(&document, &key);
                self.made.remove(&key);
                self.judge_anew();
            }
            OfFiles::Assign(key, document) => self.assign(&key, document),
            OfFiles::Issued(key, day) => self.issued(&key, day),
            OfFiles::Prepared(made) => self.prepare(*made),
            OfFiles::PutBack(key) => self.put_back(&key),
            OfFiles::Look(picture, look, yes) => self.look(picture, look, yes),
        }
    }
}
