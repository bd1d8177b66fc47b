//! Facts about a file that was made.

use super::{FactInfo, number};

/// `made.bytes`
pub const BYTES: FactInfo = number("made.bytes", "bytes", "The size of the file that was made.");

/// `made.width_px`
pub const WIDTH_PX: FactInfo = number("made.width_px", "px", "Width of the photo that was made.");

/// `made.height_px`
pub const HEIGHT_PX: FactInfo = number("made.height_px", "px", "Height of the photo that was made.");

/// `made.quality`
pub const QUALITY: FactInfo = number(
    "made.quality",
    "",
    "The quality at which the photo was compressed, 1 to 100 as usual for JPEG: the best that fits under the limit.",
);
