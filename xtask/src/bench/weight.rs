//! What a visitor downloads for it: every file that was really asked for, after brotli at its best.

use super::report::{Row, Value};
use crate::place;
use crate::post_build::compress;
use crate::post_build::names::short_hash;
use crate::run::{Outcome, at};
use crate::setup::Rivals;
use std::collections::BTreeSet;
use std::path::Path;

/// What was asked of ours, beside what was asked of each rival.
pub fn rows(part: &str, asked: &BTreeSet<String>, site: &Path, rivals: &Rivals) -> Outcome<Vec<Row>> {
    let ours = weight(asked, "/site/", site)?;
    let row = |what: &str, rival: &str, folder: &str| {
        let theirs = weight(asked, &format!("/rivals/{folder}"), &rivals.folder.join(folder));
        theirs.map(|theirs| Row {
            what: format!("{part}: {what}"),
            unit: "bytes".to_owned(),
            ours: Value::once(ours),
            rival: rival.to_owned(),
            theirs: Value::once(theirs),
        })
    };
    match part {
        "photo" => Ok(vec![row("loaded for the first photo", &rivals.mediapipe, "")?]),
        _ => Ok(vec![
            row("loaded for the first verdict", &rivals.pdfjs, "pdfjs/")?,
            row("loaded for the first verdict", &rivals.pdf_lib, "pdf-lib/")?,
        ]),
    }
}

fn weight(asked: &BTreeSet<String>, below: &str, folder: &Path) -> Outcome<f64> {
    let mut sum = 0;
    for name in asked.iter().filter_map(|it| it.strip_prefix(below)) {
        sum += packed(&folder.join(name))?;
    }
    Ok(sum as f64)
}

/// Packing thirteen megabytes of wasm takes a minute, and they do not change: the size is kept, by the content.
fn packed(file: &Path) -> Outcome<u64> {
    let beside = file.with_added_extension("br");
    if beside.is_file() {
        return Ok(at(&beside, beside.metadata())?.len());
    }
    let bytes = at(file, std::fs::read(file))?;
    let kept = place::target().join("bench/packed").join(short_hash(&bytes));
    if let Some(size) = std::fs::read_to_string(&kept).ok().and_then(|it| it.parse().ok()) {
        return Ok(size);
    }
    let size = compress::brotli(&bytes).len() as u64;
    if let Some(dir) = kept.parent() {
        at(dir, std::fs::create_dir_all(dir))?;
    }
    at(&kept, std::fs::write(&kept, size.to_string()))?;
    Ok(size)
}
