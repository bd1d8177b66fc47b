//! A server on a free port with its own folders, a tiny rulebook made up for these tests, and a person who sends.
#![allow(dead_code)]

pub mod book;
pub mod paper;
pub mod raw;

use engine::wire::{Packet, Problem, Receipt};
use engine::{Answers, Fact, FileEntry, Finding, Slot};
use intake::{Clock, Options, Server};
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, Response};
use rulebook::{Day, DocumentId, FactId, Loaded, Takes};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const KEY: &str = "0123456789-abcdef_ABCDEF";

/// A server with all that belongs to it.
pub struct Desk {
    pub server: Server,
    pub clock: Clock,
    pub folder: TempDir,
    pub http: reqwest::Client,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Starts a server with the tiny rulebook.
pub async fn desk(change: impl FnOnce(&mut Options)) -> Desk {
    let folder = TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    start(folder, change).await
}

/// Starts a server in a folder that a server may have used before.
pub async fn start(folder: TempDir, change: impl FnOnce(&mut Options)) -> Desk {
    start_on(folder, "2026-11-23", change).await
}

/// The same on another day.
pub async fn start_on(folder: TempDir, today: &str, change: impl FnOnce(&mut Options)) -> Desk {
    let mut options = Options::new(folder.path().join("data"));
    options.rulebook = folder.path().join("rulebook");
    options.listen.set_port(0);
    options.limits.rate = 0;
    options.measurer = env!("CARGO_BIN_EXE_intake").into();
    change(&mut options);
    let clock = Clock::fixed(day(today));
    let server = Server::start(options, clock.clone()).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Desk {
        server,
        clock,
        folder,
        http,
    }
}

impl Desk {
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address())
    }

    pub fn post(&self, key: &str, form: Form) -> RequestBuilder {
        self.http
            .post(self.at("/applications"))
            .header("Idempotency-Key", key)
            .multipart(form)
    }

    pub async fn send(&self, key: &str, sent: &Sent) -> Response {
        self.post(key, sent.form()).send().await.unwrap()
    }

    /// The folder of the data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Ends it; its folders stay.
    pub async fn close(self) -> TempDir {
        let Desk { server, folder, .. } = self;
        server.close().await;
        folder
    }

    /// Ends it, and starts it again in the same folders.
    pub async fn again(self, change: impl FnOnce(&mut Options)) -> Desk {
        start(self.close().await, change).await
    }

    /// Lets the days pass one after the other up to this one. Says how many submissions were deleted meanwhile.
    pub async fn pass_until(&self, last: &str) -> usize {
        let mut gone = 0;
        while self.clock.today() < day(last) {
            gone += self.server.sweep().await;
            self.clock.set(self.clock.today().succ_opt().unwrap());
        }
        gone + self.server.sweep().await
    }

    /// A client that comes from this address.
    pub fn client_from(&self, address: &str) -> reqwest::Client {
        let client = reqwest::Client::builder().no_proxy().local_address(Some(address.parse().unwrap()));
        client.build().unwrap()
    }

    /// How many submissions are on the disk.
    pub fn kept(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("data/files")).unwrap().count()
    }

    /// How many are arriving.
    pub fn arriving(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("data/arriving")).unwrap().count()
    }
}

/// A packet and the bytes of its files, as a client sends them.
#[derive(Clone)]
pub struct Sent {
    pub packet: Packet,
    pub files: Vec<(String, Vec<u8>)>,
}

impl Sent {
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(&self.packet).unwrap()
    }

    pub fn form(&self) -> Form {
        form(self.json(), &self.files)
    }
}

pub fn form(packet: Vec<u8>, files: &[(String, Vec<u8>)]) -> Form {
    let packet = Part::bytes(packet).mime_str("application/json").unwrap();
    files.iter().fold(Form::new().part("packet", packet), |form, (key, bytes)| {
        form.part(key.clone(), Part::bytes(bytes.clone()).file_name("../../evil.pdf"))
    })
}

pub fn loaded(folder: &Path) -> Loaded {
    rulebook::host::load(folder).unwrap().loaded()
}

/// What a client makes of these answers and files, with the same engine.
pub fn made(book: &Loaded, answers: &[(&str, &str)], files: &[(&str, Vec<u8>)], today: &str) -> Result<Sent, Vec<Finding>> {
    let mut case = Answers::default();
    for (field, typed) in answers {
        case.set(Slot::of(*field), *typed);
    }
    for (at, (document, bytes)) in files.iter().enumerate() {
        case.put_file(
            &DocumentId::new(*document),
            measured(&format!("file-{at}"), "x.pdf", Takes::Paper, bytes),
        );
    }
    let assessment = engine::assess(book, &case, day(today));
    let accepted = assessment.doubtful().map(Finding::key).collect();
    let packet = engine::packet(book, &case, &assessment, &accepted)?.wire().clone();
    let files = files
        .iter()
        .enumerate()
        .map(|(at, (_, bytes))| (format!("file-{at}"), bytes.clone()))
        .collect();
    Ok(Sent { packet, files })
}

/// What a client measures.
pub fn measured(key: &str, name: &str, takes: Takes, bytes: &[u8]) -> FileEntry {
    let (max_bytes, max_pixels) = (1 << 30, 1 << 30);
    let job = match takes {
        Takes::Photo => media::Job::Photo {
            max_bytes,
            max_pixels,
            frame: None,
        },
        Takes::Paper => media::Job::Paper {
            max_bytes,
            max_pixels,
            decode: false,
        },
    };
    let facts = media::run(&job, name, bytes, &mut |_| {}).facts.into_iter().map(|(name, fact)| {
        let fact = match fact {
            media::Fact::Bool(is) => Fact::Bool(is),
            media::Fact::Number(number) => Fact::Number(number),
            media::Fact::Text(text) => Fact::Text(text),
        };
        (FactId::new(name), fact)
    });
    FileEntry {
        key: key.into(),
        name: name.into(),
        facts: Some(facts.collect()),
        ..FileEntry::default()
    }
}

/// A person in whose case nothing is wrong.
pub fn good(desk: &Desk) -> Sent {
    named(desk, "LE THI")
}

pub fn named(desk: &Desk, name: &str) -> Sent {
    let answers = book::answers(name);
    let files = [(book::PAPER, paper::pdf(1))];
    made(&loaded(&desk.folder.path().join("rulebook")), &answers, &files, "2026-11-23").unwrap()
}

pub async fn receipt(response: Response) -> Receipt {
    assert_eq!(response.status(), 201, "{:?}", response.text().await);
    response.json().await.unwrap()
}

/// The problem of a refused request, whose form is checked on the way.
pub async fn problem(response: Response, status: u16, kind: &str) -> Problem {
    let seen = response.status().as_u16();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let text = response.text().await.unwrap();
    let problem: Problem = serde_json::from_str(&text).unwrap();
    assert_eq!((seen, problem.status), (status, status), "{text}");
    assert_eq!(problem.kind, format!("urn:madoguchi:problem:{kind}"), "{text}");
    problem
}

/// A program in the place of the one that measures: it runs this script before, with `$order` to look at, and then measures.
#[cfg(unix)]
pub fn measurer(options: &mut Options, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let program = options.data.with_file_name("measurer");
    let real = env!("CARGO_BIN_EXE_intake");
    let text = format!("#!/bin/sh\norder=$(cat)\n{script}\nprintf '%s' \"$order\" | exec {real} measure-one-file\n");
    // Written under another name first: a program that is still open for writing cannot be started.
    std::fs::write(program.with_extension("new"), text).unwrap();
    std::fs::set_permissions(program.with_extension("new"), std::fs::Permissions::from_mode(0o700)).unwrap();
    std::fs::rename(program.with_extension("new"), &program).unwrap();
    options.measurer = program;
}
