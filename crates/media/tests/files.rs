//! Any file: its size, its name, its kind.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::time::{Duration, Instant};

use media::{Job, Report};
use support::pictures::{self, ASTRONAUT};
use support::{PAPER, PHOTO, check, check_all, pdfs, report};

#[test]
fn a_file_of_no_bytes_is_empty() {
    for job in [PHOTO, PAPER] {
        check_all(
            &report(job, "photo.jpg", b""),
            "file.bytes 0
             file.extension jpg
             file.format -
             file.extension_fits -
             file.unreadable empty",
        );
    }
}

#[test]
fn a_huge_file_is_refused_by_its_size() {
    let huge = vec![0xff; 200 << 20];
    let start = Instant::now();
    let seen = report(PHOTO, "photo.jpg", &huge);
    assert!(start.elapsed() < Duration::from_millis(100), "{:?}", start.elapsed());
    check_all(
        &seen,
        "file.bytes 209715200
         file.extension jpg
         file.format -
         file.unreadable too-big",
    );
    assert_eq!(
        seen,
        Report::too_big("photo.jpg", 200 << 20),
        "with and without the bytes, the same is said"
    );
}

#[test]
fn the_limit_itself_is_allowed() {
    let job = |max_bytes| Job::Photo {
        max_bytes,
        max_pixels: 512 * 512,
        frame: None,
    };
    let size = ASTRONAUT.len() as u64;
    check(&report(job(size), "a.jpg", ASTRONAUT), "file.unreadable", "-");
    check(&report(job(size - 1), "a.jpg", ASTRONAUT), "file.unreadable", "too-big");
    let tight = Job::Photo {
        max_bytes: size,
        max_pixels: 512 * 512 - 1,
        frame: None,
    };
    check(&report(tight, "a.jpg", ASTRONAUT), "file.unreadable", "too-many-pixels");
}

#[test]
fn content_counts_not_the_name() {
    let png = pictures::still(image::ImageFormat::Png, 8, 8);
    for (job, name, bytes, format, fits) in [
        (PHOTO, "me.jpg", &png[..], "png", "false"),
        (PHOTO, "me.png", &png[..], "png", "true"),
        (PHOTO, "me.PNG", &png[..], "png", "true"),
        (PHOTO, "me", &png[..], "png", "false"),
        (PHOTO, "me.jpeg", ASTRONAUT, "jpeg", "true"),
        (PAPER, "letter.pdf", ASTRONAUT, "jpeg", "false"),
        (PAPER, "letter.jpg", &pdfs::plain(1), "pdf", "false"),
    ] {
        let seen = report(job, name, bytes);
        check(&seen, "file.format", format);
        check(&seen, "file.extension_fits", fits);
        check(&seen, "file.unreadable", "-");
    }
}

#[test]
fn what_the_job_cannot_read_is_named_and_refused() {
    for (job, bytes, format) in [
        (PHOTO, &pdfs::plain(1)[..], "pdf"),
        (PAPER, b"PK\x03\x04\x14\0\0\0\0\0 [Content_Types].xml", "office"),
        (PAPER, b"PK\x03\x04\x14\0\0\0\0\0 scan.jpg", "zip"),
        (PAPER, b"<html>sign in first</html>", "html"),
        (PAPER, b"Received: by mail\r\nSubject: the paper\r\n\r\nIt is attached.", "mail"),
        (PAPER, b"{\\rtf1 a letter}", "office"),
        (PHOTO, b"sorry, no photo", "text"),
        (PHOTO, &[0, 1, 2, 3], "unknown"),
    ] {
        let seen = report(job, "file.pdf", bytes);
        check(&seen, "file.format", format);
        check(&seen, "file.unreadable", "unknown-format");
    }
}
