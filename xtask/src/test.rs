//! `test`: everything that must hold before a change is done, from cheap to dear.

use crate::args::Args;
use crate::clock::{Watch, words};
use crate::run::{Outcome, cargo, run};
use crate::{build, check, place, setup, size};
use std::process::Command;
use std::time::Duration;

pub fn command(mut args: Args) -> Outcome {
    let all = args.flag("--all");
    args.end()?;

    let mut names = vec!["setup"];
    names.extend(check::names());
    names.push("native tests");
    names.extend(all.then_some("papers of others"));
    names.extend(["site", "size", "intake", "browsers"]);
    let mut stages = Stages::new(&names);

    stages.run("setup", || setup::ensure(setup::For::Testing))?;
    check::stages_of_check(&mut stages)?;
    stages.run("native tests", || {
        run(&mut cargo(&["test", "--workspace", "--exclude", "end-to-end"]))
    })?;
    if all {
        stages.run("papers of others", || {
            let corpus = setup::corpus()?;
            let words = ["test", "--package", "media", "--test", "corpus", "--", "--ignored", "--nocapture"];
            run(cargo(&words).env("MEDIA_CORPUS", corpus))
        })?;
    }
    // The one that people get, for the walks and for the sizes: to build a second one for the tests takes longer than it saves.
    stages.run("site", || build::site(true).map(drop))?;
    stages.run("size", || size::against_the_budget(&place::site(true)))?;
    stages.run("intake", || build::intake().map(drop))?;
    stages.run("browsers", || {
        let mut command = cargo(&["test", "--package", "end-to-end"]);
        run(with_contract(&mut command, all))
    })?;
    stages.summary();
    Ok(())
}

/// What the end-to-end tests are told about this machine.
fn with_contract(command: &mut Command, all: bool) -> &mut Command {
    let tools = place::tools();
    command
        .env("MADOGUCHI_DIST", place::site(true))
        .env("MADOGUCHI_INTAKE", place::intake())
        .env("MADOGUCHI_AXE", tools.join("node_modules/axe-core/axe.min.js"))
        .env("MADOGUCHI_TOOLS", &tools);
    for (variable, name) in [("CHROMEDRIVER", "chromedriver"), ("GECKODRIVER", "geckodriver")] {
        if let Some(driver) = setup::driver(variable, name) {
            command.env(variable, driver);
        }
    }
    if std::env::var_os("MADOGUCHI_BROWSERS").is_none() {
        command.env("MADOGUCHI_BROWSERS", "chromium,firefox");
    }
    if all {
        command.env("MADOGUCHI_ALL", "1");
    }
    command
}

/// The stages of a run: each is announced and timed, and the first that fails says which others did not run.
pub struct Stages {
    names: Vec<&'static str>,
    done: Vec<Duration>,
}

impl Stages {
    pub fn new(names: &[&'static str]) -> Self {
        Stages {
            names: names.to_vec(),
            done: Vec::new(),
        }
    }

    /// Runs the next stage.
    pub fn run(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        let place = self.done.len() + 1;
        println!("== {place}/{} {name}", self.names.len());
        let watch = Watch::start();
        let result = work();
        let took = watch.so_far();
        let verdict = if result.is_ok() { "passed" } else { "FAILED" };
        println!("== {name} {verdict} in {}", words(took));
        self.done.push(took);
        result.map_err(|why| self.stopped(name, &why))
    }

    pub fn summary(&self) {
        println!("== summary");
        for (name, took) in self.names.iter().zip(&self.done) {
            println!("   {name:<16} {}", words(*took));
        }
        println!("   {:<16} {}, all passed", "together", words(self.done.iter().sum()));
    }

    fn stopped(&self, name: &str, why: &str) -> String {
        let rest = self.names.get(self.done.len()..).unwrap_or_default();
        let after = match rest {
            [] => String::new(),
            rest => format!("\nNot run, because of that: {}", rest.join(", ")),
        };
        format!("{name}: {why}{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_names_what_did_not_run() {
        let mut stages = Stages::new(&["a", "b", "c"]);
        assert_eq!(stages.run("a", || Ok(())), Ok(()));
        let said = stages.run("b", || Err("broken".into()));
        assert_eq!(said, Err("b: broken\nNot run, because of that: c".to_owned()));
    }
}
