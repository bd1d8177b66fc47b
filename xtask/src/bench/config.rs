//! What the page is told: the rulebook's numbers of today, who the rivals are, and what qpdf says of each paper.

use crate::run::{Outcome, at, program};
use crate::setup::{self, Rivals};
use crate::{clock, place, rulebook};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A PDF of somebody else.
pub struct Paper {
    pub file: PathBuf,
    locked: bool,
    checked: &'static str,
}

/// Who is measured beside our site.
pub enum Beside {
    /// What others offer.
    Rivals(Rivals),
    /// Another built site of the product itself.
    Site(PathBuf),
}

pub fn config(part: &str, times: u32, site: &Path, beside: &Beside, papers: &[Paper]) -> Outcome<Value> {
    let told = |(at, it): (usize, &Paper)| {
        let name = it.file.file_name().unwrap_or_default().to_string_lossy();
        json!({ "url": format!("/papers/{at}.pdf"), "name": name, "locked": it.locked, "checked": it.checked })
    };
    let papers: Vec<Value> = papers.iter().enumerate().map(told).collect();
    let mut config = json!({
        "part": part,
        "times": times,
        "site": { "at": "/site/", "build": build_of(site)? },
        "values": values()?,
        "papers": papers,
    });
    let (name, who) = match beside {
        Beside::Site(dir) => ("beside", json!({ "at": "/beside/", "build": build_of(dir)? })),
        Beside::Rivals(rivals) => (
            "rivals",
            json!({
                "mediapipe": rivals.mediapipe,
                "landmarks": rivals.landmarks,
                "pdfjs": rivals.pdfjs,
                "pdfLib": rivals.pdf_lib,
            }),
        ),
    };
    config[name] = who;
    Ok(config)
}

/// The numbers that code asks for, by their use.
fn values() -> Outcome<Map<String, Value>> {
    let today = clock::today();
    let book = rulebook::book()?;
    let used = book.core.values.iter().filter(|it| !it.for_code.is_empty());
    Ok(used
        .filter_map(|it| Some((it.for_code.clone(), (*it.since.on(today)?).into())))
        .collect())
}

/// The workers of a site lie below their build id.
fn build_of(site: &Path) -> Outcome<String> {
    let workers = site.join("workers");
    let found = place::files(&workers)?;
    let first = found.first().and_then(|it| it.iter().next());
    first
        .map(|it| it.to_string_lossy().into_owned())
        .ok_or_else(|| format!("{} holds no workers", place::shown(site)))
}

/// The papers of other projects.
pub fn papers() -> Outcome<Vec<Paper>> {
    let folder = setup::corpus()?;
    let is_pdf = |it: &PathBuf| it.extension().is_some_and(|it| it.eq_ignore_ascii_case("pdf"));
    let files: Vec<PathBuf> = place::files(&folder)?
        .into_iter()
        .filter(is_pdf)
        .map(|it| folder.join(it))
        .collect();
    println!("  asking qpdf about {} papers", files.len());
    let cores = at(&folder, std::thread::available_parallelism())?.get();
    let share = files.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let hands: Vec<_> = files
            .chunks(share)
            .map(|files| scope.spawn(|| files.iter().map(|it| look(it)).collect::<Vec<_>>()))
            .collect();
        let results = hands.into_iter().map(|it| it.join().unwrap_or_default());
        Ok(results.flatten().collect())
    })
}

fn look(file: &Path) -> Paper {
    let said = |option: &str| qpdf(option, file).output().ok();
    let lock = said("--show-encryption").map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let check = said("--check").and_then(|it| it.status.code());
    Paper {
        file: file.to_owned(),
        locked: lock.is_some_and(|it| it.contains("R = ")),
        checked: match check {
            Some(0) => "clean",
            Some(3) => "warnings",
            _ => "errors",
        },
    }
}

fn qpdf(option: &str, file: &Path) -> Command {
    let mut qpdf = program("qpdf");
    qpdf.arg(option).arg("--").arg(file);
    qpdf
}
