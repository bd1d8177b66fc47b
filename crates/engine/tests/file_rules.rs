//! What is said of a file by what was measured in it, by the real rulebook: each fault once, and no way out that is refused when taken.

mod common;

use common::{book, root};
use engine::cases::CaseFile;
use engine::{At, Fact, FileEntry, assess};
use rulebook::{DocumentId, FactId};

/// The rules that a file of a worked person breaks if these are its facts: `name value`, one after another.
fn said(document: &str, facts: &str) -> Vec<String> {
    let case = CaseFile::open(&root().join("cases/extension/minimal_engineer.toml")).unwrap();
    let (mut answers, document) = (case.judged(book()), DocumentId::new(document));
    let words: Vec<&str> = facts.split_whitespace().collect();
    let fact = |pair: &[&str]| {
        let value = match (pair[1], pair[1].parse()) {
            (is @ ("true" | "false"), _) => Fact::Bool(is == "true"),
            (_, Ok(number)) => Fact::Number(number),
            (word, Err(_)) => Fact::Text(word.to_owned()),
        };
        (FactId::new(pair[0]), value)
    };
    let file = FileEntry {
        key: answers.files(&document)[0].key.clone(),
        name: "a file".to_owned(),
        facts: Some(words.chunks(2).map(fact).collect()),
        ..FileEntry::default()
    };
    let at = At::File(document.clone(), file.key.clone());
    answers.put_file(&document, file);
    let findings = assess(book(), &answers, case.today).findings;
    findings.into_iter().filter(|it| it.at == at).map(|it| it.rule).collect()
}

#[track_caller]
fn photo(facts: &str, wanted: &[&str]) {
    assert_eq!(said("d.photo", facts), wanted, "{facts}");
}

#[track_caller]
fn paper(facts: &str, wanted: &[&str]) {
    assert_eq!(said("d.listed_company_proof", facts), wanted, "{facts}");
}

#[test]
fn an_odd_jpeg_is_cut_where_it_opens_and_saved_anew_where_not() {
    let odd = "file.format jpeg file.bytes 210000 photo.unusual true photo.film false photo.beside_bytes 200000 photo.aspect 1";
    photo(
        &format!("{odd} photo.decoded false photo.looked_at false"),
        &["r.photo_jpeg_closed"],
    );
    let open = said("d.photo", &format!("{odd} photo.decoded true photo.looked_at true"));
    assert!(open.iter().any(|it| it == "r.photo_jpeg_odd"), "{open:?}");
    assert!(open.iter().any(|it| it == "r.photo_shape"), "{open:?}");
    // That it may be sent as large as it is would not be true of it.
    assert!(!open.iter().any(|it| it == "r.photo_bytes"), "{open:?}");
    photo("file.format jpeg file.bytes 210000 photo.unusual false", &["r.photo_bytes"]);
    photo(
        "file.format png file.bytes 210000 photo.decoded true",
        &["r.photo_not_jpeg", "r.photo_bytes"],
    );
    paper(
        "file.format jpeg photo.unusual true file.unreadable unknown-format",
        &["r.paper_jpeg_closed"],
    );
}

#[test]
fn a_picture_that_cannot_become_a_pdf_is_told_another_way() {
    paper("file.format png photo.film false photo.beside_bytes 0", &["r.paper_format"]);
    paper("file.format png file.unreadable damaged", &["r.paper_damaged"]);
    paper(
        "file.format heic photo.film false file.unreadable unknown-format",
        &["r.paper_heic"],
    );
    for format in ["gif", "bmp", "tiff", "avif", "jxl", "webp"] {
        paper(
            &format!("file.format {format} file.unreadable unknown-format"),
            &["r.paper_picture_closed"],
        );
    }
    for (format, rule) in [
        ("zip", "r.paper_packed"),
        ("office", "r.paper_office"),
        ("html", "r.paper_web_page"),
        ("mail", "r.paper_mail"),
        ("text", "r.paper_text"),
        ("unknown", "r.paper_unknown"),
    ] {
        paper(&format!("file.format {format} file.unreadable unknown-format"), &[rule]);
    }
    paper("file.format jpeg photo.unusual false photo.film false photo.beside_bytes 0", &[]);
}

#[test]
fn what_goes_out_with_a_picture_is_told_once() {
    photo(
        "file.format jpeg photo.unusual false photo.film true photo.beside_bytes 3000000",
        &["r.photo_film"],
    );
    photo(
        "file.format jpeg photo.unusual false photo.film false photo.beside_bytes 300000",
        &["r.photo_beside"],
    );
    photo(
        "file.format jpeg photo.unusual false photo.film false photo.beside_bytes 30000",
        &[],
    );
    paper("file.format jpeg photo.film true photo.beside_bytes 3000000", &["r.paper_film"]);
    paper("file.format jpeg photo.film false photo.beside_bytes 300000", &["r.paper_beside"]);
    let closed = "file.format heic photo.film true file.unreadable unknown-format";
    paper(closed, &["r.paper_heic", "r.paper_film_closed"]);
}
