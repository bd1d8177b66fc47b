//! Measures files in a process of their own: a crafted file can make its reader slow or greedy, and a thread cannot be ended.
//!
//! The process is this same program, called with [`WORD`]. It reads one [`Order`] as JSON from its standard input, and writes one
//! [`Report`] as JSON to its standard output.

use crate::Limits;
use crate::weigh;
use media::{Job, Report, Unreadable};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;
use wait_timeout::ChildExt;

/// With this word instead of options, the program measures one file and ends.
pub const WORD: &str = "measure-one-file";

/// What is to be measured.
#[derive(Serialize, Deserialize)]
struct Order {
    job: Job,
    name: String,
    path: PathBuf,
    memory: u64,
    scans: u32,
    scanned_pixels: u64,
}

/// What became of a measurement.
pub(crate) enum Outcome {
    /// It is done.
    Done(Report),
    /// It was ended when its time was over.
    TooLong,
    /// It took too much memory, or broke down.
    Broken,
}

/// Measures a file within its time.
///
/// Errors: the measuring program cannot be started, or the file is not there.
pub(crate) fn measure(program: &Path, limits: &Limits, job: Job, name: &str, path: &Path, patience: Duration) -> io::Result<Outcome> {
    let order = Order {
        job,
        name: name.to_owned(),
        path: path.to_owned(),
        memory: limits.measuring_memory,
        scans: limits.scans,
        scanned_pixels: limits.scanned_pixels,
    };
    let mut child = Command::new(program)
        .arg(WORD)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let told = child.stdin.take().map(|mut stdin| stdin.write_all(&serde_json::to_vec(&order)?));
    let Some(Ok(())) = told else {
        end(&mut child);
        return Ok(Outcome::Broken);
    };
    answer(child, patience)
}

/// A report is a few hundred bytes, far below what a pipe holds: the process ends without waiting for its reader.
fn answer(mut child: Child, patience: Duration) -> io::Result<Outcome> {
    let Some(status) = child.wait_timeout(patience)? else {
        end(&mut child);
        return Ok(Outcome::TooLong);
    };
    let mut said = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(1 << 20).read_to_end(&mut said)?;
    }
    let report = serde_json::from_slice(&said).ok().filter(|_| status.success());
    Ok(report.map_or(Outcome::Broken, Outcome::Done))
}

fn end(child: &mut Child) {
    // It may have ended by itself in this moment; either way it is to be waited for, or it would stay as a zombie.
    let _ = child.kill();
    let _ = child.wait();
}

/// The life of the process that measures.
pub fn serve() -> ExitCode {
    match once() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn once() -> io::Result<()> {
    let order: Order = serde_json::from_reader(io::stdin().lock())?;
    bound(order.memory)?;
    let bytes = std::fs::read(&order.path)?;
    // Only a photo is decoded; of a picture of a paper the head is enough.
    let limits = Limits {
        scans: order.scans,
        scanned_pixels: order.scanned_pixels,
        ..Limits::default()
    };
    let report = if matches!(order.job, Job::Photo { .. }) && weigh::too_heavy(&bytes, &limits) {
        Report::unreadable(&order.name, bytes.len() as u64, Unreadable::Damaged)
    } else {
        media::run(&order.job, &order.name, &bytes, &mut |_| {})
    };
    io::stdout().lock().write_all(&serde_json::to_vec(&report)?)
}

/// Above this, an allocation fails and the process aborts.
#[cfg(unix)]
fn bound(bytes: u64) -> io::Result<()> {
    rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)
}

/// Other systems have no such limit that can be set from here.
#[cfg(not(unix))]
fn bound(_: u64) -> io::Result<()> {
    Ok(())
}
