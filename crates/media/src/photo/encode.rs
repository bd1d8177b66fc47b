//! A photo written as JPEG, as good as a number of bytes allows.

use jpeg_encoder::{ColorType, Encoder, EncodingError, PixelDensity, PixelDensityUnit, SamplingFactor};

use super::pixels::Picture;

/// A written photo.
pub(super) struct Jpeg {
    pub bytes: Vec<u8>,
    /// 1 to 100.
    pub quality: u8,
}

/// Worse than this nobody is to be recognised. If not even this fits, it is made all the same, too large as it is.
const WORST: u8 = 5;
/// Better than this only bytes are won.
const BEST: u8 = 95;

/// The best JPEG that has at most `under_bytes`; if none has, the smallest that is still a photo. No metadata: only
/// how many px make an inch. `None` if the picture is larger than JPEG allows.
pub(super) fn under(picture: &Picture, under_bytes: u64, px_per_inch: u16) -> Option<Jpeg> {
    let jpeg = |quality: u8| -> Option<Jpeg> {
        let bytes = write(picture, quality, px_per_inch).ok()?;
        Some(Jpeg { bytes, quality })
    };
    let fits = |jpeg: &Jpeg| jpeg.bytes.len() as u64 <= under_bytes;
    let mut best = jpeg(WORST)?;
    if !fits(&best) {
        return Some(best);
    }
    // Between a quality that fits and one that is not known to: half the distance with each try.
    let (mut least, mut most) = (WORST, BEST + 1);
    while most - least > 1 {
        let middle = least + (most - least) / 2;
        let tried = jpeg(middle)?;
        if fits(&tried) {
            (least, best) = (middle, tried);
        } else {
            most = middle;
        }
    }
    Some(best)
}

fn write(picture: &Picture, quality: u8, px_per_inch: u16) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    // Optimised tables would save three percent, by one scan a component; some decoders show such a file all in green.
    encoder.set_optimized_huffman_tables(false);
    encoder.set_density(PixelDensity {
        density: (px_per_inch, px_per_inch),
        unit: PixelDensityUnit::Inches,
    });
    let side = |it: u32| u16::try_from(it).unwrap_or(u16::MAX);
    encoder.encode(picture.bytes(), side(picture.width()), side(picture.height()), ColorType::Rgb)?;
    Ok(file)
}
