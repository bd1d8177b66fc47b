//! The character classes of the agency's tools.

use rulebook::CharClass;

/// 全角記号 as the tools list it. Not in it: the ASCII hyphen and space, the en dash, the minus sign, the wave dash.
const WIDE_SYMBOLS: &str = "\u{3000}\u{309B}\u{309C}\u{309D}\u{309E}\u{30FB}\u{30FC}\u{30FD}\u{30FE}\u{3001}\u{3002}\u{FF0C}\u{FF0E}\u{FF1A}\u{FF1B}\u{FF01}\u{00B4}\u{FF40}\u{00A8}\u{FF3E}\u{FFE3}\u{FF3F}\u{3003}\u{4EDD}\u{3005}\u{3006}\u{3007}\u{2015}\u{2010}\u{FF0F}\u{FF3C}\u{FF5E}\u{2225}\u{FF5C}\u{2026}\u{2025}\u{2018}\u{2019}\u{201C}\u{201D}\u{FF08}\u{FF09}\u{3014}\u{3015}\u{FF3B}\u{FF3D}\u{FF5B}\u{FF5D}\u{3008}\u{3009}\u{300A}\u{300B}\u{300C}\u{300D}\u{300E}\u{300F}\u{3010}\u{3011}\u{FF0B}\u{FF0D}\u{00B1}\u{00D7}\u{00F7}\u{FF1D}\u{2260}\u{FF1C}\u{FF1E}\u{2266}\u{2267}\u{221E}\u{2234}\u{2642}\u{2640}\u{00B0}\u{2032}\u{2033}\u{2103}\u{FFE5}\u{FF04}\u{FFE0}\u{FFE1}\u{FF05}\u{FF03}\u{FF06}\u{FF20}\u{00A7}\u{2606}\u{2605}\u{25CB}\u{25CF}\u{25CE}\u{25C7}\u{25C6}\u{25A1}\u{25B3}\u{25B2}\u{25BD}\u{25BC}\u{203B}\u{3012}\u{2192}\u{2190}\u{2191}\u{2193}\u{3013}\u{25A0}\u{FF1F}\u{FF0A}";

/// Whether the class has the character.
pub fn has(class: CharClass, c: char) -> bool {
    match class {
        CharClass::Digits => c.is_ascii_digit(),
        CharClass::Letters => c.is_ascii_alphabetic(),
        CharClass::Capitals => c.is_ascii_uppercase(),
        CharClass::Symbols => {
            matches!(c, ' '..='/' | ':'..='@' | '['..='`' | '{'..='~' | '\u{FF61}'..='\u{FF65}' | '\u{FF70}' | '\u{FF9E}'..='\u{FF9F}')
        }
        CharClass::Period => c == '.',
        CharClass::Comma => c == ',',
        CharClass::Hyphen => c == '-',
        CharClass::Space => c == ' ',
        CharClass::NarrowKana => ('\u{FF61}'..='\u{FF9F}').contains(&c),
        CharClass::Hiragana => matches!(c, '\u{3000}' | '\u{3041}'..='\u{3094}' | '\u{309B}'..='\u{309E}' | '\u{30FB}'..='\u{30FC}'),
        CharClass::Katakana => matches!(c, '\u{3000}' | '\u{30A1}'..='\u{30F6}' | '\u{30FC}'),
        CharClass::Kanji => ('\u{4E00}'..='\u{A000}').contains(&c),
        CharClass::WideDigits => ('\u{FF10}'..='\u{FF19}').contains(&c),
        CharClass::WideLetters => matches!(c, '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'),
        CharClass::WideSpace => c == '\u{3000}',
        // No letter of a language that is written with kana and kanji is among them.
        CharClass::WideSymbols => {
            !c.is_ascii()
                && !matches!(c, '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{4EDC}' | '\u{4EDE}'..='\u{9FFF}')
                && WIDE_SYMBOLS.contains(c)
        }
    }
}

/// Whether one of the classes has the character; no classes allow every character.
pub fn allowed(classes: &[CharClass], c: char) -> bool {
    classes.is_empty() || classes.iter().any(|class| has(*class, c))
}

/// The characters that no class has, each once, in order.
pub fn foreign(classes: &[CharClass], text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars().filter(|c| !allowed(classes, *c)) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// Length as the tools count it: UTF-16 code units.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_not_the_same() {
        let wide = [
            CharClass::Hiragana,
            CharClass::Katakana,
            CharClass::Kanji,
            CharClass::WideLetters,
            CharClass::WideDigits,
            CharClass::WideSymbols,
        ];
        assert!(foreign(&wide, "\u{FF11}\u{FF0D}\u{FF11}\u{3000}\u{FF5E}").is_empty());
        assert_eq!(
            foreign(&wide, "1-1 \u{2013}\u{2212}\u{301C}\u{20BB7}1"),
            ['1', '-', ' ', '\u{2013}', '\u{2212}', '\u{301C}', '\u{20BB7}']
        );
        assert_eq!(length("\u{20BB7}"), 2);
    }
}
