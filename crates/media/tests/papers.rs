//! PDF files without a lock: whole, broken, and built to do harm.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use support::pdfs::{by_qpdf, of_objects, plain, stream};
use support::{PAPER, check, check_all, report};

#[test]
fn a_plain_paper() {
    check_all(
        &report(PAPER, "letter.pdf", &plain(3)),
        "file.format pdf
         file.extension_fits true
         file.unreadable -
         pdf.version 1.5
         pdf.header_offset 0
         pdf.pages 3
         pdf.encrypted false
         pdf.encryption -
         pdf.password_needed false
         pdf.may_print true
         pdf.may_copy true
         pdf.truncated false
         pdf.damaged false
         photo.width_px -",
    );
}

#[test]
fn every_way_of_writing_it_down_is_whole() {
    for options in [
        "--object-streams=generate",
        "--object-streams=disable",
        "--linearize",
        "--linearize --object-streams=generate",
        "--qdf",
        "--force-version=2.0",
    ] {
        let seen = report(PAPER, "letter.pdf", &by_qpdf(options));
        check(&seen, "pdf.pages", "3");
        check(&seen, "pdf.damaged", "false");
        check(&seen, "pdf.encrypted", "false");
        check(&seen, "file.unreadable", "-");
        if options.contains("2.0") {
            check(&seen, "pdf.version", "2.0");
        }
    }
}

#[test]
fn the_catalog_can_raise_the_version() {
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R /Version /1.7 >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_vec(),
    ]);
    let seen = report(PAPER, "a.pdf", &file);
    check(&seen, "pdf.version", "1.7");
    check(&seen, "pdf.pages", "1");
    check(&seen, "pdf.damaged", "false");
}

#[test]
fn junk_before_the_header() {
    let file = [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &plain(2)].concat();
    check_all(
        &report(PAPER, "letter.pdf", &file),
        "file.format pdf
         file.unreadable -
         pdf.header_offset 19
         pdf.pages 2
         pdf.truncated false",
    );
}

#[test]
fn no_end_mark() {
    let whole = plain(2);
    let end = whole.windows(5).rposition(|it| it == b"%%EOF").unwrap();
    let seen = report(PAPER, "letter.pdf", &whole[..end]);
    check(&seen, "pdf.truncated", "true");
    check(&seen, "pdf.pages", "2");
    check(&seen, "file.unreadable", "-");
}

#[test]
fn lines_behind_the_end_are_no_cut() {
    let file = [&plain(2)[..], &[b'\n'; 1000]].concat();
    check(&report(PAPER, "letter.pdf", &file), "pdf.truncated", "false");
}

#[test]
fn what_belongs_to_no_pdf_is_harmless_behind_the_end_and_before_the_header() {
    let whole = plain(2);
    let sound = |what: &str, file: &[u8]| {
        let seen = report(PAPER, "letter.pdf", file);
        println!("{what}");
        check_all(
            &seen,
            "file.format pdf
             file.unreadable -
             pdf.pages 2
             pdf.truncated false
             pdf.damaged false
             pdf.second_opinion true
             pdf.unreadable_pages 0
             pdf.blank_pages 0",
        );
    };
    for junk in [
        &[0; 4096][..],
        &[0xff; 20_000],
        &b"<html><body>Thank you for downloading</body></html>\n".repeat(100),
        b"\r\n------=_NextPart_000--\r\n",
    ] {
        sound("behind", &[&whole[..], junk].concat());
    }
    for junk in [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &[0; 1000], b"\xef\xbb\xbf", b"\n"] {
        sound("before", &[junk, &whole].concat());
        sound("both", &[junk, &whole, &[0; 4096]].concat());
    }
    // Places counted from the first byte of the file, not from the header.
    let junk = b"% a line that somebody put in front\n";
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
        stream("", b"0 0 1 1 re f"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
    ];
    sound("counted from the file", &support::pdfs::of_objects_behind(junk, &objects));
}

#[test]
fn a_change_whose_end_is_lost_is_a_cut() {
    let file = [&plain(2)[..], b"\n3 0 obj\n<< /Type /Page >>\nendobj\nxref\n3 1\n"].concat();
    check(&report(PAPER, "letter.pdf", &file), "pdf.truncated", "true");
}

#[test]
fn a_broken_table_is_damage_that_can_be_read() {
    let whole = plain(2);
    let start = whole.windows(9).rposition(|it| it == b"startxref").unwrap();
    let file = [&whole[..start], b"startxref\n7\n%%EOF\n"].concat();
    check_all(
        &report(PAPER, "letter.pdf", &file),
        "file.unreadable -
         pdf.damaged true
         pdf.truncated false
         pdf.pages 2",
    );
}

#[test]
fn a_missing_object_is_damage() {
    let mut file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
        b"<< /Length 4 >>\nstream\nq Q \nendstream".to_vec(),
    ]);
    check(&report(PAPER, "a.pdf", &file), "pdf.damaged", "false");
    let at = file.windows(7).position(|it| it == b"4 0 obj").unwrap();
    file[at..at + 7].copy_from_slice(b"#######");
    let seen = report(PAPER, "a.pdf", &file);
    check(&seen, "pdf.damaged", "true");
    check(&seen, "pdf.pages", "1");
}

#[test]
fn a_cut_paper_says_so() {
    let whole = by_qpdf("--object-streams=disable");
    for percent in [5, 30, 60, 90] {
        let seen = report(PAPER, "cut.pdf", &whole[..whole.len() * percent / 100]);
        check(&seen, "pdf.truncated", "true");
        check(&seen, "pdf.damaged", "true");
    }
    // Nothing of the tree of pages is left here.
    check(&report(PAPER, "cut.pdf", &whole[..60]), "file.unreadable", "truncated");
    // With the trailer gone nobody can know whether it was encrypted.
    check(&report(PAPER, "cut.pdf", &whole[..whole.len() * 60 / 100]), "pdf.encrypted", "-");
}

#[test]
fn no_paper_at_all_behind_the_header() {
    check(&report(PAPER, "a.pdf", b"%PDF-1.7\n%%EOF\n"), "file.unreadable", "damaged");
    check(&report(PAPER, "a.pdf", b"%PDF-1.7\n"), "file.unreadable", "truncated");
    let no_tree = of_objects(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), b"(no tree)".to_vec()]);
    check(&report(PAPER, "a.pdf", &no_tree), "file.unreadable", "damaged");
}

#[track_caller]
fn quickly(what: &str, file: &[u8]) -> media::Report {
    let start = Instant::now();
    let seen = report(PAPER, "hostile.pdf", file);
    assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
    seen
}

#[test]
fn a_tree_that_bites_its_own_tail() {
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 2 0 R 4 0 R] /Count 3 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 4 0 R 3 0 R] /Parent 2 0 R /Count 1 >>".to_vec(),
    ]);
    let seen = quickly("loop", &file);
    check(&seen, "pdf.pages", "2");
    check(&seen, "pdf.damaged", "true");
}

#[test]
fn a_claimed_count_is_not_believed() {
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
    ]);
    check(&quickly("count", &file), "pdf.pages", "1");
}

#[test]
fn branches_that_share_a_list_of_pages() {
    // 3,000 branches, each with the same list of 3,000 pages, in less than 200 kB.
    let branches: String = (0..3000).map(|at| format!("{} 0 R ", at + 5)).collect();
    let leaves = "4 0 R ".repeat(3000);
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count 1 /Kids [{branches}] >>").into_bytes(),
        format!("[{leaves}]").into_bytes(),
        b"<< /Type /Page >>".to_vec(),
    ];
    objects.extend((0..3000).map(|_| b"<< /Type /Pages /Kids 3 0 R >>".to_vec()));
    check(&quickly("shared", &of_objects(&objects)), "file.unreadable", "damaged");
}

#[test]
fn deep_nesting() {
    let deep = [b"[".repeat(200_000), b"]".repeat(200_000)].concat();
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R /Deep 4 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
        deep,
    ]);
    // As small a stack as a wasm program has.
    let run = std::thread::Builder::new().stack_size(1 << 20);
    let seen = run.spawn(move || quickly("deep", &file)).unwrap().join().unwrap();
    check(&seen, "pdf.pages", "1");
    check(&seen, "pdf.damaged", "true");
}

#[test]
fn a_deep_tree_of_pages() {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    objects.extend((2..20_000).map(|at| format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", at + 1).into_bytes()));
    objects.push(b"<< /Type /Page >>".to_vec());
    check(&quickly("deep tree", &of_objects(&objects)), "pdf.pages", "1");
}

/// An object stream of a hundred megabytes of blanks in a hundred kilobytes.
fn bomb(keys: &str) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(b"9 0 ").unwrap();
    for _ in 0..100 {
        packer.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let data = packer.finish().unwrap();
    [
        format!("<< {keys} /N 1 /First 4 /Length {} >>\nstream\n", data.len()).as_bytes(),
        &data,
        b"\nendstream",
    ]
    .concat()
}

#[test]
fn object_streams_that_unpack_without_end() {
    for keys in [
        "/Type /ObjStm /Filter /FlateDecode",
        "/Type /Obj#53tm /Filter /Flate#44ecode",
        "/Type /ObjStm /Filter [/FlateDecode]",
    ] {
        let file = of_objects(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
            bomb(keys),
        ]);
        let seen = quickly(keys, &file);
        check(&seen, "file.unreadable", "damaged");
        check(&seen, "pdf.version", "1.5");
    }
}
