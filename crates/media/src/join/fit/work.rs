//! One image that is to become smaller: how large it is foretold to be, and what it really became.

use lopdf::{Document, Stream};

use super::{Range, Step};
use crate::Job;
use crate::join::Limits;
use crate::join::recompress::{self, Candidate, Target};

/// One image, and what became of it.
pub(super) struct Work {
    pub image: Candidate,
    /// What it really became, as a multiple of what was foretold.
    pub truth: Option<f64>,
    /// The step at which it was written anew, and how many bytes it has since; `None` while it is as it was.
    pub written: Option<(Step, usize)>,
    /// The image as it was, once another one is in its place.
    pub original: Option<Stream>,
    /// Whether it was tried and is better left alone, or cannot be decoded.
    pub stays: bool,
}

impl Work {
    pub fn new(image: Candidate) -> Work {
        Work {
            image,
            truth: None,
            written: None,
            original: None,
            stays: false,
        }
    }

    /// Bytes at a step, by the foretelling and what is known of its truth; `likely_truth` is that of an image like it.
    pub fn foretold(&self, step: Step, range: &Range, likely_truth: f64) -> f64 {
        let now = self.image.bytes as f64;
        if self.stays {
            return now;
        }
        (self.raw(step, range) * self.truth.unwrap_or(likely_truth)).min(now)
    }

    /// Bytes for each pixel, had it been compressed at the quality whose weight is 1.
    pub fn density(&self) -> f64 {
        let pixels = f64::from(self.image.width) * f64::from(self.image.height);
        self.image.bytes.max(1) as f64 / pixels.max(1.0) / self.image.quality.map_or(1.0, weight)
    }

    /// Puts in place what it has become at a step, if that is worth it.
    pub fn take_up(&mut self, step: Step, made: Option<(Target, Vec<u8>)>, range: &Range, document: &mut Document) {
        let Some((target, jpeg)) = made else {
            self.stays = true;
            return;
        };
        self.truth = Some(jpeg.len() as f64 / self.raw(step, range).max(1.0));
        if jpeg.len() as f64 <= self.image.bytes as f64 * WORTH {
            self.written = Some((step, jpeg.len()));
            let before = recompress::replace(document, self.image.id, jpeg, target.size);
            self.original = self.original.take().or(before);
        }
    }

    fn raw(&self, step: Step, range: &Range) -> f64 {
        let share = (range.dpi(step) / self.image.dpi).min(1.0).powi(2);
        let quality = weight(range.quality(step));
        let pixels = f64::from(self.image.width) * f64::from(self.image.height);
        match self.image.quality {
            // Fewer pixels hold more each: what is left is edges.
            Some(before) => self.image.bytes as f64 * share.powf(0.85) * quality / weight(before),
            // Bytes of a usual page for each pixel, at the quality whose weight is 1.
            None => pixels * share.powf(0.85) * quality * 0.12,
        }
    }
}

/// Beyond this share of its bytes, an image is not worth the loss.
pub(super) const WORTH: f64 = 0.95;

/// One image to be compressed.
pub(super) struct Task<'a> {
    pub image: &'a Candidate,
    /// The image as it was in the beginning.
    pub stored: &'a Stream,
    pub target: Target,
}

impl Task<'_> {
    pub fn done(&self, document: &Document, limits: Limits) -> Option<Vec<u8>> {
        recompress::compressed(document, self.stored, self.image, limits.pixels, self.target)
    }

    /// The same for somebody else, who gets the stored bytes and nothing more.
    pub fn job(&self, limits: Limits) -> Job {
        let [width_px, height_px] = self.target.size;
        Job::Recompress {
            max_bytes: limits.bytes,
            max_pixels: limits.pixels,
            width_px,
            height_px,
            quality: self.target.quality,
        }
    }
}

/// How many bytes a JPEG of this quality has, as a multiple of one of quality 80.
fn weight(quality: u8) -> f64 {
    const WEIGHTS: [(u8, f64); 11] = [
        (1, 0.1),
        (30, 0.38),
        (40, 0.46),
        (50, 0.54),
        (60, 0.63),
        (70, 0.77),
        (80, 1.0),
        (85, 1.2),
        (90, 1.55),
        (95, 2.3),
        (100, 5.0),
    ];
    let pairs = WEIGHTS.windows(2).find_map(|pair| match pair {
        [low, high] if quality <= high.0 => Some((*low, *high)),
        _ => None,
    });
    let Some(((low, light), (high, heavy))) = pairs else {
        return 5.0;
    };
    let share = f64::from(quality.saturating_sub(low)) / f64::from(high - low);
    light + (heavy - light) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavier_with_every_quality() {
        assert!((1..100).all(|quality| weight(quality) < weight(quality + 1)));
        assert_eq!(weight(80), 1.0);
    }
}
