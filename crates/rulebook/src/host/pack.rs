//! Makes the packs that travel: what is in which, what they are called, and the edition over all.

use super::book::Book;
use super::{lists, official, words};
use crate::loaded::{CHARACTERS, GUIDES, POSTAL, SOURCES};
use crate::{Core, Edition, Loaded, Pack, PackName};
use borsh::BorshSerialize;
use sha2::{Digest, Sha256};

/// One pack as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its name.
    pub name: PackName,
    /// Its language, for texts.
    pub lang: Option<String>,
    /// Name of the file: `<name>.<hash>.bin`.
    pub file: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Book {
    /// Every pack, the core first. The same folder always gives the same bytes.
    pub fn packs(&self) -> Vec<PackFile> {
        let (core, mut packs) = self.packed();
        packs.insert(0, file("core", None, bytes_of(&Pack::Core(Box::new(core)))));
        packs
    }

    /// The fingerprint of the whole rulebook.
    pub fn edition(&self) -> Edition {
        self.packed().0.edition
    }

    /// Everything, as if every pack had arrived.
    pub fn loaded(&self) -> Loaded {
        let mut loaded = Loaded::new(self.packed().0);
        self.made
            .parts
            .iter()
            .for_each(|part| loaded.add(Pack::Part(Box::new((part.clone(), Vec::new())))));
        self.made
            .documents
            .iter()
            .for_each(|set| loaded.add(Pack::Documents(Box::new(set.clone()))));
        loaded.add(Pack::Codes(self.codes.clone()));
        let reached = official::reached(self);
        let packs = official::packs(self).into_iter().filter(|(name, _)| reached.contains(name));
        packs.for_each(|(_, pack)| loaded.add(pack));
        loaded.add(Pack::Characters(Box::new(self.characters.clone())));
        loaded.add(Pack::Sources(self.core.sources.clone()));
        loaded.add(Pack::Guides(self.guides.clone()));
        loaded.add(Pack::Postal(Box::new(self.postal.codes())));
        loaded
    }

    /// The same with the menu and the sheets of every tool, whether a variant names one of its codes or not.
    pub fn loaded_with_all_tools(&self) -> Loaded {
        let mut loaded = self.loaded();
        official::packs(self).into_iter().for_each(|(_, pack)| loaded.add(pack));
        loaded
    }

    /// The core, complete, and all other packs.
    fn packed(&self) -> (Core, Vec<PackFile>) {
        let lists = lists::sort(self);
        let mut packs = Vec::new();
        for (part, lists) in self.made.parts.iter().zip(lists.parts) {
            packs.push(file(part.id.as_str(), None, bytes_of(&Pack::Part(Box::new((part.clone(), lists))))));
        }
        for set in &self.made.documents {
            packs.push(file(set.id.as_str(), None, bytes_of(&Pack::Documents(Box::new(set.clone())))));
        }
        for (name, lists) in lists.apart {
            packs.push(file(&name, None, bytes_of(&Pack::Codes(lists.into_iter().cloned().collect()))));
        }
        let reached = official::reached(self);
        for (name, pack) in official::packs(self).into_iter().filter(|(name, _)| reached.contains(name)) {
            packs.push(file(name.as_str(), None, bytes_of(&pack)));
        }
        if !self.characters.tables.is_empty() {
            packs.push(file(
                CHARACTERS,
                None,
                bytes_of(&Pack::Characters(Box::new(self.characters.clone()))),
            ));
        }
        if !self.guides.is_empty() {
            packs.push(file(GUIDES, None, bytes_of(&Pack::Guides(self.guides.clone()))));
        }
        if !self.postal.is_empty() {
            packs.push(file(POSTAL, None, bytes_of(&Pack::Postal(Box::new(self.postal.codes())))));
        }
        for (lang, name, texts) in words::sort(self) {
            packs.push(file(&format!("text.{lang}.{name}"), Some(lang), bytes_of(&texts)));
        }
        packs.push(file(SOURCES, None, bytes_of(&Pack::Sources(self.core.sources.clone()))));
        packs.sort_by(|a, b| a.name.cmp(&b.name));
        let mut core = Core {
            edition: Edition::default(),
            packs: packs.iter().map(|pack| (pack.name.clone(), short_hash(&[&pack.bytes]))).collect(),
            codes: lists.core,
            read: self.core.sources.iter().map(|source| source.read).max(),
            sources: Vec::new(),
            procedures: self.made.procedures.clone(),
            ..self.core.clone()
        };
        let unsigned = bytes_of(&core);
        let all: Vec<&[u8]> = packs
            .iter()
            .map(|pack| pack.bytes.as_slice())
            .chain([unsigned.as_slice()])
            .collect();
        core.edition = Edition(short_hash(&all));
        (core, packs)
    }
}

fn file(name: &str, lang: Option<String>, bytes: Vec<u8>) -> PackFile {
    PackFile {
        name: PackName::new(name),
        lang,
        file: format!("{name}.{}.bin", short_hash(&[&bytes])),
        bytes,
    }
}

/// The first 16 digits of the SHA-256 over all of them.
fn short_hash(all: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    all.iter().for_each(|bytes| hash.update(bytes));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of(what: &impl BorshSerialize) -> Vec<u8> {
    borsh::to_vec(what).expect("the rulebook's numbers are finite")
}
