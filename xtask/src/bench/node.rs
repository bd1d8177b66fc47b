//! A script of `bench/` in Node: it is told what to measure in a file, says how far it is, and ends with its figures.

use super::report::Figures;
use crate::place;
use crate::run::{Outcome, at, program};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

/// Runs a script of `bench/` and passes on what it says. `name` is that of the file with the config, which stays to be looked at.
pub fn figures(script: &str, name: &str, config: &Value) -> Outcome<Figures> {
    let folder = place::target().join("bench");
    at(&folder, fs::create_dir_all(&folder))?;
    let file = folder.join(name).with_extension("json");
    at(&file, fs::write(&file, config.to_string()))?;
    let mut node = program("node");
    node.arg(place::root().join("bench").join(script)).arg(&file).stdout(Stdio::piped());
    let mut child = node
        .spawn()
        .map_err(|why| format!("node could not be started ({why}); is it on PATH?"))?;
    let found = child.stdout.take().map(hear).unwrap_or_default();
    let ended = at(&file, child.wait())?;
    match found {
        Some(found) if ended.success() => {
            serde_json::from_str(&found).map_err(|why| format!("bench/{script} says what is not understood: {why}"))
        }
        Some(_) | None => Err(format!("bench/{script} ended with {ended} and without figures")),
    }
}

/// The figures; every other line is for whoever waits.
fn hear(said: impl Read) -> Option<String> {
    let mut found = None;
    for line in BufReader::new(said).lines().map_while(Result::ok) {
        match line.starts_with('{') {
            true => found = Some(line),
            false => println!("{line}"),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::hear;

    #[test]
    fn the_figures_are_told_from_what_is_said_before() {
        let said = "  round 1 of 2\n  round 2 of 2\n{\"rows\":[]}\n";
        assert_eq!(hear(said.as_bytes()).as_deref(), Some("{\"rows\":[]}"));
        assert_eq!(hear("  round 1 of 2\n".as_bytes()), None);
    }
}
