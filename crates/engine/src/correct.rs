//! Corrections that are obvious enough to be offered.

use crate::characters::{Sign, Stretch, light, mend, narrow, stretches};
use crate::chars::length;
use crate::read::{Value, read};
use rulebook::{Does, Field, FieldKind, Loaded, Role};
use std::borrow::Cow;

/// An answer that could be written better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What it should be.
    pub to: String,
}

/// The obvious correction of an answer, if it has one. Every part that can be corrected is; what stands then against the answer nobody
/// can correct but the person.
pub fn correct(book: &Loaded, field: &Field, typed: &str) -> Option<Correction> {
    let to = match &field.kind {
        FieldKind::Text { .. } => text(book, field, typed),
        FieldKind::Number { .. } => number(book, field, typed)?.into(),
        FieldKind::Date { .. } | FieldKind::Month { .. } => day(book, field, typed)?.into(),
        FieldKind::Choice { .. } | FieldKind::Choices { .. } => return None,
    };
    (to != typed && !to.is_empty()).then(|| Correction { to: to.into_owned() })
}

/// A text mended. One that would be too long then keeps its characters: to shorten it is for the person, and wide letters that do not fit
/// would only be in the way.
fn text<'t>(book: &Loaded, field: &Field, typed: &'t str) -> Cow<'t, str> {
    let to = mend(field, typed, &book.characters, &book.core.numbers);
    let long = field.limit.max.is_some_and(|max| length(&to) > usize::from(max));
    if long { light(field, typed, &book.characters) } else { to }
}

fn number(book: &Loaded, field: &Field, typed: &str) -> Option<String> {
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plain = narrow(&light(field, typed, &book.characters));
    let digit = |c| book.characters.digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
    let to: String = plain
        .chars()
        .map(digit)
        .filter(|c| !matches!(c, ',' | ' ' | '\u{5186}' | '\\' | '\u{a5}' | '\u{FFE5}' | '\u{3001}'))
        .collect();
    let long = field.limit.max.is_some_and(|max| length(&to) > usize::from(max));
    (read(&field.kind, &to).is_ok() && !long).then_some(to)
}

/// A day or month in plain digits is understood as it is; rewriting it would only unsettle.
fn day(book: &Loaded, field: &Field, typed: &str) -> Option<String> {
    let plain = |piece: &str| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit());
    if typed.contains('-') && typed.split('-').all(plain) {
        return None;
    }
    let digit = |c| book.characters.digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
    let digits: String = light(field, typed, &book.characters).chars().map(digit).collect();
    match read(&field.kind, &digits).ok()? {
        Value::Day(day) => Some(match (day.year, day.month, day.day) {
            (None, ..) => "0000-00-00".into(),
            (Some(year), month, day) => format!("{year:04}-{:02}-{:02}", month.unwrap_or(0), day.unwrap_or(0)),
        }),
        Value::Month(month) => Some(format!("{:04}-{:02}", month.year, month.month.unwrap_or(0))),
        _ => None,
    }
}

/// What is to be said of a correction besides before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Characters that were there and not seen.
    pub unseen: Vec<Sign>,
    /// Letters that passports spell in more than one way, and the ways.
    pub spelled: Vec<(String, Vec<String>)>,
    /// Whether it is a name in which more than capitals and gaps was changed: the passport spells it and not we.
    pub name: bool,
}

/// What is to be said of the correction of this text.
pub fn told(book: &Loaded, field: &Field, before: &str) -> Told {
    // Capitals and gaps are no question of spelling.
    let spelled = narrow(before).contains(|c: char| !c.is_ascii_alphabetic() && !c.is_whitespace());
    let mut told = Told {
        name: spelled && matches!(field.role, Some(Role::RomanName | Role::WideName)),
        ..Told::default()
    };
    for stretch in stretches(before, &book.characters) {
        if let Stretch::Unseen(sign) = stretch
            && !told.unseen.contains(&sign)
        {
            told.unseen.push(sign);
        }
    }
    if told.name {
        for c in light(field, before, &book.characters).to_uppercase().chars() {
            let ways = book.characters.to(Does::Passport, c).filter(|to| to.contains('|'));
            if let Some(ways) = ways
                && !told.spelled.iter().any(|(known, _)| known.starts_with(c))
            {
                told.spelled.push((c.into(), ways.split('|').map(str::to_owned).collect()));
            }
        }
    }
    told
}
