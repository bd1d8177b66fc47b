//! `official ..`: the agency's own bulk file, looked at as its tool would; and its tools, imported as facts.

mod align;
mod facts;
mod fill;
mod fold;
mod folder;
mod import;
mod lists;
mod menu;
mod props;
mod rows;
#[cfg(test)]
mod tests;
mod text;
mod ways;

use crate::args::Args;
use crate::rulebook::book;
use crate::run::{Outcome, at};
use crate::words::Words;
use crate::{clock, place};
use engine::official::{self, FileFault, Weight, check, open, read, write};
use rulebook::{Loaded, OfficialForm};
use std::path::Path;

const USAGE: &str = "official wants one of: check FILE, rewrite FILE OUT, import DIR, fill FILE, list DIR NAME ID";

pub fn command(mut args: Args) -> Outcome {
    let (source, linked) = (args.value("--source")?, args.flag("--linked"));
    let words: Vec<String> = std::iter::from_fn(|| args.word()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let official = place::root().join("rulebook/official");
    match words.as_slice() {
        ["check", file] => complain(Path::new(file)),
        ["rewrite", file, out] => rewrite(Path::new(file), Path::new(out)),
        ["import", dir] => {
            let said = import::import(Path::new(dir), &official)?;
            said.iter().for_each(|line| println!("{line}"));
            Ok(())
        }
        ["fill", file] => match fill::fill(Path::new(file), &official)?.as_slice() {
            [] => Ok(()),
            wrong => Err(wrong.join("\n")),
        },
        ["list", dir, name, id] => {
            let source = source.as_deref().unwrap_or_default();
            print!("{}", lists::draft(Path::new(dir), name, id, source, linked, &book()?.labelled)?);
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}

fn complain(file: &Path) -> Outcome {
    let bytes = at(file, std::fs::read(file))?;
    let book = book()?;
    let (loaded, words) = (book.loaded(), Words::of(&book, "ja"));
    let form = form_of(&loaded, &words, &bytes)?;
    let found = check(&loaded, &form, &bytes, clock::today()).map_err(|why| words.says_of(&why))?;
    let wrong = tell(&words, &found.faults);
    for it in &found.complaints {
        let whose = if it.tool { "agency" } else { "ours" };
        println!(
            "{}. {} | {} {} (column {}) | `{}` | {whose}, {:?} | {}{}",
            it.person,
            it.name,
            it.sheet,
            it.label,
            it.column,
            it.value,
            it.finding.severity,
            words.says(&it.finding),
            it.correction.as_ref().map(|to| format!(" -> `{to}`")).unwrap_or_default(),
        );
    }
    match wrong + found.complaints.len() {
        0 => {
            println!("{}: nothing to complain about", form.entry.code);
            Ok(())
        }
        count => Err(format!("{}: {count} complaints", form.entry.code)),
    }
}

fn rewrite(file: &Path, out: &Path) -> Outcome {
    let bytes = at(file, std::fs::read(file))?;
    let book = book()?;
    let (loaded, words) = (book.loaded(), Words::of(&book, "ja"));
    let form = form_of(&loaded, &words, &bytes)?;
    let today = clock::today();
    let opened = open(&bytes).map_err(|why| words.says_of(&why))?;
    let people = read(&loaded, &form, &bytes, today).map_err(|why| words.says_of(&why))?;
    let again = write(&loaded, &form, &people, today);
    at(out, std::fs::write(out, &again))?;
    println!("{} people written to {}", people.len(), place::shown(out));
    if again == bytes {
        println!("the same to the byte");
        return Ok(());
    }
    // A file that was saved in another form is written as the tool would have written it: it cannot be the same.
    if !opened.faults.is_empty() {
        tell(&words, &opened.faults);
        return Ok(());
    }
    let same = again.iter().zip(&bytes).take_while(|(a, b)| a == b).count();
    Err(format!("not the same as {}: it differs from byte {same} on", place::shown(file)))
}

/// Says what is unlike a file of the agency's tool. How much of it must be mended.
fn tell(words: &Words, faults: &[FileFault]) -> usize {
    for fault in faults {
        let word = if fault.weight() == Weight::Taken { "noted" } else { "file" };
        println!("{word} | {}", words.says_of(fault));
    }
    faults.iter().filter(|fault| fault.weight() != Weight::Taken).count()
}

fn form_of(book: &Loaded, words: &Words, bytes: &[u8]) -> Outcome<OfficialForm> {
    let found = official::form_of(book, bytes).map_err(|why| words.says_of(&why))?;
    found.ok_or_else(|| {
        let known: Vec<&str> = official::codes(book).into_iter().collect();
        words.fill("sheet.unknown", "known", known.join(", "))
    })
}
