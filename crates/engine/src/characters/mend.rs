//! One answer, mended as far as can be: every part for itself, so that one sign that nobody can mend keeps no other from it.

use super::clean::{clean, is_quiet};
use super::names::roman;
use super::nearest::{Takes, narrow_char};
use super::together::together;
use crate::chars::allowed;
use rulebook::{CharClass, Characters, Does, Field, FieldKind, Numbering, Role};
use std::borrow::Cow;

/// What can be taken away or put together without a change that is seen.
pub(crate) fn light<'t>(field: &Field, typed: &'t str, characters: &Characters) -> Cow<'t, str> {
    let lines = field.kind != FieldKind::Text { lines: 1 };
    let trimmed = |text: &'t str| if lines { text.trim_end() } else { text.trim() };
    // So is nearly every answer.
    if typed.chars().all(|c| is_quiet(c, characters)) {
        return Cow::Borrowed(trimmed(typed));
    }
    let text = together(&clean(typed, characters, lines, field.limit.chars.is_empty()), characters);
    Cow::Owned(if lines { text.trim_end() } else { text.trim() }.to_owned())
}

/// A text with everything mended that can be; the same again gives the same. Most are as they should be, and are handed back.
pub(crate) fn mend<'t>(field: &Field, typed: &'t str, characters: &Characters, numbers: &[Numbering]) -> Cow<'t, str> {
    let mut before = match once(field, typed, characters, numbers) {
        Cow::Owned(after) if after != typed => after,
        Cow::Borrowed(part) if part.len() < typed.len() => part.to_owned(),
        _ => return Cow::Borrowed(typed),
    };
    // One step can open the way for another; no chain of them is longer.
    for _ in 1..4 {
        let after = once(field, &before, characters, numbers).into_owned();
        if after == before {
            break;
        }
        before = after;
    }
    Cow::Owned(before)
}

/// Each step hands on what it was given where it has nothing to do.
fn once<'t>(field: &Field, typed: &'t str, characters: &Characters, numbers: &[Numbering]) -> Cow<'t, str> {
    let classes = field.limit.chars.as_slice();
    let takes = Takes {
        classes,
        characters,
        name: matches!(field.role, Some(Role::RomanName | Role::WideName)),
    };
    let single = matches!(field.kind, FieldKind::Text { lines: 1 });
    let mut text = light(field, typed, characters);
    if is_narrow_kana(&text) && allowed(classes, '\u{30AB}') {
        text = Cow::Owned(wide_kana(&text, characters));
    }
    match field.role {
        Some(Role::RomanName) => text = Cow::Owned(roman(&text, characters)),
        Some(Role::Email) if text.contains(char::is_whitespace) => text.to_mut().retain(|c| !c.is_whitespace()),
        _ => {}
    }
    if field.role == Some(Role::Email) && text.get(..MAIL.len()).is_some_and(|start| start.eq_ignore_ascii_case(MAIL)) {
        text = Cow::Owned(text.to_mut().split_off(MAIL.len()));
    }
    if text.contains(VOWELS) {
        text = Cow::Owned(dashes(&text, takes));
    }
    if !text.chars().all(|c| allowed(classes, c)) {
        text = Cow::Owned(takes.nearest(&text));
    }
    if single && !classes.is_empty() && text.contains(GAPS) {
        let words: Vec<&str> = text.split(GAPS).filter(|word| !word.is_empty()).collect();
        text = Cow::Owned(words.join(if allowed(classes, ' ') { " " } else { "\u{3000}" }));
    }
    if matches!(field.role, Some(Role::PassportNumber | Role::ResidenceCard)) && text.contains(|c: char| c.is_ascii_lowercase()) {
        text.to_mut().make_ascii_uppercase();
    }
    let number = matches!(
        field.role,
        Some(Role::PassportNumber | Role::ResidenceCard | Role::Phone | Role::PostalCode | Role::CorporateNumber)
    );
    if number || (!classes.is_empty() && classes.iter().all(|class| *class == CharClass::Digits)) {
        let abroad = narrow_char(text.chars().next().unwrap_or(' ')) == '+';
        if !text.chars().all(|c| allowed_in_number(c, classes, characters)) {
            text.to_mut().retain(|c| allowed_in_number(c, classes, characters));
        }
        if let Some(numbering) = numbers.iter().find(|it| Some(it.role) == field.role) {
            text = Cow::Owned(at_home(text.into_owned(), abroad, numbering));
        }
    }
    text
}

/// What stands between words.
const GAPS: [char; 2] = [' ', '\u{3000}'];
/// The long vowel mark, wide and narrow.
const VOWELS: [char; 2] = ['\u{30FC}', '\u{FF70}'];

/// How an address that was copied from a link begins.
const MAIL: &str = "mailto:";

/// Signs between the digits of a number are no part of it, unless the question takes them.
fn allowed_in_number(c: char, classes: &[CharClass], characters: &Characters) -> bool {
    let plain = matches!(narrow_char(c), '-' | ' ' | '(' | ')');
    !(plain || characters.is(Does::Dash, c) || (characters.is(Does::NumberGap, c) && !allowed(classes, c)))
}

/// A number that was written for abroad, as it is dialled at home. Whoever writes no sign for it means it only if it then fits.
fn at_home(digits: String, abroad: bool, numbering: &Numbering) -> String {
    let plain = digits.trim_start_matches("00");
    let Some(rest) = plain
        .strip_prefix(numbering.abroad.as_str())
        .filter(|_| !numbering.abroad.is_empty())
    else {
        return digits;
    };
    let home = if rest.starts_with('0') {
        rest.to_owned()
    } else {
        format!("0{rest}")
    };
    let fits = numbering.fits(&home) && !numbering.fits(&digits);
    if fits || (abroad && numbering.fits(&home)) { home } else { digits }
}

fn is_narrow_kana(text: &str) -> bool {
    text.contains(|c| ('\u{FF61}'..='\u{FF9F}').contains(&c))
}

/// Half-width kana made full-width, voiced where a mark follows.
fn wide_kana(text: &str, characters: &Characters) -> String {
    let wide = |c: char| match characters.to(Does::Form, c) {
        Some(to) if ('\u{FF61}'..='\u{FF9F}').contains(&c) => to.chars().next().unwrap_or(c),
        _ => c,
    };
    together(&text.chars().map(wide).collect::<String>(), characters)
}

/// A long vowel mark behind a digit, a letter or a kanji is no vowel: before a digit or a letter a dash is meant.
fn dashes(text: &str, takes: Takes<'_>) -> String {
    let Some(dash) = ['\u{FF0D}', '-'].into_iter().find(|dash| allowed(takes.classes, *dash)) else {
        return text.to_owned();
    };
    let plain = |c: &char| narrow_char(*c).is_ascii_alphanumeric();
    let all: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for (at, c) in all.iter().copied().enumerate() {
        let vowel = VOWELS.contains(&c);
        let no_vowel = before.is_some_and(|it| plain(&it) || ('\u{4E00}'..='\u{9FFF}').contains(&it));
        let meant = vowel && no_vowel && all.get(at + 1).is_some_and(plain);
        out.push(if meant { dash } else { c });
        before = Some(c);
    }
    out
}
