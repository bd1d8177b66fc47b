//! What a spreadsheet makes of a cell when it takes it for a number, a day or a formula.

use crate::written::MONTHS;

/// How many days a spreadsheet counts from the day before 1900 to 1970, and where its years begin and end for us: 1927 to 2119.
const TO_1970: i64 = 25_569;
const SERIALS: std::ops::Range<i64> = 10_000..80_000;

/// Whether what stood there is lost: a number that was shortened, an error, hashes for want of room, a word for yes or no, a day in
/// place of what only looked like one.
pub(super) fn lost(value: &str) -> bool {
    let value = value.trim();
    shortened(value) || error(value) || matches!(value.to_ascii_uppercase().as_str(), "TRUE" | "FALSE") || day(value)
}

/// Whether it can be nothing but what a spreadsheet has left: nobody writes such an answer.
pub(super) fn surely_lost(value: &str) -> bool {
    shortened(value.trim()) || error(value.trim())
}

/// `1.23E+11`
fn shortened(value: &str) -> bool {
    let value = value.strip_prefix(['-', '+']).unwrap_or(value);
    let Some((number, power)) = value.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    power.strip_prefix(['+', '-']).is_some_and(digits) && digits(whole) && digits(part)
}

fn error(value: &str) -> bool {
    const ERRORS: [&str; 8] = ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"];
    ERRORS.contains(&value) || (value.len() > 2 && value.bytes().all(|b| b == b'#'))
}

/// A day as spreadsheets show one: `2001/2/3`, `2-Jan`, `Jan-26`, `1月2日`.
fn day(value: &str) -> bool {
    let digits = |text: &&str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((month, rest)) = value.split_once('\u{6708}') {
        return digits(&month.rsplit('\u{5e74}').next().unwrap_or(month)) && rest.strip_suffix('\u{65e5}').as_ref().is_some_and(digits);
    }
    let pieces: Vec<&str> = value.split(['/', '-']).collect();
    let month = |text: &&str| MONTHS.contains(&text.to_ascii_lowercase().as_str());
    match pieces.as_slice() {
        [one, other] => (digits(one) && month(other)) || (month(one) && digits(other)),
        [one, two, three] => digits(one) && digits(three) && (digits(two) || month(two)) && (value.contains('/') || month(two)),
        _ => false,
    }
}

/// The text within what people and spreadsheets put around a cell so that it stays a text, or what a program adds to a number: `="01"`,
/// `'01`, `"01"`, `1.0`.
pub(super) fn unwrapped(value: &str) -> Option<&str> {
    let inner = |open: &str, close: &str| value.strip_prefix(open)?.strip_suffix(close);
    let number = || {
        let whole = value.strip_suffix(".0")?;
        (!whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())).then_some(whole)
    };
    inner("=\"", "\"")
        .or_else(|| inner("\"", "\""))
        .or_else(|| inner("'", ""))
        .or_else(number)
}

/// The digits with the zeros before them that a spreadsheet has taken, where the length is fixed.
pub(super) fn with_zeros(digits: &str, length: usize) -> Option<String> {
    let eaten =
        !digits.is_empty() && digits.len() < length && digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().any(|b| b != b'0');
    eaten.then(|| format!("{digits:0>length$}"))
}

/// The day that a spreadsheet counts with this number, as `year-month-day`.
pub(super) fn serial(value: &str) -> Option<String> {
    let days: i64 = value.parse().ok().filter(|days| SERIALS.contains(days))?;
    let seconds = (days - TO_1970).checked_mul(86_400)?;
    chrono::DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_known_by_its_look() {
        for value in [
            "1.23E+11",
            "9E+09",
            "1,5E+12",
            "####",
            "#N/A",
            "TRUE",
            "false",
            "2001/2/3",
            "2-Jan",
            "Jan-26",
            "2-Jan-26",
            "1\u{6708}2\u{65e5}",
        ] {
            assert!(lost(value), "{value}");
        }
        for value in [
            "AB12345678CD",
            "E12",
            "12E",
            "#1",
            "1-2-3",
            "2001-02-03",
            "May",
            "TRUELOVE",
            "1.5",
            "",
            "/",
            "-",
        ] {
            assert!(!lost(value), "{value}");
        }
        assert!(surely_lost("1E+5") && !surely_lost("TRUE") && !surely_lost("2001/2/3"));
    }

    #[test]
    fn what_stands_around_a_text_comes_off() {
        for (value, inner) in [("=\"060\"", "060"), ("\"a\"", "a"), ("'060", "060"), ("12.0", "12")] {
            assert_eq!(unwrapped(value), Some(inner));
        }
        assert_eq!(
            (unwrapped("a\""), unwrapped("1.5"), unwrapped("O'BRIEN"), unwrapped("x.0")),
            (None, None, None, None)
        );
    }

    #[test]
    fn zeros_and_days_come_back() {
        assert_eq!(with_zeros("600001", 7).as_deref(), Some("0600001"));
        assert_eq!(
            (with_zeros("0600001", 7), with_zeros("0", 7), with_zeros("1E+5", 7)),
            (None, None, None)
        );
        assert_eq!(serial("46024").as_deref(), Some("2026-01-02"));
        assert_eq!((serial("123"), serial("20260102"), serial("x")), (None, None, None));
    }
}
