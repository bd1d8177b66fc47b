//! Papers damaged in each place where an object is named, measured or found: what is joined of them draws all that another
//! reader, qpdf, finds of the original; or they are refused. Never less without a word, and no page is called blank on which
//! qpdf finds something.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use lopdf::{Dictionary, Document, Object};
use media::Fact;
use support::joining::{done, job, whole};
use support::pdfs::{flate, of_objects, stream};
use support::{PAPER, report};

/// Two pages with something of everything that can be seen: text in a font, a picture, a form, a stamp.
fn paper(packed: bool) -> Vec<u8> {
    let page = |content: u32| {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> /XObject << /I 6 0 R /M 9 0 R >> >> \
             /Contents {content} 0 R /Annots [7 0 R] >>"
        )
        .into_bytes()
    };
    let content = |text: &str| format!("BT /F1 28 Tf 60 700 Td ({text}) Tj ET q 200 0 0 200 60 300 cm /I Do Q /M Do").into_bytes();
    let one = match packed {
        // Length and packing behind references.
        true => [
            &b"<< /Filter 11 0 R /Length 12 0 R >>\nstream\n"[..],
            &flate(&content("ONE")),
            b"\nendstream",
        ]
        .concat(),
        false => stream("", &content("ONE")),
    };
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 2 >>".to_vec(),
        page(5),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>".to_vec(),
        one,
        stream(
            "/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            &[0xc8, 0x1e, 0x1e].repeat(100),
        ),
        b"<< /Type /Annot /Subtype /Stamp /Rect [400 600 500 700] /F 4 /AP << /N 8 0 R >> >>".to_vec(),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100]", b"1 0 0 RG 4 w 5 5 90 90 re S"),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100]", b"0 0 1 rg 9 9 9 9 re f"),
        page(13),
        b"[/FlateDecode]".to_vec(),
        flate(&content("ONE")).len().to_string().into_bytes(),
    ];
    objects.push(stream("", &content("TWO")));
    of_objects(&objects)
}

/// What there is to be seen on each page.
fn seen(pdf: &[u8]) -> Vec<BTreeSet<&'static str>> {
    let document = Document::load_mem(pdf).unwrap_or_default();
    let pages = document.get_pages();
    let page = |id: &lopdf::ObjectId| Some(on_page(document.get_dictionary(*id).ok()?, *id, &document));
    pages.values().map(|id| page(id).unwrap_or_default()).collect()
}

fn on_page(page: &Dictionary, id: lopdf::ObjectId, document: &Document) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    let content = document.get_page_content(id);
    let has = |content: &[u8], word: &str| String::from_utf8_lossy(content).contains(word);
    for text in ["ONE", "TWO"] {
        if has(&content, text) {
            seen.insert(text);
        }
    }
    let find = |of: &Dictionary, key: &[u8]| of.get_deref(key, document).ok().cloned();
    // What a page inherits stands in it once qpdf or we have written it.
    let resources = find(page, b"Resources")
        .and_then(|it| it.as_dict().ok().cloned())
        .unwrap_or_default();
    let named = |kind: &[u8], name: &[u8]| find(find(&resources, kind)?.as_dict().ok()?, name);
    if has(&content, "/F1") && named(b"Font", b"F1").is_some_and(|it| it.as_dict().is_ok_and(|it| it.has(b"BaseFont"))) {
        seen.insert("font");
    }
    let drawn = |name: &str| {
        has(&content, &format!("/{name} Do"))
            .then(|| named(b"XObject", name.as_bytes()))
            .flatten()
    };
    let plain = |it: &Object| it.as_stream().ok().and_then(|it| it.get_plain_content().ok());
    if drawn("I")
        .and_then(|it| plain(&it))
        .is_some_and(|it| it.len() >= 300 && it.starts_with(&[0xc8, 0x1e, 0x1e]))
    {
        seen.insert("picture");
    }
    if drawn("M").and_then(|it| plain(&it)).is_some_and(|it| has(&it, "9 9 9 9 re f")) {
        seen.insert("form");
    }
    let annotations = find(page, b"Annots").and_then(|it| it.as_array().ok().cloned()).unwrap_or_default();
    for annotation in annotations {
        let Ok((_, Object::Dictionary(annotation))) = document.dereference(&annotation) else {
            continue;
        };
        let looks = find(annotation, b"AP").and_then(|it| find(it.as_dict().ok()?, b"N"));
        let subtype = annotation.get(b"Subtype").is_ok();
        if subtype && looks.and_then(|it| plain(&it)).is_some_and(|it| has(&it, "5 5 90 90 re S")) {
            seen.insert("stamp");
        }
    }
    seen
}

fn place(what: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{what}.pdf", std::process::id()))
}

/// What qpdf finds in a file, written out anew; `None` if it cannot read it.
fn by_qpdf(pdf: &[u8]) -> Option<Vec<BTreeSet<&'static str>>> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let place = |what| place(&format!("{number}-{what}"));
    let (from, to) = (place("damaged"), place("mended"));
    fs::write(&from, pdf).unwrap();
    let _ = fs::remove_file(&to);
    let run = Command::new("qpdf")
        .args(["--stream-data=uncompress", "--object-streams=disable", "--pages"])
        .arg(&from)
        .args(["1-z", "--"])
        .arg(&from)
        .arg(&to)
        .output()
        .expect("these tests need the program qpdf: install it (Debian: apt-get install qpdf) and run them again");
    let made = fs::read(&to).ok().filter(|_| matches!(run.status.code(), Some(0 | 3)));
    let pages = made.map(|made| seen(&made));
    let _ = (fs::remove_file(from), fs::remove_file(to));
    pages.filter(|pages| !pages.is_empty())
}

/// The damaged copies of a file: each byte outside of data is changed, taken away, or pushed on by three others.
fn damaged(file: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    let mut inside = false;
    let places: Vec<usize> = (0..file.len())
        .filter(|&at| {
            let before = &file[..at];
            inside |= before.ends_with(b"stream\n") && !before.ends_with(b"endstream\n");
            inside &= !file[at..].starts_with(b"endstream");
            !inside && at > b"%PDF-1.5\n".len()
        })
        .collect();
    places.into_iter().enumerate().map(move |(count, at)| {
        let mut copy = file.to_vec();
        let how = match (copy[at], count % 3) {
            (digit @ b'0'..=b'9', 0 | 1) => {
                copy[at] = b'0' + (digit - b'0' + 1) % 10;
                "another number"
            }
            (letter, 0) if letter.is_ascii_alphabetic() => {
                copy[at] = if letter == b'x' { b'y' } else { b'x' };
                "another letter"
            }
            (_, 1) => {
                copy.splice(at..at, *b"   ");
                "pushed on"
            }
            _ => {
                copy.remove(at);
                "taken away"
            }
        };
        (
            format!(
                "{how} at {at}: {:?}",
                String::from_utf8_lossy(&file[at.saturating_sub(12)..(at + 12).min(file.len())])
            ),
            copy,
        )
    })
}

/// Holds all damaged copies of a file to it. Of those that qpdf still reads whole, at most so many of a hundred may be refused: it makes
/// up what a dictionary lacks in which a key or a bracket is broken.
#[track_caller]
fn check(name: &str, file: &[u8], most_refused: usize) {
    let all = by_qpdf(file).expect("a good file");
    assert_eq!(all.iter().map(BTreeSet::len).collect::<Vec<_>>(), [5, 5], "{name}: {all:?}");
    let (mut count, mut joined_whole, mut readable) = (0, 0, 0);
    let (mut wrong, mut refused) = (Vec::new(), Vec::new());
    for (what, copy) in damaged(file) {
        count += 1;
        let (told, made) = done(&job(whole(1)), &[&copy]);
        let joined = made.map(|made| seen(&made));
        let blank = match report(PAPER, "a.pdf", &copy).facts.get("pdf.blank_pages") {
            Some(Fact::Number(blank)) => *blank as usize,
            _ => 0,
        };
        if joined.as_ref() == Some(&all) && blank == 0 {
            joined_whole += 1;
            readable += 1;
            continue;
        }
        let Some(theirs) = by_qpdf(&copy) else { continue };
        readable += usize::from(theirs == all);
        let less = |(ours, theirs): (&BTreeSet<_>, &BTreeSet<_>)| !ours.is_superset(theirs);
        match &joined {
            Some(ours) if ours.len() < theirs.len() || ours.iter().zip(&theirs).any(less) => {
                wrong.push(format!("{what}\n   ours {ours:?}\n   qpdf {theirs:?}"));
            }
            None if theirs == all => refused.push(format!("{:?} {what}", told.facts.get("join.refused"))),
            _ => {}
        }
        if blank > theirs.iter().filter(|page| !page.iter().any(|it| *it != "font")).count() {
            wrong.push(format!("{what}: {blank} called blank, and qpdf finds {theirs:?}"));
        }
    }
    println!(
        "{name}: of {count} joined whole {joined_whole}; refused though qpdf reads them {}",
        refused.len()
    );
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    assert!(refused.len() * 100 <= readable * most_refused, "{name}: {}", refused.join("\n"));
}

#[test]
fn a_plain_paper() {
    check("plain", &paper(false), 15);
}

#[test]
fn lengths_and_packing_behind_references() {
    check("references", &paper(true), 15);
}

#[test]
fn a_paper_whose_objects_are_packed() {
    let (from, to) = (place("loose"), place("packed"));
    fs::write(&from, paper(false)).unwrap();
    let options = ["--object-streams=generate", "--stream-data=uncompress", "--deterministic-id"];
    let status = Command::new("qpdf").args(options).arg(&from).arg(&to).status().expect("qpdf");
    assert!(status.success());
    check("packed", &fs::read(&to).unwrap(), 15);
    let _ = (fs::remove_file(from), fs::remove_file(to));
}
