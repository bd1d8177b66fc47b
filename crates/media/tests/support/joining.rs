//! Joining, as a test asks for it, and a look at what came of it.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use lopdf::{Document, Object};
use media::{Input, Job, Part, Report, Turned, make};

use super::corpus::{Checked, checked};
use super::{MAX_BYTES, MAX_PIXELS, hold};

/// All pages of each file, as they are.
pub fn whole(files: usize) -> Vec<Part> {
    let files = 0..files as u32;
    files.map(|file| Part { file, pages: None }).collect()
}

/// Pages of a file, each with its turn.
pub fn part(file: u32, pages: &[(u32, u16)]) -> Part {
    let turned = pages.iter().map(|&(page, turn)| Turned { page, turn });
    Part {
        file,
        pages: Some(turned.collect()),
    }
}

/// Joins without a limit.
pub fn job(parts: Vec<Part>) -> Job {
    Job::Join {
        max_bytes: MAX_BYTES,
        max_pixels: MAX_PIXELS,
        under_bytes: None,
        best_dpi: 300,
        floor_dpi: 150,
        best_quality: 85,
        floor_quality: 50,
        parts,
    }
}

/// The same with a limit.
pub fn job_under(bytes: u64, parts: Vec<Part>) -> Job {
    match job(parts) {
        Job::Join {
            max_bytes,
            max_pixels,
            best_dpi,
            floor_dpi,
            best_quality,
            floor_quality,
            parts,
            ..
        } => Job::Join {
            under_bytes: Some(bytes),
            max_bytes,
            max_pixels,
            best_dpi,
            floor_dpi,
            best_quality,
            floor_quality,
            parts,
        },
        _ => unreachable!(),
    }
}

/// Does a job, and holds report and progress to what is true of all of them.
#[track_caller]
pub fn done(job: &Job, files: &[&[u8]]) -> (Report, Option<Vec<u8>>) {
    let inputs: Vec<Input<'_>> = files.iter().map(|bytes| Input { name: "paper", bytes }).collect();
    let mut last = 0;
    let (report, made) = make(job, &inputs, &mut |percent| {
        assert!(percent >= last && percent <= 100, "progress fell from {last} to {percent}");
        last = percent;
    });
    assert_eq!(last, 100, "the last word on progress");
    hold(&report);
    assert_eq!(made.is_some(), report.unreadable.is_none());
    assert_eq!(made.is_some(), !report.facts.contains_key("join.refused"), "{report:#?}");
    (report, made.map(|made| made.bytes))
}

/// Does a job that must succeed, with a file that qpdf finds nothing wrong with.
#[track_caller]
pub fn joined(job: &Job, files: &[&[u8]]) -> (Report, Vec<u8>) {
    let (report, made) = done(job, files);
    let made = made.unwrap_or_else(|| panic!("{report:#?}"));
    assert_eq!(check_by_qpdf(&made), Checked::Clean);
    (report, made)
}

/// Runs `qpdf --check` on bytes.
pub fn check_by_qpdf(bytes: &[u8]) -> Checked {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("{}-{}-joined.pdf", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    let checked = checked(&path);
    let _ = fs::remove_file(path);
    checked
}

/// Everything in a PDF as text, its streams unpacked: for looking whether a word is in it.
pub fn laid_open(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let text = |object: &Object| match object {
        Object::Stream(stream) => {
            let content = stream.get_plain_content().unwrap_or_default();
            format!("{:?} {}", stream.dict, String::from_utf8_lossy(&content))
        }
        other => format!("{other:?}"),
    };
    document.objects.values().map(text).collect::<Vec<_>>().join("\n")
}

/// The content of each page.
pub fn contents(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let pages = document.get_pages().into_values();
    pages
        .map(|page| String::from_utf8_lossy(&document.get_page_content(page)).trim().to_owned())
        .collect()
}

/// How each page is turned.
pub fn turns(pdf: &[u8]) -> Vec<i64> {
    let document = Document::load_mem(pdf).unwrap();
    let turn = |page| {
        document
            .get_dictionary(page)
            .unwrap()
            .get(b"Rotate")
            .map_or(0, |it| it.as_i64().unwrap())
    };
    document.get_pages().into_values().map(turn).collect()
}
