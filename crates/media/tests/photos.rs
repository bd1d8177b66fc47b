//! Photos as they come.

mod support;

use image::ImageFormat;
use jpeg_encoder::ColorType;
use support::pictures::{self, ASTRONAUT, exif, with_exif};
use support::{PAPER, PHOTO, check, check_all, report};

#[test]
fn a_portrait() {
    check_all(
        &report(PHOTO, "astronaut.jpg", ASTRONAUT),
        "file.bytes 123871
         file.format jpeg
         file.extension_fits true
         file.unreadable -
         photo.width_px 512
         photo.height_px 512
         photo.aspect 1
         photo.orientation 1
         photo.colour rgb
         photo.bits 8
         photo.animated false
         photo.progressive false
         photo.truncated false
         photo.decoded true
         photo.has_gps false
         photo.taken_on -
         pdf.pages -",
    );
}

#[test]
fn every_format_that_decodes() {
    for (format, name, colour) in [
        (ImageFormat::Png, "png", "rgb"),
        (ImageFormat::WebP, "webp", "rgb"),
        (ImageFormat::Bmp, "bmp", "rgb"),
        (ImageFormat::Gif, "gif", "palette"),
    ] {
        let seen = report(PHOTO, &format!("me.{name}"), &pictures::still(format, 30, 40));
        check(&seen, "file.format", name);
        check(&seen, "photo.colour", colour);
        check_all(
            &seen,
            "file.extension_fits true
             file.unreadable -
             photo.width_px 30
             photo.height_px 40
             photo.bits 8
             photo.animated false
             photo.progressive false
             photo.truncated false
             photo.decoded true",
        );
    }
}

#[test]
fn colours_and_codings_of_jpeg() {
    for (colour, progressive, name) in [
        (ColorType::Rgb, false, "rgb"),
        (ColorType::Rgb, true, "rgb"),
        (ColorType::Luma, false, "grey"),
        (ColorType::Cmyk, false, "cmyk"),
    ] {
        let seen = report(PHOTO, "me.jpg", &pictures::jpeg(64, 48, colour, progressive));
        check(&seen, "photo.colour", name);
        check(&seen, "photo.progressive", &progressive.to_string());
        check(&seen, "photo.decoded", "true");
        check(&seen, "file.unreadable", "-");
    }
}

#[test]
fn all_eight_orientations_give_the_size_as_displayed() {
    let lying = pictures::jpeg(40, 30, ColorType::Rgb, false);
    for code in 1..=8 {
        let seen = report(PHOTO, "me.jpg", &with_exif(&lying, &exif(code, "", false)));
        let (width, height) = if code >= 5 { ("30", "40") } else { ("40", "30") };
        check(&seen, "photo.orientation", &code.to_string());
        check(&seen, "photo.width_px", width);
        check(&seen, "photo.height_px", height);
        check(&seen, "photo.aspect", if code >= 5 { "1.333333" } else { "0.75" });
    }
    for nonsense in [0, 9, 65535] {
        check(
            &report(PHOTO, "me.jpg", &with_exif(&lying, &exif(nonsense, "", false))),
            "photo.orientation",
            "1",
        );
    }
}

#[test]
fn day_and_place_from_exif() {
    let plain = pictures::jpeg(40, 30, ColorType::Rgb, false);
    for (taken, day) in [
        ("2026:02:28 10:20:30", "2026-02-28"),
        ("2024:02:29 00:00:00", "2024-02-29"),
        ("2026:02:29 00:00:00", "-"),
        ("2026:13:01 00:00:00", "-"),
        ("0000:00:00 00:00:00", "-"),
        ("    :  :     :  :  ", "-"),
        ("yesterday evening..", "-"),
        ("2026", "-"),
    ] {
        check(
            &report(PHOTO, "me.jpg", &with_exif(&plain, &exif(1, taken, false))),
            "photo.taken_on",
            day,
        );
    }
    let seen = report(PHOTO, "me.jpg", &with_exif(&plain, &exif(6, "2026:01:02 03:04:05", true)));
    check_all(
        &seen,
        "photo.taken_on 2026-01-02
         photo.has_gps true
         photo.orientation 6",
    );
}

#[test]
fn moving_pictures() {
    for (file, moves) in [
        (pictures::animated_png(2), "true"),
        (pictures::animated_png(1), "false"),
        (pictures::animated_webp(20, 10), "true"),
        (pictures::gif(1, 1, 3), "true"),
        (pictures::gif(1, 1, 1), "false"),
    ] {
        let seen = report(PHOTO, "me", &file);
        check(&seen, "photo.animated", moves);
        check(&seen, "photo.decoded", "true");
        check(&seen, "file.unreadable", "-");
    }
}

#[test]
fn formats_without_a_decoder_are_measured_by_their_header() {
    check_all(
        &report(PHOTO, "IMG_0001.HEIC", &pictures::heif(b"heic", 4032, 3024, 3)),
        "file.format heic
         file.extension_fits true
         file.unreadable -
         photo.width_px 3024
         photo.height_px 4032
         photo.orientation 6
         photo.bits 8
         photo.animated false
         photo.truncated false
         photo.decoded false",
    );
    check(
        &report(PHOTO, "a.avif", &pictures::heif(b"avif", 640, 480, 0)),
        "photo.width_px",
        "640",
    );
    check(
        &report(PHOTO, "a.avif", &pictures::heif(b"avis", 640, 480, 0)),
        "photo.animated",
        "true",
    );
    check_all(
        &report(PHOTO, "scan.tif", &pictures::tiff(200, 300, 1)),
        "file.format tiff
         file.unreadable -
         photo.width_px 200
         photo.height_px 300
         photo.colour grey
         photo.bits 8
         photo.truncated -
         photo.decoded false",
    );
    check_all(
        &report(PHOTO, "a.jxl", b"\xff\x0a\0\0\0\0"),
        "file.format jxl
         file.unreadable -
         photo.width_px -
         photo.decoded false",
    );
}

#[test]
fn a_picture_given_as_a_paper_is_measured_but_not_decoded() {
    check_all(
        &report(PAPER, "passport.jpg", ASTRONAUT),
        "file.format jpeg
         file.unreadable -
         photo.width_px 512
         photo.truncated false
         photo.decoded -
         pdf.damaged -",
    );
    check(&report(PAPER, "passport.jpg", &ASTRONAUT[..60_000]), "file.unreadable", "truncated");
}
