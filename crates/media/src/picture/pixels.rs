//! The pixels that a decoder of the crate `image` gives, without what that crate makes of them: its own pictures know colour spaces
//! and float channels, which would be a good part of a worker's size.

use std::io::{Cursor, ErrorKind};

use image::codecs::png::PngDecoder;
use image::error::ImageError;
use image::{ColorType, ImageDecoder, ImageResult, Limits};

use crate::Unreadable;

/// Pixels as the decoder gives them, row by row, not yet turned upright.
#[cfg_attr(
    not(any(feature = "face", feature = "join")),
    allow(dead_code, reason = "without eyes and hands they are only a proof")
)]
pub(crate) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub colour: ColorType,
    pub bytes: Vec<u8>,
}

/// A decoder of PNG that unpacks no more than such a picture can be: what stands beside it is packed as well.
pub(crate) fn png(bytes: &[u8], max_pixels: u64) -> ImageResult<PngDecoder<Cursor<&[u8]>>> {
    PngDecoder::with_limits(Cursor::new(bytes), limits(max_pixels))
}

fn limits(max_pixels: u64) -> Limits {
    // The widest pixel there is: four channels of sixteen bits.
    const WIDEST: u64 = 8;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(WIDEST));
    limits
}

impl Pixels {
    /// As [`Pixels::read`], and the profile in which the colours are meant, if there is one.
    #[cfg(feature = "join")]
    pub fn read_with_profile(
        mut decoder: ImageResult<impl ImageDecoder>,
        max_pixels: u64,
    ) -> Result<(Pixels, Option<Vec<u8>>), Unreadable> {
        let profile = decoder.as_mut().ok().and_then(|it| it.icc_profile().ok().flatten());
        Ok((Pixels::read(decoder, max_pixels)?, profile))
    }

    /// Decodes what a decoder that has read its header holds.
    pub fn read(decoder: ImageResult<impl ImageDecoder>, max_pixels: u64) -> Result<Pixels, Unreadable> {
        let mut decoder = decoder.map_err(reason)?;
        // The decoder reads its own header: hold it to the limit, whatever ours said.
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > max_pixels {
            return Err(Unreadable::TooManyPixels);
        }
        let limits = limits(max_pixels);
        let length = usize::try_from(decoder.total_bytes()).map_err(|_| Unreadable::TooManyPixels)?;
        let colour = decoder.color_type();
        let read = |bytes: &mut Vec<u8>| -> ImageResult<()> {
            decoder.set_limits(limits)?;
            decoder.read_image(bytes)
        };
        let mut bytes = vec![0; length];
        read(&mut bytes).map_err(reason)?;
        Ok(Pixels {
            width,
            height,
            colour,
            bytes,
        })
    }

    /// With eight bits a channel: of sixteen the upper eight are seen.
    #[cfg(any(feature = "face", feature = "join"))]
    pub fn in_eight_bits(self) -> Pixels {
        let colour = match self.colour {
            ColorType::L16 => ColorType::L8,
            ColorType::La16 => ColorType::La8,
            ColorType::Rgb16 => ColorType::Rgb8,
            ColorType::Rgba16 => ColorType::Rgba8,
            _ => return self,
        };
        // They stand in the order of this machine.
        let upper = self.bytes.as_chunks().0.iter().map(|pair| (u16::from_ne_bytes(*pair) >> 8) as u8);
        Pixels {
            bytes: upper.collect(),
            colour,
            ..self
        }
    }
}

fn reason(error: ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::TooManyPixels,
        ImageError::Unsupported(_) => Unreadable::UnknownFormat,
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Unreadable::Truncated,
        _ => Unreadable::Damaged,
    }
}
