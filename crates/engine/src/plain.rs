//! Numbers and days as machines write them. What people write is the subject of `written`.
//!
//! Apart from the standard library, whose readers know every way in which a number can be written: with their tables they weigh as much as all that judges fees.

use rulebook::Day;

/// More digits than these are not exact.
const DIGITS: usize = 15;

/// A number: digits, perhaps with a sign and a point.
pub fn number(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    if !are_digits(whole) || !are_digits(part) || whole.len() + part.len() > DIGITS {
        return None;
    }
    let value = |it: &str| it.bytes().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let scale = 10_u64.pow(part.len() as u32);
    Some(sign * (value(whole) * scale + value(part)) as f64 / scale as f64)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// A day, as in 2026-12-01.
pub fn day(text: &str) -> Option<Day> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let digits = |it: &str, count: usize| Some(it).filter(|it| it.len() == count && are_digits(it))?.parse::<u32>().ok();
    Day::from_ymd_opt(digits(year, 4)?.try_into().ok()?, digits(month, 2)?, digits(day, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_the_standard_library_reads() {
        for text in ["0", "7", "-3", "12.5", "0.1", "2026", "-0.25", "123456789.012"] {
            assert_eq!(number(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1.", ".5", "1e5", "inf", "NaN", "1 2", "+1", "1234567890123456"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_what_they_look_like() {
        for text in ["2026-12-01", "2024-02-29", "0001-01-01"] {
            assert_eq!(day(text), text.parse().ok(), "{text}");
        }
        for text in ["2026-02-29", "2026-2-1", "26-02-01", "2026-02", "+026-02-01", "", "2026-02-01T00"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
