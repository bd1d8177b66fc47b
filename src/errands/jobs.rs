//! What the workers are asked: the numbers of the rulebook, as of the day of filing, put into jobs.

use crate::case::Case;
use media::{Aim, Cut, Frame, Job, Part};
use rulebook::Takes;

/// To measure a file for a document that takes this kind.
pub(super) fn measure(case: &Case, takes: Takes) -> Job {
    match takes {
        Takes::Photo => Job::Photo {
            max_bytes: limit(case, "photo-max-bytes"),
            max_pixels: limit(case, "photo-max-pixels"),
            frame: frame(case),
        },
        Takes::Paper => Job::Paper {
            max_bytes: limit(case, "paper-max-bytes"),
            max_pixels: limit(case, "paper-max-pixels"),
        },
    }
}

/// To cut the photo out of a picture. `None` if the rulebook has no measures for a photo.
pub(super) fn crop(case: &Case, cut: Cut) -> Option<Job> {
    let frame = frame(case)?;
    // More pixels than there are would only be blown up.
    let width = number(case, "photo-made-width-px")?.min(cut.width).round().max(1.0);
    Some(Job::Crop {
        max_bytes: limit(case, "photo-max-bytes"),
        max_pixels: limit(case, "photo-max-pixels"),
        cut,
        width_px: width as u32,
        height_px: (width * frame.height_mm / frame.width_mm).round() as u32,
        width_mm: frame.width_mm,
        under_bytes: limit(case, "photo-file-bytes"),
    })
}

/// To put pages into one PDF, of at most so many bytes if a number is given. `low` lets pictures become as coarse as a person may
/// agree to. `None` if the rulebook does not say how coarse.
pub(super) fn join(case: &Case, parts: Vec<Part>, under_bytes: Option<u64>, low: bool) -> Option<Job> {
    let (dpi, quality) = if low {
        ("join-low-dpi", "join-low-quality")
    } else {
        ("join-floor-dpi", "join-floor-quality")
    };
    Some(Job::Join {
        max_bytes: limit(case, "paper-max-bytes"),
        max_pixels: limit(case, "paper-max-pixels"),
        under_bytes,
        best_dpi: number(case, "join-best-dpi")? as u32,
        floor_dpi: number(case, dpi)? as u32,
        best_quality: number(case, "join-best-quality")? as u8,
        floor_quality: number(case, quality)? as u8,
        parts,
    })
}

/// What a finished photo shall measure, as of the day of filing. `None` if the rulebook does not say.
pub fn frame(case: &Case) -> Option<Frame> {
    let aim = |length, give| {
        Some(Aim {
            mm: number(case, length)?,
            give: number(case, give)?,
        })
    };
    Some(Frame {
        width_mm: number(case, "photo-width-mm")?,
        height_mm: number(case, "photo-height-mm")?,
        face: aim("photo-face-mm", "photo-face-tolerance-mm")?,
        top: aim("photo-top-mm", "photo-top-tolerance-mm")?,
        centre: Aim {
            mm: 0.0,
            give: number(case, "photo-centre-tolerance-mm")?,
        },
    })
}

/// Without a number there is no limit.
fn limit(case: &Case, use_: &str) -> u64 {
    number(case, use_).map_or(u64::MAX, |it| it as u64)
}

fn number(case: &Case, use_: &str) -> Option<f64> {
    case.number(use_)
}
