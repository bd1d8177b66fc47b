//! The rulebook, the engine and media know no browser: they run in a page, in a worker, on a server and in a test alike.

use crate::run::{Outcome, cargo, output};

const PURE: [&str; 3] = ["rulebook", "engine", "media"];
const BROWSER: [&str; 5] = ["web-sys", "js-sys", "wasm-bindgen", "leptos", "gloo"];
/// Who must not know whom: the packages agree on names of facts, not on types.
const STRANGERS: [(&str, &[&str]); 3] = [
    ("rulebook", &["engine", "media", "madoguchi"]),
    ("engine", &["media", "madoguchi"]),
    ("media", &["rulebook", "engine", "madoguchi"]),
];

pub fn check() -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for package in PURE {
        found.extend(judge(package, &tree(package)?));
    }
    Ok(found)
}

/// All that is compiled with the package for the browser, with the features it has there.
fn tree(package: &str) -> Outcome<String> {
    output(&mut cargo(&[
        "tree",
        "--package",
        package,
        "--edges",
        "normal,no-proc-macro",
        "--target",
        "wasm32-unknown-unknown",
        "--prefix",
        "none",
    ]))
}

fn judge(package: &str, tree: &str) -> Vec<String> {
    let strangers = STRANGERS.iter().filter(|(it, _)| *it == package);
    let forbidden: Vec<&str> = strangers.flat_map(|(_, it)| it.iter().copied()).collect();
    let names = tree.lines().filter_map(|it| it.split_whitespace().next());
    let mut known: Vec<&str> = names
        .filter(|name| forbidden.contains(name) || BROWSER.contains(name) || name.starts_with("gloo-"))
        .collect();
    known.sort_unstable();
    known.dedup();
    let say = |it: &&str| {
        format!("{package}: must not know {it}; `cargo tree -p {package} -i {it} --target wasm32-unknown-unknown` shows why it does")
    };
    known.iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn a_browser_behind_two_corners_is_found() {
        let bad = "media v0.1.0 (/x)\nserde v1.0.0\ngetrandom v0.3.0\njs-sys v0.3.107\njs-sys v0.3.107 (*)\n";
        assert_eq!(judge("media", bad).len(), 1);
        assert_eq!(judge("engine", "engine v0\nrulebook v0\nserde v1\n").len(), 0);
        assert_eq!(judge("media", "media v0\nrulebook v0\n").len(), 1);
    }
}
