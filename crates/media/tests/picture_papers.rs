//! Pictures given as papers: what cannot become a page is known when it is chosen, and by the same word for a photo; and what lies in
//! a file beside the picture is told, and stays behind when the picture becomes a page.

mod support;

use image::ImageFormat;
use jpeg_encoder::ColorType;
use media::{Job, Unreadable};
use support::joining::{done, job, joined, whole};
use support::pictures::{self, ASTRONAUT, exif, with_exif};
use support::{MAX_BYTES, MAX_PIXELS, PAPER, PHOTO, check, check_all, report};

/// A JPEG whose frame is another one.
fn framed(marker: u8, bits: u8) -> Vec<u8> {
    let mut file = ASTRONAUT.to_vec();
    let frame = file.windows(2).position(|pair| pair == b"\xff\xc0").unwrap();
    file[frame + 1] = marker;
    file[frame + 4] = bits;
    file
}

/// JPEGs that few programs know, by what is odd about them.
fn odd() -> Vec<(&'static str, Vec<u8>)> {
    let layered = [&ASTRONAUT[..2], b"\xff\xde\x00\x05\x01\x02\x03", &ASTRONAUT[2..]].concat();
    vec![
        ("lossless", framed(0xc3, 8)),
        ("in layers", framed(0xc5, 8)),
        ("in layers, the first as usual", layered),
        ("arithmetic", framed(0xc9, 8)),
        ("arithmetic, in passes", framed(0xca, 8)),
        ("lossless, arithmetic", framed(0xcb, 8)),
        ("twelve bits", framed(0xc1, 12)),
        ("JPEG-LS", framed(0xf7, 8)),
    ]
}

#[test]
fn an_odd_jpeg_is_the_same_for_photos_and_papers() {
    for (what, file) in odd() {
        println!("{what}");
        let photo = report(PHOTO, "me.jpg", &file);
        // Whether it opens is for a browser to say.
        check_all(&photo, "photo.unusual true\nphoto.decoded false\nfile.unreadable -");
        let paper = report(PAPER, "passport.jpg", &file);
        check_all(&paper, "photo.unusual true\nfile.unreadable unknown-format\nphoto.width_px 512");
    }
    for job in [PHOTO, PAPER] {
        check(&report(job, "me.jpg", ASTRONAUT), "photo.unusual", "false");
    }
}

#[test]
fn what_cannot_be_joined_is_known_when_it_is_chosen() {
    let png = pictures::still(ImageFormat::Png, 60, 40);
    let broken = |file: &[u8]| {
        let mut file = file.to_vec();
        let middle = file.len() / 2;
        file[middle] ^= 0xff;
        file
    };
    let webp = pictures::still(ImageFormat::WebP, 60, 40);
    let inks = pictures::jpeg(60, 40, ColorType::Cmyk, false);
    let mut files = odd();
    files.extend([
        ("jpeg", ASTRONAUT.to_vec()),
        ("png", png.clone()),
        ("webp", webp.clone()),
        ("inks", inks.clone()),
        ("cut jpeg", ASTRONAUT[..60_000].to_vec()),
        ("cut png", png[..png.len() / 2].to_vec()),
        ("cut webp", webp[..webp.len() / 2].to_vec()),
        ("broken png", broken(&png)),
        ("webp of nothing", pictures::claiming_webp(60, 40)),
        ("png of nothing", pictures::claiming_png(60, 40)),
        ("heic", pictures::heif(b"heic", 600, 400, 0)),
        ("avif", pictures::heif(b"avif", 600, 400, 0)),
        ("tiff", pictures::tiff(60, 40, 1)),
        ("jpeg xl", b"\xff\x0a\0\0\0\0".to_vec()),
        ("gif", pictures::gif(1, 1, 1)),
        ("bmp", pictures::still(ImageFormat::Bmp, 60, 40)),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
    ]);
    let mut refused = 0;
    for (what, file) in files {
        let chosen = report(PAPER, "paper", &file);
        let (joined, _) = done(&job(whole(1)), &[&file]);
        assert_eq!(chosen.unreadable, joined.unreadable, "{what}");
        refused += u32::from(joined.unreadable.is_some());
    }
    assert_eq!(refused, 8 + 13, "four can be joined");
}

#[test]
fn damage_inside_is_known_where_the_picture_is_decoded() {
    // The table that says how bits are read is gone.
    let table = ASTRONAUT.windows(2).position(|pair| pair == b"\xff\xc4").unwrap();
    let mut file = ASTRONAUT.to_vec();
    file[table + 1] = 0xfe;
    check(&report(PHOTO, "me.jpg", &file), "file.unreadable", "damaged");
    check(&report(PAPER, "me.jpg", &file), "file.unreadable", "damaged");
    // Who joins nothing looks at the header only.
    let header = Job::Paper {
        max_bytes: MAX_BYTES,
        max_pixels: MAX_PIXELS,
        decode: false,
    };
    check(&report(header.clone(), "me.jpg", &file), "file.unreadable", "-");
    assert_eq!(
        report(header, "me.heic", &pictures::heif(b"heic", 60, 40, 0)).unreadable,
        Some(Unreadable::UnknownFormat)
    );
}

const FILM: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42\0\0\0\x10moov SECRETFILM";

fn motion(jpeg: &[u8]) -> Vec<u8> {
    [jpeg, FILM].concat()
}

/// As phones of Samsung write it.
fn with_trailer(jpeg: &[u8]) -> Vec<u8> {
    [jpeg, b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data", FILM, b"SEFH\x6a\0\0\0SEFT"].concat()
}

#[test]
fn a_film_behind_a_picture_is_told() {
    let png = pictures::still(ImageFormat::Png, 60, 40);
    let webp = pictures::still(ImageFormat::WebP, 60, 40);
    let gif = pictures::gif(1, 1, 1);
    let heic = pictures::heif(b"heic", 600, 400, 0);
    let boxed = [&heic[..], &(FILM.len() as u32 + 8).to_be_bytes(), b"mpvd", FILM].concat();
    for (what, plain, with_film) in [
        ("jpeg", ASTRONAUT, motion(ASTRONAUT)),
        ("a trailer", ASTRONAUT, with_trailer(ASTRONAUT)),
        ("png", &png, motion(&png)),
        ("webp", &webp, motion(&webp)),
        ("gif", &gif, motion(&gif)),
        ("heic", &heic, motion(&heic)),
        ("heic with a box for it", &heic, boxed),
    ] {
        println!("{what}");
        for job in [PHOTO, PAPER] {
            check(&report(job.clone(), "a", plain), "photo.film", "false");
            let seen = report(job, "a", &with_film);
            check_all(&seen, "photo.film true\nphoto.truncated false");
        }
    }
}

#[test]
fn what_lies_beside_a_picture_is_counted() {
    let beside = |file: &[u8]| report(PHOTO, "a.jpg", file).facts.get("photo.beside_bytes").cloned();
    let number = |it: usize| Some(media::Fact::Number(it as f64));
    let bare = beside(ASTRONAUT).unwrap();
    let media::Fact::Number(notes) = bare else { panic!("{bare:?}") };
    let notes = notes as usize;
    let second = pictures::jpeg(60, 40, ColorType::Rgb, false);
    // A map of brightness or another view, as phones put it behind; and an index of such pictures before it.
    assert_eq!(beside(&[ASTRONAUT, &second].concat()), number(notes + second.len()));
    let index = [&ASTRONAUT[..2], b"\xff\xe2\x00\x0aMPF\0MM\0*", &ASTRONAUT[2..]].concat();
    assert_eq!(beside(&index), number(notes + 12));
    let small = vec![7; 40_000];
    let exif = exif(1, "", false);
    let noted = with_exif(ASTRONAUT, &[&exif[..], &small].concat());
    assert_eq!(beside(&noted), number(notes + 4 + 6 + exif.len() + small.len()));
    // Zeros are nothing; what colours depend on belongs to the picture.
    assert_eq!(beside(&[ASTRONAUT, &[0; 4096]].concat()), number(notes));
    let profile = [&ASTRONAUT[..2], b"\xff\xe2\x00\x12ICC_PROFILE\0\x01\x01hi", &ASTRONAUT[2..]].concat();
    assert_eq!(beside(&profile), number(notes));
}

#[test]
fn only_the_picture_becomes_a_page() {
    for file in [motion(ASTRONAUT), with_trailer(ASTRONAUT)] {
        let (_, with_film) = joined(&job(whole(1)), &[&file]);
        let (_, plain) = joined(&job(whole(1)), &[ASTRONAUT]);
        assert_eq!(with_film, plain);
    }
}
