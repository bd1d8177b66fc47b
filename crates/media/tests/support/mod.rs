//! What every test of this crate needs: one way to ask, one way to check, and makers of files.
#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod colours;
pub mod corpus;
pub mod joining;
pub mod mutants;
pub mod pdfs;
pub mod pictures;
#[cfg(feature = "face")]
pub mod portraits;

use media::{FACTS, Fact, FactKind, Job, Report, run};

pub const MAX_BYTES: u64 = 100 << 20;
pub const MAX_PIXELS: u64 = 40_000_000;

pub const PHOTO: Job = Job::Photo {
    max_bytes: MAX_BYTES,
    max_pixels: MAX_PIXELS,
    frame: None,
};
pub const PAPER: Job = Job::Paper {
    max_bytes: MAX_BYTES,
    max_pixels: MAX_PIXELS,
    decode: true,
};

/// Runs a job and holds the report to what is true of all reports.
#[track_caller]
pub fn report(job: Job, name: &str, bytes: &[u8]) -> Report {
    let mut last = 0;
    let report = run(&job, name, bytes, &mut |percent| {
        assert!(percent >= last && percent <= 100, "progress fell from {last} to {percent}");
        last = percent;
    });
    assert_eq!(last, 100, "the last word on progress");
    hold(&report);
    report
}

/// Holds a report to what is true of all reports.
#[track_caller]
pub fn hold(report: &Report) {
    for (name, fact) in &report.facts {
        let info = FACTS
            .iter()
            .find(|info| info.name == name)
            .unwrap_or_else(|| panic!("{name} is not in FACTS"));
        let kind = match fact {
            Fact::Bool(_) => FactKind::Bool,
            Fact::Number(number) => {
                assert!(number.is_finite(), "{name} is {number}");
                FactKind::Number
            }
            Fact::Text(_) => FactKind::Text,
        };
        assert_eq!(kind, info.kind, "{name}");
    }
    let code = report.facts.get("file.unreadable").cloned();
    assert_eq!(code, report.unreadable.map(|why| Fact::Text(why.code().to_owned())));
    let wire = serde_json::to_string(report).unwrap();
    assert_eq!(
        serde_json::from_str::<Report>(&wire).unwrap(),
        *report,
        "the wire must not change a report"
    );
}

/// Checks one fact, written as JSON; `-` is "absent".
#[track_caller]
pub fn check(report: &Report, name: &str, wanted: &str) {
    assert!(FACTS.iter().any(|info| info.name == name), "{name} is not in FACTS");
    let got = report.facts.get(name).map_or("-".to_owned(), |fact| match fact {
        Fact::Bool(value) => value.to_string(),
        Fact::Number(value) => value.to_string(),
        Fact::Text(value) => value.clone(),
    });
    assert_eq!(got, wanted, "{name} in {report:#?}");
}

/// Checks many facts: `name value` a line.
#[track_caller]
pub fn check_all(report: &Report, wanted: &str) {
    for line in wanted.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(' ').unwrap();
        check(report, name, value);
    }
}
