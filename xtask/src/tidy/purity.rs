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

/// Whom it may bring along all the same, as (who, whom). rten names it for an interface to JavaScript that stays off (`wasm_api`);
/// nothing of it is called or linked.
const UNUSED: [(&str, &str); 1] = [("rten", "wasm-bindgen")];

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
        "depth",
    ]))
}

fn judge(package: &str, tree: &str) -> Vec<String> {
    let strangers = STRANGERS.iter().filter(|(it, _)| *it == package);
    let forbidden: Vec<&str> = strangers.flat_map(|(_, it)| it.iter().copied()).collect();
    // From the package down to the line that is being read.
    let mut way: Vec<&str> = Vec::new();
    let mut known = Vec::new();
    for line in tree.lines() {
        let (depth, rest) = line.split_at(line.find(|it: char| !it.is_ascii_digit()).unwrap_or(0));
        let (Ok(depth), Some(name)) = (depth.parse(), rest.split_whitespace().next()) else {
            continue;
        };
        way.truncate(depth);
        let unused = way.last().is_some_and(|by| UNUSED.contains(&(by, name)));
        if !unused && (forbidden.contains(&name) || BROWSER.contains(&name) || name.starts_with("gloo-")) {
            known.push(name);
        }
        way.push(name);
    }
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
        let bad = "0media v0.1.0 (/x)\n1serde v1.0.0\n1getrandom v0.3.0\n2js-sys v0.3.107\n2js-sys v0.3.107 (*)\n";
        assert_eq!(judge("media", bad).len(), 1);
        assert_eq!(judge("engine", "0engine v0\n1rulebook v0\n2serde v1\n").len(), 0);
        assert_eq!(judge("media", "0media v0\n1rulebook v0\n").len(), 1);
    }

    #[test]
    fn what_one_brings_unused_another_may_not() {
        let tree = "0media v0\n1rten v0\n2wasm-bindgen v0\n3wasm-bindgen-shared v0\n1serde v1\n";
        assert_eq!(judge("media", tree).len(), 0);
        assert_eq!(judge("media", &format!("{tree}2wasm-bindgen v0 (*)\n")).len(), 1);
        assert_eq!(judge("media", &format!("{tree}1wasm-bindgen v0 (*)\n")).len(), 1);
    }
}
