//! The whole rulebook as it stands in the folder, with what is to be looked up in it.

use super::folded::{Common, Grid, OurLists};
use super::specialise::Specialised;
use super::{NamesFile, Postal, Problem, official};
use crate::{
    CharTables, Class, CodeList, Core, DocumentSet, Fee, Field, Group, Guide, Part, Procedure, Rule, Sheet, Step, TextId, Texts, Tool,
    Variant,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that the folder holds.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The folder.
    pub root: PathBuf,
    /// What comes first. `packs`, `codes` and `edition` are filled when it is packed.
    pub core: Core,
    /// The parts of the form, without the questions before it.
    pub parts: Vec<Part>,
    /// The sets of documents.
    pub documents: Vec<DocumentSet>,
    /// The classes of the ordinance that documents serve.
    pub classes: Vec<Class>,
    /// The guidance.
    pub guides: Vec<Guide>,
    /// The postal codes.
    pub postal: Postal,
    /// Every list of codes.
    pub codes: Vec<CodeList>,
    /// The agency's tools.
    pub tools: Vec<Tool>,
    /// Their sheets, every column of every tool written out.
    pub sheets: Vec<Sheet>,
    /// The same as they rest: the columns of all tools together.
    pub(super) grids: Vec<Grid>,
    /// What all sheets share.
    pub(super) common: Common,
    /// Which of our lists are which of the agency's.
    pub(super) ours: OurLists,
    /// The tables of characters.
    pub characters: CharTables,
    /// The files of texts.
    pub texts: Vec<TextFile>,
    /// The files of names, as they rest; the items of `codes` have them too.
    pub names: Vec<NamesFile>,
    /// The languages of which the agency's labels are made, in their order.
    pub labelled: Vec<String>,
    /// The worked people.
    pub cases: Vec<CaseFile>,
    /// The files of those who only ask, before any form.
    pub scenarios: Vec<CaseFile>,
    /// What all roads consist of.
    pub made: Specialised,
    /// In which files an id stands; more than one is one too many.
    pub(super) files: BTreeMap<String, Vec<String>>,
}

/// One file of texts.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The language.
    pub lang: String,
    /// The name of the file without its ending.
    pub name: String,
    /// Its words.
    pub texts: Texts,
}

impl TextFile {
    /// The file, from the folder of the rulebook.
    pub fn file(&self) -> String {
        format!("texts/{}/{}.toml", self.lang, self.name)
    }
}

/// One worked person.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The file, from the folder of the rulebook.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

/// What a fee is called where something is wrong with it: it has no id of its own.
pub(super) fn name_of_fee(fee: &Fee) -> String {
    let procedures: Vec<_> = fee.procedures.iter().map(ToString::to_string).collect();
    format!("fee of {}", procedures.join(", "))
}

/// A sheet as parts name it: `extension/main`.
pub(super) fn name_of_sheet(tool: &str, sheet: &str) -> String {
    format!("{tool}/{sheet}")
}

/// A field and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct FieldAt<'a> {
    /// The part.
    pub part: &'a Part,
    /// The page.
    pub step: &'a Step,
    /// The group, if it is in one.
    pub group: Option<&'a Group>,
    /// The field.
    pub field: &'a Field,
    /// The how-manieth field of the part it is.
    pub order: usize,
}

impl Book {
    /// The languages, the original first, with their own names.
    pub fn languages(&self) -> &[(String, String)] {
        &self.core.languages
    }

    /// All words of a language.
    pub fn texts(&self, lang: &str) -> Texts {
        let files = self.texts.iter().filter(|file| file.lang == lang);
        Texts(files.flat_map(|file| file.texts.0.clone()).collect::<BTreeMap<TextId, String>>())
    }

    /// The files of the worked people.
    pub fn cases(&self) -> Vec<PathBuf> {
        self.cases.iter().map(|case| self.root.join(&case.file)).collect()
    }

    /// The files of those who only ask.
    pub fn scenarios(&self) -> Vec<PathBuf> {
        self.scenarios.iter().map(|case| self.root.join(&case.file)).collect()
    }

    /// The file in which an id stands first; the folder itself for an unknown one.
    pub fn file_of(&self, id: &str) -> &str {
        self.files
            .get(id)
            .and_then(|files| files.first())
            .map_or("rulebook", String::as_str)
    }

    /// The questions before the form, and every part of the form.
    pub fn all_parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.core.start).chain(&self.parts)
    }

    /// Every rule of the parts and of the document sets.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        let of_parts = self.all_parts().flat_map(|part| &part.rules);
        of_parts.chain(self.documents.iter().flat_map(|set| &set.rules))
    }

    /// Every field, in the order of its part.
    pub fn fields(&self) -> Vec<FieldAt<'_>> {
        self.all_parts().flat_map(fields_of).collect()
    }

    /// Every variant, with its procedure.
    pub fn variants(&self) -> impl Iterator<Item = (&Procedure, &Variant)> {
        self.core.variants()
    }

    /// A problem at an id.
    pub(super) fn problem(&self, lint: &'static str, id: &str, say: impl Into<String>) -> Problem {
        Problem {
            file: self.file_of(id).to_owned(),
            at: id.to_owned(),
            lint,
            say: say.into(),
        }
    }

    /// The sheet of a tool.
    pub fn sheet(&self, tool: &str, sheet: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|it| it.tool == tool && it.sheet == sheet)
    }

    /// Whether a sheet may be in play for a code that a variant names.
    pub(super) fn plays(&self, sheet: &Sheet) -> bool {
        let mut entries = self
            .variants()
            .filter(|(_, variant)| variant.tool == sheet.tool)
            .filter_map(|(_, variant)| official::entry(self, &variant.tool, &variant.code));
        entries.any(|entry| entry.in_play.contains(&sheet.sheet))
    }

    /// The tool with this name.
    pub fn tool(&self, name: &str) -> Option<&Tool> {
        self.tools.iter().find(|it| it.name == name)
    }
}

/// The fields of one part.
pub fn fields_of(part: &Part) -> Vec<FieldAt<'_>> {
    let places = part.places().enumerate();
    places
        .map(|(order, (step, group, field))| FieldAt {
            part,
            step,
            group,
            field,
            order,
        })
        .collect()
}
