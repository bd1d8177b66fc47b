//! The photo cut out and written.

mod support;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use media::photo::{Opened, Picture};
use media::{Cut, Input, Job, Made, Report, make};
use std::io::Cursor;
use support::pictures::{ASTRONAUT, exif, with_exif};
use support::portraits::{CHIN_Y, CROWN_Y, STUDIO, bmp, look_at, number};
use support::{MAX_BYTES, MAX_PIXELS, PHOTO, check, check_all, hold};

fn crop(cut: [f64; 4], under_bytes: u64) -> Job {
    let [x, y, width, height] = cut;
    Job::Crop {
        max_bytes: MAX_BYTES,
        max_pixels: MAX_PIXELS,
        cut: Cut { x, y, width, height },
        width_px: 300,
        height_px: 400,
        width_mm: 30.0,
        under_bytes,
    }
}

#[track_caller]
fn made(job: &Job, name: &str, bytes: &[u8]) -> (Report, Option<Made>) {
    let mut last = 0;
    let (report, made) = make(job, &[Input { name, bytes }], &mut |percent| {
        assert!(percent >= last, "progress fell from {last} to {percent}");
        last = percent;
    });
    assert_eq!(last, 100);
    hold(&report);
    assert_eq!(made.is_some(), report.unreadable.is_none(), "{report:#?}");
    (report, made)
}

#[track_caller]
fn pixels(jpeg: &[u8]) -> Picture {
    let mut opened = Opened::open(&PHOTO, "made.jpg", jpeg).unwrap();
    opened.decode().unwrap().unwrap()
}

#[track_caller]
fn colour(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = (y * picture.width() + x) as usize * 3;
    picture.bytes()[at..at + 3].try_into().unwrap()
}

#[track_caller]
fn near(is: [u8; 3], wanted: [u8; 3], within: u8) {
    assert!(
        is.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= within),
        "{is:?}, not {wanted:?}"
    );
}

/// Four fields of 200 by 200, each of its own colour.
fn fields() -> RgbImage {
    RgbImage::from_fn(400, 400, |x, y| Rgb(field(x, y)))
}

fn field(x: u32, y: u32) -> [u8; 3] {
    match (x < 200, y < 200) {
        (true, true) => [200, 40, 40],
        (false, true) => [40, 40, 200],
        (true, false) => [230, 230, 230],
        (false, false) => [60, 120, 60],
    }
}

#[test]
fn the_photo_has_the_size_asked_for_and_shows_what_was_cut() {
    let file = bmp(&fields());
    // Its middle is where the fields meet.
    let (report, photo) = made(&crop([125.0, 100.0, 150.0, 200.0], 100_000), "me.bmp", &file);
    let photo = photo.unwrap();
    assert_eq!(photo.media_type, "image/jpeg");
    check_all(
        &report,
        "made.width_px 300
         made.height_px 400
         file.format bmp",
    );
    assert_eq!(number(&report, "made.bytes"), photo.bytes.len() as f64);
    assert_eq!(
        ["made.cut_x", "made.cut_y", "made.cut_width"].map(|it| number(&report, it)),
        [125.0, 100.0, 150.0]
    );
    let seen = pixels(&photo.bytes);
    for (x, y, from) in [(30, 30, (0, 0)), (270, 30, (399, 0)), (30, 370, (0, 399)), (270, 370, (399, 399))] {
        near(colour(&seen, x, y), field(from.0, from.1), 6);
    }
    // The edge between the fields has stayed sharp and where it was.
    near(colour(&seen, 140, 100), field(0, 0), 20);
    near(colour(&seen, 160, 100), field(399, 0), 20);
}

#[test]
fn nothing_but_the_density_is_told_beside_the_pixels() {
    let file = with_exif(ASTRONAUT, &exif(1, "2026:10:30 10:00:00", true));
    check(&support::report(PHOTO, "me.jpg", &file), "photo.has_gps", "true");
    let (report, photo) = made(&crop([129.0, 0.0, 192.0, 256.0], 50_000), "me.jpg", &file);
    check(&report, "photo.has_gps", "true");
    let photo = photo.unwrap().bytes;
    let seen = support::report(PHOTO, "made.jpg", &photo);
    check_all(
        &seen,
        "photo.has_gps false
         photo.taken_on -
         photo.orientation 1
         photo.progressive false
         photo.colour rgb
         photo.width_px 300
         photo.height_px 400
         photo.truncated false
         file.unreadable -",
    );
    // JFIF: 254 dots per inch are 300 px on 30 mm.
    assert_eq!(&photo[..18], b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\xfe\0\xfe");
    let segments = photo
        .windows(2)
        .filter(|it| it[0] == 0xff && (0xe0..=0xef).contains(&it[1]))
        .count();
    assert_eq!(segments, 1, "something is told beside the pixels");
    // One scan: files with one a component are shown in green by some decoders.
    let scans = photo.windows(2).filter(|it| it == b"\xff\xda").count();
    assert_eq!(scans, 1);
}

#[test]
fn the_best_quality_that_fits_is_taken() {
    let mut former = (0, 0.0);
    for under in [6_000, 12_000, 30_000, 60_000] {
        let (report, photo) = made(&crop([129.0, 0.0, 192.0, 256.0], under), "me.jpg", ASTRONAUT);
        let bytes = photo.unwrap().bytes.len() as u64;
        let quality = number(&report, "made.quality");
        assert!(bytes <= under, "{bytes} bytes, {under} allowed");
        assert!(bytes >= former.0 && quality >= former.1, "quality fell with more room");
        former = (bytes, quality);
    }
    assert_eq!(former.1, 95.0);
    // No room for any photo: it is made all the same, and its size is told.
    let (report, photo) = made(&crop([129.0, 0.0, 192.0, 256.0], 100), "me.jpg", ASTRONAUT);
    assert!(number(&report, "made.bytes") > 100.0 && photo.is_some());
}

#[test]
fn the_same_job_makes_the_same_bytes() {
    let job = crop([129.0, 0.0, 192.0, 256.0], 20_000);
    let once = made(&job, "me.jpg", ASTRONAUT).1;
    assert_eq!(made(&job, "me.jpg", ASTRONAUT).1, once);
}

#[test]
fn a_turned_picture_is_cut_as_it_is_displayed() {
    // Stored turned to the left, to be displayed turned to the right.
    let stored = image::imageops::rotate270(&fields());
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 95);
    encoder.encode(&stored, 400, 400, jpeg_encoder::ColorType::Rgb).unwrap();
    let file = with_exif(&file, &exif(6, "", false));
    let photo = made(&crop([10.0, 10.0, 150.0, 180.0], 100_000), "me.jpg", &file).1.unwrap();
    near(colour(&pixels(&photo.bytes), 150, 200), field(0, 0), 10);
}

#[test]
fn a_cut_that_reaches_over_the_edge_stays_in_shape() {
    let file = bmp(&fields());
    let photo = made(&crop([-60.0, -80.0, 150.0, 200.0], 100_000), "me.bmp", &file).1.unwrap();
    // Moved inside: 150 by 200 from the corner, all of one field.
    let seen = pixels(&photo.bytes);
    near(colour(&seen, 5, 5), field(0, 0), 6);
    near(colour(&seen, 295, 390), field(0, 0), 8);
}

#[test]
fn pictures_of_every_depth_are_cut() {
    let picture = DynamicImage::from(fields());
    for (deep, grey) in [
        (picture.to_rgba8().into(), false),
        (picture.to_luma8().into(), true),
        (picture.to_luma_alpha8().into(), true),
        (picture.to_rgb16().into(), false),
        (picture.to_luma16().into(), true),
        (picture.to_rgba16().into(), false),
        (picture.to_luma_alpha16().into(), true),
    ] as [(DynamicImage, bool); 7]
    {
        let mut file = Cursor::new(Vec::new());
        deep.write_to(&mut file, ImageFormat::Png).unwrap();
        let photo = made(&crop([10.0, 10.0, 150.0, 180.0], 100_000), "me.png", &file.into_inner()).1;
        let seen = colour(&pixels(&photo.unwrap().bytes), 150, 200);
        let wanted = if grey {
            [deep.to_luma8().get_pixel(50, 50).0[0]; 3]
        } else {
            field(0, 0)
        };
        near(seen, wanted, 6);
    }
}

#[test]
fn what_cannot_be_cut_says_why() {
    let job = crop([0.0, 0.0, 150.0, 200.0], 50_000);
    for (name, bytes, why) in [
        ("empty.jpg", &b""[..], "empty"),
        ("cut.jpg", &ASTRONAUT[..60_000], "truncated"),
        ("me.pdf", b"%PDF-1.7\n", "unknown-format"),
        ("me.heic", &support::pictures::heif(b"heic", 400, 300, 0), "unknown-format"),
    ] {
        check(&made(&job, name, bytes).0, "file.unreadable", why);
    }
    let Job::Crop { cut, .. } = job else { return };
    for (width_px, height_px) in [(0, 400), (300, 0), (60_000, 80_000)] {
        let job = Job::Crop {
            max_bytes: MAX_BYTES,
            max_pixels: MAX_PIXELS,
            cut,
            width_px,
            height_px,
            width_mm: 30.0,
            under_bytes: 1,
        };
        check(&made(&job, "me.jpg", ASTRONAUT).0, "file.unreadable", "too-many-pixels");
    }
    let small = Job::Crop {
        max_bytes: 100,
        max_pixels: 1,
        cut,
        width_px: 3,
        height_px: 4,
        width_mm: f64::NAN,
        under_bytes: 1,
    };
    check(&made(&small, "me.jpg", ASTRONAUT).0, "file.unreadable", "too-big");
}

#[test]
fn the_photo_that_was_made_measures_what_was_promised() {
    let file = bmp(&STUDIO.picture());
    let seen = look_at("me.bmp", &file);
    let side = |name: &str| number(&seen, &format!("photo.crop_{name}"));
    let job = crop([side("x"), side("y"), side("width"), side("height")], 50_000);
    let photo = made(&job, "me.bmp", &file).1.unwrap();
    let again = look_at("made.jpg", &photo.bytes);
    for name in ["face", "top", "centre_off"] {
        let (promised, is) = (
            number(&seen, &format!("photo.{name}_mm")),
            number(&again, &format!("photo.uncut_{name}_mm")),
        );
        assert!((promised - is).abs() < 0.6, "{name}: {promised} mm promised, {is} mm measured");
    }
    // And what an eye sees in the portrait: 25 mm from crown to chin, with 1.9 px of the scene to one of the portrait.
    let px_per_mm = number(&seen, "photo.px_per_mm");
    assert!(((CHIN_Y - CROWN_Y) * 1.9 / px_per_mm - 25.0).abs() < 0.6);
}
