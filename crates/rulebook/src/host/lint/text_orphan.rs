//! # `text-orphan`
//! **What it checks.** A text in another language has its original in Japanese, and its language stands in `languages.toml`. For `<id>.one`,
//! the text where the number is one, the original is that of `<id>`: Japanese tells one as many.
//! **Why.** A translation of nothing is what an old id left behind.

use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let original = book.texts("ja");
    for file in &book.texts {
        let mut say = |at: &str, say: String| {
            found.push(Problem {
                file: file.file(),
                at: at.to_owned(),
                lint: "text-orphan",
                say,
            });
        };
        if !book.languages().iter().any(|(code, _)| *code == file.lang) {
            say(&file.lang, "is a language that languages.toml does not know".into());
        }
        let known = |id: &str| original.get(id).is_some() || id.strip_suffix(".one").is_some_and(|id| original.get(id).is_some());
        for id in file.texts.0.keys().filter(|id| !known(id.as_str())) {
            say(id.as_str(), "has no original in Japanese".into());
        }
    }
}

#[test]
fn a_translation_of_nothing_is_found() {
    let languages = "language = [{ code = \"ja\", name = \"日本語\" }]";
    super::tests::expect(
        check,
        &[
            ("languages.toml", languages),
            ("texts/ja/a.toml", "f.a = \"a\""),
            ("texts/en/a.toml", "f.a = \"a\"\nf.b = \"b\"\n\"f.a.one\" = \"c\""),
        ],
        &[
            "texts/en/a.toml: en: text-orphan: is a language that languages.toml does not know",
            "texts/en/a.toml: f.b: text-orphan: has no original in Japanese",
        ],
    );
}
