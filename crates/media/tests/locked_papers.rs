//! PDF files with security settings, made by qpdf.

mod support;

use support::pdfs::by_qpdf;
use support::{PAPER, check, check_all, report};

/// Options of qpdf for each revision, and what it is called.
const REVISIONS: [(&str, &str, &str); 6] = [
    // key length, further options, name
    ("40", "", "RC4-40 R2"),
    ("128", "--use-aes=n", "RC4-128 R3"),
    ("128", "--force-V4 --use-aes=n", "RC4-128 R4"),
    ("128", "--use-aes=y", "AES-128 R4"),
    ("256", "--force-R5", "AES-256 R5"),
    ("256", "", "AES-256 R6"),
];

fn locked(user: &str, length: &str, options: &str) -> Vec<u8> {
    by_qpdf(&format!("--encrypt {user} owner {length} {options} --"))
}

#[test]
fn with_a_password_to_open() {
    for (length, options, name) in REVISIONS {
        for streams in ["", "--object-streams=generate "] {
            let file = by_qpdf(&format!("{streams}--encrypt user owner {length} {options} --"));
            let seen = report(PAPER, "locked.pdf", &file);
            check(&seen, "pdf.encryption", name);
            check_all(
                &seen,
                "file.unreadable -
                 pdf.encrypted true
                 pdf.password_needed true
                 pdf.may_print true
                 pdf.may_copy true
                 pdf.pages -
                 pdf.damaged false
                 pdf.truncated false",
            );
        }
    }
}

#[test]
fn with_an_empty_password_and_things_forbidden() {
    for (length, options, name) in REVISIONS {
        for (print, copy) in [(true, true), (true, false), (false, true), (false, false)] {
            let printing = match (length, print) {
                ("40", true) => "--print=y",
                ("40", false) => "--print=n",
                (_, true) => "--print=full",
                (_, false) => "--print=none",
            };
            let copying = if copy { "--extract=y" } else { "--extract=n" };
            let seen = report(PAPER, "open.pdf", &locked("''", length, &format!("{options} {printing} {copying}")));
            check(&seen, "pdf.encryption", name);
            check(&seen, "pdf.may_print", &print.to_string());
            check(&seen, "pdf.may_copy", &copy.to_string());
            check_all(
                &seen,
                "file.unreadable -
                 pdf.encrypted true
                 pdf.password_needed false
                 pdf.pages 3
                 pdf.damaged false",
            );
        }
    }
}

#[test]
fn with_objects_packed_and_an_empty_password() {
    for (length, options, _) in REVISIONS {
        let file = by_qpdf(&format!("--object-streams=generate --encrypt '' owner {length} {options} --"));
        let seen = report(PAPER, "open.pdf", &file);
        check(&seen, "pdf.pages", "3");
        check(&seen, "pdf.password_needed", "false");
        check(&seen, "pdf.damaged", "false");
    }
}

#[test]
fn low_resolution_printing_is_printing() {
    let seen = report(PAPER, "open.pdf", &locked("''", "256", "--print=low"));
    check(&seen, "pdf.may_print", "true");
}

#[test]
fn a_cut_file_does_not_look_unlocked() {
    for (length, options, name) in REVISIONS {
        let whole = locked("user", length, options);
        // The trailer goes, the settings themselves stay.
        let trailer = whole.windows(7).rposition(|it| it == b"trailer").unwrap();
        let seen = report(PAPER, "cut.pdf", &whole[..trailer]);
        check(&seen, "pdf.encrypted", "true");
        check(&seen, "pdf.encryption", name);
        check(&seen, "pdf.truncated", "true");
        check(&seen, "pdf.damaged", "true");
    }
}

#[test]
fn a_locked_file_with_a_broken_table() {
    let mut file = locked("user", "256", "");
    let start = file.windows(9).rposition(|it| it == b"startxref").unwrap();
    file.truncate(start);
    file.extend(b"startxref\n7\n%%EOF\n");
    check_all(
        &report(PAPER, "locked.pdf", &file),
        "pdf.encrypted true
         pdf.password_needed true
         pdf.encryption AES-256 R6
         pdf.damaged true",
    );
}

#[test]
fn a_foreign_handler() {
    let file = locked("user", "128", "--use-aes=n");
    let text: Vec<u8> = file.clone();
    let at = text.windows(9).position(|it| it == b"/Standard").unwrap();
    let mut file = file;
    file[at..at + 9].copy_from_slice(b"/FileOpen");
    check_all(
        &report(PAPER, "locked.pdf", &file),
        "pdf.encrypted true
         pdf.encryption FileOpen
         pdf.password_needed true
         pdf.pages -",
    );
}
