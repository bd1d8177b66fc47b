//! The receiving side: the real program, with a folder of its own.

use crate::contract;
use crate::process::{Process, free_port};
use engine::wire::Packet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A running `intake`, which also serves the site.
pub struct Desk {
    /// Where it listens, also after it was stopped and started again.
    pub port: u16,
    data: tempfile::TempDir,
    site: PathBuf,
    today: String,
    more: Vec<String>,
    running: Option<Process>,
}

impl Desk {
    /// Starts it with a built site, on a day.
    pub fn start(site: &Path, today: &str) -> Desk {
        Desk::start_with(site, today, &[])
    }

    /// Starts it with more options.
    pub fn start_with(site: &Path, today: &str, more: &[String]) -> Desk {
        let mut desk = Desk {
            port: free_port(),
            data: tempfile::tempdir().expect("a folder"),
            site: site.to_owned(),
            today: today.to_owned(),
            more: more.to_vec(),
            running: None,
        };
        desk.begin();
        desk
    }

    /// Starts it (again) on the same port with the same data.
    pub fn begin(&mut self) {
        let mut command = Command::new(contract::intake());
        command.arg("--listen").arg(format!("127.0.0.1:{}", self.port));
        command.arg("--data").arg(self.data.path()).arg("--site").arg(&self.site);
        command.arg("--rulebook").arg(contract::root().join("rulebook"));
        // All requests of a test come from one address, and faster than a person makes them.
        command.args(["--rate", "0", "--today", &self.today]).args(&self.more);
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.unwrap_or_else(|why| panic!("intake: {why}"));
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        let _ = out.read_line(&mut line);
        assert!(line.starts_with("listening on http://"), "intake says {line:?}");
        // Its log may go on, and must find somebody who reads it.
        std::thread::spawn(move || for _ in out.lines().map_while(Result::ok) {});
        self.running = Some(Process::of(child));
    }

    /// Ends it at once, as when a machine loses its power.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts it again on another day.
    pub fn begin_on(&mut self, today: &str) {
        self.stop();
        self.today = today.to_owned();
        self.begin();
    }

    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The packets that it keeps, each with the sizes of its files in order.
    pub fn kept(&self) -> Vec<(Packet, Vec<u64>)> {
        let folder = self.data.path().join("files");
        let entries = std::fs::read_dir(&folder).map(|entries| entries.flatten().collect::<Vec<_>>());
        let mut found = Vec::new();
        for entry in entries.unwrap_or_default() {
            let Ok(text) = std::fs::read_to_string(entry.path().join("packet.json")) else {
                continue;
            };
            let packet: Packet = serde_json::from_str(&text).expect("a packet");
            let size = |at: usize| {
                let file = entry.path().join(format!("file-{at:03}"));
                std::fs::metadata(&file).map_or(0, |it| it.len())
            };
            let sizes = (0..packet.files.len()).map(size).collect();
            found.push((packet, sizes));
        }
        found
    }
}
