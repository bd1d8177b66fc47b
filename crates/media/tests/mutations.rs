//! Real files with seeded damage: whatever the bytes, a report comes back, soon, and nothing panics.

mod support;

use image::ImageFormat;
use jpeg_encoder::ColorType;
use media::{Job, run};
use support::mutants::mutants;
use support::pdfs::{by_qpdf, plain};
use support::pictures::{self, ASTRONAUT, exif, with_exif};
use support::{PAPER, PHOTO, report};

/// Runs `times` mutations of each file.
#[track_caller]
fn survive(job: Job, files: &[(&str, Vec<u8>)], times: usize) {
    for (name, file) in files {
        mutants(name, file, times, |file| {
            report(job.clone(), name, file);
        });
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
