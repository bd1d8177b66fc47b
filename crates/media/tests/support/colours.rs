//! Pictures whose colours are meant in some way, and a look at the colours that a page shows.

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object, Stream};
use moxcms::{ColorProfile, Layout, TransformOptions};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// The sides of every picture here: four fields of one colour each.
pub const SIDE: usize = 64;

/// Four colours, one a field: upper left, upper right, lower left, lower right.
pub type Fields<T> = [T; 4];

/// Colours that another space shifts visibly.
pub const COLOURS: Fields<[u8; 3]> = [[200, 60, 60], [60, 160, 80], [70, 90, 200], [180, 180, 60]];

/// Rows of pixels of four fields.
pub fn painted<const N: usize>(fields: Fields<[u8; N]>) -> Vec<u8> {
    let field = |at: usize| usize::from(at % SIDE >= SIDE / 2) + 2 * usize::from(at / SIDE >= SIDE / 2);
    (0..SIDE * SIDE).flat_map(|at| fields[field(at)]).collect()
}

/// A JPEG of four fields, with a profile if one is given.
pub fn jpeg<const N: usize>(fields: Fields<[u8; N]>, colour: ColorType, profile: Option<&[u8]>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 95);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    encoder.encode(&painted(fields), SIDE as u16, SIDE as u16, colour).unwrap();
    file
}

/// A PNG of pixels of so many bytes, with a profile if one is given.
pub fn png(pixels: &[u8], colour: ExtendedColorType, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = PngEncoder::new(&mut file);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).unwrap();
    }
    encoder.write_image(pixels, SIDE as u32, SIDE as u32, colour).unwrap();
    file.into_inner()
}

/// A WebP with a profile.
pub fn webp(pixels: &[u8], profile: Vec<u8>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = WebPEncoder::new_lossless(&mut file);
    encoder.set_icc_profile(profile).unwrap();
    encoder
        .write_image(pixels, SIDE as u32, SIDE as u32, ExtendedColorType::Rgb8)
        .unwrap();
    file.into_inner()
}

/// sRGB with red and blue exchanged: whoever does not look at it shows blue faces.
pub fn exchanged() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.blue_colorant);
    profile.cicp = None;
    profile.encode().unwrap()
}

/// What another library makes of numbers that are meant by a profile.
pub fn by_profile<const N: usize>(profile: &[u8], numbers: [u8; N]) -> [u8; 3] {
    let profile = ColorProfile::new_from_slice(profile).unwrap();
    let layout = match N {
        1 => Layout::Gray,
        3 => Layout::Rgb,
        _ => Layout::Rgba,
    };
    let to = ColorProfile::new_srgb();
    let way = profile.create_transform_8bit(layout, &to, Layout::Rgb, TransformOptions::default());
    let mut seen = [0; 3];
    way.unwrap().transform(&numbers, &mut seen).unwrap();
    seen
}

/// The only image of a PDF, and the document.
pub fn image_of(pdf: &[u8]) -> (Document, Stream) {
    let document = Document::load_mem(pdf).unwrap();
    let is_image = |it: &&Object| it.as_stream().is_ok_and(|it| it.dict.has(b"ColorSpace"));
    let images: Vec<Stream> = document
        .objects
        .values()
        .filter(is_image)
        .map(|it| it.as_stream().unwrap().clone())
        .collect();
    assert_eq!(images.len(), 1, "one image");
    (document, images[0].clone())
}

/// The colours of the four fields as a reader of PDF shows the only image, by the rules of PDF and of nobody else.
pub fn shown(pdf: &[u8]) -> Fields<[u8; 3]> {
    let (document, image) = image_of(pdf);
    assert!(!image.dict.has(b"Decode") && !image.dict.has(b"DecodeParms") || !is_jpeg(&image));
    let side = |key: &[u8]| image.dict.get(key).unwrap().as_i64().unwrap() as usize;
    let (width, height) = (side(b"Width"), side(b"Height"));
    let bytes = if is_jpeg(&image) {
        decoded(&image.content)
    } else {
        image.get_plain_content().unwrap()
    };
    let channels = bytes.len() / (width * height);
    let field = |x: usize, y: usize| {
        let at = ((height * y / 4) * width + width * x / 4) * channels;
        let space = image.dict.get_deref(b"ColorSpace", &document).unwrap();
        seen(&document, space, &bytes[at..at + channels])
    };
    [field(1, 1), field(3, 1), field(1, 3), field(3, 3)]
}

fn is_jpeg(image: &Stream) -> bool {
    image.filters().unwrap() == [b"DCTDecode"]
}

/// One or three channels, as a reader of PDF takes them: it believes Adobe's mark, and else brightness and differences.
fn decoded(jpeg: &[u8]) -> Vec<u8> {
    let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
    decoder.decode_headers().unwrap();
    let grey = decoder.info().unwrap().components == 1;
    let space = if grey { ColorSpace::Luma } else { ColorSpace::RGB };
    decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(space));
    decoder.decode().unwrap()
}

fn seen(document: &Document, space: &Object, numbers: &[u8]) -> [u8; 3] {
    let grey = |numbers: &[u8]| [numbers[0]; 3];
    match space {
        Object::Name(name) if name == b"DeviceGray" => grey(numbers),
        Object::Name(name) if name == b"DeviceRGB" => numbers.try_into().unwrap(),
        Object::Array(parts) => match parts[0].as_name().unwrap() {
            b"ICCBased" => {
                let profile = document.dereference(&parts[1]).unwrap().1.as_stream().unwrap();
                assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap() as usize, numbers.len());
                let profile = profile.get_plain_content().unwrap();
                match numbers {
                    [grey] => by_profile(&profile, [*grey]),
                    _ => by_profile::<3>(&profile, numbers.try_into().unwrap()),
                }
            }
            b"Indexed" => {
                let (_, colours) = document.dereference(&parts[3]).unwrap();
                let colours = match colours {
                    Object::String(bytes, _) => bytes.clone(),
                    other => other.as_stream().unwrap().get_plain_content().unwrap(),
                };
                let at = usize::from(numbers[0]) * 3;
                seen(document, document.dereference(&parts[1]).unwrap().1, &colours[at..at + 3])
            }
            other => panic!("a space {:?}", String::from_utf8_lossy(other)),
        },
        other => panic!("a space {other:?}"),
    }
}

/// Holds what is shown to what is wanted, as near as a JPEG comes.
#[track_caller]
pub fn same(what: &str, shown: Fields<[u8; 3]>, wanted: Fields<[u8; 3]>) {
    let off = shown
        .as_flattened()
        .iter()
        .zip(wanted.as_flattened())
        .map(|(a, b)| a.abs_diff(*b))
        .max();
    assert!(off <= Some(6), "{what}: {shown:?} is shown, and not {wanted:?}");
}
