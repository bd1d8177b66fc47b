//! What a question does not take, named so that a person knows it: never an unseen sign alone.

use super::clean::breaks;
use super::nearest::{Takes, is_latin, words};
use crate::chars::allowed;
use rulebook::{Characters, Does, Field, FieldKind, Role, TextId};
use serde::{Deserialize, Serialize};

/// One character, to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// The character itself, where it can be seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sign: String,
    /// Its code: `U+200B`.
    pub code: String,
    /// Text of what people call such a character, where it has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<TextId>,
    /// What can be written instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
}

/// A piece of a text that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// What is seen.
    Text(String),
    /// A character that is not.
    Unseen(Sign),
}

/// The characters of an answer that must not stand in it, each once, in order: those that the question does not take, and those that are
/// never seen.
pub(crate) fn strange(field: &Field, text: &str, characters: &Characters) -> Vec<char> {
    let lines = !matches!(field.kind, FieldKind::Text { lines: 1 });
    let mut found = Vec::new();
    for c in text.chars() {
        let hidden = (c.is_control() && !(lines && c == '\n')) || (!characters.is_quiet(c) && characters.is(Does::Unseen, c));
        if (hidden || !allowed(&field.limit.chars, c)) && !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Those characters of a text, with what can be written instead.
pub(crate) fn signs(field: &Field, text: &str, of: &[char], characters: &Characters) -> Vec<Sign> {
    let takes = Takes {
        classes: &field.limit.chars,
        characters,
        name: matches!(field.role, Some(Role::RomanName | Role::WideName)),
    };
    let told = |c: &char| {
        // As it would be mended: what looks like one of our letters is one only among them.
        let latin = words(text).filter(|word| word.contains(*c)).all(|word| is_latin(word, characters));
        let taken = allowed(takes.classes, *c);
        let to = if taken { None } else { takes.one(*c, latin, 4) };
        Sign {
            to: to.unwrap_or_default(),
            ..sign(*c, characters)
        }
    };
    of.iter().map(told).collect()
}

/// A text as it can be shown: what is not seen stands for itself, by name.
pub fn stretches(text: &str, characters: &Characters) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for c in text.chars() {
        // A mark is seen on its letter, and a line break by what it does.
        if is_seen(c, characters) || characters.class(c).is_some() || matches!(c, ' ' | '\n' | '\u{3000}') {
            match found.last_mut() {
                Some(Stretch::Text(text)) => text.push(c),
                _ => found.push(Stretch::Text(c.into())),
            }
        } else {
            found.push(Stretch::Unseen(sign(c, characters)));
        }
    }
    found
}

fn sign(c: char, characters: &Characters) -> Sign {
    Sign {
        sign: if is_seen(c, characters) { c.into() } else { String::new() },
        code: format!("U+{:04X}", u32::from(c)),
        name: characters.name(c).map(|id| TextId::new(id.as_str())),
        to: String::new(),
    }
}

/// Whether a character is seen when it stands alone.
fn is_seen(c: char, characters: &Characters) -> bool {
    // Code points without a common meaning are a box at best.
    let private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000.. ) || u32::from(c) & 0xFFFE == 0xFFFE;
    let hidden = [Does::Unseen, Does::Joiner, Does::Selector, Does::Space];
    let hidden = hidden.into_iter().any(|does| characters.is(does, c)) || characters.class(c).is_some();
    // Before the tables have arrived only what is surely seen counts.
    let unsure = characters.is_empty() && !c.is_alphanumeric() && !c.is_ascii_graphic();
    !(private || hidden || unsure || c.is_control() || c.is_whitespace() || breaks(c))
}
