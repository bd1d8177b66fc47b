//! What the workers are asked: the numbers of the rulebook, as of the day of filing, put into jobs.

use crate::case::Case;
use media::{Aim, Cut, Frame, Job, Part};
use rulebook::Takes;

/// To measure a file for a document that takes this kind.
pub(super) fn measure(case: &Case, takes: Takes) -> Job {
    match takes {
        Takes::Photo => Job::Photo {
            max_bytes: case.limit("photo-max-bytes"),
            max_pixels: case.limit("photo-max-pixels"),
            frame: frame(case),
        },
        Takes::Paper => Job::Paper {
            max_bytes: case.limit("paper-max-bytes"),
            max_pixels: case.limit("paper-max-pixels"),
            decode: true,
        },
    }
}

/// To cut the photo out of a picture. `None` if the rulebook has no measures for a photo.
pub(super) fn crop(case: &Case, cut: Cut) -> Option<Job> {
    let frame = frame(case)?;
    // More pixels than there are would only be blown up.
    let width = case.number("photo-made-width-px")?.min(cut.width).round().max(1.0);
    Some(Job::Crop {
        max_bytes: case.limit("photo-max-bytes"),
        max_pixels: case.limit("photo-max-pixels"),
        cut,
        width_px: width as u32,
        height_px: (width * frame.height_mm / frame.width_mm).round() as u32,
        width_mm: frame.width_mm,
        under_bytes: case.limit("photo-file-bytes"),
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
        max_bytes: case.limit("paper-max-bytes"),
        max_pixels: case.limit("paper-max-pixels"),
        under_bytes,
        best_dpi: case.number("join-best-dpi")? as u32,
        floor_dpi: case.number(dpi)? as u32,
        best_quality: case.number("join-best-quality")? as u8,
        floor_quality: case.number(quality)? as u8,
        parts,
    })
}

/// What a finished photo shall measure, as of the day of filing. `None` if the rulebook does not say.
pub fn frame(case: &Case) -> Option<Frame> {
    let aim = |length, give| {
        Some(Aim {
            mm: case.number(length)?,
            give: case.number(give)?,
        })
    };
    Some(Frame {
        width_mm: case.number("photo-width-mm")?,
        height_mm: case.number("photo-height-mm")?,
        face: aim("photo-face-mm", "photo-face-tolerance-mm")?,
        top: aim("photo-top-mm", "photo-top-tolerance-mm")?,
        centre: Aim {
            mm: 0.0,
            give: case.number("photo-centre-tolerance-mm")?,
        },
    })
}
