//! `rulebook coverage`: which forms are here, road by road, and what is not. It stands in `docs/coverage.md`.

use crate::place;
use crate::run::Outcome;
use crate::words::Words;
use engine::assess;
use engine::cases::CaseFile;
use rulebook::host::Book;
use rulebook::{Condition, Grade, Procedure, Status, Variant};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

/// Words of the table.
const LANGUAGE: &str = "en";

/// Where it stands.
pub fn file() -> PathBuf {
    place::root().join("docs/coverage.md")
}

/// The whole document.
pub fn report(book: &Book) -> Outcome<String> {
    let words = Words::of(book, LANGUAGE);
    let people = people(book)?;
    let built: BTreeSet<&str> = book
        .made
        .variants()
        .map(|(_, variant)| variant.code.as_str())
        .filter(|code| !code.is_empty())
        .collect();
    let codes: BTreeSet<&str> = book
        .tools
        .iter()
        .flat_map(|tool| &tool.menu)
        .map(|entry| entry.code.as_str())
        .collect();
    let mut text = format!(
        "# What is here\n\nWritten by `cargo xtask rulebook coverage --write`; a test holds it to the rulebook. Of the {} application codes that the agency's tools offer {} are built.\n\n\
         Each line is a road: a procedure for a status, with its application code and the condition that tells it from others. **Questions** are those of its form, asked of whom they concern. \
         **Papers** are counted by the grade of what asks for them: the agency's own text, a copy of it, less. **People** are worked persons of `rulebook/cases` who walk it. \
         What is not here is judged by the law, and told as not built.\n",
        codes.len(),
        built.intersection(&codes).count(),
    );
    for procedure in book.made.procedures.iter().filter(|it| !it.variants.is_empty()) {
        table(&mut text, book, &words, procedure, &people);
    }
    let left: Vec<String> = codes.difference(&built).map(|code| format!("`{code}`")).collect();
    if !left.is_empty() {
        let _ = write!(text, "\n## Application codes that are not built\n\n{}\n", left.join(" "));
    }
    let unread = book.cites().into_iter().filter(|(_, cite)| !cite.grade().may_block()).count();
    let _ = write!(
        text,
        "\n## How sure it is\n\nOf {} sourced data {unread} rest on less than a copy: they warn, and stop nobody.\n",
        book.cites().len()
    );
    Ok(text)
}

/// How many walk each road: by procedure, status and code.
type People = BTreeMap<(String, String, String), usize>;

fn people(book: &Book) -> Outcome<People> {
    let loaded = book.loaded();
    let mut people = People::new();
    for case in &book.cases {
        let file = CaseFile::open(&book.root.join(&case.file))?;
        let seen = assess(&loaded, &file.judged(&loaded), file.today);
        if let (true, Some(procedure), Some(status)) = (seen.known, seen.procedure, seen.status) {
            *people.entry((procedure, status, seen.code.unwrap_or_default())).or_default() += 1;
        }
    }
    Ok(people)
}

fn table(text: &mut String, book: &Book, words: &Words, procedure: &Procedure, people: &People) {
    let name = |id: &str| words.get(id).to_owned();
    let _ = write!(
        text,
        "\n## {}\n\n| status | code | questions | papers: official | copy | less | people |\n|---|---|---|---|---|---|---|\n",
        name(procedure.id.as_str())
    );
    let here = |status: &Status| {
        procedure
            .variants
            .iter()
            .filter(|it| it.statuses.contains(&status.id))
            .collect::<Vec<_>>()
    };
    for status in &book.core.statuses {
        for variant in here(status) {
            let key = (procedure.id.to_string(), status.id.to_string(), variant.code.clone());
            row(
                text,
                book,
                &name(status.id.as_str()),
                variant,
                people.get(&key).copied().unwrap_or_default(),
            );
        }
    }
    let missing: Vec<String> = book
        .core
        .statuses
        .iter()
        .filter(|it| here(it).is_empty())
        .map(|it| name(it.id.as_str()))
        .collect();
    if !missing.is_empty() {
        let _ = write!(text, "\nNo form for: {}.\n", missing.join(", "));
    }
}

fn row(text: &mut String, book: &Book, status: &str, variant: &Variant, people: usize) {
    let parts = book.made.parts.iter().filter(|part| variant.parts.contains(&part.id));
    let questions: usize = parts.map(|part| part.fields().count()).sum();
    let sets = book.made.documents.iter().filter(|set| variant.documents.contains(&set.id));
    let papers: Vec<_> = sets.flat_map(|set| &set.documents).collect();
    let of = |wanted: &[Grade]| {
        let ids: BTreeSet<&str> = papers
            .iter()
            .filter(|it| wanted.contains(&it.cite.grade()))
            .map(|it| it.id.as_str())
            .collect();
        ids.len()
    };
    let when = match &variant.when {
        Condition::Always => String::new(),
        when => format!(", `{when}`"),
    };
    let code = if variant.code.is_empty() {
        "no tool".to_owned()
    } else {
        format!("`{}`", variant.code)
    };
    let (official, copy) = (of(&[Grade::Official, Grade::Own]), of(&[Grade::Copy]));
    let less = of(&[Grade::Secondary, Grade::General]);
    let _ = writeln!(
        text,
        "| {status}{when} | {code} | {questions} | {official} | {copy} | {less} | {people} |"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_that_of_the_rulebook() {
        let book = crate::rulebook::book().unwrap();
        let written = std::fs::read_to_string(file()).unwrap_or_default();
        assert!(
            written == report(&book).unwrap(),
            "docs/coverage.md is old: cargo xtask rulebook coverage --write"
        );
    }
}
