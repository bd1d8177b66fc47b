//! Facts about a file that was made.

use super::{FactInfo, number, yes_no};

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

/// `made.cut_x`
pub const CUT_X: FactInfo = number(
    "made.cut_x",
    "px",
    "Left edge of what was cut out, in px of the picture as displayed.",
);

/// `made.cut_y`
pub const CUT_Y: FactInfo = number(
    "made.cut_y",
    "px",
    "Upper edge of what was cut out, in px of the picture as displayed.",
);

/// `made.cut_width`
pub const CUT_WIDTH: FactInfo = number(
    "made.cut_width",
    "px",
    "Width of what was cut out, in px of the picture as displayed; its height follows from the shape of the photo.",
);

/// `made.pages`
pub const PAGES: FactInfo = number("made.pages", "pages", "How many pages the PDF has that was made.");

/// `made.images_recompressed`
pub const IMAGES_RECOMPRESSED: FactInfo = number(
    "made.images_recompressed",
    "images",
    "How many images are not in the PDF as they were, but compressed with a loss; 0 if everything is as it was.",
);

/// `made.least_dpi`
pub const LEAST_DPI: FactInfo = number(
    "made.least_dpi",
    "dpi",
    "The resolution of the coarsest page of the PDF that was made, measured as pdf.least_dpi; absent if no page is a picture.",
);

/// `made.least_quality`
pub const LEAST_QUALITY: FactInfo = number(
    "made.least_quality",
    "",
    "The lowest quality at which an image was compressed, 1 to 100 as usual for JPEG; absent if none was.",
);

/// `made.fits`
pub const FITS: FactInfo = yes_no(
    "made.fits",
    "Whether the PDF has no more bytes than the job allows; if not, its images are at the floor that the job sets. Absent \
     if the job sets no limit.",
);
