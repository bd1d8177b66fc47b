//! Checks that follow from what an answer means: check digits and shapes that the law or a standard gives.

use crate::Arg;
use rulebook::Role;

/// The check that an answer with this meaning fails, if it fails one, and what its texts tell.
pub fn fault(role: Role, text: &str) -> Option<(&'static str, Vec<(String, Arg)>)> {
    match role {
        Role::ResidenceCard => card(text),
        Role::CorporateNumber => (!corporate(text)).then_some(("check.corporate", vec![])),
        Role::Email => (!email(text)).then_some(("check.email", vec![])),
        Role::PostalCode => (!digits(text, 7)).then_some(("check.postal", vec![])),
        _ => None,
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// Two letters, eight digits, two letters. Of one sign in the wrong place the place is told.
fn card(text: &str) -> Option<(&'static str, Vec<(String, Arg)>)> {
    const LENGTH: usize = 12;
    let digit = |at: usize| (2..10).contains(&at);
    let fits = |at: usize, c: char| if digit(at) { c.is_ascii_digit() } else { c.is_ascii_uppercase() };
    let (at, sign) = match text.chars().enumerate().find(|(at, c)| !fits(*at, *c)) {
        None if text.len() == LENGTH => return None,
        Some(wrong) if text.chars().count() == LENGTH => wrong,
        _ => return Some(("check.card", vec![])),
    };
    let args = vec![
        ("place".into(), Arg::Number((at + 1) as f64)),
        ("sign".into(), Arg::Text(sign.into())),
    ];
    Some((if digit(at) { "check.card.digit" } else { "check.card.letter" }, args))
}

/// Thirteen digits; the first is 9 less the remainder by 9 of the others, weighted 1 and 2 in turn from the right.
fn corporate(text: &str) -> bool {
    if !digits(text, 13) {
        return false;
    }
    let numbers: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((first, rest)) = numbers.split_first() else { return false };
    let sum: u32 = rest
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 2 })
        .sum();
    9 - sum % 9 == *first
}

/// The shape that HTML asks of an e-mail address, with a dot in the part after the sign.
fn email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !local.is_empty()
        && local
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b))
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_check_digits() {
        assert_eq!(fault(Role::ResidenceCard, "AB12345678CD"), None);
        let card = |text| fault(Role::ResidenceCard, text).map(|(check, _)| check);
        assert_eq!(card("AB1234567CD"), Some("check.card"));
        assert_eq!(card("ab12345678cd"), Some("check.card.letter"));
        assert_eq!(
            fault(Role::ResidenceCard, "AB1234567OCD"),
            Some((
                "check.card.digit",
                vec![("place".into(), Arg::Number(10.0)), ("sign".into(), Arg::Text("O".into()))]
            ))
        );
        // The number of the National Tax Agency, published by itself.
        assert_eq!(fault(Role::CorporateNumber, "7000012050002"), None);
        assert!(fault(Role::CorporateNumber, "7000012050003").is_some());
        assert_eq!(fault(Role::Email, "le.thi@example.co.jp"), None);
        for wrong in ["a@b", "@example.jp", "a b@example.jp", "a@-x.jp"] {
            assert!(fault(Role::Email, wrong).is_some(), "{wrong}");
        }
    }
}
