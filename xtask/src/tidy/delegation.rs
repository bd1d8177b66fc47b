//! Leptos's feature `delegation` stays off: with it events are caught at the document, and input inside a shadow root fails
//! without a word.

use crate::run::{Outcome, cargo, output};

const FEATURE: &str = "delegation";

pub fn check() -> Outcome<Vec<String>> {
    let tree = output(&mut cargo(&[
        "tree",
        "--package",
        "madoguchi",
        "--edges",
        "normal",
        "--target",
        "wasm32-unknown-unknown",
        "--prefix",
        "none",
        "--format",
        "{lib} {f}",
    ]))?;
    Ok(judge(&tree))
}

fn judge(tree: &str) -> Vec<String> {
    let mut with = tree.lines().filter_map(|line| {
        let (name, features) = line.split_once(' ')?;
        features.trim_end_matches(" (*)").split(',').any(|it| it == FEATURE).then_some(name)
    });
    let found = with.next().map(|name| {
        format!("{name}: its feature `{FEATURE}` is on; `cargo tree -p madoguchi -e features -i {name}` shows who asks for it")
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn the_feature_is_found() {
        assert_eq!(judge("leptos csr,default\ntachys csr,delegation (*)\n").len(), 1);
        assert_eq!(judge("leptos csr\ntachys \n").len(), 0);
    }
}
