//! Corrections that are obvious enough to be offered.

use crate::chars::{allowed, foreign, length};
use crate::read::{Value, read};
use rulebook::{CharClass, Field, FieldKind, Role};

/// An answer that could be written better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What it should be.
    pub to: String,
}

/// The obvious correction of an answer, if it has one: the result satisfies the field's characters and length.
pub fn correct(field: &Field, typed: &str) -> Option<Correction> {
    // A day or month in plain digits is understood as it is; rewriting it would only unsettle.
    let plain = |typed: &str| {
        typed
            .split('-')
            .all(|piece| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit()))
            && typed.contains('-')
    };
    if matches!(field.kind, FieldKind::Date { .. } | FieldKind::Month { .. }) && plain(typed) {
        return None;
    }
    let to = match &field.kind {
        FieldKind::Text { .. } => text(field, typed),
        FieldKind::Number { .. } => narrow(typed)
            .chars()
            .filter(|c| !matches!(c, ',' | ' ' | '\u{5186}' | '\\' | '\u{a5}' | '\u{3001}'))
            .collect(),
        FieldKind::Date { .. } => match read(&field.kind, typed).ok()? {
            Value::Day(day) => match (day.year, day.month, day.day) {
                (None, ..) => "0000-00-00".into(),
                (Some(year), month, day) => format!("{year:04}-{:02}-{:02}", month.unwrap_or(0), day.unwrap_or(0)),
            },
            _ => return None,
        },
        FieldKind::Month { .. } => match read(&field.kind, typed).ok()? {
            Value::Month(month) => format!("{:04}-{:02}", month.year, month.month.unwrap_or(0)),
            _ => return None,
        },
        FieldKind::Choice { .. } | FieldKind::Choices { .. } => return None,
    };
    let readable = read(&field.kind, &to).is_ok();
    let long = |max: u16| {
        if field.limit.exact {
            length(&to) == usize::from(max)
        } else {
            length(&to) <= usize::from(max)
        }
    };
    let fits = field.limit.max.is_none_or(long) && foreign(&field.limit.chars, &to).is_empty();
    (to != typed && !to.is_empty() && readable && fits).then_some(Correction { to })
}

fn text(field: &Field, typed: &str) -> String {
    let classes = field.limit.chars.as_slice();
    let single = matches!(field.kind, FieldKind::Text { lines: 1 });
    let trimmed = if single { typed.trim() } else { typed.trim_end() };
    let mut to: String = compose(trimmed).chars().map(|c| nearest(classes, c)).collect();
    if single && !classes.is_empty() {
        to = to
            .split([' ', '\u{3000}'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(if allowed(classes, ' ') { " " } else { "\u{3000}" });
    }
    if matches!(field.role, Some(Role::RomanName | Role::PassportNumber | Role::ResidenceCard)) {
        to = to.to_ascii_uppercase();
    }
    if matches!(
        field.role,
        Some(Role::PassportNumber | Role::ResidenceCard | Role::Phone | Role::PostalCode | Role::CorporateNumber)
    ) || only_digits(classes)
    {
        to.retain(|c| !matches!(c, '-' | ' ' | '(' | ')' | '\u{3000}') && !is_dash(c));
    }
    to
}

fn only_digits(classes: &[CharClass]) -> bool {
    !classes.is_empty() && classes.iter().all(|class| *class == CharClass::Digits)
}

/// The allowed character that a person meant; the character itself where there is none.
fn nearest(classes: &[CharClass], c: char) -> char {
    if allowed(classes, c) {
        return c;
    }
    let dashes: &[char] = if is_dash(c) { &['\u{FF0D}', '-'] } else { &[] };
    let waves: &[char] = if matches!(c, '\u{301C}' | '~') { &['\u{FF5E}', '~'] } else { &[] };
    let narrowed = narrow_char(c);
    [
        widen_char(c),
        narrowed,
        narrowed.to_ascii_uppercase(),
        widen_char(narrowed.to_ascii_uppercase()),
    ]
    .into_iter()
    .chain(dashes.iter().copied())
    .chain(waves.iter().copied())
    .find(|candidate| allowed(classes, *candidate))
    .unwrap_or(c)
}

/// Every character that people use as a dash.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | '\u{FE63}' | '\u{FF70}' | '\u{30FC}' | '\u{2500}'
    )
}

fn widen_char(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// Full-width letters, digits, symbols and spaces made half-width.
pub fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

/// Half-width kana made full-width, voiced where a mark follows.
fn compose(text: &str) -> String {
    const KANA: &str = "\u{3002}\u{300C}\u{300D}\u{3001}\u{30FB}\u{30F2}\u{30A1}\u{30A3}\u{30A5}\u{30A7}\u{30A9}\u{30E3}\u{30E5}\u{30E7}\u{30C3}\u{30FC}\u{30A2}\u{30A4}\u{30A6}\u{30A8}\u{30AA}\u{30AB}\u{30AD}\u{30AF}\u{30B1}\u{30B3}\u{30B5}\u{30B7}\u{30B9}\u{30BB}\u{30BD}\u{30BF}\u{30C1}\u{30C4}\u{30C6}\u{30C8}\u{30CA}\u{30CB}\u{30CC}\u{30CD}\u{30CE}\u{30CF}\u{30D2}\u{30D5}\u{30D8}\u{30DB}\u{30DE}\u{30DF}\u{30E0}\u{30E1}\u{30E2}\u{30E4}\u{30E6}\u{30E8}\u{30E9}\u{30EA}\u{30EB}\u{30EC}\u{30ED}\u{30EF}\u{30F3}\u{309B}\u{309C}";
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let voiced = match (c, out.chars().last()) {
            ('\u{FF9E}', Some(last @ ('\u{30AB}'..='\u{30C8}' | '\u{30CF}'..='\u{30DB}'))) => char::from_u32(u32::from(last) + 1),
            ('\u{FF9E}', Some('\u{30A6}')) => Some('\u{30F4}'),
            ('\u{FF9F}', Some(last @ '\u{30CF}'..='\u{30DB}')) => char::from_u32(u32::from(last) + 2),
            _ => None,
        };
        match (voiced, c) {
            (Some(voiced), _) => {
                out.pop();
                out.push(voiced);
            }
            (None, '\u{FF61}'..='\u{FF9F}') => out.push(KANA.chars().nth((u32::from(c) - 0xFF61) as usize).unwrap_or(c)),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Limit;

    fn check(role: Option<Role>, chars: &[CharClass], typed: &str, to: Option<&str>) {
        let field = Field {
            role,
            limit: Limit {
                chars: chars.to_vec(),
                max: Some(80),
                exact: false,
            },
            ..Field::default()
        };
        assert_eq!(correct(&field, typed).map(|it| it.to).as_deref(), to, "{typed}");
    }

    #[test]
    fn half_width_becomes_full_width_and_back() {
        use CharClass::*;
        let wide = [Hiragana, Katakana, Kanji, WideLetters, WideDigits, WideSymbols];
        check(
            None,
            &wide,
            "\u{FF8D}\u{FF9E}\u{FF84}\u{FF85}\u{FF91} 12-3",
            Some("\u{30D9}\u{30C8}\u{30CA}\u{30E0}\u{3000}\u{FF11}\u{FF12}\u{FF0D}\u{FF13}"),
        );
        check(None, &wide, "\u{301C}", Some("\u{FF5E}"));
        check(None, &wide, "\u{FF21}", None);
        check(
            Some(Role::RomanName),
            &[Capitals, Space],
            "\u{FF2C}\u{FF25}\u{3000}Thi  Mai",
            Some("LE THI MAI"),
        );
        check(Some(Role::Phone), &[Digits], "\u{FF10}90-1234-5678", Some("09012345678"));
        check(Some(Role::RomanName), &[Capitals, Space], "L\u{00CA}", None);
    }

    #[test]
    fn numbers_lose_their_commas_and_days_their_era() {
        let number = Field {
            kind: FieldKind::Number { unit: String::new() },
            ..Field::default()
        };
        assert_eq!(correct(&number, "\u{FF11},000\u{5186}").map(|it| it.to).as_deref(), Some("1000"));
        let day = Field {
            kind: FieldKind::Date { unknown: false },
            ..Field::default()
        };
        assert_eq!(correct(&day, "R8-11-23").map(|it| it.to).as_deref(), Some("2026-11-23"));
        assert_eq!(correct(&day, "2026-11-23"), None);
    }
}
