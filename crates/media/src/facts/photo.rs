//! Facts about a picture, read from its header unless the sentence says otherwise.

use super::{FactInfo, number, text, yes_no};

/// `photo.width_px`
pub const WIDTH_PX: FactInfo = number(
    "photo.width_px",
    "px",
    "Width as displayed, after the orientation; absent if the header does not tell.",
);

/// `photo.height_px`
pub const HEIGHT_PX: FactInfo = number(
    "photo.height_px",
    "px",
    "Height as displayed, after the orientation; absent if the header does not tell.",
);

/// `photo.aspect`
pub const ASPECT: FactInfo = number("photo.aspect", "", "Height divided by width, as displayed, to six decimals.");

/// `photo.orientation`
pub const ORIENTATION: FactInfo = number(
    "photo.orientation",
    "EXIF code",
    "How the stored picture is turned for display, 1 to 8 as in EXIF (HEIC and AVIF: from their own rotation); 1 if \
     nothing is said.",
);

/// `photo.colour`
pub const COLOUR: FactInfo = text(
    "photo.colour",
    "How colours are stored: rgb, grey, palette, cmyk or other; absent if the header does not tell.",
);

/// `photo.bits`
pub const BITS: FactInfo = number(
    "photo.bits",
    "bits",
    "Bits of one colour channel (of one index with a palette); absent if the header does not tell.",
);

/// `photo.animated`
pub const ANIMATED: FactInfo = yes_no("photo.animated", "Whether the file holds more than one frame to be shown in turn.");

/// `photo.progressive`
pub const PROGRESSIVE: FactInfo = yes_no(
    "photo.progressive",
    "Whether a JPEG is coded in passes from coarse to fine; false for every other format.",
);

/// `photo.unusual`
pub const UNUSUAL: FactInfo = yes_no(
    "photo.unusual",
    "Whether a JPEG is coded in a way that few programs know: arithmetic, lossless, in layers, with other than eight bits, or with two \
     channels or more than four; absent for every other format, and if the header does not tell.",
);

/// `photo.truncated`
pub const TRUNCATED: FactInfo = yes_no(
    "photo.truncated",
    "Whether the file ends before its own end mark or announced length; absent for TIFF and JPEG XL.",
);

/// `photo.decoded`
pub const DECODED: FactInfo = yes_no(
    "photo.decoded",
    "Whether all pixels of the (first) picture were decoded as a proof; false for what has no decoder here, unless the \
     browser decoded it; absent for papers and for pictures that could not be read.",
);

/// `photo.taken_on`
pub const TAKEN_ON: FactInfo = text(
    "photo.taken_on",
    "The day that the camera wrote into the file, YYYY-MM-DD, in the camera's own time; absent if there is none.",
);

/// `photo.has_gps`
pub const HAS_GPS: FactInfo = yes_no(
    "photo.has_gps",
    "Whether EXIF says where the picture was taken; absent if EXIF cannot stand in this format.",
);

/// `photo.beside_bytes`
pub const BESIDE_BYTES: FactInfo = number(
    "photo.beside_bytes",
    "bytes",
    "How many bytes of the file are neither the picture nor needed to show it: notes of camera and programs with their small pictures, \
     and whatever stands behind its end, but for zeros; of WebP and GIF only the latter; absent for other formats and where the end is \
     missing.",
);

/// `photo.film`
pub const FILM: FactInfo = yes_no(
    "photo.film",
    "Whether a film lies in the file behind the picture, as in motion photos; absent for BMP, TIFF and JPEG XL and where the end is \
     missing.",
);
