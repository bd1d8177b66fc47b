//! The program itself: options, the line when it is ready, and the end by a signal.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use support::book;

fn intake() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intake"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn says_where_it_listens_and_ends_when_told() {
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    let mut program = intake()
        .current_dir(folder.path())
        .args(["--listen", "127.0.0.1:0", "--data", "data", "--today", "2026-11-23"])
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .and_then(|rest| rest.strip_suffix('/'));
    assert!(std::net::TcpStream::connect(address.unwrap_or_else(|| panic!("{line:?}"))).is_ok());
    let ended = Command::new("kill").args(["-TERM", &program.id().to_string()]).status().unwrap();
    assert!(ended.success() && program.wait().unwrap().success());
}

#[test]
fn says_what_is_wrong_with_how_it_was_called() {
    let folder = tempfile::TempDir::new().unwrap();
    for (arguments, says) in [
        (&["--data"][..], "--data needs a value"),
        (&["--data", "data", "--rate", "x"], "--rate cannot be `x`"),
        (&["--data", "data", "--rulebook", "nowhere"], "the rulebook cannot be read"),
    ] {
        let mut program = intake().current_dir(folder.path()).args(arguments).spawn().unwrap();
        let mut said = String::new();
        program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(!program.wait().unwrap().success() && said.contains(says), "{said}");
    }
}
