//! `setup`: installs what is missing, and says what before it does.

mod needs;
mod probe;
mod ways;

use crate::args::Args;
use crate::run::Outcome;
use crate::{clock, place};
use needs::Need;

pub use probe::driver;

/// What a build is for decides what it needs.
#[derive(Clone, Copy, PartialEq)]
pub enum For {
    Building,
    Testing,
}

pub fn command(mut args: Args) -> Outcome {
    let purpose = if args.flag("--tests") { For::Testing } else { For::Building };
    args.end()?;
    ensure(purpose)
}

/// After this everything is there, or the error says what the person must install.
pub fn ensure(purpose: For) -> Outcome {
    let needs = needs::all(purpose)?;
    let missing: Vec<&Need> = needs.iter().filter(|it| !it.present).collect();
    if missing.is_empty() {
        println!("setup: all {} tools are here, nothing to install", needs.len());
        return Ok(());
    }
    // Before ten minutes of compiling, not after them.
    let cannot: Vec<String> = missing.iter().filter_map(|it| it.way.blocked()).collect();
    announce(&missing);
    if !cannot.is_empty() {
        let list = cannot.join("\n  - ");
        return Err(format!(
            "this machine lacks what setup cannot bring. Please install:\n  - {list}\nthen run setup again; nothing was installed yet"
        ));
    }
    install(&missing)
}

fn announce(missing: &[&Need]) {
    println!("setup: will install");
    for it in missing {
        println!("  {:<26} {}; {}", it.title(), it.why, it.takes);
    }
    println!("  (programs go to {}, nothing you have is replaced)", place::shown(&place::tools()));
}

fn install(missing: &[&Need]) -> Outcome {
    for (at, way) in ways::joined(missing).iter().enumerate() {
        let watch = clock::Watch::start();
        println!("setup: {}. {}", at + 1, way.title());
        way.install()?;
        println!("setup: done in {}", clock::words(watch.so_far()));
    }
    Ok(())
}
