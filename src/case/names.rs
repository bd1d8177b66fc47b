//! Names of files as they may be shown: nothing in them is unseen, turns the order of letters, or pretends to be an ending.
//!
//! A name comes from whoever made the file. It is shown beside our own words, and stands in a ZIP and in letters, so it is made harmless once, when it
//! enters the case.

/// What stands for a sign that must not work but should be seen to be there.
const MARK: char = '\u{FFFD}';

/// How many signs of a very long name are shown from its beginning and from its end, where the ending is.
const HEAD: usize = 120;
const TAIL: usize = 60;

/// A name without what deceives.
pub fn seen_name(name: &str) -> String {
    let mut seen = String::with_capacity(name.len());
    for sign in name.chars() {
        match kind(sign) {
            Kind::Plain => seen.push(sign),
            // Rows of blanks push the ending out of sight.
            Kind::Blank if seen.ends_with([' ', '\u{3000}']) || seen.is_empty() => {}
            Kind::Blank => seen.push(if sign == '\u{3000}' { sign } else { ' ' }),
            Kind::Unseen => {}
            Kind::Turning => seen.push(MARK),
        }
    }
    let seen = seen.trim_end();
    shortened(&honest_ending(seen))
}

enum Kind {
    Plain,
    Blank,
    /// Joiners and choosers of a form: they say how a letter looks, and nothing is lost without them.
    Unseen,
    /// Controls, line breaks and signs that turn the direction of writing.
    Turning,
}

fn kind(sign: char) -> Kind {
    match sign {
        '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => Kind::Turning,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}' => Kind::Turning,
        sign if sign.is_control() => Kind::Turning,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => Kind::Unseen,
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{FFA0}' | '\u{FEFF}' => Kind::Unseen,
        '\u{FE00}'..='\u{FE0F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0100}'..='\u{E01EF}' => Kind::Unseen,
        '\u{2800}' => Kind::Blank,
        sign if sign.is_whitespace() => Kind::Blank,
        _ => Kind::Plain,
    }
}

/// An ending that only looks like one (`ехе` in Cyrillic letters) is marked: the letters of endings are those of ASCII. Words behind a full
/// stop are no ending.
fn honest_ending(name: &str) -> String {
    let Some((at, dot)) = name
        .char_indices()
        .rfind(|(_, sign)| matches!(sign, '.' | '\u{FF0E}' | '\u{2024}' | '\u{FE52}'))
    else {
        return name.to_owned();
    };
    let (stem, ending) = name.split_at(at);
    let ending = ending.strip_prefix(dot).unwrap_or(ending);
    if ending.chars().count() > 5 || !ending.chars().any(looks_latin) {
        return name.to_owned();
    }
    let marked = ending.chars().map(|sign| if looks_latin(sign) { MARK } else { sign });
    format!("{stem}{dot}{}", marked.collect::<String>())
}

/// Letters of other alphabets, and forms of Latin ones, that are taken for Latin letters.
fn looks_latin(sign: char) -> bool {
    matches!(sign,
        '\u{00C0}'..='\u{058F}' | '\u{10A0}'..='\u{10FF}' | '\u{13A0}'..='\u{13FF}' | '\u{1D00}'..='\u{1FFF}' | '\u{2100}'..='\u{218F}'
        | '\u{2460}'..='\u{24FF}' | '\u{2C60}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{ABBF}'
        | '\u{FF10}'..='\u{FF5A}' | '\u{10400}'..='\u{1044F}' | '\u{1D400}'..='\u{1D7FF}' | '\u{1F100}'..='\u{1F1FF}')
}

fn shortened(name: &str) -> String {
    let count = name.chars().count();
    if count <= HEAD + TAIL {
        return name.to_owned();
    }
    let head = name.chars().take(HEAD);
    let tail = name.chars().skip(count - TAIL);
    head.chain(['\u{2026}']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::seen_name;

    fn check(name: &str, shown: &str) {
        assert_eq!(seen_name(name), shown, "{name:?}");
    }

    #[test]
    fn a_name_of_a_file_cannot_turn_its_letters_or_hide_its_ending() {
        check("photo\u{202E}gpj.exe", "photo\u{FFFD}gpj.exe");
        check("a\u{2066}b\u{2069}\u{200F}.pdf", "a\u{FFFD}b\u{FFFD}\u{FFFD}.pdf");
        check("one\r\ntwo\u{2028}three\t.pdf", "one\u{FFFD}\u{FFFD}two\u{FFFD}three\u{FFFD}.pdf");
        check("photo.jpg                         .exe", "photo.jpg .exe");
        check("photo.jpg\u{3000}\u{3000}\u{2003}\u{2800}.exe", "photo.jpg\u{3000}.exe");
        check("in\u{200B}vo\u{00AD}i\u{FEFF}ce\u{2060}.pdf", "invoice.pdf");
        let long = seen_name(&format!("{}.exe", "a".repeat(5_000)));
        assert_eq!(long.chars().count(), 181);
        assert!(long.ends_with("a.exe"), "the ending is seen");
    }

    #[test]
    fn an_ending_of_other_letters_is_marked() {
        check("report.\u{0435}\u{0445}\u{0435}", "report.\u{FFFD}\u{FFFD}\u{FFFD}");
        check("scan.\u{0440}df", "scan.\u{FFFD}df");
        check("scan.\u{FF50}\u{FF44}\u{FF46}", "scan.\u{FFFD}\u{FFFD}\u{FFFD}");
        check("scan\u{FF0E}\u{FF45}\u{FF58}\u{FF45}", "scan\u{FF0E}\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn an_honest_name_stays_as_it_is() {
        for name in [
            "\u{5728}\u{8077}\u{8A3C}\u{660E}\u{66F8}.pdf",
            "\u{4F4F}\u{6C11}\u{7A0E} \u{8AB2}\u{7A0E}\u{3000}\u{4EE4}\u{548C}7.pdf",
            "\u{0441}\u{043F}\u{0440}\u{0430}\u{0432}\u{043A}\u{0430}.pdf",
            "\u{0645}\u{0633}\u{062A}\u{0646}\u{062F}.pdf",
            "CV (final).v2.PDF",
            "\u{66F8}\u{985E}.\u{5199}\u{3057}",
            "no ending",
            "",
        ] {
            check(name, name);
        }
    }
}
