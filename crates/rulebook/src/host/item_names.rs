//! The names of items of lists, which rest in the folders of the languages (`texts/<language>/codes/<file>.toml`), and how they come to them.

use super::book::Book;
use crate::{Code, CodesId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One file of names.
#[derive(Clone, Debug)]
pub struct NamesFile {
    /// The language.
    pub lang: String,
    /// The name of the file without its ending.
    pub name: String,
    /// List by list, what its items are called.
    pub lists: BTreeMap<CodesId, BTreeMap<String, Named>>,
}

impl NamesFile {
    /// The file, from the folder of the rulebook.
    pub fn file(&self) -> String {
        format!("texts/{}/codes/{}.toml", self.lang, self.name)
    }

    fn named(&self, list: &CodesId, item: &str) -> Option<&Named> {
        self.lists.get(list)?.get(item)
    }
}

/// What one item is called in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Named {
    /// Its name; empty where only words for searching are given.
    pub name: String,
    /// Other words of the language under which a person may look for it.
    pub also: String,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a name, or { name = .., also = .. }; ids of lists and items stand in quotes"
)]
enum Written {
    Name(String),
    More(More),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    #[serde(default)]
    name: String,
    #[serde(default)]
    also: String,
}

impl From<Written> for Named {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(name) => Named { name, also: String::new() },
            Written::More(More { name, also }) => Named { name, also },
        }
    }
}

/// Gives every item its names, in the order of the languages.
pub(super) fn give(book: &mut Book) {
    let languages: Vec<(&str, Vec<&NamesFile>)> = book
        .core
        .languages
        .iter()
        .map(|(code, _)| (code.as_str(), book.names.iter().filter(|file| file.lang == *code).collect()))
        .collect();
    for list in &mut book.codes {
        for item in &mut list.items {
            let said = languages.iter().map(|(code, files)| {
                let named = files.iter().find_map(|file| file.named(&list.id, &item.id));
                (*code, named.cloned().unwrap_or_default())
            });
            let said: Vec<(&str, Named)> = said.collect();
            call(item, &said, &book.labelled);
        }
    }
}

/// `labelled` are the languages of which the agency's labels are made.
fn call(item: &mut Code, said: &[(&str, Named)], labelled: &[String]) {
    item.names = said.iter().map(|(_, named)| named.name.clone()).collect();
    while item.names.last().is_some_and(String::is_empty) {
        item.names.pop();
    }
    for also in said.iter().map(|(_, named)| &named.also).filter(|also| !also.is_empty()) {
        if !item.also.is_empty() {
            item.also.push(' ');
        }
        item.also.push_str(also);
    }
    let halves = labelled
        .iter()
        .filter_map(|lang| said.iter().find(|(code, _)| code == lang))
        .map(|(_, named)| named.name.as_str())
        .filter(|name| !name.is_empty());
    let whole = halves.collect::<Vec<_>>().join(" ");
    // It travels where it cannot be made of the first two names again.
    if item.label.is_none() && !whole.is_empty() && whole != item.label() {
        item.label = Some(whole);
    }
}

#[cfg(test)]
mod tests {
    use crate::host::load::from_files;
    use crate::{Code, host::Problem};

    const CODES: &str =
        "list = [{ id = \"codes.a\", source = \"src.a\", item = [{ id = \"x.1\", also = \"XXX\" }, { id = \"2\", label = \"2 two\" }] }]";
    const ONE: &str = "language = [\n{ code = \"a\", name = \"A\", label = true },\n";

    fn items(languages: &str, texts: &[(&str, &str)]) -> Result<Vec<Code>, Vec<Problem>> {
        let files = [("codes/a.toml", CODES), ("languages.toml", languages)].into_iter();
        let files = files
            .chain(texts.iter().copied())
            .map(|(file, text)| (file.to_owned(), text.to_owned()));
        Ok(from_files(&files.collect())?.codes.remove(0).items)
    }

    #[test]
    fn an_item_has_the_names_of_every_language() {
        let languages = format!("{ONE}{{ code = \"b\", name = \"B\" }},\n{{ code = \"c\", name = \"C\", label = true }}]");
        let texts = [
            (
                "texts/a/codes/a.toml",
                "[\"codes.a\"]\n\"x.1\" = { name = \"one\", also = \"first\" }\n\"2\" = \"two\"",
            ),
            ("texts/b/codes/a.toml", "[\"codes.a\"]\n\"x.1\" = { also = \"eins\" }"),
            ("texts/c/codes/other.toml", "[\"codes.a\"]\n\"x.1\" = \"un\""),
        ];
        let items = items(&languages, &texts).unwrap();
        assert_eq!(
            (items[0].names.join("|"), items[0].also.as_str()),
            ("one||un".into(), "XXX first eins")
        );
        assert_eq!((items[1].names.join("|"), items[1].label()), ("two".into(), "2 two".into()));
        assert_eq!(items[0].label(), "one un", "made of the languages that say so, wherever they stand");
    }

    #[test]
    fn a_language_more_changes_no_label() {
        let texts = [
            ("texts/a/codes/a.toml", "[\"codes.a\"]\n\"x.1\" = \"one\""),
            ("texts/b/codes/a.toml", "[\"codes.a\"]\n\"x.1\" = \"eins\""),
        ];
        for more in ["]", "{ code = \"b\", name = \"B\" }]"] {
            assert_eq!(items(&format!("{ONE}{more}"), &texts).unwrap()[0].label(), "one");
        }
        let both = format!("{ONE}{{ code = \"b\", name = \"B\", label = true }}]");
        let item = items(&both, &texts).unwrap().remove(0);
        assert_eq!(
            (item.label.as_deref(), item.label()),
            (None, "one eins".into()),
            "it does not travel twice"
        );
    }

    #[test]
    fn what_is_no_name_is_told() {
        let texts = [("texts/a/codes/a.toml", "[codes.a]\n1 = \"one\"")];
        let wrong = items(&format!("{ONE}]"), &texts).unwrap_err();
        assert!(wrong[0].say.contains("in quotes"), "{wrong:?}");
    }
}
