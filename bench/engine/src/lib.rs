//! The engine alone, for `cargo xtask bench engine`: what the desk and a receiver ask of it, one call each.
//!
//! It measures nothing: the clock is the page's. Nothing here belongs to the product.

mod form;
mod person;

use engine::official::{self, Person};
use engine::{Answers, Slot, Truth, assess};
use rulebook::{Day, Loaded, OfficialForm, PackName};
use wasm_bindgen::prelude::wasm_bindgen;

/// What went wrong, in words.
pub type Outcome<T = ()> = Result<T, String>;

/// A case and the rulebook that has arrived for it.
#[wasm_bindgen]
pub struct Desk {
    book: Loaded,
    answers: Answers,
    today: Day,
    people: Vec<Person>,
    official: Option<OfficialForm>,
}

#[wasm_bindgen]
impl Desk {
    /// Nobody yet, with the core pack.
    pub fn open(core: &[u8], today: &str) -> Outcome<Desk> {
        let book = Loaded::from_core(core).map_err(|why| why.to_string())?;
        Desk::with(book, today)
    }

    /// The form that all engines are given, from its facts, `times` over, answered as it begins.
    pub fn form(facts: &str, times: usize, today: &str) -> Outcome<Desk> {
        let facts = form::read(facts)?;
        let mut desk = Desk::with(facts.book(times), today)?;
        desk.answers = facts.answers(times);
        Ok(desk)
    }

    /// One more pack.
    pub fn take(&mut self, name: &str, pack: &[u8]) -> Outcome {
        self.book.take(&PackName::new(name), pack).map_err(|why| why.to_string())
    }

    /// The answers and files of a worked person, and the day on which they are judged. The files of many are those of this one's road.
    pub fn person(&mut self, person: &str) -> Outcome {
        let person = person::read(person)?;
        (self.answers, self.today) = (person.answers(), person.today);
        let code = assess(&self.book, &self.answers, self.today).code;
        self.official = code.and_then(|code| self.book.official(&code));
        Ok(())
    }

    /// An answer outside groups, as typed.
    pub fn set(&mut self, field: &str, typed: &str) {
        self.answers.set(Slot::of(field), typed);
    }

    /// Judges everything; says how many findings there are.
    pub fn assess(&self) -> usize {
        assess(&self.book, &self.answers, self.today).findings.len()
    }

    /// The packs that are missing for a full judgement.
    pub fn needs(&self) -> Vec<String> {
        let needs = assess(&self.book, &self.answers, self.today).needs;
        needs.iter().map(ToString::to_string).collect()
    }

    /// The questions outside groups that are asked.
    pub fn asked(&self) -> Vec<String> {
        let fields = assess(&self.book, &self.answers, self.today).fields;
        let asked = fields.iter().filter(|(_, view)| view.asked == Truth::Yes);
        asked.map(|(slot, _)| slot.field.to_string()).collect()
    }

    /// The agency's file of so many people, these in turn.
    pub fn file(&self, people: &str, count: usize) -> Outcome<Vec<u8>> {
        let form = self.official()?;
        let people = person::read_all(people)?;
        let all = people.iter().cycle().take(count).zip(1..).map(|(person, number)| Person {
            number,
            answers: person.answers(),
            rest: vec![],
        });
        Ok(official::write(&self.book, form, &all.collect::<Vec<_>>(), self.today))
    }

    /// Reads a file of the agency; says how many people are in it.
    pub fn read(&mut self, bytes: &[u8]) -> Outcome<usize> {
        let people = official::read(&self.book, self.official()?, bytes, self.today);
        self.people = people.map_err(|why| format!("{why:?}"))?;
        Ok(self.people.len())
    }

    /// Checks a file of the agency; says how many complaints there are.
    pub fn check(&self, bytes: &[u8]) -> Outcome<usize> {
        let report = official::check(&self.book, self.official()?, bytes, self.today);
        report.map(|it| it.complaints.len()).map_err(|why| format!("{why:?}"))
    }

    /// Writes the people that were read; says how many bytes that are.
    pub fn write(&self) -> Outcome<usize> {
        Ok(official::write(&self.book, self.official()?, &self.people, self.today).len())
    }
}

impl Desk {
    fn with(book: Loaded, today: &str) -> Outcome<Desk> {
        Ok(Desk {
            book,
            answers: Answers::default(),
            today: today.parse().map_err(|_| format!("`{today}` is no day"))?,
            people: Vec::new(),
            official: None,
        })
    }

    fn official(&self) -> Outcome<&OfficialForm> {
        self.official.as_ref().ok_or_else(|| "no form of the agency has arrived".to_owned())
    }
}
