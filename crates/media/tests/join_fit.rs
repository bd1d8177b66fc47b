//! Making it fit: only images are compressed, no further than asked, and what was done is told.

mod support;

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder};
use media::{Fact, Help, Input, Job, Report, Unreadable, make, make_with};
use support::joining::{contents, done, job, job_under, joined, whole};
use support::pdfs::{image, of_objects, one_page, plain, stream};
use support::{PAPER, check, report};

fn number(report: &Report, name: &str) -> f64 {
    match report.facts.get(name) {
        Some(Fact::Number(number)) => *number,
        other => panic!("{name} is {other:?}"),
    }
}

/// Something like a photographed page: dark lines, paper that is not even, and grain.
fn page(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut dice = seed.wrapping_mul(2_654_435_761).max(1);
    RgbImage::from_fn(width, height, |x, y| {
        dice ^= dice << 13;
        dice ^= dice >> 17;
        dice ^= dice << 5;
        let grain = (dice % 9) as i32 - 4;
        let light = 200 + (x * 40 / width) as i32 + grain;
        let letter = y % 40 < 22 && (x / 7 + y / 11 * 3 + x * y / 900) % 3 == 0 && x % (width / 5) > 30;
        let level = if letter { light - 160 } else { light };
        let level = level.clamp(0, 255) as u8;
        image::Rgb([level, level.saturating_sub(3), level.saturating_sub(12)])
    })
}

fn photo(width: u16, height: u16, quality: u8, seed: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = page(width.into(), height.into(), seed);
    Encoder::new(&mut file, quality)
        .encode(pixels.as_raw(), width, height, ColorType::Rgb)
        .unwrap();
    file
}

#[test]
fn what_fits_is_left_alone() {
    let files: [&[u8]; 2] = [&plain(2), &photo(600, 800, 90, 1)];
    let (_, as_is) = joined(&job(whole(2)), &files);
    let (report, made) = joined(&job_under(as_is.len() as u64, whole(2)), &files);
    assert_eq!(made, as_is);
    check(&report, "made.fits", "true");
    check(&report, "made.images_recompressed", "0");
}

#[test]
fn photos_of_pages_are_made_to_fit() {
    let photos: Vec<Vec<u8>> = (0..3).map(|seed| photo(2000, 2750, 95, seed)).collect();
    let letter = plain(2);
    let mut files: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    files.push(&letter);
    let whole_size: usize = files.iter().map(|it| it.len()).sum();
    for share in [2, 6] {
        let limit = (whole_size / share) as u64;
        let (report_of_job, made) = joined(&job_under(limit, whole(4)), &files);
        check(&report_of_job, "made.fits", "true");
        assert!(made.len() as u64 <= limit);
        // Not much smaller than it has to be.
        assert!(made.len() as f64 > limit as f64 * 0.7, "{} of {limit}", made.len());
        assert!(number(&report_of_job, "made.least_dpi") >= 150.0);
        assert!(number(&report_of_job, "made.least_quality") >= 50.0);
        check(&report_of_job, "made.images_recompressed", "3");
        let seen = report(PAPER, "made.pdf", &made);
        assert_eq!(seen.facts.get("pdf.least_dpi"), report_of_job.facts.get("made.least_dpi"));
        // Text stays text.
        assert!(contents(&made)[3].contains("(Page 1) Tj"));
    }
}

/// Somebody who does what is asked, but for every so manieth time, and tells how often that was.
struct Helper {
    lazy_every: u32,
    asked: Cell<u32>,
}

impl Help for Helper {
    async fn begin(&self, job: Job, bytes: &[u8]) -> Option<Vec<u8>> {
        self.asked.set(self.asked.get() + 1);
        let (report, made) = make(&job, &[Input { name: "", bytes }], &mut |_| {});
        assert_eq!(report.unreadable, None);
        made.filter(|_| !self.asked.get().is_multiple_of(self.lazy_every))
            .map(|it| it.bytes)
    }
}

#[test]
fn whoever_helps_the_same_comes_of_it() {
    let photos: Vec<Vec<u8>> = (0..4).map(|seed| photo(1500, 2100, 95, seed)).collect();
    let grey: Vec<u8> = page(600, 800, 5).pixels().map(|it| it.0[0]).collect();
    let drawing = scan("/BitsPerComponent 8 /ColorSpace /DeviceGray", &grey, &[]);
    let mut files: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    files.push(&drawing);
    let whole_size: usize = files.iter().map(|it| it.len()).sum();
    let job = job_under(whole_size as u64 / 5, whole(5));
    let alone = joined(&job, &files);
    check(&alone.0, "made.images_recompressed", "5");
    for lazy_every in [1, 2, u32::MAX] {
        let asked = Cell::new(0);
        let help = Helper { lazy_every, asked };
        let inputs: Vec<Input<'_>> = files.iter().map(|bytes| Input { name: "paper", bytes }).collect();
        let mut ignore = |_| {};
        let work = make_with(&help, &job, &inputs, &mut ignore);
        let Poll::Ready((report, made)) = pin!(work).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("nobody is waited for");
        };
        assert_eq!((report, made.map(|it| it.bytes)), (alone.0.clone(), Some(alone.1.clone())));
        // One of each pair, at least once.
        assert!(help.asked.get() >= 2, "asked {} times", help.asked.get());
    }
}

#[test]
fn one_picture_is_written_anew() {
    let file = photo(800, 1100, 95, 1);
    let recompress = |max_bytes, max_pixels, width_px, height_px| Job::Recompress {
        max_bytes,
        max_pixels,
        width_px,
        height_px,
        quality: 70,
    };
    let ask = |job: &Job, bytes: &[u8]| {
        let (report, made) = make(job, &[Input { name: "", bytes }], &mut |_| {});
        support::hold(&report);
        (report, made.map(|it| it.bytes))
    };
    let (report, made) = ask(&recompress(1 << 20, 1 << 20, 400, 550), &file);
    let made = made.unwrap();
    assert_eq!(number(&report, "made.bytes"), made.len() as f64);
    assert_eq!(image::guess_format(&made).unwrap(), image::ImageFormat::Jpeg);
    let seen = support::report(PAPER, "made.jpg", &made);
    check(&seen, "photo.width_px", "400");
    check(&seen, "photo.height_px", "550");
    for (job, file, why) in [
        (recompress(100, 1 << 20, 400, 550), file.as_slice(), Unreadable::TooBig),
        (recompress(1 << 20, 1 << 19, 400, 550), &file, Unreadable::Damaged),
        (recompress(1 << 20, 1 << 20, 4000, 5500), &file, Unreadable::TooManyPixels),
        (recompress(1 << 20, 1 << 20, 400, 550), b"no picture", Unreadable::Damaged),
        (recompress(1 << 20, 1 << 20, 400, 550), b"", Unreadable::Damaged),
    ] {
        let (report, made) = ask(&job, file);
        assert_eq!((report.unreadable, made), (Some(why), None));
    }
}

#[test]
fn below_the_floor_nothing_goes_and_that_is_said() {
    let file = photo(2400, 3300, 95, 1);
    let (report, made) = joined(&job_under(1000, whole(1)), &[&file]);
    check(&report, "made.fits", "false");
    check(&report, "made.least_quality", "50");
    let dpi = number(&report, "made.least_dpi");
    assert!((150.0..152.0).contains(&dpi), "{dpi}");
    assert!(made.len() > 1000 && made.len() < file.len() / 2);
}

#[test]
fn a_picture_that_is_coarse_already_keeps_its_pixels() {
    let file = photo(800, 1100, 95, 1);
    let (report, _) = joined(&job_under(1000, whole(1)), &[&file]);
    // 800 px on 200 mm.
    check(&report, "made.least_dpi", "102");
}

#[test]
fn without_pictures_there_is_nothing_to_compress() {
    let (report, _) = joined(&job_under(100, whole(1)), &[&plain(3)]);
    check(&report, "made.fits", "false");
    check(&report, "made.images_recompressed", "0");
    check(&report, "made.least_quality", "-");
}

/// One page with an image of these keys over all of it.
fn scan(keys: &str, data: &[u8], further: &[Vec<u8>]) -> Vec<u8> {
    let image = stream(&format!("/Type /XObject /Subtype /Image /Width 600 /Height 800 {keys}"), data);
    let objects = [vec![image], further.to_vec()].concat();
    let resources = "/Resources << /XObject << /Im0 5 0 R >> >>";
    one_page("", resources, b"595 0 0 842 0 0 cm /Im0 Do", &objects)
}

#[test]
fn images_inside_of_a_pdf() {
    let page = page(600, 800, 5);
    let grey: Vec<u8> = page.pixels().map(|it| it.0[0]).collect();
    let palette: Vec<u8> = (0..=255).flat_map(|it| [it, it, it]).collect();
    let profile = stream("/N 3", b"not looked at");
    let indexed = "/BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 255 6 0 R]";
    for (what, file) in [
        ("colours", scan("/BitsPerComponent 8 /ColorSpace /DeviceRGB", page.as_raw(), &[])),
        ("grey", scan("/BitsPerComponent 8 /ColorSpace /DeviceGray", &grey, &[])),
        (
            "profile",
            scan("/BitsPerComponent 8 /ColorSpace [/ICCBased 6 0 R]", page.as_raw(), &[profile]),
        ),
        ("palette", scan(indexed, &grey, &[stream("", &palette)])),
        (
            "mask",
            scan(
                "/BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 6 0 R",
                &grey,
                &[image(60, 80, "")],
            ),
        ),
        (
            "usual range",
            scan("/BitsPerComponent 8 /ColorSpace /DeviceGray /Decode [0 1]", &grey, &[]),
        ),
    ] {
        let (report, made) = joined(&job_under(200_000, whole(1)), &[&file]);
        check(&report, "made.images_recompressed", "1");
        assert!(made.len() <= 200_000, "{what}: {}", made.len());
    }
}

#[test]
fn what_would_not_look_the_same_is_left_alone() {
    let grey: Vec<u8> = page(600, 800, 5).pixels().map(|it| it.0[0]).collect();
    for keys in [
        "/BitsPerComponent 1 /ImageMask true",
        "/BitsPerComponent 8 /ColorSpace /DeviceGray /Decode [1 0]",
        "/BitsPerComponent 8 /ColorSpace /DeviceGray /Mask [0 9]",
        "/BitsPerComponent 8 /ColorSpace [/Separation /Gold /DeviceGray 6 0 R]",
        "/BitsPerComponent 16 /ColorSpace /DeviceGray",
        "/BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 6 0 R",
    ] {
        let matte = image(600, 800, "/Matte [0]");
        let (report, _) = done(&job_under(1000, whole(1)), &[&scan(keys, &grey, &[matte])]);
        check(&report, "made.images_recompressed", "0");
        check(&report, "made.fits", "false");
    }
}

#[test]
fn the_largest_place_of_an_image_decides() {
    // Once over the whole page, once as a small copy: the page's resolution holds.
    let pixels = page(2400, 3300, 3);
    let keys = "/Type /XObject /Subtype /Image /Width 2400 /Height 3300 /BitsPerComponent 8 /ColorSpace /DeviceRGB";
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 5 0 R >> >> >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("", b"60 0 0 84 0 0 cm /Im0 Do"),
        stream(keys, pixels.as_raw()),
        b"<< /Type /Page /Parent 2 0 R /Contents 7 0 R >>".to_vec(),
        stream("", b"595 0 0 842 0 0 cm /Im0 Do"),
    ]);
    let (report, _) = joined(&job_under(1000, whole(1)), &[&file]);
    let dpi = number(&report, "made.least_dpi");
    assert!((149.0..152.0).contains(&dpi), "{dpi}");
}
