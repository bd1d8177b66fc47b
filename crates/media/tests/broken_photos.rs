//! Photos that are cut, broken or built to do harm.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::time::{Duration, Instant};

use image::ImageFormat;
use jpeg_encoder::ColorType;
use support::pictures::{self, ASTRONAUT};
use support::{PAPER, PHOTO, check, report};

#[test]
fn a_picture_too_large_to_hold_is_refused_undecoded() {
    for (file, width) in [
        (pictures::claiming_png(60_000, 60_000), "60000"),
        (pictures::gif(60_000, 60_000, 1), "60000"),
        (pictures::claiming_webp(16_000, 16_000), "16000"),
        (pictures::heif(b"heic", 60_000, 60_000, 0), "60000"),
        (pictures::tiff(60_000, 60_000, 1), "60000"),
    ] {
        for job in [PHOTO, PAPER] {
            let start = Instant::now();
            let seen = report(job, "bomb", &file);
            check(&seen, "photo.width_px", width);
            check(&seen, "file.unreadable", "too-many-pixels");
            check(&seen, "photo.decoded", "-");
            assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
        }
    }
}

#[test]
fn a_small_picture_with_a_large_frame_is_refused_too() {
    let mut gif = pictures::gif(60_000, 60_000, 1);
    gif[6..10].copy_from_slice(&[1, 0, 1, 0]);
    check(&report(PHOTO, "bomb.gif", &gif), "file.unreadable", "too-many-pixels");
}

#[test]
fn a_jpeg_that_claims_more_than_it_has_is_no_harm() {
    let mut file = pictures::jpeg(64, 64, ColorType::Rgb, false);
    let frame = file.windows(2).position(|pair| pair == b"\xff\xc0").unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    check(&report(PHOTO, "bomb.jpg", &file), "file.unreadable", "too-many-pixels");
    file[frame + 5..frame + 9].copy_from_slice(&[0, 0, 0, 0]);
    check(&report(PHOTO, "flat.jpg", &file), "file.unreadable", "damaged");
}

#[test]
fn a_cut_jpeg_is_cut_wherever_it_was_cut() {
    let progressive = pictures::jpeg(200, 150, ColorType::Rgb, true);
    for whole in [ASTRONAUT, &progressive] {
        for percent in [1, 5, 10, 30, 50, 70, 90, 99] {
            let file = &whole[..(whole.len() * percent / 100).max(4)];
            let seen = report(PHOTO, "cut.jpg", file);
            check(&seen, "photo.truncated", "true");
            check(&seen, "file.unreadable", "truncated");
        }
    }
}

#[test]
fn a_picture_without_its_end_mark_counts_as_cut() {
    // The decoder of JPEG fills what is missing with grey and does not say how much that was.
    assert!(ASTRONAUT.ends_with(b"\xff\xd9"));
    let png = pictures::still(ImageFormat::Png, 60, 40);
    for (whole, mark) in [(ASTRONAUT, 2), (&png, 12)] {
        let seen = report(PHOTO, "me", &whole[..whole.len() - mark]);
        check(&seen, "photo.truncated", "true");
        check(&seen, "file.unreadable", "truncated");
    }
}

#[test]
fn what_follows_the_end_is_not_the_picture() {
    let file = [ASTRONAUT, &[0x55; 5000]].concat();
    let seen = report(PHOTO, "me.jpg", &file);
    check(&seen, "photo.truncated", "false");
    check(&seen, "file.unreadable", "-");
}

#[test]
fn cut_pictures_of_other_formats() {
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Bmp] {
        let whole = pictures::still(format, 60, 40);
        for part in [2, 3] {
            let seen = report(PHOTO, "cut", &whole[..whole.len() * part / 4]);
            check(&seen, "photo.truncated", "true");
            check(&seen, "file.unreadable", "truncated");
        }
    }
    let whole = pictures::heif(b"heic", 40, 30, 0);
    check(
        &report(PHOTO, "cut.heic", &whole[..whole.len() - 50]),
        "file.unreadable",
        "truncated",
    );
    let whole = pictures::gif(1, 1, 2);
    check(&report(PHOTO, "cut.gif", &whole[..whole.len() - 1]), "photo.truncated", "true");
}

#[test]
fn a_wrong_checksum_is_damage() {
    let mut file = pictures::still(ImageFormat::Png, 60, 40);
    let middle = file.len() / 2;
    file[middle] ^= 0xff;
    let seen = report(PHOTO, "me.png", &file);
    check(&seen, "photo.truncated", "false");
    check(&seen, "file.unreadable", "damaged");
}
