//! # `case-like`
//! **What it checks.** A worked person who is `like` another names one that is there, and nobody is like themselves by way of others.
//! **Why.** Whoever is like nobody is judged by what little their own file says, and such a case cannot be read at all.

use crate::host::{Book, Problem};
use std::collections::BTreeMap;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let like = |text: &str| Some(text.parse::<toml::Table>().ok()?.get("like")?.as_str()?.to_owned());
    let file = |name: String| format!("cases/{name}.toml");
    let all: BTreeMap<&str, Option<String>> = book.cases.iter().map(|it| (it.file.as_str(), like(&it.text).map(file))).collect();
    for (case, base) in &all {
        let Some(base) = base else { continue };
        let mut say = |say: String| {
            found.push(Problem {
                file: (*case).to_owned(),
                at: "like".into(),
                lint: "case-like",
                say,
            });
        };
        if !all.contains_key(base.as_str()) {
            say(format!("is like {base}, which does not exist"));
            continue;
        }
        let mut chain = std::iter::successors(Some(base.as_str()), |of| all.get(*of)?.as_deref()).take(all.len());
        if chain.any(|it| it == *case) {
            say(format!("is like itself, by way of {base}"));
        }
    }
}

#[test]
fn people_who_are_like_nobody_are_found() {
    super::tests::expect(
        check,
        &[
            ("cases/a/minimal.toml", "title = \"a\""),
            ("cases/a/fine.toml", "like = \"a/minimal\""),
            ("cases/a/finer.toml", "like = \"a/fine\""),
            ("cases/a/lost.toml", "like = \"a/gone\""),
            ("cases/a/one.toml", "like = \"a/two\""),
            ("cases/a/two.toml", "like = \"a/one\""),
            ("cases/a/three.toml", "like = \"a/two\""),
        ],
        &[
            "cases/a/lost.toml: like: case-like: is like cases/a/gone.toml, which does not exist",
            "cases/a/one.toml: like: case-like: is like itself, by way of cases/a/two.toml",
            "cases/a/two.toml: like: case-like: is like itself, by way of cases/a/one.toml",
        ],
    );
}
