//! A picture on its way from one JPEG to another: brightness and two differences of colour, each by itself, as a JPEG stores them.
//!
//! So nothing is turned into red, green and blue and back, and the colours, of which there are usually fewer, are never blown up.

use fast_image_resize::ResizeOptions;
use fast_image_resize::pixels::U8;
use zune_core::colorspace::ColorSpace;

use super::raster::SHARP;
use crate::decoder;
use crate::planes::{Plane, Planes, half};
use crate::scale::scaled;

impl Planes {
    /// Decodes a JPEG; `None` if it has not three channels coded in the usual way, or cannot be decoded.
    pub(super) fn of_jpeg(bytes: &[u8], max_pixels: u64) -> Option<Planes> {
        // The colours are not asked for: the planes are taken as they are stored.
        let mut decoder = decoder::jpeg(bytes, ColorSpace::YCbCr);
        decoder.decode_headers().ok()?;
        let info = decoder.info()?;
        let whole = (u32::from(info.width), u32::from(info.height));
        if u64::from(whole.0) * u64::from(whole.1) > max_pixels || decoder.input_colorspace() != Some(ColorSpace::YCbCr) {
            return None;
        }
        let mut raw = decoder.raw_output();
        let count = raw.num_components()?;
        let mut planes = Vec::new();
        for plane in raw.layout()?.iter().take(count) {
            let bytes = vec![0; plane.width.checked_mul(plane.height)?];
            planes.push(Plane {
                width: u32::try_from(plane.width).ok()?,
                height: u32::try_from(plane.height).ok()?,
                bytes,
            });
        }
        if planes.len() != 3
            || planes
                .first()
                .is_none_or(|brightness| (brightness.width, brightness.height) != whole)
        {
            return None;
        }
        let strides: Vec<usize> = planes.iter().map(|plane| plane.width as usize).collect();
        let mut places: Vec<&mut [u8]> = planes.iter_mut().map(|plane| plane.bytes.as_mut_slice()).collect();
        raw.decode_into_planes_strided(&mut places, &strides).ok()?;
        let [brightness, blue, red] = <[Plane; 3]>::try_from(planes).ok()?;
        let halved = |plane: Plane| plane.brought_to(half(whole));
        Some(Planes {
            colours: [halved(blue)?, halved(red)?],
            brightness,
        })
    }

    /// The same with fewer pixels.
    pub(super) fn shrunk(self, width: u32, height: u32) -> Option<Planes> {
        let Planes {
            brightness,
            colours: [blue, red],
        } = self;
        let colours = half((width, height));
        Some(Planes {
            brightness: brightness.brought_to((width, height))?,
            colours: [blue.brought_to(colours)?, red.brought_to(colours)?],
        })
    }
}

impl Plane {
    /// With so many samples. Of planes that are rounded up the last sample may come to lie half of itself aside.
    fn brought_to(self, (width, height): (u32, u32)) -> Option<Plane> {
        if (self.width, self.height) == (width, height) {
            return Some(self);
        }
        let to = (width.max(1), height.max(1));
        let options = ResizeOptions::new().resize_alg(SHARP);
        Some(Plane {
            bytes: scaled::<U8>(&self.bytes, (self.width, self.height), to, &options)?,
            width: to.0,
            height: to.1,
        })
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    use super::*;
    use crate::join::raster::Raster;

    const SIDES: [(u16, u16); 3] = [(64, 48), (65, 49), (33, 17)];

    /// Two fields beside each other, red and green.
    fn fields(width: u16, height: u16) -> Vec<u8> {
        let pixel = |x: u16| if x < width / 2 { [200, 40, 40] } else { [40, 160, 60] };
        (0..height).flat_map(|_| (0..width).flat_map(pixel)).collect()
    }

    fn jpeg(width: u16, height: u16, sampling: SamplingFactor) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 95);
        encoder.set_sampling_factor(sampling);
        encoder.encode(&fields(width, height), width, height, ColorType::Rgb).unwrap();
        file
    }

    /// The colours in the middle of both fields are those that were painted.
    #[track_caller]
    fn check(file: &[u8]) {
        let raster = Raster::of_jpeg(file, 1 << 20).unwrap();
        let (width, row) = (raster.width() as usize, raster.height() as usize / 2);
        for (x, wanted) in [(width / 4, [200, 40, 40]), (width * 3 / 4, [40, 160, 60])] {
            let at = (row * width + x) * 3;
            let got = &raster.bytes()[at..at + 3];
            assert!(
                got.iter().zip(wanted).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 12),
                "{got:?}, not {wanted:?}"
            );
        }
    }

    #[test]
    fn colours_stay_whatever_they_were_sampled_by() {
        for (width, height) in SIDES {
            for sampling in [
                SamplingFactor::R_4_2_0,
                SamplingFactor::R_4_2_2,
                SamplingFactor::R_4_4_4,
                SamplingFactor::R_4_4_0,
            ] {
                let planes = Planes::of_jpeg(&jpeg(width, height, sampling), 1 << 20).unwrap();
                assert_eq!((planes.brightness.width, planes.brightness.height), (width.into(), height.into()));
                check(&planes.to_jpeg(90, None).unwrap());
                let small = planes.shrunk(u32::from(width) * 2 / 3, u32::from(height) * 2 / 3).unwrap();
                assert_eq!(small.brightness.width, u32::from(width) * 2 / 3);
                check(&small.to_jpeg(90, None).unwrap());
            }
        }
    }

    #[test]
    fn only_what_is_coded_as_usual_is_taken() {
        let mut grey = Vec::new();
        Encoder::new(&mut grey, 90).encode(&[7; 64], 8, 8, ColorType::Luma).unwrap();
        assert!(Planes::of_jpeg(&grey, 1 << 20).is_none());
        let usual = jpeg(64, 48, SamplingFactor::R_4_2_0);
        assert!(Planes::of_jpeg(&usual, 64 * 48 - 1).is_none());
        assert!(Planes::of_jpeg(&usual[..200], 1 << 20).is_none());
    }
}
