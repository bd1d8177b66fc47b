//! From an answer as typed to what it means.

use crate::Arg;
use crate::calendar::{EraYear, year_of_era};
use crate::written::{Piece, Unclear, Written, written};
use chrono::Datelike;
use rulebook::{Day, FieldKind, TextId};

/// How many boxes a day has, and a month.
const BOXES_OF_DAY: usize = 3;
const BOXES_OF_MONTH: usize = 2;

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

/// Why an answer has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Pieces of a day or month are missing.
    Part {
        /// The year.
        year: bool,
        /// The month.
        month: bool,
        /// The day.
        day: bool,
    },
    /// Pieces of so many are missing, and nobody knows which.
    Incomplete(usize),
    /// What stands in one of the boxes is none of what belongs there.
    Box(Piece),
    /// Which number is the day and which the month cannot be told.
    Order,
    /// The year has not four digits.
    Year,
    /// The era had no such year.
    Era {
        /// The letter of the era.
        era: char,
        /// Its last year.
        last: i32,
        /// The Western year, had it gone on.
        year: i32,
    },
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
            Fault::Part { .. } | Fault::Incomplete(_) => "check.date.part",
            Fault::Box(_) => "check.date.box",
            Fault::Order => "check.date.order",
            Fault::Year => "check.date.year",
            Fault::Era { .. } => "check.date.era",
            Fault::Day => "check.date",
            Fault::Month => "check.month",
            Fault::Number => "check.number",
        }
    }

    /// What its texts tell.
    pub fn args(self) -> Vec<(String, Arg)> {
        match self {
            Fault::Part { year, month, day } => piece(match (year, month, day) {
                (true, false, false) => "ui.year",
                (false, true, false) => "ui.month",
                (false, false, true) => "ui.day",
                (true, true, false) => "ui.year_and_month",
                (true, false, true) => "ui.year_and_day",
                (false, true, true) => "ui.month_and_day",
                (true, true, true) | (false, false, false) => "ui.year_month_or_day",
            }),
            Fault::Incomplete(BOXES_OF_MONTH) => piece("ui.year_or_month"),
            Fault::Incomplete(_) => piece("ui.year_month_or_day"),
            Fault::Box(Piece::Year) => piece("ui.year"),
            Fault::Box(Piece::Month) => piece("ui.month"),
            Fault::Box(Piece::Day) => piece("ui.day"),
            Fault::Era { era, last, year } => vec![
                ("era".into(), Arg::Words(TextId::new(format!("format.era.{era}")))),
                ("last".into(), Arg::Text(last.to_string())),
                ("year".into(), Arg::Text(year.to_string())),
            ],
            _ => vec![],
        }
    }
}

fn piece(words: &str) -> Vec<(String, Arg)> {
    vec![("piece".into(), Arg::Words(TextId::new(words)))]
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
    if let Some([year, month, day]) = plain(typed) {
        return day_of(year, month, day, unknown);
    }
    let Written { year, month, day } = written(typed, BOXES_OF_DAY).map_err(|why| unclear(why, BOXES_OF_DAY))?;
    day_of(&year, &month, &day, unknown)
}

/// The boxes of an answer in which nothing stands but the digits that belong there, as in nearly all: there is nothing to take apart.
fn plain<const BOXES: usize>(typed: &str) -> Option<[&str; BOXES]> {
    let mut pieces = typed.split('-');
    let mut found = [""; BOXES];
    for (at, piece) in found.iter_mut().enumerate() {
        *piece = pieces.next()?;
        let most = if at == 0 { 4 } else { 2 };
        if piece.is_empty() || piece.len() > most || !piece.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
    }
    pieces.next().is_none().then_some(found)
}

fn day_of(year: &str, month: &str, day: &str, unknown: bool) -> Result<PartialDay, Fault> {
    let (zero_month, zero_day) = (zero(month), zero(day));
    if unknown && zero(year) && zero_month && zero_day {
        return Ok(PartialDay {
            year: None,
            month: None,
            day: None,
        });
    }
    all_there(year, month, Some(day))?;
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
    if let Some([year, month]) = plain(typed) {
        return month_of(year, month, unknown);
    }
    let Written { year, month, .. } = written(typed, BOXES_OF_MONTH).map_err(|why| unclear(why, BOXES_OF_MONTH))?;
    month_of(&year, &month, unknown)
}

fn month_of(year: &str, month: &str, unknown: bool) -> Result<PartialMonth, Fault> {
    all_there(year, month, None)?;
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

/// Every piece that is missing is told, so that nobody comes back for the next one.
fn all_there(year: &str, month: &str, day: Option<&str>) -> Result<(), Fault> {
    let (year, month, day) = (year.is_empty(), month.is_empty(), day.is_some_and(str::is_empty));
    if year || month || day {
        return Err(Fault::Part { year, month, day });
    }
    Ok(())
}

fn unclear(why: Unclear, boxes: usize) -> Fault {
    match why {
        Unclear::Piece(piece) => Fault::Box(piece),
        Unclear::Order => Fault::Order,
        Unclear::Part => Fault::Incomplete(boxes),
    }
}

fn zero(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|b| b == b'0')
}

fn whole_year(piece: &str) -> Result<i32, Fault> {
    if piece.len() == 4 && piece.bytes().all(|b| b.is_ascii_digit()) {
        return piece.parse().map_err(|_| Fault::Year);
    }
    match year_of_era(piece) {
        Some(EraYear::Year(year)) => Ok(year),
        Some(EraYear::Beyond { era, last, year }) => Err(Fault::Era {
            era: era.letter,
            last,
            year,
        }),
        None => Err(Fault::Year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_taking_apart_is_read_as_if_it_were() {
        let pieces = [
            "0", "00", "1", "02", "29", "30", "31", "12", "13", "99", "1996", "2000", "0000", "199", "",
        ];
        for year in pieces {
            for month in pieces {
                let two = format!("{year}-{month}");
                let taken = written(&two, BOXES_OF_MONTH).map_err(|why| unclear(why, BOXES_OF_MONTH));
                let taken = taken.and_then(|it| month_of(&it.year, &it.month, true));
                assert_eq!(super::month(&two, true), taken, "{two}");
                for day in pieces {
                    let three = format!("{two}-{day}");
                    let taken = written(&three, BOXES_OF_DAY).map_err(|why| unclear(why, BOXES_OF_DAY));
                    let taken = taken.and_then(|it| day_of(&it.year, &it.month, &it.day, true));
                    assert_eq!(super::day(&three, true), taken, "{three}");
                }
            }
        }
    }

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
        let missing = |year, month, day| Err(Fault::Part { year, month, day });
        check("1996--12", missing(false, true, false));
        check("1996--", missing(false, true, true));
        check("--12", missing(true, true, false));
        check("4\u{6708}12\u{65e5}", missing(true, false, false));
        check("1996-02-30", Err(Fault::Day));
        check("96-4-12", Err(Fault::Year));
        check("", Err(Fault::Incomplete(3)));
        check("1996/4", Err(Fault::Incomplete(3)));
        check(
            "\u{662d}\u{548c}99\u{5e74}1\u{6708}1\u{65e5}",
            Err(Fault::Era {
                era: 'S',
                last: 64,
                year: 2024,
            }),
        );
    }

    #[test]
    fn every_piece_of_a_month_that_is_missing_is_named() {
        let kind = FieldKind::Month { unknown: false };
        let words = [
            ("2019-", "ui.month"),
            ("-04", "ui.year"),
            ("-", "ui.year_and_month"),
            ("2019", "ui.year_or_month"),
        ];
        for (typed, words) in words {
            assert_eq!(read(&kind, typed).map_err(Fault::args), Err(piece(words)), "{typed}");
        }
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
