//! The character that a question takes, for one that it does not.

use crate::chars::allowed;
use rulebook::{CharClass, Characters, Does};

/// How deep one form leads to another: a sign in a circle to a wide digit to a narrow one.
const DEPTH: u8 = 4;

/// What a question takes.
#[derive(Clone, Copy)]
pub(super) struct Takes<'a> {
    /// Its classes; none takes everything.
    pub classes: &'a [CharClass],
    /// The tables.
    pub characters: &'a Characters,
    /// Whether it is a name, which is spelled as in a passport.
    pub name: bool,
}

impl Takes<'_> {
    /// The text with every character replaced that can be; the others stand as they are.
    pub fn nearest(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for word in words(text) {
            let latin = is_latin(word, self.characters);
            for c in word.chars() {
                match self.one(c, latin, DEPTH) {
                    Some(to) => out.push_str(&to),
                    None => out.push(c),
                }
            }
        }
        out
    }

    /// What can be written for a character; none where nobody knows. Of a letter that another script has too only inside a Latin word.
    pub fn one(&self, c: char, latin: bool, depth: u8) -> Option<String> {
        if allowed(self.classes, c) {
            return Some(c.into());
        }
        let narrowed = narrow_char(c);
        let capital = narrowed.to_ascii_uppercase();
        let dashes: &[char] = if self.characters.is(Does::Dash, c) {
            &['\u{FF0D}', '-']
        } else {
            &[]
        };
        let widths = [widen_char(c), narrowed, capital, widen_char(narrowed), widen_char(capital)];
        let mut same = widths.into_iter().chain(dashes.iter().copied());
        if let Some(found) = same.find(|it| allowed(self.classes, *it)) {
            return Some(found.into());
        }
        let depth = depth.checked_sub(1)?;
        if let Some(digit) = self.characters.digit(c).and_then(|digit| char::from_digit(digit, 10)) {
            return self.one(digit, latin, depth);
        }
        let spelled = self.name.then_some(Does::Passport);
        let looks = latin.then_some(Does::Look);
        let tables = spelled
            .into_iter()
            .chain([Does::Form])
            .chain(looks)
            .chain([Does::Variant, Does::Letter]);
        for does in tables {
            // A name is in capitals in a passport, and so is the table.
            let key = if does == Does::Passport { capital_of(c) } else { c };
            let to = self.characters.to(does, key).and_then(|to| to.split('|').next());
            if let Some(found) = to.and_then(|to| self.all(to, latin, depth)) {
                return Some(found);
            }
        }
        // A letter without its mark; not of kana, where the mark makes another sound.
        if let Some((bare, mark)) = self.characters.parts(c)
            && self.characters.class(mark) != Some(KANA_MARKS)
            && bare.is_alphabetic()
        {
            return self.one(bare, latin, depth + 1);
        }
        let bare_mark = self.characters.class(c).is_some_and(|class| class != KANA_MARKS);
        bare_mark.then(String::new)
    }

    fn all(&self, text: &str, latin: bool, depth: u8) -> Option<String> {
        text.chars().map(|c| self.one(c, latin, depth)).collect()
    }
}

/// The class of the marks of kana.
const KANA_MARKS: u8 = 8;

/// The words of a text, each with the gap behind it.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '\u{3000}', '\n'])
}

/// Whether a word has letters or digits of ours, so that what looks like one of them is one.
pub(super) fn is_latin(word: &str, characters: &Characters) -> bool {
    let latin = |c: char| {
        let mut bare = narrow_char(c);
        while let Some((letter, _)) = characters.parts(bare) {
            bare = letter;
        }
        bare.is_ascii_alphanumeric()
    };
    word.chars().any(latin)
}

/// The capital of a letter, where it is one letter.
fn capital_of(c: char) -> char {
    let mut all = c.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn widen_char(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

pub(super) fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// Full-width letters, digits, symbols and spaces made half-width.
pub(crate) fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}
