//! What these tests are told about the machine, by `cargo xtask test`. Without it, what lies where that command puts it is taken.

use crate::browser::Kind;
use std::path::PathBuf;

fn told(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn place(name: &str, usual: &str) -> PathBuf {
    let path = told(name).unwrap_or_else(|| root().join(usual));
    assert!(
        path.exists(),
        "{} is not there: set {name}, or run `cargo xtask test`",
        path.display()
    );
    path
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The built site, as people get it.
pub fn site() -> PathBuf {
    place("MADOGUCHI_DIST", "target/site/release")
}

/// The program of the receiving side.
pub fn intake() -> PathBuf {
    place("MADOGUCHI_INTAKE", "target/tool/intake")
}

/// The file of axe-core.
pub fn axe() -> PathBuf {
    place("MADOGUCHI_AXE", "target/tools/node_modules/axe-core/axe.min.js")
}

/// The driver of a browser.
pub fn driver(kind: Kind) -> PathBuf {
    let tools = told("MADOGUCHI_TOOLS").unwrap_or_else(|| root().join("target/tools"));
    let (name, file) = match kind {
        Kind::Chromium => ("CHROMEDRIVER", "chromedriver"),
        Kind::Firefox => ("GECKODRIVER", "geckodriver"),
    };
    let own = tools.join("bin").join(file);
    told(name).unwrap_or(if own.exists() { own } else { file.into() })
}

/// The browsers in which the road is walked.
pub fn browsers() -> Vec<Kind> {
    let names = std::env::var("MADOGUCHI_BROWSERS").unwrap_or_else(|_| "chromium".into());
    let known = |name: &str| match name.trim() {
        "chromium" => Kind::Chromium,
        "firefox" => Kind::Firefox,
        other => panic!("MADOGUCHI_BROWSERS names `{other}`; known are chromium and firefox"),
    };
    names.split(',').filter(|name| !name.trim().is_empty()).map(known).collect()
}

/// The browsers in which the edges are tried: the first, or with `MADOGUCHI_ALL` every one.
pub fn edges() -> Vec<Kind> {
    let all = browsers();
    if everything() { all } else { all.into_iter().take(1).collect() }
}

/// Whether everything is wanted: `cargo xtask test --all`.
pub fn everything() -> bool {
    told("MADOGUCHI_ALL").is_some()
}
