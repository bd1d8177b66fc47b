//! The pixels of a picture, whatever its format.

use std::io::Cursor;

use image::ColorType;
use image::codecs::webp::WebPDecoder;
#[cfg(feature = "photo")]
use image::codecs::{bmp::BmpDecoder, gif::GifDecoder};
use zune_core::colorspace::ColorSpace;
use zune_jpeg::errors::DecodeErrors;

use super::Header;
use super::pixels::{self, Pixels};
use crate::Unreadable;
use crate::decoder;
#[cfg(feature = "face")]
use crate::photo::Picture;
use crate::sniff::Format;

/// Decodes the first picture. `None` if nothing here decodes this format.
#[cfg(feature = "face")]
pub(crate) fn decode(format: Format, bytes: &[u8], header: &Header, max_pixels: u64) -> Result<Option<Pixels>, Unreadable> {
    read(format, bytes, header, max_pixels, Wanted::Colours)
}

/// Proves that the first picture can be decoded. `false` if nothing here decodes this format: of papers that is also GIF and BMP.
pub(crate) fn prove(format: Format, bytes: &[u8], header: &Header, max_pixels: u64) -> Result<bool, Unreadable> {
    read(format, bytes, header, max_pixels, Wanted::Proof).map(|it| it.is_some())
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    #[cfg_attr(not(feature = "face"), allow(dead_code, reason = "without eyes there is nothing to see"))]
    Colours,
    /// Nothing but that it works. Of a JPEG then only the brightness is reckoned out: every coded bit is read all the same.
    Proof,
}

fn read(format: Format, bytes: &[u8], header: &Header, max_pixels: u64, wanted: Wanted) -> Result<Option<Pixels>, Unreadable> {
    let cut = header.truncated == Some(true);
    let decoded = match format {
        // The decoder fills a missing part with grey and does not say so: only the missing end mark does.
        Format::Jpeg if cut => Err(Unreadable::Truncated),
        Format::Jpeg if header.unusual == Some(true) => return Ok(None),
        Format::Jpeg => jpeg(bytes, max_pixels, wanted),
        Format::Png => Pixels::read(pixels::png(bytes, max_pixels), max_pixels),
        #[cfg(feature = "photo")]
        Format::Gif => Pixels::read(GifDecoder::new(Cursor::new(bytes)), max_pixels),
        Format::Webp => Pixels::read(WebPDecoder::new(Cursor::new(bytes)), max_pixels),
        #[cfg(feature = "photo")]
        Format::Bmp => Pixels::read(BmpDecoder::new(Cursor::new(bytes)), max_pixels),
        _ if cut => Err(Unreadable::Truncated),
        _ => return Ok(None),
    };
    match decoded {
        Ok(pixels) => Ok(Some(pixels)),
        // Of a file without its end, whatever the decoder stumbled over is the missing end.
        Err(Unreadable::Damaged) if cut => Err(Unreadable::Truncated),
        Err(why) => Err(why),
    }
}

fn jpeg(bytes: &[u8], max_pixels: u64, wanted: Wanted) -> Result<Pixels, Unreadable> {
    let mut decoder = decoder::jpeg(bytes, ColorSpace::RGB);
    decoder.decode_headers().map_err(jpeg_reason)?;
    let info = decoder.info().ok_or(Unreadable::Damaged)?;
    if u64::from(info.width) * u64::from(info.height) > max_pixels {
        return Err(Unreadable::TooManyPixels);
    }
    let (width, height) = (info.width.into(), info.height.into());
    let mut colour = ColorType::Rgb8;
    if wanted == Wanted::Proof && decoder.input_colorspace() == Some(ColorSpace::YCbCr) {
        decoder.set_options(decoder::options(ColorSpace::Luma));
        colour = ColorType::L8;
    }
    let bytes = decoder.decode().map_err(jpeg_reason)?;
    Ok(Pixels {
        width,
        height,
        colour,
        bytes,
    })
}

fn jpeg_reason(error: DecodeErrors) -> Unreadable {
    match error {
        DecodeErrors::Unsupported(_) => Unreadable::UnknownFormat,
        DecodeErrors::LargeDimensions(_) => Unreadable::TooManyPixels,
        _ if error.is_recoverable_eof() => Unreadable::Truncated,
        _ => Unreadable::Damaged,
    }
}

#[cfg(feature = "face")]
impl Pixels {
    /// The picture as displayed. `None` if the decoder has given other pixels than it announced.
    pub(crate) fn upright(self, orientation: u32) -> Option<Picture> {
        let Pixels {
            width,
            height,
            colour,
            bytes,
        } = self.in_eight_bits();
        let picture = match colour {
            ColorType::Rgb8 => Picture::from_rgb(width, height, bytes),
            ColorType::Rgba8 => Picture::from_rgba(width, height, &bytes),
            ColorType::L8 => Picture::from_rgb(width, height, bytes.iter().flat_map(|grey| [*grey; 3]).collect()),
            ColorType::La8 => {
                let (pixels, _) = bytes.as_chunks();
                let rgba: Vec<u8> = pixels.iter().flat_map(|&[grey, opacity]| [grey, grey, grey, opacity]).collect();
                Picture::from_rgba(width, height, &rgba)
            }
            _ => None,
        };
        picture.map(|it| it.upright(orientation))
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType as Channels, Encoder, SamplingFactor};

    use super::*;

    /// A picture of four fields, coded the way that made decoders return a green picture without an error:
    /// baseline, 4:2:0, one scan a component.
    fn non_interleaved() -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 95);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_optimized_huffman_tables(true);
        let pixels: Vec<u8> = (0..64 * 64).flat_map(|at| field(at % 64, at / 64)).collect();
        encoder.encode(&pixels, 64, 64, Channels::Rgb).unwrap();
        file
    }

    fn field(x: usize, y: usize) -> [u8; 3] {
        match (x < 32, y < 32) {
            (true, true) => [200, 30, 30],
            (false, true) => [30, 30, 200],
            (true, false) => [240, 240, 240],
            (false, false) => [20, 20, 20],
        }
    }

    #[test]
    fn separate_scans_keep_their_colours() {
        let file = non_interleaved();
        let scans = file.windows(2).filter(|pair| pair == b"\xff\xda").count();
        assert_eq!(scans, 3, "the encoder no longer writes the kind of file that this test is about");
        let pixels = jpeg(&file, 4096, Wanted::Colours).unwrap().bytes;
        for (x, y) in [(16, 16), (48, 16), (16, 48), (48, 48)] {
            let at = (y * 64 + x) * 3;
            let wanted = field(x, y);
            let got = &pixels[at..at + 3];
            assert!(
                wanted.iter().zip(got).all(|(a, b)| a.abs_diff(*b) < 12),
                "{x},{y}: {got:?}, not {wanted:?}"
            );
        }
    }

    #[test]
    fn a_decoder_is_held_to_the_limit_whatever_the_header_said() {
        assert!(matches!(
            jpeg(&non_interleaved(), 4095, Wanted::Colours),
            Err(Unreadable::TooManyPixels)
        ));
    }
}
