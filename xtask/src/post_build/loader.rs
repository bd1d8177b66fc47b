//! `madoguchi.js`: `widget/element.js` with the files of this build filled in, and with the few words that it says before any pack
//! has arrived, or when none does.

use super::app::App;
use super::names::integrity;
use super::packs::First;
use super::{Site, filled, source};
use crate::rulebook::book;
use crate::run::Outcome;
use ::rulebook::host::{Book, PackFile};
use serde_json::{Map, Value, json};

/// The texts that the element says by itself.
const SAID: [&str; 6] = ["opening", "failed", "newer", "again", "elsewhere", "official"];

pub const NAME: &str = "madoguchi.js";

pub fn write(site: &Site, app: &App, css: &str, first: &First, release: bool) -> Outcome {
    let text = filled(
        &source("widget/element.js")?,
        &[
            ("__GLUE__", unchecked(&app.js, &site.read(&app.js)?)),
            ("__PROGRAM__", checked(&app.wasm, &site.read(&app.wasm)?)),
            ("__STYLES__", checked(css, &site.read(css)?)),
            ("__CORE__", pack(&first.core)),
            ("__FIRST_WORDS__", first_words(first)),
            ("__WORDS__", words(&book()?)?),
        ],
    )?;
    let text = if release { without_comments(&text)? } else { text };
    site.write(NAME, text.as_bytes())
}

/// Drops lines that are comments, and indentation: nothing else waits longer for being read by people. Anything cleverer would have
/// to understand JavaScript.
pub(super) fn without_comments(js: &str) -> Outcome<String> {
    if js.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return Err("widget: a text in backticks goes over several lines, of which a release would drop the indentation".into());
    }
    let lines = js.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with("//"));
    Ok(lines.fold(String::new(), |out, line| out + line + "\n"))
}

/// A file as the element knows it. How many bytes it has tells how far it is on its way, whatever its compression.
fn unchecked(name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "bytes": bytes.len() })
}

/// The same for one that the element takes only as it is here.
fn checked(name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "bytes": bytes.len(), "integrity": integrity(bytes) })
}

/// By the name under which the app asks for it.
fn pack(file: &PackFile) -> Value {
    unchecked(&file.file, &file.bytes)
}

/// Pairs of a language and its first words.
fn first_words(first: &First) -> Value {
    let files = |all: &[PackFile]| all.iter().map(pack).collect::<Vec<_>>();
    first.words.iter().map(|(lang, all)| json!([lang, files(all)])).collect()
}

/// What the element says by itself, as pairs of a language and its words, the original first: the texts `element.<name>`.
fn words(book: &Book) -> Outcome<Value> {
    let mut all = Vec::new();
    for (code, _) in book.languages() {
        let texts = book.texts(code);
        let word = |name: &str| {
            let id = format!("element.{name}");
            let text = texts
                .get(&id)
                .ok_or_else(|| format!("texts/{code} do not say {id}, which madoguchi.js needs"))?;
            Ok((name.to_owned(), text.into()))
        };
        let words: Map<String, Value> = SAID.into_iter().map(word).collect::<Outcome<_>>()?;
        all.push(json!([code, words]));
    }
    Ok(all.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_what_is_run_without_what_is_read() {
        let js = "// Why.\n\nconst a = `//${b}`; // here\n  go();\n";
        assert_eq!(without_comments(js), Ok("const a = `//${b}`; // here\ngo();\n".into()));
        assert!(without_comments("const a = `\n  b`;").is_err());
        assert!(without_comments(&source("widget/element.js").unwrap()).is_ok());
    }

    #[test]
    fn the_element_speaks_every_language_with_every_word_it_asks_for() {
        let book = book().unwrap();
        let words = words(&book).unwrap();
        let element = source("widget/element.js").unwrap();
        let (words, languages) = (words.as_array().unwrap(), book.languages());
        let spoken: Vec<&str> = words.iter().map(|it| it[0].as_str().unwrap()).collect();
        assert!(!spoken.is_empty() && spoken.iter().eq(languages.iter().map(|(code, _)| code)));
        for name in SAID {
            let asked = [format!("words.{name}"), format!("#say(\"{name}\""), format!("#sorry(\"{name}\"")];
            assert!(asked.iter().any(|it| element.contains(it)), "element.js does not say {name}");
            let said = words.iter().map(|it| it[1][name].as_str().unwrap());
            said.for_each(|text| assert!(!text.is_empty(), "{name}"));
        }
    }
}
