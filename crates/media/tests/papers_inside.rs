//! What is inside of a PDF: pages, pictures, fonts, forms, and what is more than paper.

#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

mod support;

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use media::Report;
use support::pdfs::{image, of_objects, one_page, plain, stream};
use support::{PAPER, check, check_all, report};

fn seen(file: &[u8]) -> Report {
    report(PAPER, "letter.pdf", file)
}

fn content(content: &str) -> Report {
    seen(&one_page("", "", content.as_bytes(), &[]))
}

#[test]
fn a_plain_letter() {
    check_all(
        &seen(&plain(3)),
        "pdf.second_opinion true
         pdf.looked_through true
         pdf.least_width_mm 209.9
         pdf.most_width_mm 209.9
         pdf.least_height_mm 297
         pdf.most_height_mm 297
         pdf.landscape_pages 0
         pdf.blank_pages 0
         pdf.unreadable_pages 0
         pdf.unembedded_fonts 0
         pdf.least_dpi -
         pdf.form_fields 0
         pdf.form_without_appearance 0
         pdf.signed false
         pdf.xfa false
         pdf.scripts false
         pdf.embedded_files 0
         pdf.portfolio false",
    );
}

#[test]
fn no_pages_at_all_are_counted_as_such() {
    let no_pages = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 9 >>".to_vec(),
    ]);
    check_all(
        &seen(&no_pages),
        "pdf.pages 0
         file.unreadable -
         pdf.second_opinion -",
    );
}

#[test]
fn readers_that_disagree() {
    // The same page twice: one page or two?
    let twice = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_vec(),
    ]);
    check(&seen(&twice), "pdf.pages", "2");
    check(&seen(&twice), "pdf.second_opinion", "false");
}

#[test]
fn pages_with_nothing_on_them() {
    for nothing in [
        "",
        "q Q",
        "1 g 0 0 595 842 re f",
        "BT /F1 12 Tf ( ) Tj <0003> Tj ET",
        "BT 3 Tr (what a machine has read) Tj ET",
        "0 0 10 10 re W n",
        "/Span << /ActualText (not shown) >> BDC EMC",
    ] {
        check(&content(nothing), "pdf.blank_pages", "1");
    }
    for something in [
        "BT (a) Tj ET",
        "BT [( ) -3 (a)] TJ ET",
        "0 0 10 10 re f",
        "1 g 0 0 1 1 re f 0 g 2 2 1 1 re f",
        "0 0 m 9 9 l S",
        "BI /W 1 /H 1 /CS /G /BPC 8 ID \x40 EI",
    ] {
        check(&content(something), "pdf.blank_pages", "0");
    }
}

#[test]
fn only_what_is_blank_is_called_blank() {
    let text = b"BT /F1 28 Tf 60 700 Td (PAGE ONE) Tj ET";
    let zipped = packed(text);
    let unsaid = |keys: &str, data: &[u8]| [format!("<< {keys} >>\nstream\n").as_bytes(), data, b"\nendstream"].concat();
    let length = zipped.len();
    // However it is packed and measured, it is read.
    for (what, content, further) in [
        ("no length", unsaid("", text), vec![]),
        ("a wrong length", unsaid("/Length 7", text), vec![]),
        ("no length, packed", unsaid("/Filter /FlateDecode", &zipped), vec![]),
        (
            "behind references",
            unsaid("/Filter 5 0 R /Length 6 0 R", &zipped),
            vec![b"[/FlateDecode]".to_vec(), length.to_string().into_bytes()],
        ),
        (
            "references in a list",
            unsaid("/Filter [5 0 R] /DecodeParms [6 0 R]", &zipped),
            vec![b"/FlateDecode".to_vec(), b"null".to_vec()],
        ),
        ("a short name", stream("/Filter /Fl", &zipped), vec![]),
        ("a short key", stream("/F /FlateDecode", &zipped), vec![]),
        ("a length that leads nowhere", unsaid("/Length 9 0 R", text), vec![]),
        (
            "no line end behind the keyword",
            [&b"<< /Length 39 >>\nstream "[..], text, b"\nendstream"].concat(),
            vec![],
        ),
        ("no end mark", [&b"<< /Length 39 >>\nstream\n"[..], text].concat(), vec![]),
    ] {
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
            content,
        ];
        objects.extend(further);
        println!("{what}");
        check_all(
            &seen(&of_objects(&objects)),
            "pdf.blank_pages 0\npdf.unreadable_pages 0\npdf.pages 1",
        );
    }
    // What is not understood may be anything.
    for content in [
        stream("/Filter /FlateDecodx", &zipped),
        stream("/Filter [null]", &zipped),
        stream("", b"qwerty 1 2 3 asdf"),
        stream("/Filter 9 0 R", &zipped),
    ] {
        check_all(&with_content(content), "pdf.blank_pages 0\npdf.unreadable_pages 1");
    }
    let named_and_gone = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 9 0 R >>".to_vec(),
    ]);
    check_all(&seen(&named_and_gone), "pdf.blank_pages 0\npdf.unreadable_pages 1");
    // Notes that readers draw themselves.
    let note = one_page(
        "",
        "/Annots [<< /Subtype /FreeText /Rect [9 9 99 99] /Contents (hello) >>]",
        b"",
        &[],
    );
    check(&seen(&note), "pdf.blank_pages", "0");
}

#[test]
fn a_stamp_is_something() {
    let stamp = |flags: u8| {
        let annotation = format!("<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /F {flags} /AP << /N 6 0 R >> >>");
        let drawing = stream("/Subtype /Form /BBox [0 0 9 9]", b"0 0 9 9 re f");
        one_page("", "/Annots [5 0 R]", b"", &[annotation.into_bytes(), drawing])
    };
    check(&seen(&stamp(4)), "pdf.blank_pages", "0");
    check(&seen(&stamp(2)), "pdf.blank_pages", "1");
}

const WITH_IMAGE: &str = "/Resources << /XObject << /Im0 5 0 R >> >>";

fn scan(page: &str, content: &str, image: Vec<u8>) -> Report {
    seen(&one_page("", &format!("{WITH_IMAGE} {page}"), content.as_bytes(), &[image]))
}

#[test]
fn the_resolution_of_a_scan() {
    let whole_page = "q 595 0 0 842 0 0 cm /Im0 Do Q";
    // 827 px on 595/72 inch are 100.07 dpi.
    check(&scan("", whole_page, image(827, 1170, "")), "pdf.least_dpi", "100");
    check(&scan("", "/Im0 Do", image(10, 10, "")), "pdf.least_dpi", "-");
    // The page says that its points are twice as long.
    check(&scan("/UserUnit 2", whole_page, image(827, 1170, "")), "pdf.least_dpi", "50");
    // Turned on its side, and in strips.
    check(
        &scan("", "q 0 842 -595 0 595 0 cm /Im0 Do Q", image(1170, 827, "")),
        "pdf.least_dpi",
        "100",
    );
    let strips: String = (0..10).map(|at| format!("q 595 0 0 84.2 0 {} cm /Im0 Do Q ", at * 84)).collect();
    check(&scan("", &strips, image(827, 117, "")), "pdf.least_dpi", "100");
    // Names may be written in codes.
    check(
        &scan("", "q 595 0 0 842 0 0 cm /Im#30 Do Q", image(827, 1170, "")),
        "pdf.least_dpi",
        "100",
    );
}

#[test]
fn a_fine_mask_makes_a_coarse_image_sharp() {
    let base = image(413, 585, "/SMask 6 0 R");
    let file = one_page("", WITH_IMAGE, b"595 0 0 842 0 0 cm /Im0 Do", &[base, image(2480, 3508, "")]);
    check(&seen(&file), "pdf.least_dpi", "300");
}

#[test]
fn an_image_inside_of_a_form_and_inside_of_the_content() {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Matrix [595 0 0 842 0 0] /Resources << /XObject << /I 6 0 R >> >>",
        b"/I Do",
    );
    let file = one_page("", WITH_IMAGE, b"/Im0 Do", &[form, image(827, 1170, "")]);
    check(&seen(&file), "pdf.least_dpi", "100");

    let pixels = "\x40".repeat(10);
    let inline = format!("q 595 0 0 842 0 0 cm BI /W 10 /H 1 /CS /G /BPC 8 ID {pixels} EI Q");
    check(&content(&inline), "pdf.least_dpi", "0");
}

#[test]
fn sizes_are_as_displayed() {
    let file = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 /MediaBox [0 0 72 144] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Rotate -90 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /CropBox [0 72 72 9999] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /UserUnit 10 /MediaBox [72 72 0 0] >>".to_vec(),
    ]);
    check_all(
        &seen(&file),
        "pdf.least_width_mm 25.4
         pdf.least_height_mm 25.4
         pdf.most_width_mm 254
         pdf.most_height_mm 254
         pdf.landscape_pages 1",
    );
}

#[test]
fn fonts_that_will_be_missing() {
    let fonts = [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /TrueType /BaseFont /MS-Mincho /FontDescriptor << /Type /FontDescriptor >> >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /DescendantFonts [<< /Subtype /CIDFontType0 >>] >>",
        "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own /FontDescriptor << /FontFile2 9 0 R >> >>",
        "<< /Type /Font /Subtype /Type3 /BaseFont /Drawn >>",
    ];
    let mut further: Vec<Vec<u8>> = fonts.iter().map(|it| it.as_bytes().to_vec()).collect();
    further.insert(4, stream("", b"font"));
    let resources = "/Resources << /Font << /H 5 0 R /M 6 0 R /C 7 0 R /O 8 0 R /T 10 0 R >> >>";
    let with = |content: &str| seen(&one_page("", resources, content.as_bytes(), &further));
    check(&with("/H 9 Tf (a) Tj /O 9 Tf (a) Tj /T 9 Tf (a) Tj"), "pdf.unembedded_fonts", "0");
    check(&with("/M 9 Tf (a) Tj /C 9 Tf (b) Tj /M 8 Tf (c) Tj"), "pdf.unembedded_fonts", "2");
}

/// A page with these objects as its annotations, from 5 on, which are the fields of its form too.
fn form(keys: &str, fields: &[&str]) -> Report {
    let numbers: String = (5..5 + fields.len()).map(|at| format!("{at} 0 R ")).collect();
    let further: Vec<Vec<u8>> = fields.iter().map(|it| it.as_bytes().to_vec()).collect();
    let catalog = format!("/AcroForm << /Fields [{numbers}] {keys} >>");
    seen(&one_page(&catalog, &format!("/Annots [{numbers}]"), b"0 0 9 9 re f", &further))
}

#[test]
fn forms() {
    check_all(
        &form(
            "",
            &[
                "<< /Subtype /Widget /FT /Tx /T (a) /V (filled) >>",
                "<< /Subtype /Widget /FT /Tx /T (b) /V (filled) /AP << /N 9 0 R >> >>",
                "<< /Subtype /Widget /FT /Tx /T (c) /V () >>",
                "<< /Subtype /Widget /FT /Btn /T (d) /V /Off >>",
                "<< /Length 0 >>\nstream\nendstream",
            ],
        ),
        "pdf.form_fields 4
         pdf.form_without_appearance 1
         pdf.signed false
         pdf.xfa false",
    );
    // A value that is inherited, in a field that stands on the page only.
    let file = one_page(
        "/AcroForm << /Fields [] >>",
        "/Annots [5 0 R]",
        b"",
        &[b"<< /Subtype /Widget /FT /Ch /V (chosen) >>".to_vec()],
    );
    check(&seen(&file), "pdf.form_fields", "1");
    check(&seen(&file), "pdf.form_without_appearance", "1");
    check(&form("/XFA [(template) 9 0 R]", &[]), "pdf.xfa", "true");
}

#[test]
fn fields_that_lead_round_in_a_circle() {
    let file = one_page(
        "/AcroForm << /Fields 5 0 R >>",
        "",
        b"",
        &[b"[<< /Kids 5 0 R >> << /Kids 5 0 R >>]".to_vec()],
    );
    let start = Instant::now();
    seen(&file);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn signatures() {
    let field = "<< /Subtype /Widget /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] >> >>";
    check(&form("/SigFlags 3", &[field]), "pdf.signed", "true");
    check(
        &form("/SigFlags 1", &["<< /Subtype /Widget /FT /Sig /T (s) >>"]),
        "pdf.signed",
        "false",
    );
    let certified = one_page("/Perms << /DocMDP << /Type /Sig >> >>", "", b"", &[]);
    check(&seen(&certified), "pdf.signed", "true");
}

#[test]
fn scripts_and_files_inside() {
    let action = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    for (catalog, page) in [
        (format!("/OpenAction {action}"), String::new()),
        (format!("/Names << /JavaScript << /Names [(a) {action}] >> >>"), String::new()),
        (String::new(), format!("/AA << /O {action} >>")),
    ] {
        let with = seen(&one_page(&catalog, &page, b"", &[]));
        check(&with, "pdf.scripts", "true");
        check(&with, "pdf.embedded_files", "0");
    }
    let attached = one_page(
        "/Names << /EmbeddedFiles << /Names [(a.txt) 5 0 R] >> >> /Collection << /Type /Collection >>",
        "",
        b"",
        &[b"<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>".to_vec(), stream("", b"text")],
    );
    check(&seen(&attached), "pdf.embedded_files", "1");
    check(&seen(&attached), "pdf.portfolio", "true");
    check(&seen(&attached), "pdf.scripts", "false");
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(data).unwrap();
    packer.finish().unwrap()
}

fn with_content(object: Vec<u8>) -> Report {
    seen(&of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec(),
        object,
    ]))
}

#[test]
fn content_that_breaks_off() {
    let whole = packed(&b"0 0 1 1 re f ".repeat(1000));
    let keys = "/Filter /FlateDecode";
    check(&with_content(stream(keys, &whole)), "pdf.unreadable_pages", "0");
    // Only the checksum is missing: everything is there.
    check(&with_content(stream(keys, &whole[..whole.len() - 4])), "pdf.unreadable_pages", "0");
    let cut = with_content(stream(keys, &whole[..whole.len() / 2]));
    check(&cut, "pdf.unreadable_pages", "1");
    check(&cut, "pdf.blank_pages", "0");
    check(&with_content(stream("/Filter /Unheard", b"?")), "pdf.unreadable_pages", "1");
}

#[test]
fn content_without_end() {
    // A hundred megabytes of blanks.
    let blanks = packed(&vec![b' '; 100 << 20]);
    let seen = with_content(stream("/Filter /FlateDecode", &blanks));
    check_all(
        &seen,
        "pdf.pages 1
         pdf.looked_through false
         pdf.blank_pages -
         pdf.least_dpi -
         pdf.unembedded_fonts -
         pdf.most_width_mm 3.2
         file.unreadable -",
    );
}

#[test]
fn forms_that_paint_each_other_without_end() {
    // Twelve levels, each painting the next one ten times.
    let level = |next: usize| {
        stream(
            &format!("/Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /Im0 {next} 0 R >> >>"),
            &b"/Im0 Do ".repeat(10),
        )
    };
    let levels: Vec<Vec<u8>> = (6..18).map(level).collect();
    let start = Instant::now();
    let deep = seen(&one_page("", WITH_IMAGE, b"/Im0 Do", &levels));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    check(&deep, "pdf.looked_through", "false");
    // A form that paints itself ends where it begins.
    let itself = seen(&one_page("", WITH_IMAGE, b"/Im0 Do", &[level(5)]));
    check(&itself, "pdf.looked_through", "true");
}
