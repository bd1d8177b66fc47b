//! The rulebook as the tests need it: what a field is, what it is called, what its choices are called.

use crate::contract;
use engine::assess;
use engine::cases::{CaseFile, Scenarios};
use rulebook::{Code, Field, FieldKind, Loaded};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

/// The rulebook with the words of one language.
pub struct Book {
    book: rulebook::host::Book,
    /// The language.
    pub lang: String,
    words: BTreeMap<String, String>,
    /// The road of the person that was taken last: its questions may differ from those of others.
    road: Mutex<Vec<Field>>,
    loaded: OnceLock<Loaded>,
}

impl Book {
    /// Reads the rulebook of this repository.
    pub fn read(lang: &str) -> Book {
        let book = match rulebook::host::load(&contract::root().join("rulebook")) {
            Ok(book) => book,
            Err(problems) => panic!("the rulebook cannot be read: {problems:?}"),
        };
        let words = book
            .texts(lang)
            .0
            .into_iter()
            .map(|(id, text)| (id.as_str().to_owned(), text))
            .collect();
        Book {
            book,
            lang: lang.into(),
            words,
            road: Mutex::default(),
            loaded: OnceLock::new(),
        }
    }

    /// The whole of it, as the engine takes it.
    pub fn loaded(&self) -> Loaded {
        self.loaded.get_or_init(|| self.book.loaded()).clone()
    }

    /// A worked person: `extension/minimal_engineer`.
    pub fn case(&self, name: &str) -> CaseFile {
        let path = contract::root().join("rulebook/cases").join(format!("{name}.toml"));
        let case = CaseFile::open(&path).unwrap_or_else(|why| panic!("{name}: {why}"));
        let loaded = self.loaded();
        let seen = assess(&loaded, &case.judged(&loaded), case.today);
        let parts = seen.parts.iter().filter_map(|id| loaded.part(id));
        *self.road.lock().expect("nobody fails while he holds it") = parts.flat_map(|part| part.fields()).cloned().collect();
        case
    }

    /// Somebody who only asks: the one of `rulebook/scenarios` with this title, or the only one with this in it.
    pub fn scenario(&self, piece: &str) -> CaseFile {
        let texts = self
            .book
            .scenarios()
            .into_iter()
            .map(|path| std::fs::read_to_string(path).expect("scenarios"));
        let all = texts.flat_map(|text| Scenarios::read(&text).expect("scenarios").cases);
        let mut fitting: Vec<_> = all.filter(|case| case.title.contains(piece)).collect();
        let exact = fitting.iter().position(|case| case.title == piece);
        assert!(exact.is_some() || fitting.len() == 1, "{} are called `{piece}`", fitting.len());
        fitting.swap_remove(exact.unwrap_or_default()).into()
    }

    /// A worked person who answers some questions otherwise.
    pub fn case_but(&self, name: &str, answers: &[(&str, &str)]) -> CaseFile {
        let mut case = self.case(name);
        for (field, answer) in answers {
            case.answers.insert((*field).into(), (*answer).into());
        }
        case
    }

    /// The names of all worked people, in order.
    pub fn cases(&self) -> Vec<String> {
        let folder = contract::root().join("rulebook/cases");
        let read = |folder: &Path| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
        };
        let files = read(&folder)
            .into_iter()
            .filter(|path| path.is_dir())
            .flat_map(|inner| read(&inner));
        let name = |path: PathBuf| Some(path.strip_prefix(&folder).ok()?.with_extension("").to_str()?.to_owned());
        let mut names: Vec<_> = files
            .filter(|path| path.extension().is_some_and(|it| it == "toml"))
            .filter_map(name)
            .collect();
        names.sort();
        names
    }

    /// The text with this id.
    pub fn text(&self, id: &str) -> &str {
        self.words.get(id).unwrap_or_else(|| panic!("no text `{id}` in {}", self.lang))
    }

    /// The beginning of a text, up to the first place that is filled in.
    pub fn start_of(&self, id: &str) -> &str {
        self.text(id).split('{').next().unwrap_or_default()
    }

    /// What kind of answer a field takes.
    pub fn kind(&self, field: &str) -> FieldKind {
        self.field(field).kind
    }

    /// What a field is called on its page.
    pub fn asks(&self, field: &str) -> &str {
        self.text(self.field(field).words())
    }

    /// The field as it is on the road of the person that was taken last; before anybody was, as it is written.
    fn field(&self, field: &str) -> Field {
        let road = self.road.lock().expect("nobody fails while he holds it");
        let here = road.iter().find(|it| it.id.as_str() == field).cloned();
        let written = || self.book.fields().into_iter().find(|it| it.field.id.as_str() == field);
        here.or_else(|| written().map(|at| at.field.clone()))
            .unwrap_or_else(|| panic!("no field `{field}`"))
    }

    /// What an item of a list is called on the page. A list may be one of many, named after the answer on which it depends.
    pub fn choice(&self, list: &str, id: &str) -> String {
        let fits = |name: &str| name == list || name.strip_prefix(list).is_some_and(|rest| rest.starts_with('_'));
        let mut lists = self.book.codes.iter().filter(|it| fits(it.id.as_str()));
        let item: Option<&Code> = lists.find_map(|it| it.get(id));
        let item = item.unwrap_or_else(|| panic!("no `{id}` in the list `{list}`"));
        item.name(self.book.core.language_at(&self.lang)).to_owned()
    }

    /// What a card or a button of a short list says: a text of its id where there is one.
    pub fn choice_in_sight(&self, list: &str, id: &str) -> String {
        self.words.get(id).cloned().unwrap_or_else(|| self.choice(list, id))
    }
}
