//! `rulebook lint | stale | coverage | try`: the law as data, for those who write it.

mod coverage;
mod json;
mod told;

use crate::args::Args;
use crate::run::{Outcome, at};
use crate::words::Words;
use crate::{clock, place};
use engine::cases::{CaseFile, Scenario, Scenarios};
use engine::{Answers, Assessment, assess};
use rulebook::host::{Book, Problem, lint, load};
use rulebook::{Day, Loaded};
use std::path::PathBuf;

const USAGE: &str = "rulebook wants one of: lint, stale, coverage [--write], try CASE [--json] [--lang CODE]";
/// What the engine counts by itself, so that no file can be asked for it.
const OF_THE_CASE: [&str; 5] = ["case.files", "case.bytes", "case.papers", "case.paper_bytes", "file.issued"];
/// What nobody has looked at for so long is to be looked at again.
const A_YEAR: u16 = 365;

pub fn command(mut args: Args) -> Outcome {
    match args.word().as_deref() {
        Some("lint") => args.end().and_then(|()| lints()),
        Some("stale") => args.end().and_then(|()| stale()),
        Some("coverage") => coverage(args),
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

fn coverage(mut args: Args) -> Outcome {
    let write = args.flag("--write");
    args.end()?;
    let text = coverage::report(&book()?)?;
    if !write {
        println!("{text}");
        return Ok(());
    }
    let file = coverage::file();
    at(&file, std::fs::write(&file, text))?;
    println!("rulebook: {} is written", place::shown(&file));
    Ok(())
}

fn attempt(mut args: Args) -> Outcome {
    let json = args.flag("--json");
    let lang = args.value("--lang")?.unwrap_or("ja".into());
    let name = args
        .word()
        .ok_or("try wants a case or a scenario, for example extension/minimal_engineer")?;
    args.end()?;
    let book = book()?;
    let loaded = book.loaded();
    let tried = tried(&book, &name)?;
    let answers = tried.judged(&loaded);
    let seen = assess(&loaded, &answers, tried.today());
    if json {
        println!("{:#}", json::of(&seen));
    } else {
        let words = Words::of(&book, &lang);
        println!(
            "{}\n\n{}",
            tried.title(),
            told::told(&loaded, &answers, &seen, &words, matches!(tried, Tried::Case(_)))
        );
    }
    match tried.differences(&seen) {
        differences if differences.is_empty() => Ok(()),
        differences => Err(format!("something else is expected\n{}", differences.join("\n"))),
    }
}

/// Somebody who is tried: a worked person, or one who only asks before any form.
enum Tried {
    Case(Box<CaseFile>),
    Scenario(Box<Scenario>),
}

impl Tried {
    fn title(&self) -> &str {
        match self {
            Tried::Case(it) => &it.title,
            Tried::Scenario(it) => &it.title,
        }
    }

    fn today(&self) -> Day {
        match self {
            Tried::Case(it) => it.today,
            Tried::Scenario(it) => it.today,
        }
    }

    fn judged(&self, book: &Loaded) -> Answers {
        match self {
            Tried::Case(it) => it.judged(book),
            Tried::Scenario(it) => it.judged(book),
        }
    }

    fn differences(&self, seen: &Assessment) -> Vec<String> {
        match self {
            Tried::Case(it) => it.differences(seen),
            Tried::Scenario(it) => it.differences(seen),
        }
    }
}

/// A path, the name of a worked person below `rulebook/cases`, a scenario by its file and number, or by a piece of its title.
fn tried(book: &Book, name: &str) -> Outcome<Tried> {
    let below = folder().join("cases").join(name);
    let ways = [PathBuf::from(name), below.with_extension("toml"), below];
    if let Some(file) = ways.into_iter().find(|it| it.is_file()) {
        return Ok(Tried::Case(Box::new(CaseFile::open(&file)?)));
    }
    let mut found = Vec::new();
    for file in book.scenarios() {
        let text = std::fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let read = Scenarios::read(&text).map_err(|why| format!("{}: {why}", file.display()))?;
        let numbered = read.cases.into_iter().enumerate();
        found.extend(numbered.map(|(at, case)| (format!("scenarios/{stem}#{}", at + 1), case)));
    }
    found.retain(|(place, case)| place == name || (!name.contains('#') && case.title.contains(name)));
    match found.len() {
        0 => Err(format!(
            "there is no case and no scenario `{name}` in rulebook/cases and rulebook/scenarios"
        )),
        1 => Ok(Tried::Scenario(Box::new(found.remove(0).1))),
        _ => {
            let lines: Vec<String> = found.iter().map(|(place, case)| format!("  {place}  {}", case.title)).collect();
            Err(format!("`{name}` may be any of these\n{}", lines.join("\n")))
        }
    }
}
