//! Numbers of receipts: `M-20261123-7KQ4-2F`, to be read out on the telephone. The last sign checks the others.

use crate::random;
use rulebook::Day;

/// Crockford's base 32: no I, L, O or U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes a number for a submission of this day.
pub(crate) fn make(day: Day) -> Result<String, getrandom::Error> {
    let random: [u8; 5] = random::bytes()?;
    let mut signs: Vec<u8> = day.format("%Y%m%d").to_string().into_bytes();
    signs.extend(random.iter().map(|byte| SIGNS[usize::from(byte & 31)]));
    signs.push(check(&signs));
    let text: String = signs.iter().copied().map(char::from).collect();
    let (date, rest) = text.split_at(8);
    let (four, two) = rest.split_at(4);
    Ok(format!("M-{date}-{four}-{two}"))
}

/// The number as it is stored, from what a person typed; nothing where the check sign does not fit.
pub(crate) fn read(typed: &str) -> Option<String> {
    if typed.len() > 32 || !typed.is_ascii() {
        return None;
    }
    let signs: Vec<u8> = typed.bytes().filter(|byte| !matches!(byte, b'-' | b' ')).map(plain).collect();
    let (b'M', signs) = signs.split_first()? else { return None };
    let (last, others) = signs.split_last()?;
    if signs.len() != 14 || !signs.iter().all(|sign| SIGNS.contains(sign)) || check(others) != *last {
        return None;
    }
    let text: String = signs.iter().copied().map(char::from).collect();
    Some(format!("M-{}-{}-{}", &text[..8], &text[8..12], &text[12..]))
}

/// Signs that are mistaken for others.
fn plain(byte: u8) -> u8 {
    match byte.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    }
}

/// Luhn's check in base 32: finds every single wrong sign and nearly every swap of neighbours.
fn check(signs: &[u8]) -> u8 {
    let mut sum = 0;
    for (at, sign) in signs.iter().rev().enumerate() {
        let value = SIGNS.iter().position(|it| it == sign).unwrap_or(0);
        let weighed = if at % 2 == 0 { value * 2 } else { value };
        sum += weighed / 32 + weighed % 32;
    }
    SIGNS[(32 - sum % 32) % 32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it_and_a_slip_is_found() {
        for _ in 0..200 {
            let number = make("2026-11-23".parse().unwrap()).unwrap();
            assert_eq!(number.len(), 18, "{number}");
            assert_eq!(read(&number).as_ref(), Some(&number));
            assert_eq!(
                read(&number.to_lowercase().replace('-', " ").replace('0', "o")).as_ref(),
                Some(&number)
            );
            for at in 2..number.len() {
                let sign = number.as_bytes()[at];
                for other in SIGNS.iter().filter(|other| sign != b'-' && **other != sign) {
                    let mut slip = number.clone().into_bytes();
                    slip[at] = *other;
                    assert_eq!(read(&String::from_utf8(slip).unwrap()), None);
                }
            }
        }
        for wrong in ["", "M", "M-", "X-20261123-7KQ4-2F", "M-20261123-7KQ4-2F-", "../../etc/passwd"] {
            let _ = read(wrong);
        }
    }
}
