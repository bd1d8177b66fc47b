//! Pictures without a loss: the packed pixels of a PNG are just what a PDF calls Flate with a predictor.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Object, Stream, StringFormat, dictionary};

use super::raster::Raster;
use crate::bytes::{array, be32, byte};

/// The pixels of a PNG as they are; `None` of one that a PDF must hold in another way: with transparency, with sixteen
/// bits, or interlaced.
pub(super) fn of_png(png: &[u8]) -> Option<Stream> {
    let mut data = Vec::new();
    let mut palette: &[u8] = &[];
    for (name, body) in chunks(png) {
        match &name {
            b"IDAT" => data.extend_from_slice(body),
            b"PLTE" => palette = body,
            b"tRNS" => return None,
            _ => {}
        }
    }
    let (_, header) = chunks(png).next().filter(|(name, _)| name == b"IHDR")?;
    let (width, height) = (be32(header, 0)?, be32(header, 4)?);
    let [bits, colour, _, _, interlaced] = array(header, 8)?;
    if bits > 8 || interlaced != 0 || data.is_empty() {
        return None;
    }
    let (channels, space): (i64, Object) = match colour {
        0 => (1, "DeviceGray".into()),
        2 => (3, "DeviceRGB".into()),
        3 => {
            let last = i64::try_from(palette.len() / 3).ok()?.checked_sub(1)?;
            let colours = Object::String(palette.to_vec(), StringFormat::Hexadecimal);
            (1, vec!["Indexed".into(), "DeviceRGB".into(), last.into(), colours].into())
        }
        _ => return None,
    };
    let rows = dictionary! { "Predictor" => 15, "Colors" => channels, "BitsPerComponent" => bits, "Columns" => width };
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "ColorSpace" => space,
        "BitsPerComponent" => bits, "Filter" => "FlateDecode", "DecodeParms" => rows,
    };
    Some(Stream::new(image, data).with_compression(false))
}

/// The pixels of a raster.
pub(super) fn of_raster(raster: &Raster) -> Option<Stream> {
    let colour = if raster.is_grey() {
        ExtendedColorType::L8
    } else {
        ExtendedColorType::Rgb8
    };
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(raster.bytes(), raster.width(), raster.height(), colour).ok()?;
    of_png(&png)
}

/// Name and body of each chunk.
pub(super) fn chunks(png: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 8;
    std::iter::from_fn(move || {
        let length = usize::try_from(be32(png, at)?).ok()?;
        let name = array(png, at + 4)?;
        let body = png.get(at + 8..(at + 8).checked_add(length)?)?;
        // The checksum behind it was looked at when the picture was decoded.
        at += 12 + length;
        byte(png, at - 1)?;
        Some((name, body))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_come_out_as_they_went_in() {
        for channels in [1u8, 3] {
            let bytes: Vec<u8> = (0..7 * 5 * u32::from(channels)).map(|at| (at * 37 % 256) as u8).collect();
            let raster = Raster::new(7, 5, channels, bytes.clone()).unwrap();
            let stream = of_raster(&raster).unwrap();
            assert_eq!(stream.get_plain_content().unwrap(), bytes);
        }
    }

    #[test]
    fn what_is_no_png_is_nothing() {
        assert!(of_png(b"").is_none());
        assert!(of_png(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR").is_none());
    }
}
