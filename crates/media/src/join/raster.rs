//! Decoded pictures: grey or coloured, eight bits a channel. Those that a PDF names the colours of are as stored, the others in sRGB.

use std::io::Cursor;

use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions};
use image::ColorType as Stored;
use image::codecs::webp::WebPDecoder;
use jpeg_encoder::{ColorType, Encoder};
use zune_core::colorspace::ColorSpace;

use super::{flate, jpeg};
use crate::Unreadable;
use crate::colours::{self, Colours};
use crate::decoder;
use crate::picture::pixels::{self, Pixels};
use crate::planes::Planes;
use crate::scale::scaled;
use crate::sniff::Format;

/// Sharp, so that small letters stay apart; Lanczos is hardly sharper and takes half as long again.
pub(super) const SHARP: ResizeAlg = ResizeAlg::Convolution(FilterType::CatmullRom);

pub(super) struct Raster {
    width: u32,
    height: u32,
    channels: u8,
    bytes: Vec<u8>,
}

impl Raster {
    /// Rows of pixels of one or three bytes; `None` if there are not as many as the size asks for.
    pub fn new(width: u32, height: u32, channels: u8, bytes: Vec<u8>) -> Option<Raster> {
        let wanted = u64::from(width) * u64::from(height) * u64::from(channels);
        let fits = matches!(channels, 1 | 3) && wanted > 0 && bytes.len() as u64 == wanted;
        fits.then_some(Raster {
            width,
            height,
            channels,
            bytes,
        })
    }

    /// Decodes a JPEG of one or three channels.
    pub fn of_jpeg(bytes: &[u8], max_pixels: u64) -> Option<Raster> {
        let frame = jpeg::frame(bytes)?;
        if u64::from(frame.width) * u64::from(frame.height) > max_pixels {
            return None;
        }
        let space = match frame.channels {
            1 => ColorSpace::Luma,
            3 => ColorSpace::RGB,
            _ => return None,
        };
        let pixels = decoder::jpeg(bytes, space).decode().ok()?;
        Raster::new(frame.width, frame.height, frame.channels, pixels)
    }

    /// Decodes a JPEG whose numbers a PDF could not hold as they are: inks, or colours that are meant in another way than by its number of
    /// channels. Of inks of which nothing is said, browsers take little for much, and let the black shade the others.
    pub fn of_jpeg_in_srgb(bytes: &[u8], max_pixels: u64, colours: Option<&Colours>) -> Result<Raster, Unreadable> {
        let frame = jpeg::frame(bytes).ok_or(Unreadable::Damaged)?;
        if u64::from(frame.width) * u64::from(frame.height) > max_pixels {
            return Err(Unreadable::TooManyPixels);
        }
        let space = match (frame.channels, colours) {
            (1, _) => ColorSpace::Luma,
            (4, Some(_)) => ColorSpace::CMYK,
            _ => ColorSpace::RGB,
        };
        let pixels = decoder::jpeg(bytes, space).decode().map_err(|_| Unreadable::Damaged)?;
        let (channels, pixels) = match (frame.channels, colours) {
            (4, Some(colours)) => (3, colours.in_srgb::<4, 3>(&pixels, |inks| inks.map(|it| 255 - it))),
            (1, Some(colours)) => (3, colours.in_srgb::<1, 3>(&pixels, |[grey]| [grey, grey, grey, 0])),
            (3, Some(colours)) => (3, colours.in_srgb::<3, 3>(&pixels, |[r, g, b]| [r, g, b, 0])),
            (1, None) => (1, pixels),
            (_, None) => (3, pixels),
            _ => return Err(Unreadable::UnknownFormat),
        };
        let raster = Raster::new(frame.width, frame.height, channels, pixels);
        Ok(raster.ok_or(Unreadable::Damaged)?.without_needless_colours())
    }

    /// Decodes a PNG or WebP, its colours in sRGB; what shines through becomes white, as paper is. Also whether the numbers are those
    /// that are stored.
    pub fn of_picture(format: Format, bytes: &[u8], max_pixels: u64) -> Result<(Raster, bool), Unreadable> {
        let (pixels, profile) = match format {
            Format::Png => Pixels::read_with_profile(pixels::png(bytes, max_pixels), max_pixels)?,
            Format::Webp => Pixels::read_with_profile(WebPDecoder::new(Cursor::new(bytes)), max_pixels)?,
            _ => return Err(Unreadable::UnknownFormat),
        };
        let colours = match format {
            Format::Png => colours::png::read(flate::chunks(bytes), profile.as_deref()),
            _ => profile.as_deref().and_then(Colours::of_profile),
        };
        let colours = colours.filter(|it| !it.are_usual());
        let pixels = pixels.in_eight_bits();
        let is_grey = matches!(pixels.colour, Stored::L8 | Stored::La8);
        // As browsers: grey may be meant by red, green and blue, but not the other way round, and inks by nothing else.
        let colours = colours.filter(|it| it.channels == 3 || (it.channels == 1 && is_grey));
        let as_stored = colours.is_none();
        let Pixels {
            width,
            height,
            colour,
            bytes,
        } = match colours {
            Some(colours) => in_srgb(pixels, &colours),
            None => pixels,
        };
        let raster = match colour {
            Stored::L8 => Raster::new(width, height, 1, bytes),
            Stored::La8 => Raster::new(width, height, 1, over_white::<2, 1>(&bytes)),
            Stored::Rgb8 => Raster::new(width, height, 3, bytes),
            Stored::Rgba8 => Raster::new(width, height, 3, over_white::<4, 3>(&bytes)),
            _ => None,
        };
        Ok((raster.ok_or(Unreadable::Damaged)?.without_needless_colours(), as_stored))
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    pub fn is_grey(&self) -> bool {
        self.channels == 1
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same with fewer pixels.
    pub fn shrunk(&self, width: u32, height: u32) -> Option<Raster> {
        let (from, to) = ((self.width, self.height), (width.max(1), height.max(1)));
        let options = ResizeOptions::new().resize_alg(SHARP);
        let made = match self.is_grey() {
            true => scaled::<U8>(&self.bytes, from, to, &options),
            false => scaled::<U8x3>(&self.bytes, from, to, &options),
        };
        Raster::new(to.0, to.1, self.channels, made?)
    }

    /// Written as JPEG; `None` if it is larger than such a file can be.
    pub fn to_jpeg(&self, quality: u8) -> Option<Vec<u8>> {
        if !self.is_grey() {
            return Planes::of_rgb(self.width, self.height, &self.bytes).to_jpeg(quality, None);
        }
        let (width, height) = (u16::try_from(self.width).ok()?, u16::try_from(self.height).ok()?);
        let mut file = Vec::new();
        let encoder = Encoder::new(&mut file, quality);
        encoder.encode(&self.bytes, width, height, ColorType::Luma).ok()?;
        Some(file)
    }

    fn without_needless_colours(self) -> Raster {
        let (pixels, _) = self.bytes.as_chunks::<3>();
        if self.is_grey() || pixels.iter().any(|[r, g, b]| r != g || g != b) {
            return self;
        }
        Raster {
            channels: 1,
            bytes: pixels.iter().map(|[grey, ..]| *grey).collect(),
            ..self
        }
    }
}

/// The same pixels, of eight bits, in sRGB. Grey becomes red, green and blue.
fn in_srgb(pixels: Pixels, colours: &Colours) -> Pixels {
    let bytes = &pixels.bytes;
    let (colour, bytes) = match pixels.colour {
        Stored::L8 => (Stored::Rgb8, colours.in_srgb::<1, 3>(bytes, |[grey]| [grey, grey, grey, 0])),
        Stored::La8 => (Stored::Rgba8, colours.in_srgb::<2, 4>(bytes, |[grey, _]| [grey, grey, grey, 0])),
        Stored::Rgb8 => (Stored::Rgb8, colours.in_srgb::<3, 3>(bytes, |[r, g, b]| [r, g, b, 0])),
        Stored::Rgba8 => (Stored::Rgba8, colours.in_srgb::<4, 4>(bytes, |[r, g, b, _]| [r, g, b, 0])),
        _ => return pixels,
    };
    Pixels { colour, bytes, ..pixels }
}

/// `N` channels, the last of which is opacity, laid over white: `M` channels.
fn over_white<const N: usize, const M: usize>(bytes: &[u8]) -> Vec<u8> {
    let (pixels, _) = bytes.as_chunks::<N>();
    let flat = pixels.iter().flat_map(|pixel| {
        let opacity = u32::from(pixel.last().copied().unwrap_or(u8::MAX));
        let over = move |it: &u8| (u32::from(*it) * opacity + 255 * (255 - opacity) + 127) / 255;
        // It is never more than 255.
        pixel.iter().take(M).map(move |it| over(it) as u8)
    });
    flat.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shines_through_is_white() {
        assert_eq!(over_white::<2, 1>(&[0, 255, 0, 0, 100, 128]), [0, 255, 177]);
        assert_eq!(over_white::<4, 3>(&[1, 2, 3, 255]), [1, 2, 3]);
    }

    #[test]
    fn a_raster_has_all_its_pixels() {
        assert!(Raster::new(2, 2, 3, vec![0; 11]).is_none());
        assert!(Raster::new(0, 2, 3, vec![]).is_none());
        let small = Raster::new(4, 4, 1, vec![7; 16]).unwrap().shrunk(2, 1).unwrap();
        assert_eq!((small.width(), small.height(), small.bytes()), (2, 1, &[7, 7][..]));
    }

    #[test]
    fn grey_in_three_channels_is_grey() {
        let grey = Raster::new(2, 1, 3, vec![1, 1, 1, 9, 9, 9]).unwrap().without_needless_colours();
        assert_eq!((grey.is_grey(), grey.bytes()), (true, &[1, 9][..]));
    }
}
