//! A program that ends with its owner, and ports for it.

use crate::clock::Deadline;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
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
    /// Starts a program whose output nobody reads, and waits until it listens.
    pub fn listening<S: AsRef<OsStr>>(program: S, args: &[String], port: u16) -> Process {
        let name = program.as_ref().to_string_lossy().into_owned();
        let started = Command::new(program)
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let process = Process(started.unwrap_or_else(|why| panic!("{name}: {why}")));
        let deadline = Deadline::after(Duration::from_secs(60));
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(!deadline.is_over(), "{name} does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        process
    }

    /// Takes a program that somebody else has started.
    pub fn of(child: Child) -> Process {
        Process(child)
    }
}

/// A port that is free now.
pub fn free_port() -> u16 {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
    bound.expect("a free port").port()
}
