//! Puts together what was typed or pasted in pieces: letters and their marks, kana and theirs, the parts of a Hangul syllable.

use rulebook::{Characters, Does};

/// The text with every mark in its letter, as far as there is such a letter; and with characters of the same look made one.
pub(super) fn together(text: &str, characters: &Characters) -> String {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        if let Some(syllable) = out.last().and_then(|last| hangul(*last, first)) {
            out.pop();
            out.push(syllable);
            continue;
        }
        let first = twin(first, characters);
        let mut letter = first;
        let mut marks: Vec<(u8, char)> = Vec::new();
        while let Some(mark) = rest.peek().and_then(|next| mark_on(letter, *next, marks.is_empty(), characters)) {
            rest.next();
            // The marks that the letter already has are sorted among the new ones.
            while let Some((bare, own)) = characters.parts(letter).filter(|_| marks.is_empty() || letter == first) {
                letter = bare;
                marks.insert(0, (characters.class(own).unwrap_or(0), own));
            }
            marks.push((characters.class(mark).unwrap_or(0), mark));
        }
        marks.sort_by_key(|(class, _)| *class);
        let mut left: Vec<(u8, char)> = Vec::new();
        for (class, mark) in marks {
            let blocked = left.iter().any(|(other, _)| *other == class);
            match characters.whole(letter, mark).filter(|_| !blocked) {
                Some(whole) => letter = whole,
                None => left.push((class, mark)),
            }
        }
        out.push(letter);
        out.extend(left.into_iter().map(|(_, mark)| alone(mark)));
    }
    out.into_iter().collect()
}

/// The combining mark that a character is behind a letter. The marks of kana also stand alone on keyboards; they belong to the kana
/// before them where such a kana exists.
fn mark_on(letter: char, next: char, first: bool, characters: &Characters) -> Option<char> {
    if characters.class(next).is_some() {
        return Some(next);
    }
    let combining = match next {
        '\u{309B}' | '\u{FF9E}' => '\u{3099}',
        '\u{309C}' | '\u{FF9F}' => '\u{309A}',
        _ => return None,
    };
    (first && characters.whole(letter, combining).is_some()).then_some(combining)
}

/// A mark that found no letter, as it stands alone on keyboards where it does.
fn alone(mark: char) -> char {
    match mark {
        '\u{3099}' => '\u{309B}',
        '\u{309A}' => '\u{309C}',
        mark => mark,
    }
}

/// The character that looks the same and is meant.
fn twin(c: char, characters: &Characters) -> char {
    characters.to(Does::Twin, c).and_then(|to| to.chars().next()).unwrap_or(c)
}

/// The syllable of a leading consonant and a vowel, or of a syllable and its last consonant.
fn hangul(before: char, next: char) -> Option<char> {
    const FIRST: u32 = 0xAC00;
    let (before, next) = (u32::from(before), u32::from(next));
    let code = match (before, next) {
        (0x1100..=0x1112, 0x1161..=0x1175) => FIRST + ((before - 0x1100) * 21 + next - 0x1161) * 28,
        (FIRST..=0xD7A3, 0x11A8..=0x11C2) if (before - FIRST).is_multiple_of(28) => before + next - 0x11A7,
        _ => return None,
    };
    char::from_u32(code)
}
