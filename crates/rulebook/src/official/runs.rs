//! Runs: letters of columns (`B BN-BP`) and numbers of columns (`4-6 9 _3 12`, where `_3` are three columns without one).

/// The columns of runs of letters. What cannot be read names no column.
pub fn letters(runs: &str) -> impl Iterator<Item = String> {
    runs.split(' ').flat_map(|run| {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let span = number_of(first).zip(number_of(last)).map(|(first, last)| first..=last);
        span.into_iter().flatten().map(letter)
    })
}

/// The place of a column, from 1 for `A`.
pub fn number_of(letters: &str) -> Option<u16> {
    let mut number: u16 = 0;
    for byte in letters.bytes() {
        let digit = byte.is_ascii_uppercase().then(|| u16::from(byte - b'A') + 1)?;
        number = number.checked_mul(26)?.checked_add(digit)?;
    }
    (number > 0).then_some(number)
}

/// The letters of a column, from `A` for 1.
pub fn letter(mut number: u16) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// The numbers of runs, one a column; none where the column has none. What cannot be read is no column.
pub fn numbers(runs: &str) -> impl Iterator<Item = Option<u16>> {
    runs.split(' ').flat_map(|run| {
        let (count, span) = match run.strip_prefix('_') {
            Some(count) => (count.parse().unwrap_or(0), None),
            None => {
                let (first, last) = run.split_once('-').unwrap_or((run, run));
                (0, first.parse::<u16>().ok().zip(last.parse::<u16>().ok()))
            }
        };
        let span = span.into_iter().flat_map(|(first, last)| first..=last).map(Some);
        span.chain(std::iter::repeat_n(None, count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_numbers_of_another_kind() {
        for (text, number) in [("A", 1), ("Z", 26), ("AA", 27), ("BN", 66), ("ZZ", 702), ("AAA", 703)] {
            assert_eq!((number_of(text), letter(number).as_str()), (Some(number), text));
        }
        assert_eq!(
            (number_of(""), number_of("a"), number_of("A1"), number_of("ZZZZZZ")),
            (None, None, None, None)
        );
    }

    #[test]
    fn runs_are_written_out() {
        assert_eq!(letters("B Z-AB").collect::<Vec<_>>(), ["B", "Z", "AA", "AB"]);
        assert_eq!(letters("").count() + letters("x B-").count(), 0);
        assert_eq!(
            numbers("7 4-5 _2 9").collect::<Vec<_>>(),
            [Some(7), Some(4), Some(5), None, None, Some(9)]
        );
        assert_eq!(numbers("").count() + numbers("a-b _x").count(), 0);
    }
}
