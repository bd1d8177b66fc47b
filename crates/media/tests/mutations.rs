//! Real files with seeded damage: whatever the bytes, a report comes back, soon, and nothing panics.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use image::ImageFormat;
use jpeg_encoder::ColorType;
use media::{Job, run};
use support::pdfs::{by_qpdf, plain};
use support::pictures::{self, ASTRONAUT, exif, with_exif};
use support::{PAPER, PHOTO, report};

/// More than any of these files takes even on a busy machine in a debug build.
const BOUND: Duration = Duration::from_secs(20);

/// `run` turns a panic inside a decoder into a damaged file. Here it must not even come to that.
static PANICS: AtomicU32 = AtomicU32::new(0);

struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

fn mutate(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = file.to_vec();
    for _ in 0..=dice.throw(3) {
        let length = file.len();
        match dice.throw(6) {
            0 => file.truncate(dice.throw(length)),
            1 => (0..=dice.throw(20)).for_each(|_| {
                if let Some(byte) = file.get_mut(dice.throw(length)) {
                    *byte ^= 1 << dice.throw(8);
                }
            }),
            2 => {
                // Two parts change places.
                let size = dice.throw(length / 4);
                let (from, to) = (dice.throw(length / 2), length / 2 + dice.throw(length / 4));
                if size > 0 && from + size <= to && to + size <= length {
                    let (head, tail) = file.split_at_mut(to);
                    head[from..from + size].swap_with_slice(&mut tail[..size]);
                }
            }
            3 => {
                // The header is where the numbers stand.
                let at = dice.throw(length.min(200));
                if let Some(byte) = file.get_mut(at) {
                    *byte = dice.throw(256) as u8;
                }
            }
            4 => {
                let at = dice.throw(length);
                let end = (at + dice.throw(50)).min(length);
                file.drain(at..end);
            }
            _ => {
                let at = dice.throw(length + 1).min(length);
                let value = [0, 0xff, b'0', b'9'][dice.throw(4)];
                file.splice(at..at, std::iter::repeat_n(value, dice.throw(50)));
            }
        }
    }
    file
}

/// Runs `times` mutations of each file.
#[track_caller]
fn survive(job: Job, files: &[(&str, Vec<u8>)], times: usize) {
    let seen_before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        seen_before(info);
    }));
    // For a long night: MEDIA_MUTATIONS=50 cargo test -p media --release --test mutations
    let factor = std::env::var("MEDIA_MUTATIONS").map_or(1, |it| it.parse().unwrap());
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for (name, file) in files {
        for time in 0..times * factor {
            let file = mutate(file, &mut dice);
            let start = Instant::now();
            report(job.clone(), name, &file);
            assert!(start.elapsed() < BOUND, "{name}, mutation {time}: {:?}", start.elapsed());
            assert_eq!(PANICS.load(Ordering::Relaxed), 0, "{name}, mutation {time}");
        }
    }
}

#[test]
fn photos() {
    let portrait = with_exif(ASTRONAUT, &exif(6, "2026:01:02 03:04:05", true));
    let files = [
        ("portrait.jpg", portrait),
        ("progressive.jpg", pictures::jpeg(120, 90, ColorType::Rgb, true)),
        ("cmyk.jpg", pictures::jpeg(60, 40, ColorType::Cmyk, false)),
        ("still.png", pictures::still(ImageFormat::Png, 60, 40)),
        ("moving.png", pictures::animated_png(2)),
        ("still.webp", pictures::still(ImageFormat::WebP, 60, 40)),
        ("moving.webp", pictures::animated_webp(60, 40)),
        ("still.gif", pictures::still(ImageFormat::Gif, 60, 40)),
        ("moving.gif", pictures::gif(1, 1, 3)),
        ("still.bmp", pictures::still(ImageFormat::Bmp, 60, 40)),
        ("phone.heic", pictures::heif(b"heic", 4032, 3024, 1)),
        ("scan.tif", pictures::tiff(200, 300, 1)),
    ];
    survive(PHOTO, &files, 40);
}

#[test]
fn papers() {
    let files = [
        ("plain.pdf", plain(3)),
        ("packed.pdf", by_qpdf("--object-streams=generate")),
        ("linear.pdf", by_qpdf("--linearize")),
        ("r3.pdf", by_qpdf("--encrypt '' owner 128 --use-aes=n --")),
        (
            "r4.pdf",
            by_qpdf("--object-streams=generate --encrypt user owner 128 --use-aes=y --"),
        ),
        (
            "r6.pdf",
            by_qpdf("--object-streams=generate --encrypt '' owner 256 --print=none --"),
        ),
    ];
    survive(PAPER, &files, 60);
}

#[test]
fn every_beginning_of_a_small_file() {
    for (job, file) in [
        (PHOTO, pictures::jpeg(16, 16, ColorType::Rgb, false)),
        (PHOTO, pictures::still(ImageFormat::Png, 8, 8)),
        (PHOTO, pictures::animated_webp(8, 8)),
        (PHOTO, pictures::gif(1, 1, 2)),
        (PHOTO, pictures::heif(b"avif", 40, 30, 0)),
        (
            PHOTO,
            with_exif(&pictures::jpeg(8, 8, ColorType::Luma, false), &exif(5, "2026:01:02 03:04:05", true)),
        ),
        (PAPER, plain(1)),
    ] {
        for end in 0..=file.len() {
            run(&job, "begun", &file[..end], &mut |_| {});
        }
    }
}
