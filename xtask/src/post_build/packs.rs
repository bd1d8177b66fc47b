//! The rulebook, packed into `packs/`.

use super::Site;
use crate::rulebook::book;
use crate::run::Outcome;
use ::rulebook::host::{Book, PackFile};
use ::rulebook::{FIRST_WORDS, PackName};

/// The packs without which there is no first question.
pub struct First {
    /// It lists the others.
    pub core: PackFile,
    /// Those of each language, the original first.
    pub words: Vec<(String, Vec<PackFile>)>,
}

/// Writes every pack and returns those that come first.
pub fn write(site: &Site) -> Outcome<First> {
    let book = book()?;
    let packs = book.packs();
    for pack in &packs {
        site.write(&format!("packs/{}", pack.file), &pack.bytes)?;
    }
    first(&book, packs)
}

fn first(book: &Book, packs: Vec<PackFile>) -> Outcome<First> {
    let named = |name: String| {
        let name = PackName::new(name);
        let pack = packs.iter().find(|pack| pack.name == name).cloned();
        pack.ok_or_else(|| format!("the rulebook gives no pack {name}, without which no desk opens"))
    };
    let words = |lang: &str| {
        let files = FIRST_WORDS.iter().map(|name| named(format!("text.{lang}.{name}")));
        files.collect::<Outcome<Vec<_>>>()
    };
    let languages = book.languages().iter();
    let words = languages.map(|(lang, _)| Ok((lang.clone(), words(lang)?)));
    let words = words.collect::<Outcome<_>>()?;
    let core = packs.first().cloned().ok_or("the rulebook gives no packs, not even its core")?;
    Ok(First { core, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_are_named_in_every_language() {
        let book = book().unwrap();
        let first = first(&book, book.packs()).unwrap();
        assert_eq!(first.core.name, PackName::new("core"));
        assert_eq!(first.words.len(), book.languages().len());
        for (lang, files) in &first.words {
            let names: Vec<_> = files.iter().map(|it| it.name.to_string()).collect();
            assert_eq!(names, FIRST_WORDS.map(|name| format!("text.{lang}.{name}")));
        }
    }
}
