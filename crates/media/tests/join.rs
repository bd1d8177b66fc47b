//! Pages and pictures put into one PDF: what comes along, what stays behind, and what is refused.

mod support;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use jpeg_encoder::ColorType;
use support::joining::{contents, done, job, joined, laid_open, part, turns, whole};
use support::pdfs::{by_qpdf, image, of_objects, one_page, plain, stream};
use support::pictures::{self, ASTRONAUT, exif, with_exif};
use support::{PAPER, check, check_all, report};

fn lines(pdf: &[u8]) -> Vec<String> {
    let between = |it: &str| it.split(['(', ')']).nth(1).unwrap_or_default().to_owned();
    contents(pdf).iter().map(|it| between(it)).collect()
}

#[test]
fn all_pages_in_order() {
    let (report_of_job, made) = joined(&job(whole(2)), &[&plain(2), &plain(3)]);
    check_all(
        &report_of_job,
        "made.pages 5
         made.images_recompressed 0
         made.least_dpi -
         made.least_quality -
         made.fits -
         join.refused -",
    );
    assert_eq!(lines(&made), ["Page 1", "Page 2", "Page 1", "Page 2", "Page 3"]);
    check_all(
        &report(PAPER, "made.pdf", &made),
        "pdf.version 1.7
         pdf.pages 5
         pdf.damaged false
         pdf.second_opinion true
         pdf.encrypted false",
    );
}

#[test]
fn chosen_pages_turned() {
    let parts = vec![part(1, &[(3, 0), (1, 90)]), part(0, &[(2, 180), (2, 270)])];
    let (_, made) = joined(&job(parts), &[&plain(2), &plain(3)]);
    assert_eq!(lines(&made), ["Page 3", "Page 1", "Page 2", "Page 2"]);
    assert_eq!(turns(&made), [0, 90, 180, 270]);
    // A page that is turned already is turned on from there.
    let turned = one_page("", "/Rotate 270", b"", &[]);
    let (_, made) = joined(&job(vec![part(0, &[(1, 180)])]), &[&turned]);
    assert_eq!(turns(&made), [90]);
}

#[test]
fn what_pages_inherit_comes_along() {
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 /MediaBox [0 0 100 200] /Rotate 90 /Resources 4 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>".to_vec(),
        b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>".to_vec(),
        stream("", b"BT /F1 9 Tf (a) Tj ET"),
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Rotate 0 >>".to_vec(),
    ]);
    let (_, made) = joined(&job(whole(1)), &[&file]);
    assert_eq!(turns(&made), [90, 0]);
    let of = |bytes: &[u8]| report(PAPER, "a.pdf", bytes).facts;
    let (before, after) = (of(&file), of(&made));
    for name in [
        "pdf.most_width_mm",
        "pdf.least_width_mm",
        "pdf.most_height_mm",
        "pdf.unembedded_fonts",
    ] {
        assert_eq!(before.get(name), after.get(name), "{name}");
    }
}

#[test]
fn every_way_of_writing_a_paper_down_can_be_joined() {
    for options in ["--object-streams=generate", "--linearize", "--qdf", "--force-version=2.0"] {
        let (_, made) = joined(&job(whole(1)), &[&by_qpdf(options)]);
        assert_eq!(lines(&made).len(), 3, "{options}");
    }
}

#[test]
fn what_is_more_than_paper_stays_behind() {
    let script = "<< /S /JavaScript /JS (SECRETSCRIPT) >>";
    let file = one_page(
        &format!(
            "/OpenAction {script} /Names << /JavaScript << /Names [(a) {script}] >> /EmbeddedFiles << /Names [(a) 5 0 R] >> >> \
             /Metadata 6 0 R /Outlines << /Type /Outlines /Title (SECRETOUTLINE) >>"
        ),
        &format!(
            "/AA << /O {script} >> /Thumb 6 0 R /Metadata 6 0 R /PieceInfo << /A (SECRETPIECE) >> /Annots [7 0 R 8 0 R 9 0 R 10 0 R] \
             /Resources << /XObject << /Im0 11 0 R >> >>"
        ),
        b"/Im0 Do",
        &[
            b"<< /Type /Filespec /F (SECRETNAME) /EF << /F 6 0 R >> >>".to_vec(),
            stream("", b"SECRETCONTENT"),
            format!("<< /Subtype /Link /Rect [0 0 9 9] /A {script} >>").into_bytes(),
            b"<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS 5 0 R >>".to_vec(),
            format!("<< /Subtype /Stamp /Rect [0 0 9 9] /A {script} /AA << /E {script} >> /P 3 0 R /AP << /N 12 0 R >> >>").into_bytes(),
            b"<< /Subtype /Screen /Rect [0 0 9 9] /MK << /R (SECRETSCREEN) >> >>".to_vec(),
            image(2, 2, "/Metadata 6 0 R /PieceInfo << /A (SECRETIMAGE) >>"),
            stream("/Subtype /Form /BBox [0 0 9 9]", b"0 0 9 9 re f % THESTAMP"),
        ],
    );
    let (_, made) = joined(&job(whole(1)), &[&file]);
    let open = laid_open(&made);
    assert!(!open.contains("SECRET"), "{open}");
    assert!(open.contains("THESTAMP"), "{open}");
    check_all(
        &report(PAPER, "made.pdf", &made),
        "pdf.scripts false
         pdf.embedded_files 0
         pdf.pages 1
         pdf.blank_pages 0",
    );
}

#[test]
fn a_page_does_not_bring_the_others_along() {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Group << /S /Transparency /Odd 5 0 R >> >>".to_vec(),
        stream("", b"0 0 1 1 re f"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 6 0 R >>".to_vec(),
    ];
    objects.push(stream("", b"% OTHERPAGE"));
    let (_, made) = joined(&job(vec![part(0, &[(1, 0)])]), &[&of_objects(&objects)]);
    assert!(!laid_open(&made).contains("OTHERPAGE"));
}

/// A page with text, a picture and a stamp, whose objects 4, 6 and 7 the caller writes.
fn with_stamp(content: Vec<u8>, picture: Vec<u8>, looks: Vec<u8>) -> Vec<u8> {
    of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] /Resources << /XObject << /I 6 0 R >> >> >>"
            .to_vec(),
        content,
        b"<< /Type /Annot /Subtype /Stamp /Rect [400 600 500 700] /F 4 /AP << /N 7 0 R >> >>".to_vec(),
        picture,
        looks,
    ])
}

const TEXT: &[u8] = b"BT (THETEXT) Tj ET /I Do";
const LOOKS: &[u8] = b"5 5 90 90 re S % THESTAMP";

fn sound() -> [Vec<u8>; 3] {
    [
        stream("", TEXT),
        image(10, 10, ""),
        stream("/Subtype /Form /BBox [0 0 100 100]", LOOKS),
    ]
}

#[track_caller]
fn all_there(file: &[u8]) {
    let (_, made) = joined(&job(whole(1)), &[file]);
    let open = laid_open(&made);
    assert!(
        open.contains("THETEXT") && open.contains("THESTAMP") && open.contains("/Image"),
        "{open}"
    );
    assert_eq!(contents(&made), [String::from_utf8_lossy(TEXT)]);
}

#[test]
fn streams_that_do_not_say_their_length_come_along() {
    let unsaid = |keys: &str, data: &[u8]| [format!("<< {keys} >>\nstream\n").as_bytes(), data, b"\nendstream"].concat();
    let [content, picture, looks] = sound();
    all_there(&with_stamp(content.clone(), picture.clone(), looks.clone()));
    for keys in [
        "",
        "/Length 7",
        "/Length 700",
        "/Length -1",
        "/Length 99 0 R",
        "/Length 2 0 R",
        "/Length (x)",
        "/Length null",
    ] {
        println!("{keys}");
        all_there(&with_stamp(unsaid(keys, TEXT), picture.clone(), looks.clone()));
        let form = unsaid(&format!("/Subtype /Form /BBox [0 0 100 100] {keys}"), LOOKS);
        all_there(&with_stamp(content.clone(), picture.clone(), form));
    }
}

#[test]
fn objects_that_stand_elsewhere_than_the_table_says_come_along() {
    let [content, picture, looks] = sound();
    let file = with_stamp(content, picture, looks);
    let table = file.windows(5).rposition(|it| it == b"xref\n").unwrap();
    let table = file[..table].windows(5).rposition(|it| it == b"xref\n").unwrap();
    for number in 1..=7 {
        let entry = table + b"xref\n0 8\n".len() + 20 * number;
        let place: usize = std::str::from_utf8(&file[entry..entry + 10]).unwrap().parse().unwrap();
        for off in [-20, -3, -1, 1, 3, 20, 5000] {
            let mut damaged = file.clone();
            let wrong = place.saturating_add_signed(off);
            damaged[entry..entry + 10].copy_from_slice(format!("{wrong:010}").as_bytes());
            println!("object {number} off by {off}");
            all_there(&damaged);
        }
    }
}

#[test]
fn what_is_lost_keeps_the_paper_as_it_is() {
    let [content, picture, looks] = sound();
    let file = with_stamp(content, picture, looks);
    // The number of an object, its word, and its own brackets: nobody finds it any more.
    for (what, instead) in [
        (&b"4 0 obj"[..], &b"4 0 oxj"[..]),
        (b"5 0 obj", b"8 0 obj"),
        (b"6 0 obj\n<<", b"6 0 obj\n<x"),
        (b"7 0 obj", b"7 x obj"),
    ] {
        let at = file.windows(what.len()).position(|it| it == what).unwrap();
        let mut damaged = file.clone();
        damaged[at..at + what.len()].copy_from_slice(instead);
        println!("{}", String::from_utf8_lossy(instead));
        refused(&damaged, "incomplete");
    }
}

#[test]
fn whatever_brings_a_picture_of_itself_stays() {
    let page = |subtype: &str| {
        one_page(
            "",
            &format!("/Annots [<< {subtype} /Rect [0 0 9 9] /AP << /N 5 0 R >> /A << /S /URI /URI (SECRET) >> >>]"),
            b"",
            &[stream("/Subtype /Form /BBox [0 0 9 9]", LOOKS)],
        )
    };
    for subtype in [
        "/Subtype /Stamp",
        "/Subtype /Redact",
        "/Subtype /FileAttachment",
        "/Subtype /Seal",
        "",
    ] {
        let (_, made) = joined(&job(whole(1)), &[&page(subtype)]);
        let open = laid_open(&made);
        assert!(open.contains("THESTAMP") && !open.contains("SECRET"), "{subtype}: {open}");
    }
    let (_, made) = joined(&job(whole(1)), &[&page("/Subtype /Popup")]);
    assert!(!laid_open(&made).contains("THESTAMP"));
}

#[test]
fn hidden_layers_stay_hidden() {
    let file = |usual: &str| {
        one_page(
            &format!("/OCProperties << /OCGs [5 0 R 6 0 R] /D << {usual} >> >>"),
            "/Resources << /Properties << /A 5 0 R /B 6 0 R >> >>",
            b"/OC /A BDC 0 0 9 9 re f EMC /OC /B BDC 0 0 5 5 re f EMC",
            &[
                b"<< /Type /OCG /Name (shown) >>".to_vec(),
                b"<< /Type /OCG /Name (hidden) >>".to_vec(),
            ],
        )
    };
    for usual in ["/OFF [6 0 R]", "/BaseState /OFF /ON [5 0 R]"] {
        let (_, made) = joined(&job(whole(2)), &[&plain(1), &file(usual)]);
        let document = lopdf::Document::load_mem(&made).unwrap();
        let properties = document.get_dict_in_dict(document.catalog().unwrap(), b"OCProperties").unwrap();
        assert_eq!(properties.get(b"OCGs").unwrap().as_array().unwrap().len(), 2);
        let off = document.get_dict_in_dict(properties, b"D").unwrap().get(b"OFF").unwrap();
        let off: Vec<_> = off.as_array().unwrap().iter().map(|it| it.as_reference().unwrap()).collect();
        assert_eq!(off.len(), 1);
        let name = document.get_dictionary(off[0]).unwrap().get(b"Name").unwrap();
        assert_eq!(name.as_str().unwrap(), b"hidden");
    }
}

#[track_caller]
fn refused(file: &[u8], code: &str) {
    let (report, made) = done(&job(whole(2)), &[&plain(1), file]);
    assert!(made.is_none());
    check(&report, "join.refused", code);
    check(&report, "join.refused_file", "1");
}

#[test]
fn what_would_break_is_refused() {
    refused(&by_qpdf("--encrypt user owner 256 --"), "encrypted");
    refused(&by_qpdf("--encrypt '' owner 256 --print=none --"), "encrypted");
    refused(
        &by_qpdf("--object-streams=generate --encrypt '' owner 128 --use-aes=y --"),
        "encrypted",
    );
    let field = b"<< /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] >>".to_vec();
    refused(
        &one_page("/AcroForm << /Fields [5 0 R] >>", "", b"", std::slice::from_ref(&field)),
        "form",
    );
    refused(&one_page("", "/Annots [5 0 R]", b"", &[field]), "form");
    refused(
        &one_page("/AcroForm << /Fields [] /XFA [(a) 5 0 R] >>", "", b"", &[stream("", b"")]),
        "form",
    );
    let signed = b"<< /Subtype /Widget /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] >> >>".to_vec();
    refused(
        &one_page("/AcroForm << /Fields [5 0 R] /SigFlags 3 >>", "", b"", &[signed]),
        "signed",
    );
    refused(&one_page("/Collection << /Type /Collection >>", "", b"", &[]), "portfolio");
    // An empty form is no form.
    joined(&job(whole(1)), &[&one_page("/AcroForm << /Fields [] >>", "", b"", &[])]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    refused(b"", "empty");
    refused(b"%PDF-1.7\n%%EOF\n", "damaged");
    refused(b"PK\x03\x04\x14\0\0\0\0\0 [Content_Types].xml", "unknown-format");
    refused(&pictures::gif(1, 1, 1), "unknown-format");
    refused(&pictures::heif(b"heic", 40, 30, 0), "unknown-format");
    refused(&ASTRONAUT[..ASTRONAUT.len() / 2], "truncated");
    refused(&pictures::claiming_png(60_000, 60_000), "too-many-pixels");
    refused(&pictures::claiming_png(600, 600), "damaged");
    // A branch of the tree of pages is lost: pages would be missing.
    let torn = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_vec(),
    ]);
    refused(&torn, "damaged");
}

#[test]
fn pages_that_are_not_there() {
    for pages in [&[(0, 0)][..], &[(2, 0)], &[(1, 0), (9, 90)]] {
        let (report, _) = done(&job(vec![part(0, pages)]), &[&plain(1)]);
        check(&report, "join.refused", "page-missing");
        check(&report, "join.refused_file", "0");
    }
    let (report, _) = done(&job(vec![part(7, &[(1, 0)])]), &[&plain(1)]);
    check(&report, "join.refused_file", "7");
    let (report, _) = done(&job(vec![]), &[&plain(1)]);
    check(&report, "join.refused", "page-missing");
    check(&report, "join.refused_file", "-");
}

#[test]
fn a_photo_becomes_a_page_to_the_byte() {
    let noted = with_exif(ASTRONAUT, &exif(6, "2026:01:02 03:04:05", true));
    let (report_of_job, made) = joined(&job(whole(1)), &[&noted]);
    check(&report_of_job, "made.images_recompressed", "0");
    // From its first table on, it is the photo as it was.
    let picture = &ASTRONAUT[ASTRONAUT.windows(2).position(|it| it == b"\xff\xdb").unwrap()..];
    assert!(made.windows(picture.len()).any(|it| it == picture));
    assert!(!made.windows(4).any(|it| it == b"Exif"));
    check_all(
        &report(PAPER, "made.pdf", &made),
        "pdf.pages 1
         pdf.least_width_mm 210
         pdf.least_height_mm 297
         pdf.second_opinion true
         pdf.blank_pages 0",
    );
    // 512 px are not blown up to the width of the paper: at 100 dpi they are 130 mm.
    check(&report_of_job, "made.least_dpi", "100");
}

#[test]
fn wide_photos_lie_on_their_side_unless_turned_upright() {
    let wide = pictures::jpeg(400, 300, ColorType::Rgb, false);
    for (orientation, landscape) in [(1, "1"), (3, "1"), (6, "0"), (8, "0")] {
        let file = with_exif(&wide, &exif(orientation, "", false));
        let (_, made) = joined(&job(whole(1)), &[&file]);
        check(&report(PAPER, "made.pdf", &made), "pdf.landscape_pages", landscape);
    }
    let (_, made) = joined(&job(vec![part(0, &[(1, 90)])]), &[&wide]);
    check(&report(PAPER, "made.pdf", &made), "pdf.landscape_pages", "0");
}

/// The pixels of the only image in a PDF that is not a JPEG.
fn pixels(pdf: &[u8]) -> (Vec<u8>, lopdf::Dictionary) {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let image = document.objects.values().find_map(|it| match it {
        lopdf::Object::Stream(stream) if stream.dict.has(b"ColorSpace") => Some(stream),
        _ => None,
    });
    let image = image.unwrap();
    (image.get_plain_content().unwrap(), image.dict.clone())
}

#[test]
fn drawings_keep_every_pixel() {
    let drawing = image::RgbImage::from_fn(60, 40, |x, y| {
        if (x / 9 + y / 9) % 2 == 0 {
            image::Rgb([200, 0, 0])
        } else {
            image::Rgb([255; 3])
        }
    });
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(drawing.clone()).write_to(&mut file, format).unwrap();
        let (report_of_job, made) = joined(&job(whole(1)), &[&file.into_inner()]);
        check(&report_of_job, "made.images_recompressed", "0");
        assert_eq!(pixels(&made).0, drawing.as_raw()[..], "{format:?}");
    }
}

#[test]
fn what_shines_through_becomes_white() {
    let clear = image::RgbaImage::from_fn(8, 8, |x, _| image::Rgba([9, 9, 9, if x < 4 { 0 } else { 255 }]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(clear).write_to(&mut file, ImageFormat::Png).unwrap();
    let (_, made) = joined(&job(whole(1)), &[&file.into_inner()]);
    let (pixels, image) = pixels(&made);
    assert_eq!(pixels[..8], [255, 255, 255, 255, 9, 9, 9, 9]);
    assert_eq!(image.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceGray");
}

#[test]
fn a_photo_in_the_clothes_of_a_drawing_is_compressed_and_said_to_be() {
    let noise = image::RgbImage::from_fn(400, 400, |x, y| {
        let wave = |by: u32| ((f64::from(x * by) / 40.0).sin() * (f64::from(y * by) / 50.0).cos() * 100.0 + 128.0) as u8;
        let grain = ((x * 7919 + y * 104_729) % 7) as u8;
        image::Rgb([wave(1) ^ grain, wave(2) ^ grain, wave(3) ^ grain])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(noise).write_to(&mut file, ImageFormat::Png).unwrap();
    let (report_of_job, _) = joined(&job(whole(1)), &[&file.into_inner()]);
    check(&report_of_job, "made.images_recompressed", "1");
    check(&report_of_job, "made.least_quality", "85");
}

#[test]
fn every_colour_of_jpeg() {
    for (colour, space) in [
        (ColorType::Luma, "DeviceGray"),
        (ColorType::Rgb, "DeviceRGB"),
        // Each reader shows inks in its own way; as red, green and blue they are the same everywhere.
        (ColorType::Cmyk, "DeviceRGB"),
    ] {
        for progressive in [false, true] {
            let file = pictures::jpeg(60, 40, colour, progressive);
            let (_, made) = joined(&job(whole(1)), &[&file]);
            assert!(laid_open(&made).contains(space), "{space}");
        }
    }
}

#[test]
fn the_same_file_twice_is_opened_once() {
    let file = plain(1);
    let (_, once) = joined(&job(whole(1)), &[&file]);
    let twice = vec![part(0, &[(1, 0)]), part(0, &[(1, 90)])];
    let (report, made) = joined(&job(twice), &[&file]);
    check(&report, "made.pages", "2");
    assert!(made.len() < once.len() + 100, "{} after {}", made.len(), once.len());
}

#[test]
fn the_same_bytes_every_time() {
    let files: [&[u8]; 3] = [&plain(2), ASTRONAUT, &pictures::still(ImageFormat::Png, 60, 40)];
    assert_eq!(done(&job(whole(3)), &files).1, done(&job(whole(3)), &files).1);
}
