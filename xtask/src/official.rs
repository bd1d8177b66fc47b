//! `official check | rewrite`: the agency's own bulk file, looked at as its tool would.

use crate::args::Args;
use crate::rulebook::book;
use crate::run::{Outcome, at};
use crate::words::Words;
use crate::{clock, place};
use engine::official::{check, decode, read, write};
use rulebook::{Loaded, OfficialForm};
use std::path::Path;

const USAGE: &str = "official wants one of: check FILE, rewrite FILE OUT";
/// Where a line tells the application code, counted from 0.
const CODE_AT: usize = 2;

pub fn command(mut args: Args) -> Outcome {
    let (verb, file) = (args.word(), args.word());
    let out = args.word();
    args.end()?;
    match (verb.as_deref(), file, out) {
        (Some("check"), Some(file), None) => complain(Path::new(&file)),
        (Some("rewrite"), Some(file), Some(out)) => rewrite(Path::new(&file), Path::new(&out)),
        _ => Err(USAGE.into()),
    }
}

fn complain(file: &Path) -> Outcome {
    let bytes = at(file, std::fs::read(file))?;
    let book = book()?;
    let (loaded, words) = (book.loaded(), Words::new(book.texts("ja")));
    let form = form_of(&loaded, &bytes)?;
    let found = check(&loaded, form, &bytes, clock::today()).map_err(|why| why.to_string())?;
    for it in &found {
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
    match found.len() {
        0 => {
            println!("{}: nothing to complain about", form.entry.code);
            Ok(())
        }
        count => Err(format!("{}: {count} complaints", form.entry.code)),
    }
}

fn rewrite(file: &Path, out: &Path) -> Outcome {
    let bytes = at(file, std::fs::read(file))?;
    let loaded = book()?.loaded();
    let form = form_of(&loaded, &bytes)?;
    let today = clock::today();
    let people = read(&loaded, form, &bytes, today).map_err(|why| why.to_string())?;
    let again = write(&loaded, form, &people, today);
    at(out, std::fs::write(out, &again))?;
    println!("{} people written to {}", people.len(), place::shown(out));
    if again == bytes {
        println!("the same to the byte");
        return Ok(());
    }
    let same = again.iter().zip(&bytes).take_while(|(a, b)| a == b).count();
    Err(format!("not the same as {}: it differs from byte {same} on", place::shown(file)))
}

/// The form whose code stands in the file's first applicant.
fn form_of<'a>(book: &'a Loaded, bytes: &[u8]) -> Outcome<&'a OfficialForm> {
    let lines = decode(bytes).map_err(|why| why.to_string())?;
    let code = lines.get(1).and_then(|line| line.get(CODE_AT)).map_or("", String::as_str);
    book.official.get(code).ok_or_else(|| {
        let known: Vec<&str> = book.official.keys().map(String::as_str).collect();
        format!("the file is of application code `{code}`; the rulebook has {}", known.join(", "))
    })
}
