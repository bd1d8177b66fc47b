//! Real files of other projects: what is measured must agree with what qpdf says of them.
//!
//! The files are not ours and are not kept here. `cargo xtask test --all` fetches them and runs this; by hand:
//! `MEDIA_CORPUS=<folder> cargo test -p media --test corpus -- --ignored`.

mod support;

use std::collections::BTreeSet;

use media::{Fact, Report};
use support::corpus::{Checked, Paper, papers};
use support::{PAPER, report};

fn yes(report: &Report, name: &str) -> Option<bool> {
    match report.facts.get(name)? {
        Fact::Bool(yes) => Some(*yes),
        _ => None,
    }
}

fn number(report: &Report, name: &str) -> Option<f64> {
    match report.facts.get(name)? {
        Fact::Number(number) => Some(*number),
        _ => None,
    }
}

/// Fails unless the files for which something is wrong are exactly the known ones.
#[track_caller]
fn only(what: &str, found: BTreeSet<String>, known: &[&str]) {
    let known: BTreeSet<String> = known.iter().map(|it| (*it).to_owned()).collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "{what}: new {new:#?}, no longer {gone:#?}");
}

#[test]
#[ignore = "needs the corpus: cargo xtask test --all"]
fn locks_pages_and_damage_agree_with_qpdf() {
    let mut wrong: [BTreeSet<String>; 4] = Default::default();
    let [locks, pages, damage, soundness] = &mut wrong;
    let mut counts = [0u32; 4];
    for Paper { name, bytes, qpdf } in papers() {
        let seen = report(PAPER, &name, &bytes);
        if let Some(locked) = qpdf.locked {
            counts[usize::from(locked)] += 1;
            if yes(&seen, "pdf.encrypted").unwrap_or(false) != locked {
                locks.insert(name.clone());
            }
        }
        if let Some(wanted) = qpdf.pages {
            counts[2] += 1;
            if number(&seen, "pdf.pages") != Some(wanted) {
                println!("{name}: {:?} pages, qpdf {wanted}", number(&seen, "pdf.pages"));
                pages.insert(name.clone());
            }
        }
        let damaged = yes(&seen, "pdf.damaged") != Some(false) || seen.unreadable.is_some();
        match qpdf.checked {
            Checked::Clean if damaged => drop(damage.insert(name.clone())),
            Checked::Errors if !damaged => drop(soundness.insert(name.clone())),
            _ => {}
        }
        counts[3] += 1;
    }
    println!(
        "{} files; {} locked, {} open; {} with a number of pages",
        counts[3], counts[1], counts[0], counts[2]
    );
    println!("{wrong:#?}");
}
