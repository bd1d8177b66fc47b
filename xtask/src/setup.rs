//! `setup`: installs what is missing, and says what before it does.

mod corpus;
mod esbuild;
mod libraries;
mod needs;
mod package;
mod postal;
mod probe;
mod rivals;
mod survey;
mod ways;

use crate::args::Args;
use crate::run::Outcome;
use crate::{clock, place};
use needs::Need;
use ways::Way;

pub use corpus::fetch as corpus;
pub use libraries::fetch as libraries;
pub use postal::fetch as postal;
pub use probe::driver;
pub use rivals::{Rivals, fetch as rivals};
pub use survey::bundle as survey;

/// What a build is for decides what it needs.
#[derive(Clone, Copy, PartialEq)]
pub enum For {
    Building,
    Testing,
    Measuring,
}

pub fn command(mut args: Args) -> Outcome {
    let purpose = if args.flag("--tests") { For::Testing } else { For::Building };
    let papers = args.flag("--papers");
    args.end()?;
    ensure(purpose)?;
    if papers {
        let folder = corpus()?;
        println!("setup: papers of other projects are in {}", place::shown(&folder));
    }
    Ok(())
}

/// After this everything is there, or the error says what the person must install.
pub fn ensure(purpose: For) -> Outcome {
    let needs = needs::all(purpose)?;
    let missing: Vec<&Need> = needs.iter().filter(|it| !it.present).collect();
    if missing.is_empty() {
        println!("setup: all {} tools are here, nothing to install", needs.len());
        return Ok(());
    }
    let ways = ways::joined(&missing);
    // Before ten minutes of compiling, not after them.
    let cannot: Vec<String> = ways.iter().filter_map(Way::blocked).collect();
    if cannot.is_empty() {
        announce("will install", &missing);
        println!("  (programs go to {}, nothing you have is replaced)", place::shown(&place::tools()));
        return install(&ways);
    }
    announce("is missing", &missing);
    Err(format!(
        "some of this only you can bring. Please install:\n  - {}\nthen run setup again, which brings the rest; nothing was installed yet",
        cannot.join("\n  - ")
    ))
}

fn announce(what: &str, missing: &[&Need]) {
    println!("setup: {what}");
    for it in missing {
        println!("  {:<26} {}; {}", it.title(), it.why, it.takes);
    }
}

fn install(ways: &[Way]) -> Outcome {
    for (at, way) in ways.iter().enumerate() {
        let watch = clock::Watch::start();
        println!("setup: {}. {}", at + 1, way.title());
        way.install()?;
        println!("setup: done in {}", clock::words(watch.so_far()));
    }
    Ok(())
}
