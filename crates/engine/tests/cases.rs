//! Every worked person of `rulebook/cases` gets the assessment that is written there.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{At, Fact, Truth, assess, checks};
use rulebook::FactId;
use std::path::{Path, PathBuf};

fn check(path: &Path) -> Result<(), Vec<String>> {
    let case = CaseFile::open(path).map_err(|why| vec![why])?;
    let differences = case.differences(&assess(book(), &case.judged(book()), case.today));
    if differences.is_empty() { Ok(()) } else { Err(differences) }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
}

#[test]
fn every_case_is_judged_as_written() {
    let mut all = Vec::new();
    files(&root().join("cases"), &mut all);
    assert!(!all.is_empty(), "there are no cases");
    let mut wrong = String::new();
    for path in &all {
        let name = path.strip_prefix(root()).unwrap_or(path).display();
        match check(path) {
            Ok(()) => println!("ok    {name}"),
            Err(differences) => {
                println!("WRONG {name}");
                wrong.push_str(&format!("\n{name}\n  {}", differences.join("\n  ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_case_that_expects_the_wrong_thing_is_told_so() {
    let text = r#"
        title = "Nobody"
        today = "2026-11-23"
        [expect]
        ready = true
        findings = []
        fee_online = 1
        points = { "y.nothing" = 1 }
        needed = ["d.nothing"]
        dates = { "t.nothing" = "2026-11-23" }
        asked = ["f.nothing"]
    "#;
    let case = CaseFile::read(text).unwrap();
    let differences = case.differences(&assess(book(), &case.judged(book()), case.today));
    for expected in [
        "ready: ",
        "findings: ",
        "fee_online: ",
        "y.nothing: ",
        "d.nothing: ",
        "t.nothing: ",
        "f.nothing: ",
    ] {
        assert!(
            differences.iter().any(|it| it.starts_with(expected)),
            "{expected} in {differences:#?}"
        );
    }
}

#[test]
fn a_file_breaks_a_rule_exactly_where_there_is_a_finding() {
    let mut all = Vec::new();
    files(&root().join("cases"), &mut all);
    let (mut kept, mut broken) = (0, 0);
    for path in &all {
        let case = CaseFile::open(path).unwrap();
        let mut answers = case.judged(book());
        // Somebody who also gives a photo of the wrong shape.
        let photos: Vec<_> = answers
            .all_files()
            .map(|(document, file)| (document.clone(), file.clone()))
            .collect();
        for (document, mut file) in photos {
            if let Some(facts) = file.facts.as_mut().filter(|facts| facts.contains_key("photo.aspect")) {
                facts.insert(FactId::new("photo.aspect"), Fact::Number(1.0));
                answers.put_file(&document, file);
            }
        }
        let seen = assess(book(), &answers, case.today);
        for (document, file) in answers.all_files() {
            let Some(view) = seen.documents.iter().find(|view| view.id == *document) else {
                continue;
            };
            let at = At::File(document.clone(), file.key.clone());
            let found: Vec<&str> = seen.at(&at).map(|finding| finding.rule.as_str()).collect();
            for check in checks(book(), &answers, case.today, view.takes, document, &file.key) {
                assert_eq!(check.kept == Truth::No, found.contains(&check.rule.as_str()), "{path:?} {check:?}");
                kept += usize::from(check.kept == Truth::Yes);
                broken += usize::from(check.kept == Truth::No);
            }
        }
    }
    assert!(kept > 100 && broken > 10, "{kept} kept, {broken} broken");
}

/// What came of each rule about the photo of a worked person, once some of its facts are others.
fn photo_checks(facts: &[(&str, Fact)]) -> std::collections::BTreeMap<String, engine::Check> {
    let path = root().join("cases/extension/photo_seen_and_good.toml");
    let case = CaseFile::open(&path).unwrap();
    let mut answers = case.judged(book());
    let seen = assess(book(), &answers, case.today);
    let photo = seen.documents.iter().find(|view| view.takes == rulebook::Takes::Photo).unwrap();
    let mut file = answers.files(&photo.id).first().unwrap().clone();
    for (name, fact) in facts {
        file.facts.as_mut().unwrap().insert(FactId::new(*name), fact.clone());
    }
    answers.put_file(&photo.id, file.clone());
    let checks = checks(book(), &answers, case.today, photo.takes, &photo.id, &file.key);
    checks.into_iter().map(|check| (check.rule.to_string(), check)).collect()
}

#[test]
fn a_rule_that_is_not_asked_or_cannot_be_told_is_neither_kept_nor_broken() {
    let state = |facts: &[(&str, Fact)], rule: &str| {
        let check = &photo_checks(facts)[rule];
        (check.asked, check.sure, check.kept)
    };
    let (top, high) = ("r.photo_top", ("photo.uncut_top_mm", Fact::Number(0.3)));
    assert_eq!(state(&[], top), (Truth::Yes, Truth::Yes, Truth::Yes));
    assert_eq!(state(std::slice::from_ref(&high), top), (Truth::Yes, Truth::Yes, Truth::No));
    // A head that is cut off has no space above it that could be too small.
    let cut = ("photo.head_cut", Fact::Bool(true));
    assert_eq!(state(&[high.clone(), cut], top), (Truth::No, Truth::Yes, Truth::Unknown));
    // Of a knot of hair nobody knows where the head ends.
    let knot = ("photo.crown_rise", Fact::Number(1.6));
    assert_eq!(state(&[high, knot], top), (Truth::Yes, Truth::No, Truth::Unknown));
    // Turned: the chin is not where it seems.
    let turned = ("photo.yaw_deg", Fact::Number(-9.0));
    assert_eq!(state(&[turned], "r.photo_face_size").2, Truth::Unknown);
    let mouth = |open: f64| state(&[("photo.mouth_open", Fact::Number(open))], "r.photo_mouth").2;
    assert_eq!([mouth(0.05), mouth(0.2), mouth(0.4)], [Truth::Yes, Truth::Unknown, Truth::No]);
    let eyes = |open: f64| state(&[("photo.eyes_open", Fact::Number(open))], "r.photo_eyes").2;
    assert_eq!([eyes(0.1), eyes(0.2), eyes(0.4)], [Truth::No, Truth::Unknown, Truth::Unknown]);
}
