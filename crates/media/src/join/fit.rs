//! Makes a document small enough: compresses its images, the largest ones first, as little as will do.
//!
//! One step holds for all images: a resolution and a quality between the best and the floor. How large an image becomes
//! at a step is foretold from its pixels and from how it is compressed now; what it really became corrects the
//! foretelling for those that follow. So each image is decoded once, and again only if the end did not fit.
//!
//! After the first, images go in pairs, one of which whoever helps may compress while the other is compressed here. Without
//! help it is the same pairs, so that the same comes of it.

mod plan;
mod work;

use lopdf::{Document, SaveOptions};

use super::{Limits, recompress};
use crate::Help;
use plan::Plan;

/// How far images may be compressed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    dpi: [f64; 2],
    quality: [f64; 2],
}

/// Between the best (0) and the floor (1).
type Step = f64;

impl Range {
    /// Each the best and the floor, in this order or not.
    pub fn new(dpi: [u32; 2], quality: [u8; 2]) -> Range {
        let ordered = |[one, other]: [f64; 2]| [one.max(other), one.min(other)];
        Range {
            dpi: ordered(dpi.map(|it| f64::from(it.max(1)))),
            quality: ordered(quality.map(|it| f64::from(it.clamp(1, 100)))),
        }
    }

    pub fn best_quality(&self) -> u8 {
        self.quality(0.0)
    }

    fn dpi(&self, step: Step) -> f64 {
        let [best, floor] = self.dpi;
        best * (floor / best).powf(step)
    }

    fn quality(&self, step: Step) -> u8 {
        let [best, floor] = self.quality;
        (best + (floor - best) * step).round() as u8
    }
}

/// A document, written.
pub(super) struct Fitted {
    pub bytes: Vec<u8>,
    pub recompressed: u32,
    pub least_quality: Option<u8>,
    pub least_dpi: Option<f64>,
}

/// Writes the document. If it has more bytes than `under`, images are compressed; if that does not do, what the floor
/// gives is written. `None` if it cannot be written.
pub(super) async fn fit(
    document: &mut Document,
    under: Option<u64>,
    range: &Range,
    limits: Limits,
    help: &impl Help,
    progress: &mut dyn FnMut(f64),
) -> Option<Fitted> {
    let survey = recompress::survey(document, limits.pixels);
    let mut bytes = write(document)?;
    let limit = under.and_then(|it| usize::try_from(it).ok()).unwrap_or(usize::MAX);
    if bytes.len() <= limit || survey.candidates.is_empty() {
        return Some(Fitted {
            bytes,
            recompressed: 0,
            least_quality: None,
            least_dpi: survey.least_dpi,
        });
    }
    let images: usize = survey.candidates.iter().map(|it| it.bytes).sum();
    // The table of objects changes by some bytes for each image.
    let budget = limit.saturating_sub(bytes.len().saturating_sub(images)) as f64 * 0.995;
    let mut plan = Plan::new(survey.candidates, range, budget);
    const MOST_ROUNDS: u32 = 4;
    for round in 0..MOST_ROUNDS {
        let mut progress = |share| progress((f64::from(round) + share) / f64::from(MOST_ROUNDS));
        plan.round(document, limits, help, &mut progress).await;
        bytes = write(document)?;
        if bytes.len() <= limit || !plan.can_go_on() {
            break;
        }
        // What the writer adds is known now.
        plan.budget -= (bytes.len() - limit) as f64 * 0.1 + 1.0;
    }
    let least_dpi = recompress::survey(document, limits.pixels).least_dpi;
    let qualities = plan.works.iter().filter_map(|it| it.written).map(|(step, _)| range.quality(step));
    Some(Fitted {
        bytes,
        recompressed: u32::try_from(qualities.clone().count()).unwrap_or(u32::MAX),
        least_quality: qualities.min(),
        least_dpi,
    })
}

fn write(document: &mut Document) -> Option<Vec<u8>> {
    const BEST: u32 = 9;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(BEST);
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options.build()).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_the_best_to_the_floor() {
        let range = Range::new([150, 300], [85, 60]);
        assert_eq!((range.dpi(0.0), range.dpi(1.0)), (300.0, 150.0));
        assert_eq!((range.quality(0.0), range.quality(1.0)), (85, 60));
        assert!(range.dpi(0.5) > 150.0 && range.dpi(0.5) < 300.0);
    }
}
