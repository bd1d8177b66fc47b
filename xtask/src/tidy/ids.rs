//! No procedure, status, field or threshold is named in Rust: their ids stand in the rulebook, and code follows roles and
//! references. Only so can the law change without a programmer.

use super::{File, product};

/// The kinds of ids, as they stand before the dot.
const KINDS: [&str; 14] = ["f", "s", "d", "p", "v", "r", "k", "g", "e", "t", "st", "part", "src", "codes"];

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, rust) in product(files) {
        for (line, text) in &rust.strings {
            if let Some(id) = id_in(text) {
                found.push(file.at(
                    *line,
                    &format!("`{id}` is named in Rust; give it a role in the rulebook and ask for the role"),
                ));
            }
        }
    }
    found
}

/// A kind, a dot and a name of at least two characters, which `e.g.` has not.
fn id_in(text: &str) -> Option<&str> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_';
    for (dot, _) in text.match_indices('.') {
        let start = text[..dot]
            .rfind(|it| !is_part(it))
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        // An address or a path, not an id.
        let in_path = text[..start].ends_with(['/', '.', '-', '\\']);
        let name = &text[dot + 1..];
        let length = name.find(|it| !is_part(it)).unwrap_or(name.len());
        let named = length >= 2 && name.starts_with(|it: char| it.is_ascii_lowercase());
        if named && !in_path && KINDS.contains(&&text[start..dot]) {
            return text.get(start..dot + 1 + length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn an_id_in_a_literal_is_found() {
        let bad = "fn x() { is(\"f.passport_number\"); }";
        assert_eq!(check(&sample("crates/engine/src/x.rs", bad)).len(), 1);
        assert_eq!(check(&sample("src/pages/x.rs", "a(\"has s.student\")")).len(), 1);
        assert_eq!(id_in("codes.country"), Some("codes.country"));
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        for text in [
            "e.g. this",
            "photo.width_px",
            "../f.toml",
            "https://e.stat.go.jp",
            "f.",
            "f.{name}",
            "i.e. no",
        ] {
            assert_eq!(id_in(text), None, "{text}");
        }
        let test = "#[cfg(test)] mod tests { const A: &str = \"f.name\"; }";
        assert_eq!(check(&sample("src/case/mod.rs", test)).len(), 0);
        assert_eq!(check(&sample("tests/src/walk.rs", "a(\"f.name\")")).len(), 0);
    }
}
