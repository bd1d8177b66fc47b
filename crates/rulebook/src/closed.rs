//! Days on which the agency's offices are closed.

use crate::{Cite, Day};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// When the offices are closed, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// Days of the week: Monday is 1, Sunday 7. In the TOML by their names (`sunday`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "host", serde(deserialize_with = "named"))]
    pub weekly: Vec<u8>,
    /// Days of every year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yearly: Vec<EveryYear>,
    /// Holidays, one block a year.
    #[serde(default, rename = "holiday", skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holidays>,
    /// The last day of which it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[borsh(serialize_with = "crate::dated::write_some_day", deserialize_with = "crate::dated::read_some_day")]
    pub until: Option<Day>,
}

/// Some days of every year, both ends included; they may go over the end of the year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct EveryYear {
    /// The first, as `12-29`.
    pub from: MonthDay,
    /// The last, as `01-03`.
    pub to: MonthDay,
    /// Where it is written.
    #[serde(flatten)]
    pub cite: Cite,
}

/// A month and a day in it, written `12-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl TryFrom<String> for MonthDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read = || {
            let (month, day) = text.split_once('-')?;
            let read = MonthDay {
                month: month.parse().ok()?,
                day: day.parse().ok()?,
            };
            // Of a leap year, which has every day that there can be.
            Day::from_ymd_opt(2024, read.month.into(), read.day.into()).map(|_| read)
        };
        read().ok_or_else(|| format!("`{text}` is no day of the year: write 12-29"))
    }
}

impl From<MonthDay> for String {
    fn from(it: MonthDay) -> String {
        format!("{:02}-{:02}", it.month, it.day)
    }
}

/// The holidays of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// The year.
    pub year: i32,
    /// The days, in order.
    #[borsh(serialize_with = "crate::dated::write_days", deserialize_with = "crate::dated::read_days")]
    pub days: Vec<Day>,
    /// Where they are written.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Closed {
    /// Whether the offices are closed on a day; nothing where that is not known.
    pub fn on(&self, day: Day) -> Option<bool> {
        use chrono::Datelike;
        if self.until.is_none_or(|until| until < day) || self.holidays.first().is_none_or(|first| day.year() < first.year) {
            return None;
        }
        let of_week = day.weekday().number_from_monday();
        let of_year = (day.month(), day.day());
        let within = |it: &EveryYear| {
            let (from, to) = ((it.from.month.into(), it.from.day.into()), (it.to.month.into(), it.to.day.into()));
            if from <= to {
                (from..=to).contains(&of_year)
            } else {
                of_year >= from || of_year <= to
            }
        };
        let weekly = self.weekly.iter().any(|it| u32::from(*it) == of_week);
        Some(weekly || self.yearly.iter().any(within) || self.holidays.iter().any(|it| it.days.contains(&day)))
    }

    /// The day itself if the offices are open, else the next on which they are; nothing where that is not known.
    pub fn open_from(&self, day: Day) -> Option<Day> {
        // No closure is longer than this.
        let mut days = day.iter_days().take(31);
        days.find_map(|day| match self.on(day) {
            Some(true) => None,
            Some(false) => Some(Some(day)),
            None => Some(None),
        })
        .flatten()
    }
}

#[cfg(feature = "host")]
fn named<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Name(String),
        Packed(u8),
    }
    let number = |one: Either| match one {
        Either::Packed(day) => Ok(day),
        Either::Name(name) => {
            let day: Result<chrono::Weekday, _> = name.parse();
            day.map(|day| day.number_from_monday() as u8)
                .map_err(|_| serde::de::Error::custom(format!("`{name}` is no day of the week")))
        }
    };
    Vec::<Either>::deserialize(from)?.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn closed() -> Closed {
        let days = |all: &[&str]| all.iter().map(|it| day(it)).collect();
        Closed {
            weekly: vec![6, 7],
            yearly: vec![EveryYear {
                from: MonthDay { month: 12, day: 29 },
                to: MonthDay { month: 1, day: 3 },
                cite: Cite::default(),
            }],
            holidays: vec![Holidays {
                year: 2026,
                days: days(&["2026-01-12", "2026-11-23"]),
                cite: Cite::default(),
            }],
            until: Some(day("2027-01-31")),
        }
    }

    #[test]
    fn the_offices_open_on_the_next_day_that_is_no_holiday() {
        let closed = closed();
        for (from, open) in [
            ("2026-11-20", "2026-11-20"), // a Friday
            ("2026-11-21", "2026-11-24"), // Saturday, Sunday, holiday on Monday
            ("2026-12-29", "2027-01-04"), // the end of the year, then a Monday
            ("2026-01-10", "2026-01-13"),
        ] {
            assert_eq!(closed.open_from(day(from)), Some(day(open)), "{from}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let closed = closed();
        assert_eq!(closed.open_from(day("2025-12-31")), None, "before the first year");
        assert_eq!(
            closed.open_from(day("2027-01-30")),
            None,
            "a Saturday whose Monday is behind the end"
        );
        assert_eq!(closed.open_from(day("2027-01-29")), Some(day("2027-01-29")));
    }

    #[test]
    fn days_of_the_year_are_read_and_written() {
        let read = |text: &str| MonthDay::try_from(text.to_owned());
        assert_eq!(read("12-29").map(String::from), Ok("12-29".into()));
        assert_eq!(read("02-29").map(String::from), Ok("02-29".into()));
        assert!(read("02-30").is_err() && read("1229").is_err() && read("").is_err());
    }
}
