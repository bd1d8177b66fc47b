//! `rulebook lint | stale | try`: the law as data, for those who write it.

mod json;
mod told;

use crate::args::Args;
use crate::run::Outcome;
use crate::words::Words;
use crate::{clock, place};
use engine::assess;
use engine::cases::CaseFile;
use rulebook::host::{Book, Problem, lint, load};
use std::path::PathBuf;

const USAGE: &str = "rulebook wants one of: lint, stale, try CASE [--json]";
/// What the engine counts by itself, so that no file can be asked for it.
const OF_THE_CASE: [&str; 5] = ["case.files", "case.bytes", "case.papers", "case.paper_bytes", "file.issued"];
/// What nobody has looked at for so long is to be looked at again.
const A_YEAR: u16 = 365;

pub fn command(mut args: Args) -> Outcome {
    match args.word().as_deref() {
        Some("lint") => args.end().and_then(|()| lints()),
        Some("stale") => args.end().and_then(|()| stale()),
        Some("try") => attempt(args),
        _ => Err(USAGE.into()),
    }
}

/// The rulebook of this repository.
pub fn book() -> Outcome<Book> {
    load(&folder()).map_err(|problems| format!("the rulebook cannot be read\n{}", lines(&problems)))
}

fn folder() -> PathBuf {
    place::root().join("rulebook")
}

fn lines(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|it| format!("rulebook/{it}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn lints() -> Outcome {
    let book = book()?;
    let facts: Vec<&str> = media::FACTS.iter().map(|it| it.name).chain(OF_THE_CASE).collect();
    let found = lint(&book, &facts);
    if found.is_empty() {
        println!("rulebook: {} sourced data, nothing is wrong", book.cites().len());
        return Ok(());
    }
    println!("{}", lines(&found));
    Err(format!(
        "{} places to mend; crates/rulebook/src/host/lint/<name>.rs says why",
        found.len()
    ))
}

/// A list to work through, not a failure: time alone must not break a build.
fn stale() -> Outcome {
    let book = book()?;
    let old = book.stale(clock::today(), A_YEAR);
    for it in &old {
        let checked = it.checked.map_or("never".to_owned(), |day| day.to_string());
        println!("{checked:<10}  rulebook/{}  {}  ({})", it.file, it.id, it.source);
    }
    println!(
        "{} of {} sourced data were not compared with their source in the last {A_YEAR} days",
        old.len(),
        book.cites().len()
    );
    Ok(())
}

fn attempt(mut args: Args) -> Outcome {
    let json = args.flag("--json");
    let name = args.word().ok_or("try wants a case, for example extension/minimal_engineer")?;
    args.end()?;
    let file = case_file(&name)?;
    let case = CaseFile::open(&file)?;
    let book = book()?;
    let loaded = book.loaded();
    let answers = case.judged(&loaded);
    let seen = assess(&loaded, &answers, case.today);
    if json {
        println!("{:#}", json::of(&seen));
    } else {
        let words = Words::new(book.texts("ja"));
        println!("{}\n\n{}", case.title, told::told(&loaded, &answers, &seen, &words));
    }
    match case.differences(&seen) {
        differences if differences.is_empty() => Ok(()),
        differences => Err(format!("the case expects something else\n{}", differences.join("\n"))),
    }
}

/// A path, or the name below `rulebook/cases`.
fn case_file(name: &str) -> Outcome<PathBuf> {
    let below = folder().join("cases").join(name);
    let ways = [PathBuf::from(name), below.with_extension("toml"), below];
    ways.into_iter()
        .find(|it| it.is_file())
        .ok_or_else(|| format!("there is no case `{name}` in rulebook/cases"))
}
