//! The reactive side of the desk: one signal, one door, and slices that change only when what they show changes.

use crate::case::{Case, Change, Standing};
use crate::desk::Desk;
use crate::texts::{Words, isolated};
use engine::{Asked, At, FieldView, Finding, Slot, Value, in_words};
use leptos::prelude::*;
use rulebook::{FieldId, Worded};
use std::sync::Arc;

/// Where every page and component finds the open case, the words and the way to change things. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Door {
    number: u32,
    desk: RwSignal<Option<Desk>>,
    words: RwSignal<Arc<Words>>,
    languages: RwSignal<Vec<(String, String)>>,
    office: RwSignal<bool>,
    receiver: RwSignal<Receiver>,
    reach: RwSignal<Reach>,
    boxes: StoredValue<Vec<Reader>, LocalStorage>,
    hearing: StoredValue<bool>,
}

/// Reads one box of the page, and lets in what stands there if it was not heard of yet.
pub type Reader = UnsyncCallback<()>;

/// Where a finished application goes, as the pages need to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Receiver {
    /// Nowhere: it can only be saved as files.
    #[default]
    None,
    /// To an address, of which the host is shown.
    Address(String),
    /// To the host page's own function.
    Host,
}

/// Whether what the desk is made of can be fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// As far as anybody knows.
    #[default]
    Good,
    /// Words that are wanted did not come.
    Silent,
    /// The site has been renewed, and what this page asks for lies there no more.
    Stale,
}

impl Door {
    /// A door before anything has arrived.
    pub fn new(number: u32, lang: &str, receiver: Receiver) -> Door {
        Door {
            number,
            desk: RwSignal::new(None),
            words: RwSignal::new(Arc::new(Words::of(lang))),
            languages: RwSignal::new(Vec::new()),
            office: RwSignal::new(false),
            receiver: RwSignal::new(receiver),
            reach: RwSignal::default(),
            boxes: StoredValue::new_local(Vec::new()),
            hearing: StoredValue::new(false),
        }
    }

    /// Tells the mounts of a page apart, in the order in which they were made.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The door of this mount.
    pub fn here() -> Door {
        expect_context()
    }

    /// Lets a change in. This is the only way in which a case changes. What stands in the boxes is read before, for it may be judged.
    pub fn apply(&self, change: impl Into<Change>) {
        self.let_in(change.into());
    }

    fn let_in(&self, change: Change) {
        if !matches!(change, Change::Answer(..) | Change::Composing(_)) {
            self.hear();
        }
        let _ = self.desk.try_update(|desk| {
            if let Some(desk) = desk {
                desk.open.apply(change);
            }
        });
    }

    /// Whether the open case can be changed here.
    pub fn is_open_to_change(&self) -> bool {
        self.peek(|case| case.standing() == Standing::Open).unwrap_or(false)
    }

    /// Reads a box whenever [`Door::hear`] is called, for as long as the box is there.
    pub fn heed(&self, read: Reader) {
        let _ = self.boxes.try_update_value(|boxes| boxes.push(read));
    }

    /// Reads every box of the page. Browsers, password managers and other programs fill boxes without telling anybody.
    pub fn hear(&self) {
        // What one box says may be a change before which all would be read again.
        if self.hearing.try_get_value() != Some(false) {
            return;
        }
        self.hearing.set_value(true);
        let boxes = self.boxes.try_get_value().unwrap_or_default();
        let gone: Vec<bool> = boxes.iter().map(|read| read.try_run(()).is_none()).collect();
        if gone.contains(&true) {
            let mut gone = gone.into_iter();
            // Those that came meanwhile stand at the end.
            let _ = self.boxes.try_update_value(|boxes| boxes.retain(|_| gone.next() != Some(true)));
        }
        let _ = self.hearing.try_set_value(false);
    }

    /// Opens a case in place of the open one.
    pub fn open(&self, case: Case) {
        self.hear();
        let office = self.office.get_untracked();
        let _ = self.desk.try_update(|desk| {
            let mut case = case;
            case.set_live(office);
            match desk {
                Some(desk) => desk.open = case,
                None => {
                    *desk = Some(Desk {
                        open: case,
                        shelf: Vec::new(),
                        room: None,
                        persists: None,
                    })
                }
            }
        });
    }

    /// Takes the open case off the desk, which is closed then.
    pub fn take(&self) -> Option<Case> {
        self.hear();
        let desk = self.desk.try_update(Option::take).flatten();
        desk.map(|desk| desk.open)
    }

    /// Changes what lies on the desk beside the open case.
    pub fn put(&self, change: impl FnOnce(&mut Desk)) {
        let _ = self.desk.try_update(|desk| {
            if let Some(desk) = desk {
                change(desk);
            }
        });
    }

    /// Whether the first question can be asked.
    pub fn is_open(&self) -> bool {
        self.desk.with(Option::is_some)
    }

    /// Reads the open case, and again whenever it changes. Nothing before the desk is open.
    pub fn read<T>(&self, read: impl FnOnce(&Case) -> T) -> Option<T> {
        self.desk.with(|desk| desk.as_ref().map(|desk| read(&desk.open)))
    }

    /// Reads the desk, and again whenever it changes.
    pub fn read_desk<T>(&self, read: impl FnOnce(&Desk) -> T) -> Option<T> {
        self.desk.with(|desk| desk.as_ref().map(read))
    }

    /// Reads the open case once, without following it.
    pub fn peek<T>(&self, read: impl FnOnce(&Case) -> T) -> Option<T> {
        self.desk
            .try_with_untracked(|desk| desk.as_ref().map(|desk| read(&desk.open)))
            .flatten()
    }

    /// A slice of the open case that changes only when its value does.
    pub fn slice<T: Clone + PartialEq + Default + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Case) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let door = *self;
        Memo::new(move |_| door.read(&read).unwrap_or_default())
    }

    /// One field.
    pub fn field(&self, slot: Slot) -> Memo<Option<FieldView>> {
        self.slice(move |case| case.assessment().fields.get(&slot).cloned())
    }

    /// What was typed in one field.
    pub fn typed(&self, slot: Slot) -> Memo<String> {
        self.slice(move |case| case.answers().typed(&slot).to_owned())
    }

    /// The findings to show at a place.
    pub fn findings(&self, at: At) -> Memo<Vec<Finding>> {
        let door = *self;
        Memo::new(move |_| {
            let shown = door.read(|case| case.shown_at(&at).cloned().collect());
            shown.filter(|_| door.can_tell()).unwrap_or_default()
        })
    }

    /// The words, and again when the language changes.
    pub fn words(&self) -> Arc<Words> {
        self.words.get()
    }

    /// The words, once.
    pub fn words_now(&self) -> Arc<Words> {
        self.words.get_untracked()
    }

    /// Whether the words are here in which more is told than the first question.
    pub fn can_tell(&self) -> bool {
        self.words.with(|words| words.are_whole())
    }

    /// Whether what the desk is made of can be fetched.
    pub fn reach(&self) -> Reach {
        self.reach.get()
    }

    /// Says whether something came. What is gone stays so until the page is loaded anew.
    pub fn set_reach(&self, reach: Reach) {
        let now = self.reach.try_get_untracked();
        if now.is_some_and(|now| now != reach && now != Reach::Stale) {
            self.reach.set(reach);
        }
    }

    /// The text with this id, following the language.
    pub fn t(&self, id: &str) -> String {
        self.words.with(|words| words.get(id).to_owned())
    }

    /// The words of a question, following the language.
    pub fn asks(&self, field: &FieldId) -> String {
        let id = self.peek(|case| case.words_of(field));
        self.t(id.as_deref().unwrap_or(field.as_str()))
    }

    /// The text with this id as a signal, for whoever shows it later.
    pub fn text(&self, id: &'static str) -> Signal<String> {
        let door = *self;
        Signal::derive(move || door.t(id))
    }

    /// The text with this id, if it exists.
    pub fn t_if(&self, id: &str) -> Option<String> {
        self.words.with(|words| words.find(id).map(str::to_owned))
    }

    /// A text with its places filled.
    pub fn tf(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.words.with(|words| words.fill(id, args))
    }

    /// The name of the file that something is said about, to stand in a sentence; nothing if it is not about a file.
    pub fn file_name(&self, at: &At) -> Option<String> {
        match at {
            At::File(_, key) => self.peek(|case| case.file(key).map(|(_, file)| isolated(&file.name))).flatten(),
            _ => None,
        }
    }

    /// What a finding says where it does not stand beside its file: with the file's name.
    pub fn says_of(&self, finding: &Finding) -> String {
        let says = self.words().says(finding);
        match self.file_name(&finding.at) {
            Some(file) => self.tf("finding.of_file", &[("file", &file), ("says", &says)]),
            None => says,
        }
    }

    /// Sentences one after the other, without those that do not exist.
    pub fn sentences(&self, said: impl IntoIterator<Item = Option<String>>) -> String {
        self.words.with(|words| words.sentences(said.into_iter().flatten()))
    }

    /// Whether the words have arrived in which conditions are told.
    pub fn can_say_why(&self) -> bool {
        self.words.with(|words| words.find("cond.all").is_some())
    }

    /// When something holds or how it is found, in words, following the case. Nothing before the words for it have arrived.
    pub fn in_words(&self, asked: &Asked) -> Vec<Worded> {
        if !self.can_say_why() {
            return Vec::new();
        }
        let words = self.words();
        let say = |case: &Case| in_words(case.book(), case.assessment(), asked, &*words);
        self.read(say).unwrap_or_default()
    }

    /// Puts other words in place, as when the language changes or more of it arrives.
    pub fn set_words(&self, words: Words) {
        // A box may be written anew in the other language.
        self.hear();
        let _ = self.words.try_set(Arc::new(words));
    }

    /// The languages that exist, each with its own name for itself.
    pub fn languages(&self) -> Vec<(String, String)> {
        self.languages.get()
    }

    /// The languages that exist, once.
    pub fn languages_now(&self) -> Vec<(String, String)> {
        self.languages.get_untracked()
    }

    /// Sets the languages that exist.
    pub fn set_languages(&self, languages: Vec<(String, String)>) {
        let _ = self.languages.try_set(languages);
    }

    /// Whether the desk is dense and judges while typing.
    pub fn office(&self) -> bool {
        self.office.get()
    }

    /// Makes the desk dense, or not.
    pub fn set_office(&self, office: bool) {
        let _ = self.office.try_set(office);
        self.put(|desk| desk.open.set_live(office));
    }

    /// Where a finished application goes.
    pub fn receiver(&self) -> Receiver {
        self.receiver.get()
    }

    /// Says where a finished application goes from now on.
    pub fn set_receiver(&self, receiver: Receiver) {
        let _ = self.receiver.try_set(receiver);
    }

    /// An answer as a person reads it; none where nothing is answered or it is not asked.
    pub fn shown(&self, slot: &Slot) -> Option<String> {
        let words = self.words();
        self.read(|case| shown(case, &words, slot)).flatten()
    }

    /// The same, once.
    pub fn shown_now(&self, slot: &Slot) -> Option<String> {
        let words = self.words_now();
        self.peek(|case| shown(case, &words, slot)).flatten()
    }
}

fn shown(case: &Case, words: &Words, slot: &Slot) -> Option<String> {
    let view = case.assessment().fields.get(slot)?;
    let name = |id: &str| {
        let item = case.item_of(slot, id);
        let coming = || view.list.as_deref().is_some_and(|list| case.book().list(list).is_none());
        match item {
            Some(item) => words.name(item).to_owned(),
            // A code tells nobody anything.
            None if coming() => words.get("ui.arriving").to_owned(),
            None => id.to_owned(),
        }
    };
    let text = match view.value.as_ref() {
        None => Some(name(case.answers().typed(slot))).filter(|typed| !typed.is_empty() && view.asked != engine::Truth::No),
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(crate::texts::grouped(*number as i64)),
        Some(Value::Choice(id)) => Some(name(id)),
        Some(Value::Choices(ids)) => Some(ids.iter().map(|id| name(id)).collect::<Vec<_>>().join(words.get("format.list"))),
        Some(Value::Day(day)) => Some(match (day.whole(), day.year, day.month) {
            (Some(day), ..) => format!(
                "{}{}",
                words.plain_day(day),
                words
                    .era(day)
                    .map(|era| words.fill("format.era.tail", &[("era", &era)]))
                    .unwrap_or_default()
            ),
            (None, Some(year), Some(month)) => words.month(year, month),
            (None, Some(year), None) => words.fill("format.year.only", &[("year", &year.to_string())]),
            (None, None, _) => words.get("format.unknown").to_owned(),
        }),
        Some(Value::Month(month)) => Some(match month.month {
            Some(of) => words.month(month.year, of),
            None => words.fill("format.year.only", &[("year", &month.year.to_string())]),
        }),
    };
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
