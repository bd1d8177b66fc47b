//! What this machine has already.

use crate::place;
use crate::run::{Outcome, output, program};
use std::path::PathBuf;

/// Is the first program of this name one of these versions?
pub fn is(name: &str, versions: &[&str]) -> bool {
    let Ok(said) = output(program(name).arg("--version")) else {
        return false;
    };
    version_said(&said).is_some_and(|it| versions.contains(&it))
}

/// Does it start and end well?
pub fn answers(name: &str, words: &[&str]) -> bool {
    output(program(name).args(words)).is_ok()
}

/// The compiler's version, for comparing.
pub fn rustc() -> Outcome<(u32, u32, u32)> {
    let said = output(program("rustc").arg("--version"))?;
    version_said(&said)
        .and_then(numbers)
        .ok_or_else(|| format!("`rustc --version` said `{}`, which has no version", said.trim()))
}

/// Asked of the compiler, not of rustup: a distribution's compiler has no rustup.
pub fn wasm_target() -> bool {
    let words = ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"];
    output(program("rustc").args(words)).is_ok_and(|dir| PathBuf::from(dir.trim()).is_dir())
}

/// The version of a package in our own `node_modules`.
pub fn npm_version(package: &str) -> Option<String> {
    let file = place::tools().join(format!("node_modules/{package}/package.json"));
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
    json.get("version")?.as_str().map(str::to_owned)
}

/// A driver: the one the person names in the environment, else the one on the path.
pub fn driver(variable: &str, name: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named.filter(|it| it.is_file()).or_else(|| place::program(name))
}

pub fn japanese_font() -> bool {
    output(program("fc-list").arg(":lang=ja")).is_ok_and(|list| !list.trim().is_empty())
}

pub fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|it| it.trim() == "0")
}

/// `wasm-opt version 132 (version_132)` -> `132`
fn version_said(text: &str) -> Option<&str> {
    let first = text.lines().next()?;
    first
        .split_whitespace()
        .find(|word| word.starts_with(|it: char| it.is_ascii_digit()))
}

fn numbers(version: &str) -> Option<(u32, u32, u32)> {
    let plain = version.split('-').next()?;
    let mut parts = plain.split('.').map(|it| it.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_tools_say() {
        let said = |text| version_said(text);
        assert_eq!(said("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(said("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(said("no version"), None);
        assert_eq!(numbers("1.97.0-nightly"), Some((1, 97, 0)));
        assert!(numbers("1.95.0") < numbers("1.96.1"));
    }
}
