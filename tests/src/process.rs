//! A program that ends with its owner, and ports for it.

use crate::clock::Deadline;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A running program.
pub struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    /// Starts a program whose output nobody reads, and waits until it listens, or says why it does not.
    pub fn listening<S: AsRef<OsStr>>(program: S, args: &[String], port: u16) -> Result<Process, String> {
        let name = program.as_ref().to_string_lossy().into_owned();
        let started = Command::new(program)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut process = Process(started.map_err(|why| format!("{name}: {why}"))?);
        let deadline = Deadline::after(Duration::from_secs(60));
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Ok(Some(ended)) = process.0.try_wait() {
                return Err(format!("{name} ended at once: {ended}"));
            }
            if deadline.is_over() {
                return Err(format!("{name} does not listen"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(process)
    }

    /// Takes a program that somebody else has started.
    pub fn of(child: Child) -> Process {
        Process(child)
    }
}

/// Kills every program in whose command line this stands, and all that they have started, all at once.
pub fn kill_all_with(mark: &str) {
    let running: Vec<(u32, u32, String)> = std::fs::read_dir("/proc")
        .expect("a system with /proc")
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            Some((pid, parent, String::from_utf8_lossy(&line).into_owned()))
        })
        .collect();
    let named = running
        .iter()
        .filter(|(_, _, line)| line.contains(mark) && !line.contains("driver"));
    let mut doomed: Vec<u32> = named.map(|(pid, ..)| *pid).collect();
    assert!(!doomed.is_empty(), "nothing runs with {mark}");
    loop {
        let more = running
            .iter()
            .find(|(pid, parent, _)| doomed.contains(parent) && !doomed.contains(pid));
        let Some((pid, ..)) = more else { break };
        doomed.push(*pid);
    }
    let pids = doomed.iter().map(u32::to_string);
    // One that has just ended by itself is no failure.
    let _ = Command::new("kill").arg("-KILL").args(pids).stderr(Stdio::null()).status();
}

/// A port that is free now, and that is given to nobody else: below those which a system hands out by itself, each once.
pub fn free_port() -> u16 {
    const FIRST: u32 = 15_000;
    const MANY: u32 = 15_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Another process of these tests begins elsewhere.
    let start = std::process::id().wrapping_mul(101);
    let mut ports = (0..MANY).map(|_| FIRST + start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % MANY);
    let free = ports.find_map(|port| {
        let port = u16::try_from(port).ok()?;
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok().map(|_| port)
    });
    free.expect("a free port")
}
