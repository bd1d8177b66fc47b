//! `Case` and `Assessment` cannot be serialized. What is stored or sent is a promise, and has its own type with a version:
//! a draft or a wire form.

use super::rust::{Rust, line_of};
use super::{File, product};

const INNER: [&str; 2] = ["Case", "Assessment"];
/// Where the types live; a wire form elsewhere may have the same short name.
const PLACES: [&str; 2] = ["src/", "crates/engine/src/"];
const WIRE: &str = "crates/engine/src/wire";

pub fn check(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, rust) in product(files) {
        let inside = PLACES.iter().any(|it| file.path.starts_with(it));
        if inside && !file.path.starts_with(WIRE) {
            for name in INNER {
                let line = serialized(&rust, name);
                found.extend(line.map(|it| file.at(it, &format!("`{name}` is serializable; store a Draft, send a wire form"))));
            }
        }
    }
    found
}

/// The line of the type, if serde knows it.
fn serialized(rust: &Rust, name: &str) -> Option<usize> {
    let code = &rust.code;
    let whole = |at: usize, length: usize| !code[at + length..].starts_with(|it: char| it.is_alphanumeric() || it == '_');
    for keyword in ["struct", "enum"] {
        let head = format!("{keyword} {name}");
        for (at, _) in code.match_indices(&head).filter(|(at, _)| whole(*at, head.len())) {
            let attributes = &code[code[..at].rfind(['}', ';']).unwrap_or(0)..at];
            if attributes.contains("Serialize") || attributes.contains("Deserialize") {
                return Some(line_of(code, at));
            }
        }
    }
    for head in [format!("Serialize for {name}"), format!("Deserialize<'de> for {name}")] {
        let mut hits = code.match_indices(&head);
        if let Some((at, _)) = hits.find(|(at, _)| whole(*at, head.len())) {
            return Some(line_of(code, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::sample;

    #[test]
    fn a_serializable_case_is_found() {
        let bad = "#[derive(Clone, Serialize)]\npub struct Case { a: u8 }";
        assert_eq!(check(&sample("src/case/mod.rs", bad)).len(), 1);
        let by_hand = "impl serde::Serialize for Assessment {}";
        assert_eq!(check(&sample("crates/engine/src/assess.rs", by_hand)).len(), 1);
    }

    #[test]
    fn its_neighbours_are_not() {
        let good = "#[derive(Serialize)] struct CaseFile {}\n#[derive(Clone)]\npub struct Case {}";
        assert_eq!(check(&sample("src/case/mod.rs", good)).len(), 0);
        let wire = "#[derive(Serialize)] pub struct Assessment {}";
        assert_eq!(check(&sample("crates/engine/src/wire.rs", wire)).len(), 0);
    }
}
