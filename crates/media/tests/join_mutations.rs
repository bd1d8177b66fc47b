//! Damaged papers, looked into and joined: whatever the bytes, an answer comes back, soon, and nothing panics.

mod support;

use image::ImageFormat;
use jpeg_encoder::ColorType;
use support::joining::{done, job_under, part, whole};
use support::mutants::mutants;
use support::pdfs::{by_qpdf, image, one_page, plain, stream};
use support::pictures::{self, exif, with_exif};
use support::{PAPER, report};

/// Papers with something of everything, so that damage has something to meet.
fn papers() -> Vec<(&'static str, Vec<u8>)> {
    let resources = "/Resources << /XObject << /Im0 5 0 R /Fm0 6 0 R >> /Font << /F1 7 0 R >> /Properties << /L 8 0 R >> >>";
    let rich = one_page(
        "/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >> /Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>",
        &format!("{resources} /Annots [9 0 R] /Rotate 90 /UserUnit 2"),
        b"q 595 0 0 842 0 0 cm /Im0 Do Q /Fm0 Do BT /F1 9 Tf (a) Tj ET /OC /L BDC EMC BI /W 2 /H 1 /CS /G /BPC 8 ID ab EI",
        &[
            image(80, 60, "/SMask 11 0 R"),
            stream(
                "/Subtype /Form /BBox [0 0 9 9] /Matrix [2 0 0 2 0 0] /Resources << /XObject << /Im0 5 0 R >> >>",
                b"/Im0 Do",
            ),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [<< /FontDescriptor << >> >>] >>".to_vec(),
            b"<< /Type /OCG /Name (layer) >>".to_vec(),
            b"<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 6 0 R >> >>".to_vec(),
            b"<< /Type /Filespec /EF << /F 12 0 R >> >>".to_vec(),
            image(8, 6, ""),
            stream("", b"enclosed"),
        ],
    );
    let form = one_page(
        "/AcroForm << /Fields [5 0 R] /XFA [] >>",
        "/Annots [6 0 R]",
        b"",
        &[
            b"<< /T (a) /FT /Tx /V (b) /Kids [6 0 R] >>".to_vec(),
            b"<< /Subtype /Widget /Parent 5 0 R /Rect [0 0 9 9] >>".to_vec(),
        ],
    );
    vec![
        ("rich.pdf", rich),
        ("form.pdf", form),
        ("plain.pdf", plain(3)),
        ("packed.pdf", by_qpdf("--object-streams=generate")),
        ("linear.pdf", by_qpdf("--linearize")),
        ("locked.pdf", by_qpdf("--object-streams=generate --encrypt '' owner 256 --")),
    ]
}

#[test]
fn looked_into() {
    for (name, file) in papers() {
        mutants(name, &file, 150, |file| drop(report(PAPER, name, file)));
    }
}

#[test]
fn joined() {
    let letter = plain(1);
    for (name, file) in papers() {
        mutants(name, &file, 100, |file| {
            done(&job_under(3000, whole(2)), &[&letter, file]);
            done(&job_under(1_000_000, vec![part(0, &[(1, 90), (1, 180)])]), &[file]);
        });
    }
}

#[test]
fn pictures_joined() {
    let photo = with_exif(
        &pictures::jpeg(120, 90, ColorType::Rgb, false),
        &exif(6, "2026:01:02 03:04:05", true),
    );
    for (name, file) in [
        ("photo.jpg", photo),
        ("passes.jpg", pictures::jpeg(60, 40, ColorType::Rgb, true)),
        ("inks.jpg", pictures::jpeg(60, 40, ColorType::Cmyk, false)),
        ("drawing.png", pictures::still(ImageFormat::Png, 60, 40)),
        ("drawing.webp", pictures::still(ImageFormat::WebP, 60, 40)),
    ] {
        mutants(name, &file, 100, |file| drop(done(&job_under(2000, whole(1)), &[file])));
    }
}

#[test]
fn every_beginning_of_a_small_paper() {
    for (_, file) in papers().into_iter().take(2) {
        for end in (0..file.len()).step_by(7) {
            done(&job_under(1000, whole(1)), &[&file[..end]]);
        }
    }
}
