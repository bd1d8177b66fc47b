//! From an answer as typed to what it means.

use crate::calendar::year_of_era;
use crate::correct::narrow;
use chrono::Datelike;
use rulebook::{Day, FieldKind};

/// What an answer means.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A day, perhaps with unknown pieces.
    Day(PartialDay),
    /// A month, perhaps unknown.
    Month(PartialMonth),
    /// The id of an item.
    Choice(String),
    /// The ids of several items.
    Choices(Vec<String>),
}

/// A day of which pieces may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDay {
    /// Year; none when all is unknown.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: Option<u32>,
    /// Day, 1 to 31.
    pub day: Option<u32>,
}

impl PartialDay {
    /// The day, when nothing is unknown.
    pub fn whole(self) -> Option<Day> {
        Day::from_ymd_opt(self.year?, self.month?, self.day?)
    }

    /// `YYYYMMDD` in the agency's way: `0` for an unknown month or day, `9` when all is unknown.
    pub fn digits(self) -> String {
        match self.year {
            Some(year) => format!("{year:04}{:02}{:02}", self.month.unwrap_or(0), self.day.unwrap_or(0)),
            None => "99999999".into(),
        }
    }
}

impl From<Day> for PartialDay {
    fn from(day: Day) -> Self {
        Self {
            year: Some(day.year()),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

/// A month of a year, or a year whose month is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialMonth {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u32>,
}

/// Why an answer has no meaning. The word is the end of the check's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A piece of a day or month is missing.
    Part,
    /// The year has not four digits.
    Year,
    /// There is no such day.
    Day,
    /// There is no such month.
    Month,
    /// Not a whole number.
    Number,
}

impl Fault {
    /// Id of the check.
    pub fn check(self) -> &'static str {
        match self {
            Fault::Part => "check.date.part",
            Fault::Year => "check.date.year",
            Fault::Day => "check.date",
            Fault::Month => "check.month",
            Fault::Number => "check.number",
        }
    }
}

/// Reads an answer of this kind. Whether a choice is in its list is judged elsewhere.
pub fn read(kind: &FieldKind, typed: &str) -> Result<Value, Fault> {
    match kind {
        FieldKind::Text { .. } => Ok(Value::Text(typed.to_owned())),
        FieldKind::Number { .. } => {
            if typed.is_empty() || !typed.bytes().all(|b| b.is_ascii_digit()) {
                return Err(Fault::Number);
            }
            typed.parse().map(Value::Number).map_err(|_| Fault::Number)
        }
        FieldKind::Date { unknown } => day(typed, *unknown).map(Value::Day),
        FieldKind::Month { unknown } => month(typed, *unknown).map(Value::Month),
        FieldKind::Choice { .. } => Ok(Value::Choice(typed.to_owned())),
        FieldKind::Choices { .. } => Ok(Value::Choices(typed.split_whitespace().map(str::to_owned).collect())),
    }
}

fn day(typed: &str, unknown: bool) -> Result<PartialDay, Fault> {
    let pieces = pieces(typed, &[4, 2, 2]);
    let [year, month, day] = pieces.as_slice() else {
        return Err(Fault::Part);
    };
    let (zero_month, zero_day) = (zero(month), zero(day));
    if unknown && zero(year) && zero_month && zero_day {
        return Ok(PartialDay {
            year: None,
            month: None,
            day: None,
        });
    }
    if [year, month, day].iter().any(|piece| piece.is_empty()) {
        return Err(Fault::Part);
    }
    let year = whole_year(year)?;
    let number = |piece: &str| piece.parse::<u32>().map_err(|_| Fault::Day);
    let found = PartialDay {
        year: Some(year),
        month: (!zero_month).then(|| number(month)).transpose()?,
        day: (!zero_day).then(|| number(day)).transpose()?,
    };
    match (found.month, found.day) {
        (Some(_), Some(_)) => found.whole().map(|_| found).ok_or(Fault::Day),
        (Some(1..=12), None) | (None, None) if unknown => Ok(found),
        _ => Err(Fault::Day),
    }
}

fn month(typed: &str, unknown: bool) -> Result<PartialMonth, Fault> {
    let pieces = pieces(typed, &[4, 2]);
    let [year, month] = pieces.as_slice() else {
        return Err(Fault::Part);
    };
    if year.is_empty() || month.is_empty() {
        return Err(Fault::Part);
    }
    let year = whole_year(year)?;
    if zero(month) {
        return if unknown {
            Ok(PartialMonth { year, month: None })
        } else {
            Err(Fault::Month)
        };
    }
    match month.parse() {
        Ok(month @ 1..=12) => Ok(PartialMonth { year, month: Some(month) }),
        _ => Err(Fault::Month),
    }
}

fn zero(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|b| b == b'0')
}

fn whole_year(piece: &str) -> Result<i32, Fault> {
    if piece.len() == 4 && piece.bytes().all(|b| b.is_ascii_digit()) {
        return piece.parse().map_err(|_| Fault::Year);
    }
    year_of_era(piece).ok_or(Fault::Year)
}

/// The pieces of a day or month however it was written: with dashes, slashes, dots, the characters for year, month
/// and day, or without anything between.
fn pieces(typed: &str, widths: &[usize]) -> Vec<String> {
    let plain = narrow(typed.trim());
    let total: usize = widths.iter().sum();
    if plain.len() == total && plain.bytes().all(|b| b.is_ascii_digit()) {
        let mut rest = plain.as_str();
        return widths
            .iter()
            .map(|width| {
                let (piece, after) = rest.split_at_checked(*width).unwrap_or((rest, ""));
                rest = after;
                piece.to_owned()
            })
            .collect();
    }
    let plain = plain.trim_end_matches(['\u{65e5}', '\u{6708}']);
    plain
        .split(['-', '/', '.', '\u{5e74}', '\u{6708}'])
        .map(|piece| piece.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Result<&str, Fault>) {
        let seen = read(&FieldKind::Date { unknown: true }, typed).map(|value| match value {
            Value::Day(day) => day.digits(),
            other => panic!("{other:?}"),
        });
        assert_eq!(seen.as_deref(), expected.as_ref().map(|it| *it), "{typed}");
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for typed in [
            "1996-04-12",
            "1996-4-12",
            "1996/4/12",
            "19960412",
            "\u{ff11}\u{ff19}\u{ff19}\u{ff16}-4-12",
            "\u{5e73}\u{6210}8\u{5e74}4\u{6708}12\u{65e5}",
            "H8.4.12",
        ] {
            check(typed, Ok("19960412"));
        }
        check("1996-00-00", Ok("19960000"));
        check("0000-00-00", Ok("99999999"));
        check("1996--12", Err(Fault::Part));
        check("1996-02-30", Err(Fault::Day));
        check("96-4-12", Err(Fault::Year));
        check("", Err(Fault::Part));
    }

    #[test]
    fn unknown_pieces_are_only_for_fields_that_allow_them() {
        assert_eq!(read(&FieldKind::Date { unknown: false }, "1996-00-00"), Err(Fault::Day));
        assert_eq!(read(&FieldKind::Month { unknown: false }, "2019-00"), Err(Fault::Month));
        assert_eq!(
            read(&FieldKind::Month { unknown: true }, "2019-00"),
            Ok(Value::Month(PartialMonth { year: 2019, month: None }))
        );
    }
}
