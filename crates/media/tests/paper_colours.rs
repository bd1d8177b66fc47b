//! Colours of pictures that become pages: as browsers show them, whatever the file says about them, and after compressing too.

mod support;

use image::{ExtendedColorType, ImageFormat};
use jpeg_encoder::{ColorType, SamplingFactor};
use lopdf::Object;
use moxcms::ColorProfile;
use support::colours::{COLOURS, Fields, SIDE, by_profile, exchanged, image_of, jpeg, painted, png, same, shown, webp};
use support::joining::{job, job_under, joined, laid_open, whole};
use support::pdfs::{one_page, stream};
use support::pictures::{self, exif, with_exif};
use support::{PAPER, check, report};

fn page_of(picture: &[u8]) -> Vec<u8> {
    check(&report(PAPER, "picture", picture), "file.unreadable", "-");
    joined(&job(whole(1)), &[picture]).1
}

fn by(profile: &[u8]) -> Fields<[u8; 3]> {
    COLOURS.map(|it| by_profile(profile, it))
}

fn profiles() -> Vec<(&'static str, Vec<u8>)> {
    let written = |profile: ColorProfile| profile.encode().unwrap();
    vec![
        ("red and blue exchanged", exchanged()),
        ("display p3", written(ColorProfile::new_display_p3())),
        ("adobe rgb", written(ColorProfile::new_adobe_rgb())),
        ("prophoto", written(ColorProfile::new_pro_photo_rgb())),
    ]
}

#[test]
fn a_profile_of_a_jpeg_comes_along_and_the_picture_stays_to_the_byte() {
    for (name, profile) in profiles() {
        let file = jpeg(COLOURS, ColorType::Rgb, Some(&profile));
        let made = page_of(&file);
        same(name, shown(&made), by(&profile));
        assert_eq!(image_of(&made).1.content, file, "{name}");
    }
}

#[test]
fn a_profile_that_says_nothing_new_stays_behind() {
    let usual = ColorProfile::new_srgb().encode().unwrap();
    for profile in [&usual[..], b"no profile at all", &usual[..200]] {
        let made = page_of(&jpeg(COLOURS, ColorType::Rgb, Some(profile)));
        assert!(!laid_open(&made).contains("ICCBased"));
        same("usual", shown(&made), COLOURS);
    }
    // One for something else is none.
    let inks = {
        let mut profile = usual.clone();
        profile[16..20].copy_from_slice(b"CMYK");
        profile
    };
    same("inks", shown(&page_of(&jpeg(COLOURS, ColorType::Rgb, Some(&inks)))), COLOURS);
}

#[test]
fn a_profile_of_a_png_or_webp_is_obeyed() {
    let pixels = painted(COLOURS);
    for (name, profile) in profiles() {
        let wanted = by(&profile);
        same(
            name,
            shown(&page_of(&png(&pixels, ExtendedColorType::Rgb8, Some(profile.clone())))),
            wanted,
        );
        same(name, shown(&page_of(&webp(&pixels, profile.clone()))), wanted);
        let clear = painted(COLOURS.map(|[r, g, b]| [r, g, b, 255]));
        same(name, shown(&page_of(&png(&clear, ExtendedColorType::Rgba8, Some(profile)))), wanted);
    }
}

#[test]
fn what_shines_through_is_white_in_any_space() {
    let clear = painted([[200, 60, 60, 0], [200, 60, 60, 255], [0, 0, 0, 0], [0, 0, 0, 255]]);
    let made = page_of(&png(&clear, ExtendedColorType::Rgba8, Some(exchanged())));
    let [_, red, ..] = [[0; 3], by_profile(&exchanged(), [200, 60, 60])];
    same("clear", shown(&made), [[255; 3], red, [255; 3], [0; 3]]);
}

/// A PNG of 64 by 64 pixels with further chunks before its pixels.
fn with_chunks(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let plain = png(&painted(COLOURS), ExtendedColorType::Rgb8, None);
    let chunks: Vec<Vec<u8>> = chunks.iter().map(|(name, data)| pictures::chunk(name, data)).collect();
    [&plain[..33], &chunks.concat(), &plain[33..]].concat()
}

#[test]
fn chunks_of_a_png_that_tell_its_colours_are_obeyed() {
    let words = |numbers: &[u32]| numbers.iter().flat_map(|it| it.to_be_bytes()).collect::<Vec<u8>>();
    let p3 = words(&[31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000]);
    let light = words(&[100_000]);
    let usual = words(&[45455]);
    let p3_profile = ColorProfile::new_display_p3().encode().unwrap();
    // Light as it is, shown by the curve of sRGB.
    let lit = COLOURS.map(|pixel| {
        pixel.map(|it| {
            let it = f64::from(it) / 255.0;
            ((if it <= 0.003_130_8 {
                12.92 * it
            } else {
                1.055 * it.powf(1.0 / 2.4) - 0.055
            }) * 255.0)
                .round() as u8
        })
    });
    for (what, chunks, wanted) in [
        ("places", vec![(b"cHRM", &p3[..])], by(&p3_profile)),
        ("code", vec![(b"cICP", b"\x0c\x0d\x00\x01")], by(&p3_profile)),
        ("power", vec![(b"gAMA", &light)], lit),
        ("usual power", vec![(b"gAMA", &usual)], COLOURS),
        ("known to be usual", vec![(b"gAMA", &light), (b"sRGB", b"\0")], COLOURS),
        (
            "a code before all else",
            vec![(b"gAMA", &light), (b"cICP", b"\x01\x0d\x00\x01")],
            COLOURS,
        ),
    ] {
        same(what, shown(&page_of(&with_chunks(&chunks))), wanted);
    }
    // What is usual keeps every pixel.
    let made = page_of(&with_chunks(&[(b"gAMA", &usual)]));
    assert_eq!(image_of(&made).1.get_plain_content().unwrap(), painted(COLOURS));
}

#[test]
fn grey_is_shown_by_its_profile() {
    let greys = [[20u8], [90], [160], [230]];
    let dark = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    let wanted = greys.map(|it| by_profile(&dark, it));
    same("jpeg", shown(&page_of(&jpeg(greys, ColorType::Luma, Some(&dark)))), wanted);
    same(
        "png",
        shown(&page_of(&png(&painted(greys), ExtendedColorType::L8, Some(dark)))),
        wanted,
    );
    // Grey in a colourful space is what equal red, green and blue are.
    let tinted = {
        let mut profile = ColorProfile::new_srgb();
        profile.cicp = None;
        profile.red_trc = ColorProfile::new_gray_with_gamma(1.0).gray_trc;
        profile.encode().unwrap()
    };
    let wanted = greys.map(|[it]| by_profile(&tinted, [it; 3]));
    same(
        "jpeg in colours",
        shown(&page_of(&jpeg(greys, ColorType::Luma, Some(&tinted)))),
        wanted,
    );
    same(
        "png in colours",
        shown(&page_of(&png(&painted(greys), ExtendedColorType::L8, Some(tinted)))),
        wanted,
    );
    let usual = ColorProfile::new_srgb().encode().unwrap();
    let file = jpeg(greys, ColorType::Luma, Some(&usual));
    assert_eq!(
        image_of(&page_of(&file)).1.content,
        file,
        "grey that is meant as usual stays to the byte"
    );
}

/// A JPEG without the segments of these markers.
fn without(jpeg: &[u8], markers: &[u8]) -> Vec<u8> {
    let mut kept = jpeg[..2].to_vec();
    let mut rest = &jpeg[2..];
    while rest[1] != 0xda {
        let (segment, after) = rest.split_at(2 + usize::from(u16::from_be_bytes([rest[2], rest[3]])));
        if !markers.contains(&segment[1]) {
            kept.extend(segment);
        }
        rest = after;
    }
    [kept, rest.to_vec()].concat()
}

const INKS: Fields<[u8; 4]> = [[255, 60, 60, 200], [60, 255, 80, 255], [70, 90, 255, 128], [255, 255, 255, 40]];

/// As Chromium and Firefox have it: little is much ink, and each colour is shaded by black.
fn of_inks(inks: Fields<[u8; 4]>) -> Fields<[u8; 3]> {
    inks.map(|[c, m, y, k]| [c, m, y].map(|it| (u32::from(it) * u32::from(k) / 255) as u8))
}

/// The encoder takes much for much ink, and stores it the other way round.
fn stored(inks: Fields<[u8; 4]>) -> Fields<[u8; 4]> {
    inks.map(|it| it.map(|ink| 255 - ink))
}

#[test]
fn inks_are_shown_as_in_browsers_with_and_without_a_mark() {
    for colour in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let marked = jpeg(stored(INKS), colour, None);
        same("marked", shown(&page_of(&marked)), of_inks(INKS));
    }
    let unmarked = without(&jpeg(stored(INKS), ColorType::Cmyk, None), &[0xee, 0xe0]);
    assert!(!unmarked.windows(5).any(|it| it == b"Adobe"));
    let (report_of_job, made) = joined(&job(whole(1)), &[&unmarked]);
    same("unmarked", shown(&made), of_inks(INKS));
    // It is not the picture to the byte, and that is told.
    check(&report_of_job, "made.images_recompressed", "1");
    check(&report_of_job, "made.least_quality", "85");
}

#[test]
fn channels_are_what_browsers_take_them_for() {
    let usual = jpeg(COLOURS, ColorType::Rgb, None);
    let rgb = |markers: &[u8], names: &[u8; 3], adobe: Option<u8>| {
        // Red, green and blue as they are, each under its own name.
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 95);
        encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
        encoder
            .encode(&painted(COLOURS), SIDE as u16, SIDE as u16, ColorType::Ycbcr)
            .unwrap();
        let mut file = without(&file, markers);
        let frame = file.windows(2).position(|it| it == b"\xff\xc0").unwrap();
        let scan = file.windows(2).position(|it| it == b"\xff\xda").unwrap();
        for (at, name) in names.iter().enumerate() {
            file[frame + 10 + 3 * at] = *name;
            file[scan + 5 + 2 * at] = *name;
        }
        let mark = adobe.map(|it| [&b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"[..], &[it]].concat());
        [&file[..2], &mark.unwrap_or_default(), &file[2..]].concat()
    };
    let as_differences = COLOURS.map(|[y, cb, cr]| {
        let [y, cb, cr] = [f64::from(y), f64::from(cb) - 128.0, f64::from(cr) - 128.0];
        [y + 1.402 * cr, y - 0.344_14 * cb - 0.714_14 * cr, y + 1.772 * cb].map(|it| it.round().clamp(0.0, 255.0) as u8)
    });
    for (what, file, wanted) in [
        ("JFIF", usual.clone(), COLOURS),
        ("no mark", without(&usual, &[0xe0]), COLOURS),
        ("named R, G, B", rgb(&[0xe0], b"RGB", None), COLOURS),
        ("Adobe says colours", rgb(&[0xe0], &[1, 2, 3], Some(0)), COLOURS),
        ("Adobe says differences", rgb(&[0xe0], &[1, 2, 3], Some(1)), as_differences),
        ("JFIF is believed before Adobe", rgb(&[], &[1, 2, 3], Some(0)), as_differences),
        ("JFIF is believed before names", rgb(&[], b"RGB", None), as_differences),
    ] {
        let made = page_of(&file);
        same(what, shown(&made), wanted);
        let small = fitted(&file);
        same(&format!("{what}, made smaller"), shown(&small), wanted);
    }
}

/// The same as a page that was compressed; a picture of four fields is too small for it, so it gets a tail that is read past.
fn fitted(jpeg: &[u8]) -> Vec<u8> {
    let tail = [&b"\xff\xd9"[..], &[0; 8]].concat();
    let padded = [&jpeg[..jpeg.len() - 2], &[0; 200_000], &tail].concat();
    let (report, made) = joined(&job_under(30_000, whole(1)), &[&padded]);
    check(&report, "made.images_recompressed", "1");
    made
}

#[test]
fn compressing_keeps_the_profile_of_a_picture() {
    let profile = exchanged();
    let made = fitted(&jpeg(COLOURS, ColorType::Rgb, Some(&profile)));
    same("made smaller", shown(&made), by(&profile));
}

/// A page with an image of 64 by 64 pixels that no packing makes smaller.
fn scan(keys: &str, data: &[u8], further: &[Vec<u8>]) -> Vec<u8> {
    let image = stream(
        &format!("/Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} /BitsPerComponent 8 {keys}"),
        data,
    );
    let resources = "/Resources << /XObject << /Im0 5 0 R >> >>";
    one_page(
        "",
        resources,
        b"595 0 0 842 0 0 cm /Im0 Do",
        &[vec![image], further.to_vec()].concat(),
    )
}

#[test]
fn images_of_a_pdf_look_the_same_when_they_were_compressed() {
    let profile = stream("/N 3", &exchanged());
    let pixels = painted(COLOURS);
    let palette: Vec<u8> = [COLOURS[3], COLOURS[2], COLOURS[1], COLOURS[0]].concat();
    let places = painted([[3u8], [2], [1], [0]]);
    let hex: String = palette.iter().map(|it| format!("{it:02x}")).collect();
    for (what, file, wanted) in [
        ("plain", scan("/ColorSpace /DeviceRGB", &pixels, &[]), COLOURS),
        (
            "plain, elsewhere",
            scan("/ColorSpace 6 0 R", &pixels, &[b"/DeviceRGB".to_vec()]),
            COLOURS,
        ),
        (
            "a profile",
            scan("/ColorSpace [/ICCBased 6 0 R]", &pixels, std::slice::from_ref(&profile)),
            by(&exchanged()),
        ),
        (
            "a profile, elsewhere",
            scan("/ColorSpace 7 0 R", &pixels, &[profile.clone(), b"[/ICCBased 6 0 R]".to_vec()]),
            by(&exchanged()),
        ),
        (
            "a palette",
            scan(&format!("/ColorSpace [/Indexed /DeviceRGB 3 <{hex}>]"), &places, &[]),
            COLOURS,
        ),
        (
            "a palette, elsewhere",
            scan(
                "/ColorSpace 6 0 R",
                &places,
                &[format!("[/Indexed /DeviceRGB 3 <{hex}>]").into_bytes()],
            ),
            COLOURS,
        ),
        (
            "a palette of a profile",
            scan(
                "/ColorSpace 7 0 R",
                &places,
                &[profile, format!("[/Indexed [/ICCBased 6 0 R] 3 <{hex}>]").into_bytes()],
            ),
            by(&exchanged()),
        ),
    ] {
        // Not packed at all, it is larger than what comes of it.
        let (report, made) = joined(&job_under(4_500, whole(1)), &[&file]);
        check(&report, "made.images_recompressed", "1");
        same(what, shown(&made), wanted);
    }
}

#[test]
fn images_of_a_pdf_that_a_jpeg_could_not_hold_are_left_alone() {
    let lab = {
        let mut profile = exchanged();
        profile[16..20].copy_from_slice(b"Lab ");
        stream("/N 3", &profile)
    };
    let pixels = painted(COLOURS);
    let doubted = {
        let usual = jpeg(COLOURS, ColorType::Rgb, None);
        let mark = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00";
        [&usual[..20], &mark[..], &usual[20..usual.len() - 2], &[0; 9000], b"\xff\xd9"].concat()
    };
    for (what, file) in [
        ("a profile of lightness", scan("/ColorSpace [/ICCBased 6 0 R]", &pixels, &[lab])),
        (
            "lightness",
            scan("/ColorSpace [/Lab << /WhitePoint [0.96 1 0.82] >>]", &pixels, &[]),
        ),
        ("turned round", scan("/ColorSpace /DeviceRGB /Decode [1 0 1 0 1 0]", &pixels, &[])),
        ("inks", scan("/ColorSpace /DeviceCMYK", &painted(INKS), &[])),
        (
            "taken for two things",
            scan("/ColorSpace /DeviceRGB /Filter /DCTDecode", &doubted, &[]),
        ),
    ] {
        let (report, made) = joined(&job_under(1_000, whole(1)), &[&file]);
        check(&report, "made.images_recompressed", "0");
        let content = |pdf: &[u8]| image_of(pdf).1.content;
        assert_eq!(content(&made), content(&file), "{what}");
    }
}

#[test]
fn every_kind_of_png_is_a_page_of_its_colours() {
    let pixels = painted(COLOURS);
    let sixteen: Vec<u8> = pixels.iter().flat_map(|it| u16::from_be_bytes([*it, *it]).to_ne_bytes()).collect();
    same(
        "sixteen bits",
        shown(&page_of(&png(&sixteen, ExtendedColorType::Rgb16, None))),
        COLOURS,
    );
    same(
        "webp",
        shown(&page_of(&pictures::of(ImageFormat::WebP, &pixels, SIDE as u32))),
        COLOURS,
    );
    let greys = [[20u8], [90], [160], [230]];
    let grey = greys.map(|[it]| [it; 3]);
    same("grey", shown(&page_of(&png(&painted(greys), ExtendedColorType::L8, None))), grey);
    // A palette of which the second colour shines through by half, and the third wholly.
    let palette = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        pictures::chunk(
            b"IHDR",
            &[&(SIDE as u32).to_be_bytes()[..], &(SIDE as u32).to_be_bytes(), &[8, 3, 0, 0, 0]].concat(),
        ),
        pictures::chunk(b"PLTE", COLOURS.as_flattened()),
        pictures::chunk(b"tRNS", &[255, 128, 0]),
        pictures::chunk(b"IDAT", &rows(&painted([[0u8], [1], [2], [3]]))),
        pictures::chunk(b"IEND", b""),
    ]
    .concat();
    let half = COLOURS[1].map(|it| ((u32::from(it) * 128 + 255 * 127) / 255) as u8);
    same("palette", shown(&page_of(&palette)), [COLOURS[0], half, [255; 3], COLOURS[3]]);
}

/// Packed rows of one byte a pixel, without a filter.
fn rows(pixels: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    for row in pixels.chunks(SIDE) {
        packer.write_all(&[0]).unwrap();
        packer.write_all(row).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn pages_stand_upright_in_all_eight_orientations() {
    let file = jpeg(COLOURS, ColorType::Rgb, None);
    let [a, b, c, d] = COLOURS;
    for (orientation, wanted) in [
        (1, [a, b, c, d]),
        (2, [b, a, d, c]),
        (3, [d, c, b, a]),
        (4, [c, d, a, b]),
        (5, [a, c, b, d]),
        (6, [c, a, d, b]),
        (7, [d, b, c, a]),
        (8, [b, d, a, c]),
    ] {
        let made = page_of(&with_exif(&file, &exif(orientation, "", false)));
        let (document, _) = image_of(&made);
        let page = document.get_pages().into_values().next().unwrap();
        let content = String::from_utf8(document.get_page_content(page)).unwrap();
        let matrix: Vec<f64> = content.split_whitespace().skip(1).take(6).map(|it| it.parse().unwrap()).collect();
        // Where on the paper each field of the stored picture lies: 0 to 3, upper left to lower right.
        let middle = (matrix[4] + (matrix[0] + matrix[2]) / 2.0, matrix[5] + (matrix[1] + matrix[3]) / 2.0);
        let mut seen = [[0; 3]; 4];
        for (field, colour) in shown(&made).into_iter().enumerate() {
            let (x, y) = ([0.25, 0.75][field % 2], [0.75, 0.25][field / 2]);
            let (x, y) = (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]);
            seen[usize::from(x > middle.0) + 2 * usize::from(y < middle.1)] = colour;
        }
        same(&format!("orientation {orientation}"), seen, wanted);
        let Ok(Object::Array(_)) = document.get_dictionary(page).unwrap().get(b"MediaBox") else {
            panic!("a page without a size");
        };
    }
}
