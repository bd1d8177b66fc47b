//! Reads the folder of the rulebook: which file holds what.

use super::book::{Book, CaseFile, TextFile, fields_of, name_of_fee, name_of_sheet};
use super::folded::{self, Family, SheetFile};
use super::read::read;
use super::{NamesFile, Problem, item_names, resolve};
use crate::{
    Act, Applicant, Calendar, CharTables, Class, CodeList, DateRule, Fee, Guide, Item, Numbering, Rename, Source, Status, TextId, Texts,
    Value,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the folder and fills in what it leaves out.
pub fn load(root: &Path) -> Result<Book, Vec<Problem>> {
    let mut files = BTreeMap::new();
    if let Err(why) = collect(root, "", &mut files) {
        let file = root.display().to_string();
        return Err(vec![problem(&file, format!("cannot be read: {why}"))]);
    }
    let mut book = from_files(&files)?;
    book.root = root.to_owned();
    Ok(book)
}

/// The same from texts: file name -> what stands in it.
pub(super) fn from_files(files: &BTreeMap<String, String>) -> Result<Book, Vec<Problem>> {
    let mut book = Book::default();
    let problems: Vec<_> = files.iter().filter_map(|(file, text)| take(&mut book, file, text).err()).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    item_names::give(&mut book);
    book.sheets = folded::sheets(&book.common, &book.ours, &book.grids)
        .map_err(|(sheet, why)| vec![problem(&format!("official/{sheet}.toml"), why)])?;
    resolve::resolve(&mut book);
    Ok(book)
}

fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let path = if name.is_empty() { own } else { format!("{name}/{own}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if path.ends_with(".toml") {
            files.insert(path, std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

fn problem(file: &str, say: String) -> Problem {
    Problem {
        file: file.to_owned(),
        at: "line 1".into(),
        lint: "toml",
        say,
    }
}

/// A file that is a list of things of one kind.
macro_rules! many {
    ($file:expr, $text:expr, $key:literal, $type:ty) => {{
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Many {
            #[serde(rename = $key, default)]
            all: Vec<$type>,
        }
        read::<Many>($file, $text)?.all
    }};
}

/// A file of lists.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(rename = "list", default)]
    lists: Vec<CodeList>,
    #[serde(rename = "family", default)]
    families: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    code: String,
    name: String,
    /// Whether the agency's labels say a thing in it too.
    #[serde(default)]
    label: bool,
}

fn take(book: &mut Book, file: &str, text: &str) -> Result<(), Problem> {
    let path: Vec<&str> = file.trim_end_matches(".toml").split('/').collect();
    let mut ids: Vec<String> = Vec::new();
    match *path.as_slice() {
        ["sources"] => book.core.sources = many!(file, text, "source", Source),
        ["values"] => book.core.values = many!(file, text, "value", Value),
        ["applicants"] => book.core.applicants = many!(file, text, "applicant", Applicant),
        ["statuses"] => book.core.statuses = many!(file, text, "status", Status),
        ["dates"] => book.core.dates = many!(file, text, "date", DateRule),
        ["acts"] => book.core.acts = many!(file, text, "act", Act),
        ["holidays"] => book.core.closed = read(file, text)?,
        ["fees"] => book.core.fees = many!(file, text, "fee", Fee),
        ["classes"] => book.classes = many!(file, text, "class", Class),
        ["guides"] => book.guides = many!(file, text, "guide", Guide),
        ["renames"] => book.core.renames = many!(file, text, "rename", Rename),
        ["languages"] => {
            let all = many!(file, text, "language", Language);
            book.labelled = all.iter().filter(|it| it.label).map(|it| it.code.clone()).collect();
            book.core.languages = all.into_iter().map(|it| (it.code, it.name)).collect();
        }
        ["procedures", _] => book.core.procedures.push(read(file, text)?),
        ["forms", "start"] => book.core.start = read(file, text)?,
        ["forms", _] => book.parts.push(read(file, text)?),
        ["documents", _] => book.documents.push(read(file, text)?),
        ["codes", _] => {
            let mut read: Lists = read(file, text)?;
            ids.extend(read.lists.iter().map(|it| it.id.to_string()));
            read.lists.iter_mut().for_each(|list| book.ours.add(list));
            read.families.into_iter().for_each(|family| book.ours.add_family(family));
            book.codes.extend(read.lists);
        }
        ["postal"] => book.postal = read(file, text)?,
        ["calendars"] => book.core.calendars = many!(file, text, "calendar", Calendar),
        ["numbers"] => book.core.numbers = many!(file, text, "number", Numbering),
        ["characters", _] => {
            let read: CharTables = read(file, text)?;
            ids.extend(read.tables.iter().map(|it| it.id.to_string()));
            book.characters.marks.extend(read.marks);
            book.characters.tables.extend(read.tables);
        }
        ["official", "tools", _] => book.tools.push(read(file, text)?),
        ["official", "common"] => book.common = read(file, text)?,
        ["official", _] => {
            let read: SheetFile = read(file, text)?;
            book.grids.push(folded::expand(&read).map_err(|why| problem(file, why))?);
        }
        ["texts", lang, name] => book.texts.push(TextFile {
            lang: lang.to_owned(),
            name: name.to_owned(),
            texts: texts(file, text)?,
        }),
        ["texts", lang, "codes", name] => book.names.push(NamesFile {
            lang: lang.to_owned(),
            name: name.to_owned(),
            lists: read(file, text)?,
        }),
        ["scenarios", _] => book.scenarios.push(CaseFile {
            file: file.to_owned(),
            text: text.to_owned(),
        }),
        ["cases", ..] => book.cases.push(CaseFile {
            file: file.to_owned(),
            text: text.to_owned(),
        }),
        _ => {
            return Err(problem(
                file,
                "the rulebook has no place for this file: see docs/rulebook.md".into(),
            ));
        }
    }
    ids.extend(ids_in(book, &path));
    for id in ids {
        book.files.entry(id).or_default().push(file.to_owned());
    }
    Ok(())
}

fn texts(file: &str, text: &str) -> Result<Texts, Problem> {
    let mut found = BTreeMap::new();
    flatten("", read::<toml::Table>(file, text)?, &mut found).map_err(|id| problem(file, format!("`{id}` is not a text")))?;
    Ok(Texts(found))
}

fn flatten(before: &str, table: toml::Table, found: &mut BTreeMap<TextId, String>) -> Result<(), String> {
    for (key, value) in table {
        let id = if before.is_empty() { key } else { format!("{before}.{key}") };
        match value {
            toml::Value::String(text) => {
                if found.insert(TextId::new(&*id), text).is_some() {
                    return Err(format!("{id}, which stands there twice,"));
                }
            }
            toml::Value::Table(inner) => flatten(&id, inner, found)?,
            _ => return Err(id),
        }
    }
    Ok(())
}

/// The ids of what was read last, to know in which file they stand.
fn ids_in(book: &Book, path: &[&str]) -> Vec<String> {
    fn all<T>(of: &[T], id: impl Fn(&T) -> &str) -> Vec<String> {
        of.iter().map(|it| id(it).to_owned()).collect()
    }
    let core = &book.core;
    match *path {
        ["sources"] => all(&core.sources, |it| it.id.as_str()),
        ["values"] => all(&core.values, |it| it.id.as_str()),
        ["applicants"] => all(&core.applicants, |it| it.id.as_str()),
        ["statuses"] => all(&core.statuses, |it| it.id.as_str()),
        ["dates"] => all(&core.dates, |it| it.id.as_str()),
        ["calendars"] => all(&core.calendars, |it| it.id.as_str()),
        ["acts"] => all(&core.acts, |it| it.id.as_str()),
        ["fees"] => {
            let stages = core.fees.iter().flat_map(|fee| fee.since.stages());
            let bands = stages.filter_map(|stage| stage.is.as_ref()).flatten().map(|band| band.name.clone());
            let bands: std::collections::BTreeSet<String> = bands.collect();
            core.fees.iter().map(name_of_fee).chain(bands).collect()
        }
        ["classes"] => all(&book.classes, |it| it.id.as_str()),
        ["guides"] => all(&book.guides, |it| it.id.as_str()),
        ["official", "tools", _] => book.tools.last().map(|it| it.name.clone()).into_iter().collect(),
        ["official", "common"] => Vec::new(),
        ["official", _] => {
            let Some(grid) = book.grids.last() else { return Vec::new() };
            grid.tools.iter().map(|tool| name_of_sheet(tool, &grid.sheet)).collect()
        }
        ["renames"] => all(&core.renames, |it| &it.old),
        ["procedures", _] => core.procedures.last().map(|it| it.id.to_string()).into_iter().collect(),
        ["forms", name] => {
            let part = if name == "start" { Some(&core.start) } else { book.parts.last() };
            part.map(ids_of_part).unwrap_or_default()
        }
        ["documents", _] => {
            let Some(set) = book.documents.last() else { return Vec::new() };
            let mut ids = vec![set.id.to_string()];
            ids.extend(all(&set.one_of, |it| it.id.as_str()));
            ids.extend(all(&set.documents, |it| it.id.as_str()));
            ids.extend(all(&set.rules, |it| it.id.as_str()));
            ids
        }
        _ => Vec::new(),
    }
}

fn ids_of_part(part: &crate::Part) -> Vec<String> {
    let mut ids = vec![part.id.to_string()];
    ids.extend(part.rules.iter().map(|it| it.id.to_string()));
    ids.extend(fields_of(part).iter().map(|it| it.field.id.to_string()));
    for step in &part.steps {
        ids.push(step.id.to_string());
        ids.extend(step.items.iter().filter_map(|item| match item {
            Item::Group(group) => Some(group.id.to_string()),
            _ => None,
        }));
    }
    ids
}
