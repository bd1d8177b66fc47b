//! `tidy`: rules about this repository that no compiler knows. One file a rule, with a bad sample beside it.

mod at_rest;
mod clocks;
mod console;
mod delegation;
mod ids;
mod page;
mod purity;
mod rooms;
mod sentences;
mod strangers;

mod rust;

use crate::args::Args;
use crate::place;
use crate::run::{Outcome, output, program};
use rust::Rust;

pub fn command(args: Args) -> Outcome {
    args.end()?;
    all()
}

/// Every rule over the whole repository.
pub fn all() -> Outcome {
    let files = files()?;
    let rules: [(&str, Vec<String>); 10] = [
        ("ids", ids::check(&files)),
        ("sentences", sentences::check(&files)),
        ("rooms", rooms::check(&files)),
        ("clocks", clocks::check(&files)),
        ("console", console::check(&files)),
        ("at_rest", at_rest::check(&files)),
        ("page", page::check(&files)),
        ("strangers", strangers::check(&files)),
        ("purity", purity::check()?),
        ("delegation", delegation::check()?),
    ];
    let found: Vec<String> = rules
        .iter()
        .flat_map(|(rule, found)| found.iter().map(move |it| format!("{it} [{rule}]")))
        .collect();
    if found.is_empty() {
        println!("tidy: {} rules, {} files", rules.len(), files.len());
        return Ok(());
    }
    for line in &found {
        eprintln!("{line}");
    }
    Err(format!(
        "{} places are not as this repository wants them; xtask/src/tidy/<rule>.rs says why",
        found.len()
    ))
}

/// A text file of the repository.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// A line of a finding about this file.
    fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }

    /// Rust of the product, without its tests.
    fn is_product(&self) -> bool {
        let inside = |dir: &str| self.path.starts_with(dir) && self.path.contains("/src/");
        let product = self.path.starts_with("src/") || inside("crates/") || inside("workers/");
        let test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        product && !test && self.path.ends_with(".rs")
    }
}

/// The product's Rust, read.
fn product(files: &[File]) -> impl Iterator<Item = (&File, Rust)> {
    let product = files.iter().filter(|it| it.is_product());
    product.map(|it| (it, Rust::read(&it.text)))
}

/// What git keeps and what it would keep if asked to: a file is judged before it is added.
fn files() -> Outcome<Vec<File>> {
    let words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let list = output(program("git").args(words))?;
    let read = |path: &str| {
        // Gone from the disk, or a picture: nothing to read.
        let text = std::fs::read_to_string(place::root().join(path)).ok()?;
        Some(File {
            path: path.to_owned(),
            text,
        })
    };
    Ok(list.split('\0').filter_map(read).collect())
}

#[cfg(test)]
fn sample(path: &str, text: &str) -> Vec<File> {
    vec![File {
        path: path.to_owned(),
        text: text.to_owned(),
    }]
}
