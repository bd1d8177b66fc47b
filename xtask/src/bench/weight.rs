//! What a visitor downloads for it: every file that was really asked for, after brotli at its best.

use super::config::Beside;
use super::report::{Row, Value};
use crate::place;
use crate::post_build::compress;
use crate::post_build::names::short_hash;
use crate::run::{Outcome, at};
use std::collections::BTreeSet;
use std::path::Path;

/// What was asked of ours, beside what was asked of each rival.
pub fn rows(part: &str, asked: &BTreeSet<String>, site: &Path, beside: &Beside) -> Outcome<Vec<Row>> {
    let ours = weight(asked, "/site/", site)?;
    let first = if part == "photo" { "photo" } else { "verdict" };
    let row = |rival: &str, below: &str, folder: &Path| {
        weight(asked, below, folder).map(|theirs| Row {
            what: format!("{part}: loaded for the first {first}"),
            unit: "bytes".to_owned(),
            ours: Value::once(ours),
            rival: rival.to_owned(),
            theirs: Some(Value::once(theirs)),
        })
    };
    let rivals = match beside {
        Beside::Site(other) => return Ok(vec![row("the site beside", "/beside/", other)?]),
        Beside::Rivals(rivals) => rivals,
    };
    match part {
        "photo" => Ok(vec![row(&rivals.mediapipe, "/rivals/", &rivals.folder)?]),
        _ => Ok(vec![
            row(&rivals.pdfjs, "/rivals/pdfjs/", &rivals.folder.join("pdfjs"))?,
            row(&rivals.pdf_lib, "/rivals/pdf-lib/", &rivals.folder.join("pdf-lib"))?,
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
pub fn packed(file: &Path) -> Outcome<u64> {
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
