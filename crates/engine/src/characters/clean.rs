//! Takes away what is never seen, and makes spaces and line breaks plain.

use rulebook::{Characters, Does};

/// Whether a character ends a line.
pub(super) fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether neither `clean` nor `together` changes anything at this character, whatever stands beside it.
pub(super) fn is_quiet(c: char, characters: &Characters) -> bool {
    // The vowels and last consonants of Hangul, and the marks of kana that stand alone on keyboards, join what is before them.
    let joins = matches!(c, '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' | '\u{3099}' | '\u{309A}' | '\u{309B}' | '\u{309C}' | '\u{FF9E}' | '\u{FF9F}');
    characters.is_quiet(c) && !c.is_control() && !breaks(c) && !joins
}

/// A text without anything that is not seen. `lines`: it may have several; `free`: it may be of any script.
pub(super) fn clean(text: &str, characters: &Characters, lines: bool, free: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            c if breaks(c) => out.push(if lines { '\n' } else { ' ' }),
            '\t' => out.push(' '),
            c if c.is_control() || characters.is(Does::Unseen, c) || characters.is(Does::Selector, c) => {}
            c if characters.is(Does::Joiner, c) => {
                let joins = |c: char| matches!(u32::from(c), 0x590..0x2000 | 0x2600..0x2800 | 0x1F000..0x20000);
                if free && out.chars().last().is_some_and(joins) && rest.peek().copied().is_some_and(joins) {
                    out.push(c);
                }
            }
            c if characters.is(Does::Space, c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text as it may leave the desk: without control characters, whatever was typed. Needs no table.
pub(crate) fn sendable(text: &str, lines: bool) -> String {
    if !text.contains(|c: char| c.is_control() || breaks(c)) {
        return text.to_owned();
    }
    clean(text, &Characters::default(), lines, true)
}

#[cfg(test)]
mod tests {
    use super::super::together::together;
    use super::*;

    /// Nearly every answer is not looked through any further: each character of which that is said must bear it, whatever stands beside.
    #[test]
    fn at_a_quiet_character_nothing_changes() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
        let tables = Characters::new(&rulebook::host::load(&folder).unwrap().characters);
        for tables in [&tables, &Characters::default()] {
            let quiet = |c: &char| is_quiet(*c, tables);
            let all: Vec<char> = ('\0'..=char::MAX).filter(quiet).collect();
            assert!((50_000..0x1_0000).contains(&all.len()), "{}", all.len());
            let beside: Vec<char> = "e \u{304b}\u{ff76}\u{1100}\u{ac00}".chars().filter(quiet).collect();
            assert!(beside.len() > 4);
            for c in all {
                for other in &beside {
                    let text: String = [*other, c, *other].iter().collect();
                    assert_eq!(together(&clean(&text, tables, false, false), tables), text, "{:04x}", u32::from(c));
                }
            }
        }
    }

    #[test]
    fn no_control_character_leaves_the_desk() {
        let typed = "\u{feff}a\r\nb\tc\u{0}\u{1b}[0m\u{85}d\u{7f}\rend";
        assert_eq!(sendable(typed, true), "\u{feff}a\nb c[0m\nd\nend");
        assert_eq!(sendable(typed, false), "\u{feff}a b c[0m d end");
    }
}
