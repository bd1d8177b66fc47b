//! Pictures, made here so that nothing has to be licensed.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder};

/// A NASA portrait, 512 x 512; see `tests/files/LICENCE.md`.
pub const ASTRONAUT: &[u8] = include_bytes!("../files/astronaut.jpg");

pub fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, (x * y / 7) as u8]))
}

pub fn still(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(pixels(width, height)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A picture of these pixels, red, green and blue, so many to a row.
pub fn of(format: ImageFormat, pixels: &[u8], width: u32) -> Vec<u8> {
    let height = pixels.len() as u32 / width / 3;
    let picture = RgbImage::from_raw(width, height, pixels.to_vec()).unwrap();
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn jpeg(width: u16, height: u16, colour: ColorType, progressive: bool) -> Vec<u8> {
    let channels = match colour {
        ColorType::Luma => 1,
        ColorType::Cmyk => 4,
        _ => 3,
    };
    let data: Vec<u8> = (0..usize::from(width) * usize::from(height) * channels)
        .map(|at| (at * 31 % 251) as u8)
        .collect();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_progressive(progressive);
    encoder.encode(&data, width, height, colour).unwrap();
    file
}

/// The same JPEG with an EXIF segment behind its start.
pub fn with_exif(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    let length = (exif.len() + 8) as u16;
    [&jpeg[..2], b"\xff\xe1", &length.to_be_bytes(), b"Exif\0\0", exif, &jpeg[2..]].concat()
}

/// EXIF with an orientation, a day of taking if not empty, and a latitude if asked.
pub fn exif(orientation: u16, taken: &str, gps: bool) -> Vec<u8> {
    // Offsets count from the start. IFD0 has up to three entries of 12 bytes, between a count and a link.
    let mut entries: Vec<Vec<u8>> = vec![entry(0x0112, 3, 1, u32::from(orientation) << 16)];
    let mut parts: Vec<u8> = Vec::new();
    let count = 1 + usize::from(!taken.is_empty()) + usize::from(gps);
    let parts_at = 8 + 2 + 12 * count + 4;
    if !taken.is_empty() {
        entries.push(entry(0x8769, 4, 1, (parts_at + parts.len()) as u32));
        let text_at = parts_at + parts.len() + 2 + 12 + 4;
        parts.extend(ifd(&[entry(0x9003, 2, taken.len() as u32 + 1, text_at as u32)]));
        parts.extend(taken.bytes().chain([0]));
    }
    if gps {
        entries.push(entry(0x8825, 4, 1, (parts_at + parts.len()) as u32));
        let degrees_at = parts_at + parts.len() + 2 + 12 + 4;
        parts.extend(ifd(&[entry(0x0002, 5, 3, degrees_at as u32)]));
        parts.extend([35u32, 1, 40, 1, 0, 1].iter().flat_map(|number| number.to_be_bytes()));
    }
    [b"MM\0*\0\0\0\x08".to_vec(), ifd(&entries), parts].concat()
}

fn entry(tag: u16, kind: u16, count: u32, value: u32) -> Vec<u8> {
    [
        &tag.to_be_bytes()[..],
        &kind.to_be_bytes(),
        &count.to_be_bytes(),
        &value.to_be_bytes(),
    ]
    .concat()
}

fn ifd(entries: &[Vec<u8>]) -> Vec<u8> {
    [&(entries.len() as u16).to_be_bytes()[..], &entries.concat(), &[0; 4]].concat()
}

/// A TIFF that holds nothing but the numbers of its header: it is not decoded, only read.
pub fn tiff(width: u16, height: u16, orientation: u16) -> Vec<u8> {
    let short = |tag, value| entry(tag, 3, 1, u32::from(value) << 16);
    let entries = [
        short(0x100, width),
        short(0x101, height),
        short(0x102, 8),
        short(0x106, 1),
        short(0x112, orientation),
    ];
    [b"MM\0*\0\0\0\x08".to_vec(), ifd(&entries)].concat()
}

/// A PNG with more frames announced; the first one is all there is to decode.
pub fn animated_png(frames: u32) -> Vec<u8> {
    let still = still(ImageFormat::Png, 20, 10);
    let data = [frames.to_be_bytes(), 0u32.to_be_bytes()].concat();
    // Behind the header chunk: 8 bytes of signature and 25 of IHDR.
    [&still[..33], &chunk(b"acTL", &data), &still[33..]].concat()
}

/// A PNG that claims a size and has next to no data.
pub fn claiming_png(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let data = b"\x78\x9c\x63\x00\x00\x00\x01\x00\x01";
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", data),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// A chunk of a PNG.
pub fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&name[..], data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// A GIF of black frames that all fill the picture.
pub fn gif(width: u16, height: u16, frames: usize) -> Vec<u8> {
    let mut file = [&b"GIF89a"[..], &width.to_le_bytes(), &height.to_le_bytes(), &[0x80, 0, 0], &[0; 6]].concat();
    let mut pixels = Vec::new();
    // Clear, one black pixel, end, in three-bit codes: too short for the picture, so for small pictures only.
    pixels.extend([2u8, 2, 0x44, 0x01, 0]);
    for _ in 0..frames {
        file.extend([&[0x2c, 0, 0, 0, 0][..], &width.to_le_bytes(), &height.to_le_bytes(), &[0]].concat());
        file.extend(&pixels);
    }
    file.push(0x3b);
    file
}

/// An extended WebP of two frames, each the same lossless picture.
pub fn animated_webp(width: u32, height: u32) -> Vec<u8> {
    let still = still(ImageFormat::WebP, width, height);
    let picture = &still[12..];
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let frame = [vec![0; 6], side(width), side(height), vec![100, 0, 0, 0], picture.to_vec()].concat();
    let extended = [vec![0x02, 0, 0, 0], side(width), side(height)].concat();
    let chunks = [
        riff(b"VP8X", &extended),
        riff(b"ANIM", &[0; 6]),
        riff(b"ANMF", &frame),
        riff(b"ANMF", &frame),
    ]
    .concat();
    riff(b"RIFF", &[&b"WEBP"[..], &chunks].concat())
}

/// A WebP that claims a size and has no data.
pub fn claiming_webp(width: u32, height: u32) -> Vec<u8> {
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let extended = [vec![0; 4], side(width), side(height)].concat();
    riff(
        b"RIFF",
        &[&b"WEBP"[..], &riff(b"VP8X", &extended), &riff(b"VP8L", b"\x2f\0\0\0\0")].concat(),
    )
}

fn riff(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let pad = &[0][..data.len() % 2];
    [&name[..], &(data.len() as u32).to_le_bytes(), data, pad].concat()
}

/// The boxes of a HEIC or AVIF file around no picture: tile, whole, rotation.
pub fn heif(brand: &[u8; 4], width: u32, height: u32, quarter_turns: u8) -> Vec<u8> {
    let size = |width: u32, height: u32| part(b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat());
    let properties = [
        size(64, 64),
        size(width, height),
        part(b"pixi", &[0, 0, 0, 0, 3, 8, 8, 8]),
        part(b"irot", &[quarter_turns]),
    ];
    let meta = [vec![0; 4], part(b"iprp", &part(b"ipco", &properties.concat()))].concat();
    let brands = [&brand[..], &[0; 4], b"mif1", brand].concat();
    [part(b"ftyp", &brands), part(b"meta", &meta), part(b"mdat", &[0; 100])].concat()
}

fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}
