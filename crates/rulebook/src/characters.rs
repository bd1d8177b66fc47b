//! What the desk knows of characters: which are not seen, which are put together, which stand for which, and what to call them.
//!
//! The tables are data (`rulebook/characters`) and travel as one pack. What is done with them is decided in `engine::characters`.

use crate::{CharId, Cite};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The tables as they travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct CharTables {
    /// Marks that belong to the letter before them.
    #[serde(default, rename = "mark", skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Everything else.
    #[serde(default, rename = "table", skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<CharTable>,
}

/// A combining mark and the letters that it makes whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The name of marks of this kind is the text of this id.
    pub id: CharId,
    /// The mark, alone.
    pub mark: String,
    /// Marks of one class keep their order, others are sorted by it.
    pub class: u8,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// Pairs of a letter and the whole, each without a gap.
    pub of: String,
}

/// Characters of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct CharTable {
    /// Its id; what a person calls such a character is the text of that id.
    pub id: CharId,
    /// What is done with them.
    pub does: Does,
    /// Where it is from.
    #[serde(flatten)]
    pub cite: Cite,
    /// The characters, in the way of [`Does`].
    pub of: String,
}

/// What is done with the characters of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Spans: they only have a name.
    #[default]
    Named,
    /// Spans: never seen, taken away.
    Unseen,
    /// Spans: not seen, and needed between letters of some scripts.
    Joiner,
    /// Spans: they choose a shape of the character before them.
    Selector,
    /// Spans: a space.
    Space,
    /// Spans: a dash, or meant as one.
    Dash,
    /// Spans: between the parts of a name.
    NameGap,
    /// Spans: inside a part of a name, where they are left out.
    NameJoint,
    /// Spans: between the digits of a number.
    NumberGap,
    /// Spans: the zeros of the digits of a script.
    Digits,
    /// Pairs: another character of the same look, replaced everywhere.
    Twin,
    /// Pairs: another form of the same, replaced where it is not taken.
    Form,
    /// Pairs: a letter of another script that looks like one of ours.
    Look,
    /// Pairs: how a passport spells a letter, the recommended way first, others behind `|`.
    Passport,
    /// Pairs: how a letter is spelled elsewhere.
    Letter,
    /// Pairs: a kanji that is not taken, and the one to write.
    Variant,
    /// Pairs: a kanji that is taken, and the one by which it is also found.
    Search,
    /// Spellings, `one>other`: one for searching.
    Alike,
    /// The same, tried when nothing else is found.
    Roughly,
}

impl Does {
    /// Whether tables of this kind hold spans of code points.
    pub fn spans(self) -> bool {
        self <= Does::Digits
    }

    /// Whether people are told the name of the characters of such a table.
    pub fn is_told(self) -> bool {
        use Does::{Alike, Dash, Letter, NameGap, NameJoint, NumberGap, Passport, Roughly, Search};
        !matches!(
            self,
            Dash | NameGap | NameJoint | NumberGap | Passport | Letter | Search | Alike | Roughly
        )
    }

    /// Whether tables of this kind hold spellings.
    pub fn spells(self) -> bool {
        matches!(self, Does::Alike | Does::Roughly)
    }
}

impl CharTable {
    /// The spans of code points; what is none is left out (a lint finds it).
    pub fn spans(&self) -> impl Iterator<Item = (u32, u32)> {
        self.of.split_whitespace().filter_map(span)
    }

    /// The pairs of a character and what stands for it.
    pub fn pairs(&self) -> impl Iterator<Item = (char, &str)> {
        pairs(&self.of)
    }

    /// The spellings.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.of.split_whitespace().filter_map(|entry| entry.split_once('>'))
    }
}

/// The pairs of a text.
pub(crate) fn pairs(of: &str) -> impl Iterator<Item = (char, &str)> {
    of.split_whitespace().filter_map(|entry| {
        let mut chars = entry.chars();
        Some((chars.next()?, chars.as_str()))
    })
}

/// A code point or a span of them, in hexadecimal.
pub(crate) fn span(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?))
}

/// The tables, to be looked up in. Empty until they have arrived: then less is corrected and named, and nothing is wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Characters {
    spans: BTreeMap<Does, Vec<(u32, u32, CharId)>>,
    pairs: BTreeMap<(Does, char), (CharId, String)>,
    spellings: Vec<(Does, String, String)>,
    whole: BTreeMap<(char, char), char>,
    parts: BTreeMap<char, (char, char)>,
    classes: BTreeMap<char, (u8, CharId)>,
    loud: Loud,
}

/// One bit for each character of the basic plane of which a table says something that may change an answer that takes it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Loud(Vec<u64>);

impl Loud {
    const WIDTH: u32 = u64::BITS;
    const PLANE: u32 = 0x1_0000;

    fn mark(&mut self, (first, last): (u32, u32)) {
        self.0.resize((Self::PLANE / Self::WIDTH) as usize, 0);
        for code in first..=last.min(Self::PLANE - 1) {
            if let Some(word) = self.0.get_mut((code / Self::WIDTH) as usize) {
                *word |= 1 << (code % Self::WIDTH);
            }
        }
    }

    fn has(&self, code: u32) -> bool {
        let word = self.0.get((code / Self::WIDTH) as usize);
        word.is_some_and(|word| word >> (code % Self::WIDTH) & 1 == 1)
    }
}

impl Characters {
    /// Looks through the tables once.
    pub fn new(tables: &CharTables) -> Characters {
        let mut found = Characters::default();
        for mark in &tables.marks {
            let Some(sign) = mark.mark.chars().next() else { continue };
            found.classes.insert(sign, (mark.class, mark.id.clone()));
            for (letter, whole) in pairs(&mark.of) {
                if let Some(whole) = whole.chars().next() {
                    found.whole.insert((letter, sign), whole);
                    found.parts.insert(whole, (letter, sign));
                }
            }
        }
        for table in &tables.tables {
            let does = table.does;
            if does.spans() {
                let last = |(first, last)| (first, if does == Does::Digits { first + 9 } else { last }, table.id.clone());
                found.spans.entry(does).or_default().extend(table.spans().map(last));
            } else if does.spells() {
                let spellings = table.spellings().map(|(one, other)| (does, one.to_owned(), other.to_owned()));
                found.spellings.extend(spellings);
            } else {
                for (sign, to) in table.pairs() {
                    found.pairs.entry((does, sign)).or_insert((table.id.clone(), to.to_owned()));
                }
            }
        }
        found.spans.values_mut().for_each(|spans| spans.sort());
        found.listen();
        found
    }

    /// Notes of which characters something is said.
    fn listen(&mut self) {
        let spans = [Does::Unseen, Does::Joiner, Does::Selector, Does::Space];
        let spans = spans.iter().filter_map(|does| self.spans.get(does)).flatten();
        let spans = spans.map(|(first, last, _)| (*first, *last));
        let twins = self.pairs.keys().filter(|(does, _)| *does == Does::Twin).map(|(_, c)| *c);
        let alone = twins.chain(self.classes.keys().copied()).map(|c| (u32::from(c), u32::from(c)));
        let mut loud = Loud::default();
        spans.chain(alone).for_each(|span| loud.mark(span));
        self.loud = loud;
    }

    /// Whether no table takes this character away, makes another of it or puts it into its neighbour: most are so. Said without a look
    /// into the tables, one by one.
    pub fn is_quiet(&self, c: char) -> bool {
        let code = u32::from(c);
        // The space is one already.
        c == ' ' || (code < Loud::PLANE && !self.loud.has(code))
    }

    /// Whether nothing has arrived.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty() && self.pairs.is_empty() && self.classes.is_empty()
    }

    /// Whether a character is in the spans of such tables.
    pub fn is(&self, does: Does, c: char) -> bool {
        self.span(does, c).is_some()
    }

    /// The span that a character is in.
    fn span(&self, does: Does, c: char) -> Option<&(u32, u32, CharId)> {
        let code = u32::from(c);
        let spans = self.spans.get(&does)?;
        // Spans of one kind do not overlap.
        let before = spans.partition_point(|(first, ..)| *first <= code);
        spans.get(before.checked_sub(1)?).filter(|(_, last, _)| code <= *last)
    }

    /// What stands for a character.
    pub fn to(&self, does: Does, c: char) -> Option<&str> {
        self.pairs.get(&(does, c)).map(|(_, to)| to.as_str())
    }

    /// The value of a digit of any script.
    pub fn digit(&self, c: char) -> Option<u32> {
        self.span(Does::Digits, c).map(|(zero, ..)| u32::from(c) - zero)
    }

    /// The letter and the mark as one.
    pub fn whole(&self, letter: char, mark: char) -> Option<char> {
        self.whole.get(&(letter, mark)).copied()
    }

    /// The letter and the mark that a whole is made of.
    pub fn parts(&self, whole: char) -> Option<(char, char)> {
        self.parts.get(&whole).copied()
    }

    /// The class of a mark; none for what is no mark.
    pub fn class(&self, mark: char) -> Option<u8> {
        self.classes.get(&mark).map(|(class, _)| *class)
    }

    /// The spellings of such tables, in order.
    pub fn spellings(&self, does: Does) -> impl Iterator<Item = (&str, &str)> {
        let of = self.spellings.iter().filter(move |(kind, ..)| *kind == does);
        of.map(|(_, one, other)| (one.as_str(), other.as_str()))
    }

    /// The id of the name that people have for such a character: of what is not seen before of what is, and of the script last.
    pub fn name(&self, c: char) -> Option<&CharId> {
        const SPANS: [Does; 4] = [Does::Unseen, Does::Joiner, Does::Selector, Does::Space];
        const PAIRS: [Does; 4] = [Does::Twin, Does::Form, Does::Look, Does::Variant];
        let span = |does| self.span(does, c).map(|(.., id)| id);
        let pair = |does| self.pairs.get(&(does, c)).map(|(id, _)| id);
        let mark = || self.classes.get(&c).map(|(_, id)| id);
        let unseen = SPANS.into_iter().find_map(span);
        unseen
            .or_else(mark)
            .or_else(|| span(Does::Digits))
            .or_else(|| PAIRS.into_iter().find_map(pair))
            .or_else(|| span(Does::Named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_looked_up_in() {
        let table = |id: &str, does, of: &str| CharTable {
            id: id.into(),
            does,
            of: of.into(),
            ..CharTable::default()
        };
        let mark = Mark {
            mark: "\u{301}".into(),
            class: 230,
            of: "e\u{e9} a\u{e1}".into(),
            ..Mark::default()
        };
        let tables = CharTables {
            marks: vec![mark],
            tables: vec![
                table("char.a", Does::Unseen, "200B 202A-202E"),
                table("char.b", Does::Digits, "0660"),
                table("char.c", Does::Form, "\u{2460}1 \u{3231}(\u{682a})"),
                table("char.d", Does::Named, "0600-06FF"),
                table("char.e", Does::Roughly, "ou>o"),
            ],
        };
        let found = Characters::new(&tables);
        assert_eq!(
            (found.whole('e', '\u{301}'), found.parts('\u{e1}')),
            (Some('\u{e9}'), Some(('a', '\u{301}')))
        );
        assert!(found.is(Does::Unseen, '\u{202c}') && !found.is(Does::Unseen, '\u{202f}'));
        assert_eq!((found.digit('\u{669}'), found.digit('\u{66a}')), (Some(9), None));
        assert_eq!(found.to(Does::Form, '\u{3231}'), Some("(\u{682a})"));
        let name = |c| found.name(c).map(CharId::as_str);
        assert_eq!(
            (name('\u{661}'), name('\u{628}'), name('a')),
            (Some("char.b"), Some("char.d"), None)
        );
        assert_eq!(found.spellings(Does::Roughly).collect::<Vec<_>>(), [("ou", "o")]);
        let quiet = |c| found.is_quiet(c);
        assert!(quiet('a') && quiet(' ') && quiet('\u{202f}') && quiet('\u{2460}') && quiet('\u{4e00}'));
        assert!(!quiet('\u{200b}') && !quiet('\u{202c}') && !quiet('\u{301}') && !quiet('\u{1f600}'));
    }
}
