//! A photo written as JPEG, as good as a number of bytes allows.

use jpeg_encoder::{PixelDensity, PixelDensityUnit};

use super::pixels::Picture;
use crate::planes::Planes;

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
    let planes = Planes::of_rgb(picture.width(), picture.height(), picture.bytes());
    let density = PixelDensity {
        density: (px_per_inch, px_per_inch),
        unit: PixelDensityUnit::Inches,
    };
    let jpeg = |quality: u8| -> Option<Jpeg> {
        let bytes = planes.to_jpeg(quality, Some(density))?;
        Some(Jpeg { bytes, quality })
    };
    // The best that is known to fit and the least that is known not to; what lies between is not known yet.
    let (mut fits, mut fails): (Option<Jpeg>, Option<Jpeg>) = (None, None);
    let mut tries = 0;
    while let Some(quality) = next(fits.as_ref(), fails.as_ref(), under_bytes, tries) {
        let tried = jpeg(quality)?;
        tries += 1;
        let place = if tried.bytes.len() as u64 <= under_bytes {
            &mut fits
        } else {
            &mut fails
        };
        *place = Some(tried);
    }
    fits.or(fails)
}

/// Which quality to try next: where the number of bytes is likely to be met. `None` if there is nothing left to try.
fn next(fits: Option<&Jpeg>, fails: Option<&Jpeg>, under_bytes: u64, tries: u32) -> Option<u8> {
    /// What a portrait of some 600 by 800 px usually gets in 50 kB.
    const USUAL: f64 = 80.0;
    /// From one quality to the next there are usually so many times the bytes, as a logarithm.
    const GROWTH: f64 = 0.03;
    /// A picture that has baffled so many guesses is met by halving.
    const GUESSES: u32 = 6;
    let (least, most) = (
        fits.map_or(WORST, |it| it.quality + 1),
        fails.map_or(BEST, |it| it.quality.saturating_sub(1)),
    );
    if least > most {
        return None;
    }
    if tries > GUESSES {
        return Some(least.midpoint(most));
    }
    let missing = |jpeg: &Jpeg| (under_bytes.max(1) as f64 / jpeg.bytes.len().max(1) as f64).ln();
    let likely = match (fits, fails) {
        (None, None) => USUAL,
        (Some(only), None) | (None, Some(only)) => f64::from(only.quality) + missing(only) / GROWTH,
        (Some(fits), Some(fails)) => {
            let (room, excess) = (missing(fits), -missing(fails));
            let part = room / (room + excess).max(f64::EPSILON);
            f64::from(fits.quality) + part * f64::from(fails.quality - fits.quality)
        }
    };
    // `as` keeps to the bounds of the type.
    Some((likely.floor() as u8).clamp(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries of a picture whose JPEG has so many bytes at a quality; what was found, and after how many.
    fn found(bytes: impl Fn(u8) -> usize, under_bytes: u64) -> (u8, u32) {
        let jpeg = |quality| Jpeg {
            bytes: vec![0; bytes(quality)],
            quality,
        };
        let (mut fits, mut fails, mut tries): (Option<Jpeg>, Option<Jpeg>, u32) = (None, None, 0);
        while let Some(quality) = next(fits.as_ref(), fails.as_ref(), under_bytes, tries) {
            let tried = jpeg(quality);
            tries += 1;
            let place = if tried.bytes.len() as u64 <= under_bytes {
                &mut fits
            } else {
                &mut fails
            };
            *place = Some(tried);
        }
        (fits.or(fails).unwrap().quality, tries)
    }

    #[test]
    fn the_best_is_found_soon() {
        let usual = |quality: u8| (8_000.0 * (0.028 * f64::from(quality)).exp()) as usize;
        let stepped = |quality: u8| 1_000 * (1 + usize::from(quality / 20));
        let steep = |quality: u8| 10 + usize::from(quality).pow(3);
        for under in (1_000..200_000).step_by(1_777) {
            for (name, bytes) in [("usual", &usual as &dyn Fn(u8) -> usize), ("stepped", &stepped), ("steep", &steep)] {
                let (quality, tries) = found(bytes, under);
                let best = (WORST..=BEST).rev().find(|it| bytes(*it) as u64 <= under);
                assert_eq!(quality, best.unwrap_or(WORST), "{name} under {under}");
                assert!(tries <= 14, "{name} under {under}: {tries} tries");
                assert!(name != "usual" || tries <= 5, "under {under}: {tries} tries");
            }
        }
    }
}
