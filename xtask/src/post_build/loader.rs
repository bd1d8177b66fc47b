//! `madoguchi.js`: `widget/element.js` with the names of this build filled in, and with the few words that it says before any pack
//! has arrived, or when none does.

use super::app::App;
use super::names::integrity;
use super::{Site, source};
use crate::rulebook::book;
use crate::run::Outcome;
use ::rulebook::host::Book;
use serde_json::{Map, Value, json};

/// The texts that the element says by itself.
const SAID: [&str; 5] = ["opening", "failed", "again", "elsewhere", "official"];

pub const NAME: &str = "madoguchi.js";

pub fn write(site: &Site, app: &App, css: &str, core: &str) -> Outcome {
    let text = filled(
        &source("widget/element.js")?,
        &[
            ("__APP_JS__", app.js.clone().into()),
            ("__APP_WASM__", app.wasm.clone().into()),
            ("__APP_WASM_INTEGRITY__", integrity(&site.read(&app.wasm)?).into()),
            ("__CSS__", css.into()),
            ("__CSS_INTEGRITY__", integrity(&site.read(css)?).into()),
            ("__CORE_PACK__", core.into()),
            ("__WORDS__", words(&book()?)?),
        ],
    )?;
    site.write(NAME, text.as_bytes())
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

/// Each blank must occur, and none may be left. A blank stands for a whole value.
fn filled(template: &str, blanks: &[(&str, Value)]) -> Outcome<String> {
    let mut text = template.to_owned();
    for (blank, value) in blanks {
        let quoted = format!("\"{blank}\"");
        if !text.contains(&quoted) {
            return Err(format!(
                "widget/element.js does not hold {quoted} any more; post_build/loader.rs fills it in"
            ));
        }
        text = text.replace(&quoted, &value.to_string());
    }
    match text.split("\"__").nth(1) {
        None => Ok(text),
        Some(rest) => Err(format!(
            "widget/element.js has a blank that nobody fills in: __{}",
            rest.split('"').next().unwrap_or_default()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_is_filled_and_every_value_used() {
        let blanks = [("__A__", "x.js".into())];
        assert_eq!(filled("at(\"__A__\")", &blanks), Ok("at(\"x.js\")".into()));
        assert!(filled("at(\"__A__\", \"__B__\")", &blanks).is_err());
        assert!(filled("at()", &blanks).is_err());
        let object = [("__A__", json!({ "ja": { "b": "\"" } }))];
        assert_eq!(filled("at(\"__A__\")", &object), Ok(r#"at({"ja":{"b":"\""}})"#.into()));
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
            let asked = [format!("words.{name}"), format!("#say(\"{name}\")")];
            assert!(asked.iter().any(|it| element.contains(it)), "element.js does not say {name}");
            let said = words.iter().map(|it| it[1][name].as_str().unwrap());
            said.for_each(|text| assert!(!text.is_empty(), "{name}"));
        }
    }
}
