//! Values in time: since when, from which source, how sure.

use crate::SourceId;
use borsh::{BorshDeserialize, BorshSerialize, io};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// A calendar day in Asia/Tokyo.
pub type Day = chrono::NaiveDate;

/// How sure a datum is. The order is from weakest to strongest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Nobody's text: common knowledge, unverified.
    #[default]
    General,
    /// A practitioner, vendor, developer or newspaper.
    Secondary,
    /// A reproduction of the agency's text.
    Copy,
    /// A limit of this software, for example a file that cannot be opened.
    Own,
    /// The agency's own text or tool.
    Official,
}

impl Grade {
    /// Whether a rule that rests on this grade may stop a person from sending.
    pub fn may_block(self) -> bool {
        matches!(self, Grade::Official | Grade::Copy | Grade::Own)
    }

    /// The word of the grade, as in the rulebook and in text ids.
    pub fn word(self) -> &'static str {
        match self {
            Grade::General => "general",
            Grade::Secondary => "secondary",
            Grade::Copy => "copy",
            Grade::Own => "own",
            Grade::Official => "official",
        }
    }
}

/// Where a datum is from. In the TOML `grade` and `checked` may be left out: the source's own then hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Cite {
    /// The source.
    #[serde(default)]
    pub source: SourceId,
    /// How sure. Missing counts as the weakest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The day on which somebody compared the datum with the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub checked: Option<Day>,
}

impl Cite {
    /// The grade; the weakest where none is written.
    pub fn grade(&self) -> Grade {
        self.grade.unwrap_or_default()
    }
}

/// A source that can be looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Title, in the language of the source.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Web address, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// The day on which it was read.
    #[borsh(serialize_with = "crate::dated::write_day", deserialize_with = "crate::dated::read_day")]
    pub read: Day,
    /// How sure what rests on it is, where the datum says nothing else.
    pub grade: Grade,
    /// What was read of it, and what not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One value and the first day on which it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Since<T> {
    /// First day in force.
    #[borsh(serialize_with = "crate::dated::write_day", deserialize_with = "crate::dated::read_day")]
    pub from: Day,
    /// The value; nothing where the rule ended on `from`.
    #[serde(default = "nothing", skip_serializing_if = "Option::is_none")]
    pub is: Option<T>,
    /// Where that is written.
    #[serde(flatten)]
    pub cite: Cite,
}

fn nothing<T>() -> Option<T> {
    None
}

/// A value that changes on known days. The `since` days ascend (a lint sees to it).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(transparent)]
pub struct Dated<T> {
    since: Vec<Since<T>>,
}

impl<T> Dated<T> {
    /// Makes a dated value from its stages, earliest first.
    pub fn new(since: Vec<Since<T>>) -> Self {
        Self { since }
    }

    /// The value in force on `day`; nothing before the first stage or after the rule ended.
    pub fn on(&self, day: Day) -> Option<&T> {
        self.cited_on(day).and_then(|stage| stage.is.as_ref())
    }

    /// The stage in force on `day`, with its source.
    pub fn cited_on(&self, day: Day) -> Option<&Since<T>> {
        self.since.get(self.place_on(day)?)
    }

    /// The place of that stage among all.
    pub fn place_on(&self, day: Day) -> Option<usize> {
        self.since.partition_point(|stage| stage.from <= day).checked_sub(1)
    }

    /// All stages, earliest first.
    pub fn stages(&self) -> &[Since<T>] {
        &self.since
    }

    /// All stages, to fill in what the host resolves.
    #[cfg(feature = "host")]
    pub fn stages_mut(&mut self) -> &mut [Since<T>] {
        &mut self.since
    }
}

/// A day as it stands in a pack: days since the first of the calendar.
pub(crate) fn write_day<W: io::Write>(day: &Day, to: &mut W) -> io::Result<()> {
    BorshSerialize::serialize(&day.num_days_from_ce(), to)
}

/// Reads it.
pub(crate) fn read_day<R: io::Read>(from: &mut R) -> io::Result<Day> {
    let days = i32::deserialize_reader(from)?;
    Day::from_num_days_from_ce_opt(days).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// A day, or none.
pub(crate) fn write_some_day<W: io::Write>(day: &Option<Day>, to: &mut W) -> io::Result<()> {
    BorshSerialize::serialize(&day.map(|day| day.num_days_from_ce()), to)
}

/// Reads it.
pub(crate) fn read_some_day<R: io::Read>(from: &mut R) -> io::Result<Option<Day>> {
    match bool::deserialize_reader(from)? {
        true => read_day(from).map(Some),
        false => Ok(None),
    }
}

/// Days.
pub(crate) fn write_days<W: io::Write>(days: &[Day], to: &mut W) -> io::Result<()> {
    let days: Vec<i32> = days.iter().map(Datelike::num_days_from_ce).collect();
    BorshSerialize::serialize(&days, to)
}

/// Reads them.
pub(crate) fn read_days<R: io::Read>(from: &mut R) -> io::Result<Vec<Day>> {
    let count = u32::deserialize_reader(from)?;
    (0..count).map(|_| read_day(from)).collect()
}
