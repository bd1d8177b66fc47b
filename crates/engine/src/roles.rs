//! Checks that follow from what an answer means: check digits and shapes that the law or a standard gives.

use rulebook::Role;

/// The id of the check that an answer with this meaning fails, if it fails one.
pub fn fault(role: Role, text: &str) -> Option<&'static str> {
    match role {
        Role::ResidenceCard => (!card(text)).then_some("check.card"),
        Role::CorporateNumber => (!corporate(text)).then_some("check.corporate"),
        Role::Email => (!email(text)).then_some("check.email"),
        Role::PostalCode => (!digits(text, 7)).then_some("check.postal"),
        _ => None,
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// Two letters, eight digits, two letters.
fn card(text: &str) -> bool {
    text.len() == 12
        && text.bytes().enumerate().all(|(at, b)| {
            if (2..10).contains(&at) {
                b.is_ascii_digit()
            } else {
                b.is_ascii_uppercase()
            }
        })
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
        assert!(fault(Role::ResidenceCard, "AB1234567CD").is_some());
        assert!(fault(Role::ResidenceCard, "ab12345678cd").is_some());
        // The number of the National Tax Agency, published by itself.
        assert_eq!(fault(Role::CorporateNumber, "7000012050002"), None);
        assert!(fault(Role::CorporateNumber, "7000012050003").is_some());
        assert_eq!(fault(Role::Email, "le.thi@example.co.jp"), None);
        for wrong in ["a@b", "@example.jp", "a b@example.jp", "a@-x.jp"] {
            assert!(fault(Role::Email, wrong).is_some(), "{wrong}");
        }
    }
}
