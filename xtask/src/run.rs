//! Starting other programs, and saying what went wrong.

use crate::place;
use std::path::Path;
use std::process::Command;

/// An error is a sentence that tells the person what to do next.
pub type Outcome<T = ()> = Result<T, String>;

/// A program with our tools on its path, started in the repository.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(place::root()).env("PATH", place::path_with_tools());
    command
}

/// Cargo with these words.
pub fn cargo(words: &[&str]) -> Command {
    let mut command = program("cargo");
    command.args(words);
    command
}

/// Runs to the end, its output passing through.
pub fn run(command: &mut Command) -> Outcome {
    let line = line(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(why) => Err(not_started(&line, &why)),
    }
}

/// Runs to the end and returns what it wrote.
pub fn output(command: &mut Command) -> Outcome<String> {
    let line = line(command);
    let out = command.output().map_err(|why| not_started(&line, &why))?;
    if out.status.success() {
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&out.stderr);
        Err(format!("`{line}` ended with {}\n{said}", out.status))
    }
}

/// Adds the path to what the system says of a file: it never does so itself.
pub fn at<T>(path: &Path, result: std::io::Result<T>) -> Outcome<T> {
    result.map_err(|why| format!("{}: {why}", place::shown(path)))
}

fn not_started(line: &str, why: &std::io::Error) -> String {
    format!("`{line}` could not be started ({why}); is it installed and on PATH?")
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|it| it.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
