//! The real rulebook can be read, and no lint finds anything in it.
#![cfg(feature = "host")]

use rulebook::host::{lint, load};
use std::fmt::Write;
use std::path::Path;

/// Facts about all files of a case together: no file has them, so `engine` adds them up itself.
const OF_THE_CASE: [&str; 5] = ["case.files", "case.bytes", "case.papers", "case.paper_bytes", "file.issued"];

#[test]
fn nothing_is_wrong_with_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
    let facts: Vec<&str> = media::FACTS.iter().map(|fact| fact.name).chain(OF_THE_CASE).collect();
    let problems = match load(&root) {
        Ok(book) => lint(&book, &facts),
        Err(problems) => problems,
    };
    let said = problems.iter().fold(String::new(), |mut said, problem| {
        let _ = writeln!(said, "{problem}");
        said
    });
    assert!(problems.is_empty(), "{} problems\n{said}", problems.len());
}
