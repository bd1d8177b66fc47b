//! No sentence for people stands in Rust: it would have one language only, and nobody who does not program could mend it.
//! Japanese in a literal is the sign of one; its place is `rulebook/texts/`.

use super::{File, product};

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, rust) in product(files) {
        for (line, text) in &rust.strings {
            if let Some(mark) = text.chars().find(|it| is_cjk(*it)) {
                found.push(file.at(
                    *line,
                    &format!("`{mark}` in a string literal; put the words into rulebook/texts and name their id"),
                ));
            }
        }
    }
    found
}

/// Kana, ideographs, their punctuation and the full-width forms.
fn is_cjk(it: char) -> bool {
    matches!(it, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn japanese_in_a_literal_is_found_and_in_a_comment_is_not() {
        let bad = "//! 窓口\nlet a = \"次へ進む\";";
        assert_eq!(check(&sample("src/pages/form.rs", bad)).len(), 1);
        assert_eq!(check(&sample("src/pages/form.rs", "//! 窓口\nlet a = '０';")).len(), 0);
        assert_eq!(check(&sample("tests/src/x.rs", bad)).len(), 0);
    }
}
