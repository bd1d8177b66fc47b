//! Texts whose numbers count with the rows of a group: `job[{1}].name` is `job[3].name` in the third row.

/// The text in a row, from 1.
pub fn in_row(text: &str, row: u16) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((number, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&moved(number, row.saturating_sub(1)));
        rest = behind;
    }
    out + rest
}

/// A number, so many further: as wide as it is written, in half or full width.
fn moved(number: &str, by: u16) -> String {
    let Some((value, wide)) = value(number) else {
        return number.to_owned();
    };
    let digits = format!("{:0>width$}", u32::from(value) + u32::from(by), width = number.chars().count());
    if wide {
        digits.chars().filter_map(|c| char::from_u32(u32::from(c) + WIDE)).collect()
    } else {
        digits
    }
}

/// From a digit to the one in full width.
const WIDE: u32 = 0xFF10 - 0x30;

/// What a number is worth, and whether it is written in full width. Nothing where it is neither or both.
pub fn value(number: &str) -> Option<(u16, bool)> {
    if let Ok(value) = number.parse() {
        return number.bytes().all(|b| b.is_ascii_digit()).then_some((value, false));
    }
    let narrow: Option<String> = number
        .chars()
        .map(|c| u32::from(c).checked_sub(WIDE).and_then(char::from_u32).filter(char::is_ascii_digit))
        .collect();
    Some((narrow?.parse().ok()?, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_they_are_written() {
        for (text, row, is) in [
            ("job[{1}].name", 3, "job[3].name"),
            ("a{0}b{01}", 2, "a1b02"),
            ("x{01}", 10, "x10"),
            ("{\u{FF11}}", 10, "\u{FF11}\u{FF10}"),
            ("plain", 4, "plain"),
            ("{odd}", 4, "odd"),
        ] {
            assert_eq!(in_row(text, row), is);
        }
        assert_eq!(
            (value("12"), value("\u{FF12}"), value("1\u{FF12}"), value("")),
            (Some((12, false)), Some((2, true)), None, None)
        );
    }
}
