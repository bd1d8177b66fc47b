//! Days, months and eras.

use chrono::{Datelike, Days, Months};
use rulebook::{Day, Unit};

/// Moves a day; nothing when the result lies outside the calendar.
pub fn shift(day: Day, by: i64, unit: Unit) -> Option<Day> {
    let size = u32::try_from(by.unsigned_abs()).ok()?;
    let months = |count: u32| {
        if by < 0 {
            day.checked_sub_months(Months::new(count))
        } else {
            day.checked_add_months(Months::new(count))
        }
    };
    match unit {
        Unit::Days => {
            let days = Days::new(u64::from(size));
            if by < 0 {
                day.checked_sub_days(days)
            } else {
                day.checked_add_days(days)
            }
        }
        Unit::Months => months(size),
        Unit::CivilMonths => civil_months(day, size, by < 0),
        Unit::Years => months(size.checked_mul(12)?),
    }
}

/// Counted from the next day, over on the eve of the day with the same number; where the month has no such day, with the month. Backwards: the
/// first day of a period that is over on `day`, less one.
fn civil_months(day: Day, count: u32, back: bool) -> Option<Day> {
    let first = day.succ_opt()?;
    let moved = if back {
        first.checked_sub_months(Months::new(count))?
    } else {
        first.checked_add_months(Months::new(count))?
    };
    if moved.day() == first.day() {
        moved.pred_opt()
    } else {
        Some(moved)
    }
}

/// Full years from a birth to a day. Under Japanese law a year of age is complete when the eve of the birthday ends; whether the eve itself
/// counts with the old age or the new one depends on the rule, and `look` has both.
pub fn age(birth: Day, on: Day) -> i32 {
    let years = on.year() - birth.year();
    if (on.month(), on.day()) < (birth.month(), birth.day()) {
        years - 1
    } else {
        years
    }
}

/// An era of the Japanese calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// The letter that abbreviates it.
    pub letter: char,
    /// Its two characters.
    pub name: &'static str,
    /// Its first day.
    pub from: (i32, u32, u32),
}

/// Latest first. Written as escapes: they are data of the calendar, not words of a sentence.
const ERAS: [Era; 5] = [
    Era {
        letter: 'R',
        name: "\u{4ee4}\u{548c}",
        from: (2019, 5, 1),
    },
    Era {
        letter: 'H',
        name: "\u{5e73}\u{6210}",
        from: (1989, 1, 8),
    },
    Era {
        letter: 'S',
        name: "\u{662d}\u{548c}",
        from: (1926, 12, 25),
    },
    Era {
        letter: 'T',
        name: "\u{5927}\u{6b63}",
        from: (1912, 7, 30),
    },
    Era {
        letter: 'M',
        name: "\u{660e}\u{6cbb}",
        from: (1868, 1, 25),
    },
];

/// The era of a day and the year in it.
pub fn era_of(day: Day) -> Option<(Era, i32)> {
    let of = (day.year(), day.month(), day.day());
    ERAS.iter().find(|era| era.from <= of).map(|era| (*era, of.0 - era.from.0 + 1))
}

/// A year that an era counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraYear {
    /// The Western year.
    Year(i32),
    /// The era did not have so many years.
    Beyond {
        /// The era.
        era: Era,
        /// Its last year.
        last: i32,
        /// The Western year, had it gone on.
        year: i32,
    },
}

/// The last year of an era that has ended.
fn last_year(era: &Era) -> Option<i32> {
    let at = ERAS.iter().position(|it| it == era)?;
    let next = ERAS.get(at.checked_sub(1)?)?;
    Some(next.from.0 - era.from.0 + 1)
}

/// The era that a text begins with, as its letter, and how long its name is there.
pub fn era_at(text: &str) -> Option<(char, usize)> {
    let named = ERAS
        .iter()
        .find(|era| text.starts_with(era.name))
        .map(|era| (era.letter, era.name.len()));
    let letter = || {
        let first = text.chars().next()?.to_ascii_uppercase();
        ERAS.iter().find(|era| era.letter == first).map(|era| (era.letter, 1))
    };
    named.or_else(letter)
}

/// A year with an era before it (`R7`, or the era's two characters and `7` or the character for the first year).
pub fn year_of_era(text: &str) -> Option<EraYear> {
    let (letter, length) = era_at(text)?;
    let era = ERAS.iter().find(|era| era.letter == letter)?;
    let rest = text.get(length..)?.trim();
    let year = if rest == "\u{5143}" { 1 } else { rest.parse().ok()? };
    if !(1..=99).contains(&year) {
        return None;
    }
    let western = era.from.0 + year - 1;
    Some(match last_year(era) {
        Some(last) if year > last => EraYear::Beyond {
            era: *era,
            last,
            year: western,
        },
        _ => EraYear::Year(western),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_on_the_last_day_that_exists() {
        assert_eq!(shift(day("2026-05-31"), -3, Unit::Months), Some(day("2026-02-28")));
        assert_eq!(shift(day("2027-01-20"), -1, Unit::Days), Some(day("2027-01-19")));
        assert_eq!(shift(day("2027-01-20"), i64::MAX, Unit::Days), None);
    }

    #[test]
    fn periods_of_the_law_are_over_on_the_eve_of_the_day_with_the_same_number() {
        for (end, over) in [
            ("2026-12-15", "2027-02-15"),
            ("2026-11-30", "2027-01-31"),
            ("2026-12-31", "2027-02-28"),
            ("2027-12-28", "2028-02-28"),
            ("2027-12-29", "2028-02-29"),
            ("2027-12-30", "2028-02-29"),
            ("2027-12-31", "2028-02-29"),
            ("2027-02-28", "2027-04-30"),
            ("2026-08-31", "2026-10-31"),
        ] {
            assert_eq!(shift(day(end), 2, Unit::CivilMonths), Some(day(over)), "{end}");
        }
    }

    #[test]
    fn eras_are_read_in_every_usual_way() {
        for (typed, year) in [
            ("R7", 2025),
            ("r 8", 2026),
            ("\u{5e73}\u{6210}8", 1996),
            ("\u{4ee4}\u{548c}\u{5143}", 2019),
            ("S64", 1989),
        ] {
            assert_eq!(year_of_era(typed), Some(EraYear::Year(year)), "{typed}");
        }
        assert_eq!(year_of_era("1996"), None);
        let beyond = |typed| match year_of_era(typed) {
            Some(EraYear::Beyond { era, last, year }) => (era.letter, last, year),
            other => panic!("{other:?}"),
        };
        assert_eq!(beyond("S99"), ('S', 64, 2024));
        assert_eq!(beyond("H32"), ('H', 31, 2020));
        assert_eq!(beyond("M46"), ('M', 45, 1913));
        assert_eq!(year_of_era("R0"), None);
        assert_eq!(era_of(day("1989-01-07")).map(|(era, year)| (era.letter, year)), Some(('S', 64)));
    }

    #[test]
    fn age_counts_full_years() {
        assert_eq!(age(day("2011-11-23"), day("2026-11-23")), 15);
        assert_eq!(age(day("2011-11-24"), day("2026-11-23")), 14);
    }
}
