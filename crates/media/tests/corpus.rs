//! Real files of other projects: what is measured must agree with what qpdf says of them, and what is joined of them
//! must not be worse than it was.
//!
//! The files are not ours and are not kept here. `cargo xtask test --all` fetches them and runs this; by hand:
//! `MEDIA_CORPUS=<folder> cargo test -p media --test corpus -- --ignored --nocapture`.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use media::{Fact, Report};
use support::corpus::{Checked, Paper, papers};
use support::joining::{check_by_qpdf, done, job, whole};
use support::{PAPER, report};

fn fact<'a>(report: &'a Report, name: &str) -> Option<&'a Fact> {
    report.facts.get(name)
}

fn yes(report: &Report, name: &str) -> Option<bool> {
    match fact(report, name)? {
        Fact::Bool(yes) => Some(*yes),
        _ => None,
    }
}

fn number(report: &Report, name: &str) -> Option<f64> {
    match fact(report, name)? {
        Fact::Number(number) => Some(*number),
        _ => None,
    }
}

/// What is wrong with which files, by the end of their names.
#[derive(Default)]
struct Wrong(BTreeSet<String>);

impl Wrong {
    fn note(&mut self, name: &str, wrong: bool) {
        if wrong {
            self.0.insert(name.to_owned());
        }
    }

    /// Fails if something is wrong with other files than these. One that is no longer among the files is no fault.
    #[track_caller]
    fn only(&self, what: &str, known: &[&str]) {
        let new: Vec<_> = self.0.iter().filter(|name| !known.iter().any(|it| name.ends_with(it))).collect();
        assert!(new.is_empty(), "{what}: {new:#?}");
    }
}

#[test]
#[ignore = "needs the corpus: cargo xtask test --all"]
fn locks_pages_and_damage_agree_with_qpdf() {
    let [mut locks, mut permits, mut pages, mut damage, mut sound, mut opinions] = <[Wrong; 6]>::default();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut slowest = Duration::ZERO;
    for Paper { name, bytes, qpdf } in papers() {
        let start = Instant::now();
        let seen = report(PAPER, &name, &bytes);
        slowest = slowest.max(start.elapsed());
        let mut count = |what| *counts.entry(what).or_default() += 1;
        count("files");
        if fact(&seen, "file.format") != Some(&Fact::Text("pdf".to_owned())) {
            // It is refused as no PDF at all; qpdf looks for one in anything.
            count("no PDF");
            assert!(seen.unreadable.is_some(), "{name}");
            continue;
        }
        if let Some(locked) = qpdf.locked {
            count(if locked { "locked" } else { "open" });
            locks.note(&name, yes(&seen, "pdf.encrypted").unwrap_or(false) != locked);
        }
        for (name_of_fact, wanted) in [("pdf.may_print", qpdf.may_print), ("pdf.may_copy", qpdf.may_copy)] {
            permits.note(&name, wanted.is_some() && yes(&seen, name_of_fact) != wanted);
        }
        if let Some(wanted) = qpdf.pages {
            count("with a number of pages");
            pages.note(&name, number(&seen, "pdf.pages") != Some(wanted));
        }
        let broken = yes(&seen, "pdf.damaged") != Some(false)
            || yes(&seen, "pdf.truncated") != Some(false)
            || number(&seen, "pdf.unreadable_pages").is_some_and(|it| it > 0.0)
            || seen.unreadable.is_some();
        if !qpdf.needs_password {
            match qpdf.checked {
                Checked::Clean => {
                    count("clean");
                    damage.note(&name, broken);
                    opinions.note(&name, yes(&seen, "pdf.second_opinion") == Some(false));
                }
                Checked::Warnings => count("with warnings"),
                Checked::Errors => {
                    count("with errors");
                    sound.note(&name, !broken);
                }
            }
        }
        if yes(&seen, "pdf.second_opinion").is_some() {
            count("with a second opinion");
        }
    }
    println!("permissions {:#?}", permits.0);
    println!("{counts:#?}\nslowest {slowest:?}");
    println!(
        "pages {:#?}\ndamage {:#?}\nsound {:#?}\nopinions {:#?}",
        pages.0, damage.0, sound.0, opinions.0
    );
    locks.only("locks", &[]);
    permits.only("permissions", &[]);
    pages.only("pages", PAGES_DIFFER);
    damage.only("called damaged, and qpdf finds nothing", DAMAGE_DIFFERS);
    sound.only("called whole, and qpdf finds errors", &[]);
    opinions.only("called odd, and qpdf finds nothing", &[]);
}

#[test]
#[ignore = "needs the corpus: cargo xtask test --all"]
fn what_is_joined_is_never_worse() {
    let mut worse = Wrong::default();
    let mut fewer = Wrong::default();
    let mut incomplete = Wrong::default();
    let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
    let mut slowest = Duration::ZERO;
    for Paper { name, bytes, qpdf } in papers() {
        let start = Instant::now();
        let (report_of_job, made) = done(&job(whole(1)), &[&bytes]);
        slowest = slowest.max(start.elapsed());
        let Some(made) = made else {
            let code = format!("{:?}", fact(&report_of_job, "join.refused"));
            println!("{code} {name}");
            incomplete.note(&name, code.contains("incomplete"));
            // What is locked is never touched.
            *outcomes.entry(code).or_default() += 1;
            continue;
        };
        assert_ne!(qpdf.locked, Some(true), "{name} is locked and was joined");
        let checked = check_by_qpdf(&made);
        *outcomes.entry(format!("joined, {checked:?}")).or_default() += 1;
        worse.note(&name, checked > qpdf.checked);
        fewer.note(
            &name,
            qpdf.pages.is_some_and(|pages| number(&report_of_job, "made.pages") != Some(pages)),
        );
        // What was made is read as it was meant.
        let seen = report(PAPER, "made.pdf", &made);
        assert_eq!(number(&seen, "pdf.pages"), number(&report_of_job, "made.pages"), "{name}");
        assert_eq!(yes(&seen, "pdf.damaged"), Some(false), "{name}");
    }
    println!(
        "{outcomes:#?}\nslowest {slowest:?}\nworse {:#?}\nother pages {:#?}",
        worse.0, fewer.0
    );
    worse.only("worse under qpdf --check", &[]);
    incomplete.only("refused because something is lost", INCOMPLETE);
    fewer.only("other pages than before", JOINED_PAGES_DIFFER);
}

/// Trees of pages and locks that are broken on purpose: qpdf saves other things out of them than we do.
const PAGES_DIFFER: &[&str] = &[
    "tests/resources/cyclic-toc.pdf",
    "resources/encrypted_doc_no_id.pdf",
    "qtest/qpdf/bad-encryption-length.pdf",
    "qtest/qpdf/bad35.pdf",
    "qtest/qpdf/filter-abbreviation.pdf",
    "qtest/qpdf/issue-119.pdf",
    "qtest/qpdf/issue-120.pdf",
    "qtest/qpdf/many-nulls.pdf",
    "qtest/qpdf/pages-is-page.pdf",
];

/// Files that qpdf reads without a word although they are not as they should be: a filter under its short name, lines
/// before the header, a table without its blanks, a page whose content is none ("something new 1").
const DAMAGE_DIFFERS: &[&str] = &[
    "qtest/qpdf/filter-abbreviation.pdf",
    "qtest/qpdf/good19.pdf",
    "qtest/qpdf/leading-junk.pdf",
    "qtest/qpdf/no-space-in-xref.pdf",
    "qtest/qpdf/test79.pdf",
];

/// The text of their only page would be lost: its object is headed `x 0 obj`, `4 x obj`, without its word, or by another number,
/// and qpdf does not find it either. Before, they were joined as an empty page.
const INCOMPLETE: &[&str] = &[
    "qtest/qpdf/bad25.pdf",
    "qtest/qpdf/bad26.pdf",
    "qtest/qpdf/bad27.pdf",
    "qtest/qpdf/bad32.pdf",
];

/// Among the above: the tree of pages is no tree, or does not say its count, which qpdf takes for none.
const JOINED_PAGES_DIFFER: &[&str] = &[
    "tests/resources/cyclic-toc.pdf",
    "qtest/qpdf/many-nulls.pdf",
    "qtest/qpdf/pages-is-page.pdf",
];
