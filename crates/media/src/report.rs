//! What was found in a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::facts::{FactInfo, file};

/// Measurements of one file, or why there are none. A fact that is absent was not measured: it is not "no".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Facts by name; the names stand in [`FACTS`](crate::FACTS).
    pub facts: BTreeMap<String, Fact>,
    /// Why the file could not be read to its end. The facts known up to there are in `facts` all the same,
    /// and this word is among them as `file.unreadable`.
    pub unreadable: Option<Unreadable>,
}

/// The value of one fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    /// Yes or no.
    Bool(bool),
    /// A finite number; its unit stands in the fact's [`FactInfo`].
    Number(f64),
    /// One of a closed list of words, a version, or a day as `YYYY-MM-DD`.
    Text(String),
}

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// It has no bytes.
    Empty,
    /// It has more bytes than the job allows; nothing in it was looked at.
    TooBig,
    /// It is not of a kind that this job can read, or of a variety of it that cannot be decoded here.
    UnknownFormat,
    /// It ends before its content does.
    Truncated,
    /// It claims more pixels than the job allows; nothing was decoded.
    TooManyPixels,
    /// It contradicts its own format, or would unpack to more than any honest file does.
    Damaged,
}

impl Unreadable {
    /// The word used on the wire and in `file.unreadable`.
    pub fn code(self) -> &'static str {
        match self {
            Unreadable::Empty => "empty",
            Unreadable::TooBig => "too-big",
            Unreadable::UnknownFormat => "unknown-format",
            Unreadable::Truncated => "truncated",
            Unreadable::TooManyPixels => "too-many-pixels",
            Unreadable::Damaged => "damaged",
        }
    }
}

impl Report {
    /// The report on a file that is refused by its size alone, before a byte of it is read.
    ///
    /// [`run`](crate::run) says the same of such a file; this is for who knows the size and has not yet
    /// fetched the bytes.
    pub fn too_big(name: &str, bytes: u64) -> Report {
        let mut report = Report::of(name, bytes);
        report.refuse(Unreadable::TooBig);
        report
    }

    /// The report on a file about which nothing is known but this, as when its measuring had to be ended.
    pub fn unreadable(name: &str, bytes: u64, why: Unreadable) -> Report {
        let mut report = Report::of(name, bytes);
        report.refuse(why);
        report
    }

    pub(crate) fn of(name: &str, bytes: u64) -> Report {
        let mut report = Report::default();
        report.set(&file::BYTES, bytes as f64);
        report.set(&file::EXTENSION, file::extension(name));
        report
    }

    pub(crate) fn set(&mut self, info: &FactInfo, value: impl Into<Fact>) {
        self.facts.insert(info.name.to_owned(), value.into());
    }

    pub(crate) fn refuse(&mut self, why: Unreadable) {
        self.unreadable = Some(why);
        self.set(&file::UNREADABLE, why.code());
    }
}

impl From<bool> for Fact {
    fn from(value: bool) -> Fact {
        Fact::Bool(value)
    }
}

impl From<f64> for Fact {
    fn from(value: f64) -> Fact {
        Fact::Number(value)
    }
}

impl From<u32> for Fact {
    fn from(value: u32) -> Fact {
        Fact::Number(value.into())
    }
}

impl From<&str> for Fact {
    fn from(value: &str) -> Fact {
        Fact::Text(value.to_owned())
    }
}

impl From<String> for Fact {
    fn from(value: String) -> Fact {
        Fact::Text(value)
    }
}
