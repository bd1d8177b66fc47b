//! Makes spellings alike, for whoever searches a list or looks for a word in the name of a file.

use super::clean::clean;
use super::nearest::narrow_char;
use super::together::together;
use rulebook::{Characters, Does};

/// A text folded for searching: width, case, kana, marks, old and new forms of kanji, gaps and dashes make no difference. Both sides of a
/// comparison are folded.
pub fn fold(text: &str, characters: &Characters) -> String {
    let whole = together(&clean(text, characters, false, false), characters);
    let mut out = String::with_capacity(whole.len());
    together(&whole.chars().map(|c| form(c, characters)).collect::<String>(), characters)
        .chars()
        .for_each(|c| one(c, characters, &mut out));
    let bare: String = out.chars().filter(|c| counts(*c, characters)).collect();
    // Somebody may look for nothing but a sign.
    let bare = if bare.is_empty() { out } else { bare };
    alike(bare, characters, Does::Alike)
}

/// The same, and Roman spellings of one sound made alike: for when nothing else was found.
pub fn fold_roughly(text: &str, characters: &Characters) -> String {
    alike(fold(text, characters), characters, Does::Roughly)
}

fn form(c: char, characters: &Characters) -> String {
    let digit = characters.digit(c).and_then(|digit| char::from_digit(digit, 10));
    match (digit, characters.to(Does::Form, c)) {
        (Some(digit), _) => digit.into(),
        (None, Some(to)) if !c.is_ascii() && !is_kanji(c) => to.into(),
        _ => narrow_char(c).into(),
    }
}

fn is_kanji(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '\u{3007}'
}

fn one(c: char, characters: &Characters, out: &mut String) {
    let kanji = characters.to(Does::Variant, c).and_then(|to| to.chars().next()).unwrap_or(c);
    let kanji = characters.to(Does::Search, kanji).and_then(|to| to.chars().next()).unwrap_or(kanji);
    let mut bare = narrow_char(kanji);
    // Kana keep their marks, which make another sound.
    while let Some((letter, _)) = characters.parts(bare).filter(|_| !('\u{3040}'..='\u{30FF}').contains(&bare)) {
        bare = letter;
    }
    if characters.class(bare).is_some() {
        return;
    }
    let spelled = characters.to(Does::Letter, bare).map_or_else(|| bare.to_string(), str::to_owned);
    for c in spelled.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{30A1}'..='\u{30F6}' => out.extend(char::from_u32(u32::from(c) - 0x60)),
            c => out.push(c),
        }
    }
}

fn counts(c: char, characters: &Characters) -> bool {
    c.is_alphanumeric() && !characters.is(Does::Dash, c)
}

fn alike(mut text: String, characters: &Characters, does: Does) -> String {
    for (one, other) in characters.spellings(does) {
        if text.contains(one) {
            text = text.replace(one, other);
        }
    }
    text
}
