//! Makes a document small enough: compresses its images, the largest ones first, as little as will do.
//!
//! One step holds for all images: a resolution and a quality between the best and the floor. How large an image becomes
//! at a step is foretold from its pixels and from how it is compressed now; what it really became corrects the
//! foretelling for those that follow. So each image is decoded once, and again only if the end did not fit.

use lopdf::{Document, SaveOptions};

use super::plan::Plan;
use super::range::Range;
use super::recompress;

/// A document, written.
pub(super) struct Fitted {
    pub bytes: Vec<u8>,
    pub recompressed: u32,
    pub least_quality: Option<u8>,
    pub least_dpi: Option<f64>,
}

/// Writes the document. If it has more bytes than `under`, images are compressed; if that does not do, what the floor
/// gives is written. `None` if it cannot be written.
pub(super) fn fit(
    document: &mut Document,
    under: Option<u64>,
    range: &Range,
    max_pixels: u64,
    progress: &mut dyn FnMut(f64),
) -> Option<Fitted> {
    let survey = recompress::survey(document, max_pixels);
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
        plan.round(document, max_pixels, &mut |share| {
            progress((f64::from(round) + share) / f64::from(MOST_ROUNDS));
        });
        bytes = write(document)?;
        if bytes.len() <= limit || !plan.can_go_on() {
            break;
        }
        // Most of what is over was foretold wrongly, which is known better now; the rest is what the writer adds.
        plan.tighten((bytes.len() - limit) as f64 * 0.1 + 1.0);
    }
    let qualities = plan.qualities();
    Some(Fitted {
        bytes,
        recompressed: u32::try_from(qualities.len()).unwrap_or(u32::MAX),
        least_quality: qualities.into_iter().min(),
        least_dpi: recompress::survey(document, max_pixels).least_dpi,
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
