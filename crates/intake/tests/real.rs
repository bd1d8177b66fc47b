//! The real rulebook: every worked person who may send is taken, with files that are really there.

mod support;

use engine::cases::CaseFile;
use engine::{Answers, FileEntry, Finding};
use intake::Status;
use rulebook::{DocumentId, Loaded, Takes};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::*;

fn rulebook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook")
}

/// The rulebook as it is loaded, and a desk that judges by it.
async fn real() -> (Loaded, Desk) {
    let desk = start(tempfile::TempDir::new().unwrap(), |options| options.rulebook = rulebook()).await;
    (loaded(&rulebook()), desk)
}

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
}

/// The packet of a worked person whose made-up measurements are replaced by those of real files; nothing where it may not be sent.
fn packed(book: &Loaded, case: &CaseFile) -> Option<Sent> {
    packed_as(book, case, &|_, _, _| ())
}

/// The same, with something said of each paper.
fn packed_as(book: &Loaded, case: &CaseFile, say: &dyn Fn(&mut Answers, &DocumentId, &str)) -> Option<Sent> {
    let mut answers: Answers = case.judged(book);
    let mut files = Vec::new();
    for document in engine::assess(book, &answers, case.today).documents {
        let keys: Vec<String> = answers.files(&document.id).iter().map(|file| file.key.clone()).collect();
        for key in keys {
            let (bytes, name) = match document.takes {
                Takes::Photo => (paper::photo(), "photo.jpg"),
                Takes::Paper => (paper::pdf(1), "paper.pdf"),
            };
            answers.put_file(&document.id, measured(&key, name, document.takes, &bytes));
            if document.takes == Takes::Paper {
                say(&mut answers, &document.id, &key);
            }
            files.push((key, bytes));
        }
    }
    let assessment = engine::assess(book, &answers, case.today);
    let accepted: BTreeSet<String> = assessment.doubtful().map(Finding::key).collect();
    let packet = engine::packet(book, &answers, &assessment, &accepted).ok()?.wire().clone();
    files.retain(|(key, _)| packet.files.iter().any(|file| file.key == *key));
    Some(Sent { packet, files })
}

#[tokio::test]
async fn every_worked_person_who_may_send_is_taken() {
    let (book, desk) = real().await;
    let mut paths = Vec::new();
    cases(&rulebook().join("cases"), &mut paths);
    paths.sort();
    let mut taken = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let case = CaseFile::open(path).unwrap();
        let Some(sent) = packed(&book, &case) else { continue };
        desk.clock.set(case.today);
        let response = desk.send(&format!("worked-person-{at:04}"), &sent).await;
        let status = response.status();
        assert_eq!(status, 201, "{}: {}", path.display(), response.text().await.unwrap());
        taken.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    println!("taken: {taken:?}");
    for kind in ["minimal_", "maximal_"] {
        assert!(taken.iter().any(|name| name.starts_with(kind)), "{kind}: {taken:?}");
    }
    assert_eq!(desk.kept(), taken.len());
}

/// No machine sees on which day a certificate was issued: what the person says travels along, and an old one is doubted here too.
#[tokio::test]
async fn the_day_of_issue_is_judged_here_too() {
    let (book, desk) = real().await;
    let case = CaseFile::open(&rulebook().join("cases/extension/minimal_engineer.toml")).unwrap();
    desk.clock.set(case.today);
    let mut doubts = Vec::new();
    for (key, months) in [
        ("the-day-is-not-said", None),
        ("issued-a-month-ago", Some(1)),
        ("issued-a-year-ago-", Some(12)),
    ] {
        let issued = months.map(|months| case.today - chrono::Months::new(months));
        let sent = packed_as(&book, &case, &|answers, document, key| {
            let Some(file) = answers.files(document).iter().find(|file| file.key == key).cloned() else {
                return;
            };
            let mut facts = file.facts.clone().unwrap_or_default();
            engine::set_issued(&mut facts, issued);
            answers.put_file(
                document,
                FileEntry {
                    facts: Some(facts),
                    ..file
                },
            );
        })
        .unwrap();
        assert!(
            sent.packet.files.iter().any(|file| file.issued == issued),
            "{:?}",
            sent.packet.files
        );
        let receipt = receipt(desk.send(key, &sent).await).await;
        let status = desk.http.get(desk.at(&format!("/applications/{}", receipt.number)));
        let status: Status = status.bearer_auth(&receipt.secret).send().await.unwrap().json().await.unwrap();
        assert!(status.unseen.is_empty(), "{:?}", status.unseen);
        doubts.push(status.findings.len());
    }
    let [not_said, lately, long_ago] = doubts[..] else { unreachable!() };
    assert_eq!((lately, long_ago), (not_said, not_said + 1));
}

/// As the desk says it: no paper is issued after today.
#[tokio::test]
async fn a_day_of_issue_that_is_still_to_come_is_refused() {
    let (book, desk) = real().await;
    let case = CaseFile::open(&rulebook().join("cases/extension/minimal_engineer.toml")).unwrap();
    desk.clock.set(case.today);
    let sent = packed(&book, &case).unwrap();
    let paper = sent
        .packet
        .files
        .iter()
        .position(|file| file.media_type == "application/pdf")
        .unwrap();
    let issued = |day: Option<rulebook::Day>| {
        let mut sent = sent.clone();
        sent.packet.files[paper].issued = day;
        sent
    };
    for day in [case.today.succ_opt(), "2031-01-01".parse().ok()] {
        let refused = problem(desk.send(KEY, &issued(day)).await, 422, "not-ready").await;
        let rules: Vec<&str> = refused.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["r.paper_future"], "{day:?}");
    }
    receipt(desk.send(KEY, &issued(Some(case.today))).await).await;
}

#[tokio::test]
async fn the_judgement_is_that_of_this_side() {
    let (book, desk) = real().await;
    let case = CaseFile::open(&rulebook().join("cases/extension/minimal_engineer.toml")).unwrap();
    let sent = packed(&book, &case).unwrap();
    // The packet is sent on the day of its case, and years later.
    desk.clock.set(case.today + chrono::Days::new(3000));
    let late = problem(desk.send(KEY, &sent).await, 422, "not-ready").await;
    assert!(late.findings.iter().any(Finding::blocks), "{late:?}");
    desk.clock.set(case.today);
    receipt(desk.send(KEY, &sent).await).await;
}

/// Whoever had the page open when the rulebook changed sends what that page made.
#[tokio::test]
async fn what_every_build_that_shipped_sends_is_taken() {
    let (_, desk) = real().await;
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/files/shipped");
    let mut paths: Vec<PathBuf> = inside(&shipped)
        .iter()
        .filter(|it| it.is_dir())
        .flat_map(|build| inside(build))
        .collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".packet.json"));
    paths.sort();
    assert!(!paths.is_empty());
    for (at, path) in paths.iter().enumerate() {
        let mut packet: engine::wire::Packet = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let mut files = Vec::new();
        for file in &mut packet.files {
            let bytes = if file.media_type == "image/jpeg" {
                paper::photo()
            } else {
                paper::pdf(1)
            };
            file.bytes = bytes.len() as u64;
            files.push((file.key.clone(), bytes));
        }
        let named = path.display();
        desk.clock.set(packet.judged_on);
        let response = desk.send(&format!("sent-by-a-build-{at:04}"), &Sent { packet, files }).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, 201, "{named}: {text}");
        let receipt: engine::wire::Receipt = serde_json::from_str(&text).unwrap();
        let status = desk.http.get(desk.at(&format!("/applications/{}", receipt.number)));
        let status: Status = status.bearer_auth(&receipt.secret).send().await.unwrap().json().await.unwrap();
        assert_eq!(status.unseen, Vec::<String>::new(), "{named}: no doubt that its build had not");
    }
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
