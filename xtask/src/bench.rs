//! `bench`: the same steps by us and by others, or by another build of ours, in one browser, one after the other. Ratios to read, never a test: no time is a
//! promise.
//!
//! What is measured stands in `bench/`, as pages that are served here, or as scripts that are started; what comes back is written down.

mod browser;
mod config;
mod engine;
mod first;
mod keys;
mod node;
mod people;
mod report;
mod server;
mod visits;
mod weight;

use crate::args::Args;
use crate::run::{Outcome, at};
use crate::setup;
use crate::{build, clock, place};
use browser::Browser;
use config::Beside;
use report::{Figures, Report};
use server::{Served, Told};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

const PARTS: [&str; 5] = ["photo", "papers", FIRST, KEYS, ENGINE];
/// Two parts that need no page of ours: the site's own is opened.
const FIRST: &str = "first";
const KEYS: &str = "keys";
/// The one part that needs no site: beside it lies another build of the engine alone.
const ENGINE: &str = "engine";
/// Rounds, where a part has no number of its own.
const TIMES: u32 = 20;
/// A page that says nothing for so long says nothing any more.
const SILENCE: Duration = Duration::from_secs(180);

/// Our built site, and another build of it to measure beside it.
pub struct Sites {
    pub ours: PathBuf,
    pub beside: Option<PathBuf>,
}

pub fn command(mut args: Args) -> Outcome {
    let times: Option<u32> = match args.value("--times")? {
        Some(text) => Some(text.parse().map_err(|_| format!("`{text}` is not a number of times"))?),
        None => None,
    };
    let site = args.value("--site")?.map(PathBuf::from);
    let beside = args.value("--beside")?.map(|dir| place::root().join(dir));
    let part = args.word();
    args.end()?;
    let parts: Vec<&str> = PARTS
        .into_iter()
        .filter(|it| part.as_deref().is_none_or(|part| part == *it))
        // Where another site lies there is no engine alone.
        .filter(|it| part.is_some() || beside.is_none() || *it != ENGINE)
        .collect();
    if parts.is_empty() {
        return Err(format!("bench knows {}", PARTS.join(" and ")));
    }

    setup::ensure(setup::For::Measuring)?;
    let mut report = Report::begin();
    let mut sites = None;
    let mut rivals = None;
    for part in parts {
        let watch = clock::Watch::start();
        println!("bench: {part}");
        let figures = match part {
            ENGINE => engine::measure(times.unwrap_or(TIMES), beside.as_deref())?,
            _ => {
                let sites = once(&mut sites, || built(site.clone(), beside.clone()))?;
                match part {
                    FIRST => first::measure(times, sites)?,
                    KEYS => keys::measure(times, sites)?,
                    _ => {
                        let rivals = once(&mut rivals, || to_beat(sites))?;
                        measure(part, times.unwrap_or(TIMES), &sites.ours, rivals)?
                    }
                }
            }
        };
        report.add(part, figures);
        println!("bench: {part} measured in {}", clock::words(watch.so_far()));
    }
    print!("\n{}", report.markdown());
    let file = place::target().join("bench.json");
    at(&file, std::fs::write(&file, report.json()?))?;
    println!("\nbench: also in {}", place::shown(&file));
    Ok(())
}

/// What was made for an earlier part, else it is made now.
fn once<T>(made: &mut Option<T>, make: impl FnOnce() -> Outcome<T>) -> Outcome<&T> {
    let value = match made.take() {
        Some(value) => value,
        None => make()?,
    };
    Ok(made.insert(value))
}

/// Our site, built where none was named.
fn built(site: Option<PathBuf>, beside: Option<PathBuf>) -> Outcome<Sites> {
    let ours = match site {
        Some(dir) => place::root().join(dir),
        None => {
            setup::ensure(setup::For::Building)?;
            build::site(true)?
        }
    };
    Ok(Sites { ours, beside })
}

/// Who is measured beside our workers.
fn to_beat(sites: &Sites) -> Outcome<Beside> {
    Ok(match &sites.beside {
        Some(dir) => Beside::Site(dir.to_owned()),
        None => Beside::Rivals(setup::rivals()?),
    })
}

/// One page, from its opening to its figures.
fn measure(part: &str, times: u32, site: &Path, beside: &Beside) -> Outcome<Figures> {
    let papers = if part == "papers" { config::papers()? } else { Vec::new() };
    let config = config::config(part, times, site, beside, &papers)?;
    let (stand, told) = server::open(Served {
        pages: place::root().join("bench"),
        portrait: place::root().join("crates/media/tests/files/astronaut.jpg"),
        folders: vec![
            ("site", site.to_owned()),
            match beside {
                Beside::Rivals(rivals) => ("rivals", rivals.folder.clone()),
                Beside::Site(dir) => ("beside", dir.clone()),
            },
        ],
        papers: papers.into_iter().map(|it| it.file).collect(),
        config,
    })?;
    let browser = Browser::open(&stand.address)?;
    let mut figures = hear(part, &told, &browser)?;
    // Packing takes a minute the first time; nothing else is to run while the page measures.
    drop(browser);
    figures.rows.extend(weight::rows(part, &stand.asked(), site, beside)?);
    Ok(figures)
}

/// What a page says until it has its figures.
fn hear(part: &str, told: &Receiver<Told>, browser: &Browser) -> Outcome<Figures> {
    loop {
        match told.recv_timeout(SILENCE) {
            Ok(Told::Step(what)) => println!("  {what}"),
            Ok(Told::Failed(why)) => return Err(format!("{part} could not be measured: {why}")),
            Ok(Told::Done(figures)) => return Ok(figures),
            Err(RecvTimeoutError::Timeout) => return Err(browser.silent()),
            Err(RecvTimeoutError::Disconnected) => return Err("the server of the page has ended".to_owned()),
        }
    }
}
