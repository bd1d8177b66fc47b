//! `check`: what a machine can find in the sources without running them.

use crate::args::Args;
use crate::run::{Outcome, cargo, run};
use crate::test::Stages;
use crate::tidy;

pub fn command(args: Args) -> Outcome {
    args.end()?;
    let mut stages = Stages::new(&names());
    stages_of_check(&mut stages)?;
    stages.summary();
    Ok(())
}

pub fn names() -> Vec<&'static str> {
    vec!["tidy", "format", "clippy", "clippy (wasm)", "licences"]
}

/// The cheapest first.
pub fn stages_of_check(stages: &mut Stages) -> Outcome {
    stages.run("tidy", tidy::all)?;
    stages.run("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    stages.run("clippy", || clippy(&["--workspace", "--all-targets"]))?;
    stages.run("clippy (wasm)", || {
        clippy(&[
            "--target",
            "wasm32-unknown-unknown",
            "--package",
            "madoguchi",
            "--package",
            "photo-worker",
            "--package",
            "pdf-worker",
        ])
    })?;
    stages.run("licences", || {
        run(&mut cargo(&[
            "deny",
            "--workspace",
            "--log-level",
            "error",
            "check",
            "licenses",
            "bans",
            "sources",
        ]))
    })
}

fn clippy(words: &[&str]) -> Outcome {
    let mut command = cargo(&["clippy", "--quiet"]);
    run(command.args(words).args(["--", "--deny", "warnings"]))
}
