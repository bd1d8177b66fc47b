//! `cargo xtask`: everything one does with this repository, from a bare machine to a published widget.
//!
//! It holds no rule of the rulebook and no line of the product: what a command knows of those it asks their crates.

mod args;
mod clock;
mod place;
mod run;

mod setup;

mod build;
mod build_id;
mod post_build;
mod programs;

mod serve;
mod still;

mod bench;
mod check;
mod test;
mod tidy;

mod dist;
mod size;

mod inspect;
mod official;
mod postal;
mod rulebook;
mod words;

use args::Args;
use run::Outcome;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  setup [--tests]                 install what is missing to build (and to test); says what first
        [--papers]                and fetch papers of other projects, which test --all measures
  serve [--port N] [--release]    build everything and open the desk on this machine
        [--static]                without the receiving side: the built files only
  check                           format, clippy, licences, tidy
  tidy                            only the tidy tests, in seconds
  test [--all]                    check, every native test, the site, the browsers; --all walks everything everywhere
  bench [photo|papers|engine]     our workers and our engine beside what others offer, in a browser: ratios, no test
        [first|keys]              the wait of a visitor with an empty browser for the first question; what a
                                  key press costs on the page
        [--times N] [--site DIR]  rounds instead of 20 (first 9, keys 5); a site that is built already
        [--beside DIR]            and instead of the others (first and keys: with them) another built site
                                  (engine: another build of it), in turn with ours
  build [--release]               only the site
  dist [--out DIR] [--backend URL]  release site in DIR/site, npm package in DIR/npm (DIR is dist); without URL the
                                  page sends to nobody
  size                            compressed bytes against size-budget.toml

  rulebook lint                   what is wrong with the rulebook
  rulebook stale                  what nobody has compared with its source for a year
  rulebook coverage [--write]     which roads are built and which not; --write: into docs/coverage.md
  rulebook try CASE [--json]      judges a worked person of rulebook/cases, or a scenario: scenarios/who#3,
           [--lang CODE]          or a piece of its title
  official check FILE             what the agency's tool would say about its bulk file
  official rewrite FILE OUT       reads the file into answers and writes it again
  official import DIR             takes the agency's tools, as facts, into rulebook/official
  official fill FILE              takes from a file of JSON which answer fills which column
  official list DIR NAME ID       one of the agency's lists as a draft for rulebook/codes
           [--linked] [--source SOURCE]  all lists linked to an answer; the source that they cite
  postal                          takes Japan Post's postal codes into rulebook/postal.toml
  inspect FILE                    what is measured in a photo or a paper

Tools are kept in target/tools, or in $MADOGUCHI_TOOLS.";

fn main() -> ExitCode {
    let mut args = Args::from_command_line();
    let command = args.word();
    let done = match command.as_deref() {
        Some("setup") => setup::command(args),
        Some("serve") => serve::command(args),
        Some("check") => check::command(args),
        Some("tidy") => tidy::command(args),
        Some("test") => test::command(args),
        Some("bench") => bench::command(args),
        Some("build") => build::command(args),
        Some("dist") => dist::command(args),
        Some("size") => size::command(args),
        Some("rulebook") => rulebook::command(args),
        Some("official") => official::command(args),
        Some("postal") => postal::command(args),
        Some("inspect") => inspect::command(args),
        // Called by Trunk, see Trunk.toml.
        Some("post-build") => post_build::command(args),
        None | Some("help" | "--help" | "-h") => usage(),
        Some(other) => Err(format!("there is no command `{other}`\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> Outcome {
    println!("{USAGE}");
    Ok(())
}
