//! Facts about a face and what is around it. They are measured only where there are models to see with and the job
//! says what the finished photo shall measure, and only of the largest face. Lengths in px are those of the picture as
//! displayed; lengths in mm those of the photo that the proposed crop would give. Left and right are as seen.

use super::{FactInfo, number, yes_no};

/// `photo.looked_at`
pub const LOOKED_AT: FactInfo = yes_no(
    "photo.looked_at",
    "Whether there were models and pixels to look for a face; where it is false, all the others of these are absent; \
     absent if nobody was asked to look.",
);

/// `photo.faces`
pub const FACES: FactInfo = number(
    "photo.faces",
    "faces",
    "How many faces are seen that are at least a third as large as the largest; 0 if none is.",
);

/// `photo.face_score`
pub const SCORE: FactInfo = number(
    "photo.face_score",
    "",
    "How sure the models are that the largest one is a face, 0 to 1: the least sure of those that looked.",
);

/// `photo.crown_y`
pub const CROWN_Y: FactInfo = number(
    "photo.crown_y",
    "px",
    "The top of the head, hair included, from the upper edge of the picture.",
);

/// `photo.crown_seen`
pub const CROWN_SEEN: FactInfo = yes_no(
    "photo.crown_seen",
    "Whether the top of the head was seen; false if it is only guessed from the face.",
);

/// `photo.crown_rise`
pub const CROWN_RISE: FactInfo = number(
    "photo.crown_rise",
    "",
    "How far the top of the head is above the eyes, by how far they are above the chin: 0.8 to 1.3 of most heads.",
);

/// `photo.crown_width`
pub const CROWN_WIDTH: FactInfo = number(
    "photo.crown_width",
    "",
    "How wide the head is a little (7 % of its height) below its top, in widths of the face: little where hair is tied up there.",
);

/// `photo.head_cut`
pub const HEAD_CUT: FactInfo = yes_no(
    "photo.head_cut",
    "Whether the head reaches the upper edge of the picture, so that something of it may be missing.",
);

/// `photo.chin_y`
pub const CHIN_Y: FactInfo = number(
    "photo.chin_y",
    "px",
    "The tip of the chin, from the upper edge of the picture; guessed from eyes and mouth if photo.yaw_deg is absent.",
);

/// `photo.mid_x`
pub const MID_X: FactInfo = number("photo.mid_x", "px", "The middle of the face, from the left edge of the picture.");

/// `photo.uncut_face_mm`
pub const UNCUT_FACE_MM: FactInfo = number(
    "photo.uncut_face_mm",
    "mm",
    "From the crown to the chin if the picture as it is were the photo, its whole height as high as that.",
);

/// `photo.uncut_top_mm`
pub const UNCUT_TOP_MM: FactInfo = number(
    "photo.uncut_top_mm",
    "mm",
    "From the upper edge to the crown if the picture as it is were the photo.",
);

/// `photo.uncut_centre_off_mm`
pub const UNCUT_CENTRE_OFF_MM: FactInfo = number(
    "photo.uncut_centre_off_mm",
    "mm",
    "How far the middle of the face is right of the middle if the picture as it is were the photo; below 0 if left of it.",
);

/// `photo.face_mm`
pub const FACE_MM: FactInfo = number("photo.face_mm", "mm", "From the crown to the chin.");

/// `photo.top_mm`
pub const TOP_MM: FactInfo = number("photo.top_mm", "mm", "From the upper edge of the photo to the crown.");

/// `photo.centre_off_mm`
pub const CENTRE_OFF_MM: FactInfo = number(
    "photo.centre_off_mm",
    "mm",
    "How far the middle of the face is right of the middle of the photo; below 0 if it is left of it.",
);

/// `photo.px_per_mm`
pub const PX_PER_MM: FactInfo = number(
    "photo.px_per_mm",
    "px/mm",
    "How many px of the picture make one mm of the photo: of the picture as it is if that has the shape of the photo, else of the crop.",
);

/// `photo.crop_x`
pub const CROP_X: FactInfo = number(
    "photo.crop_x",
    "px",
    "Left edge of the proposed crop; below 0 if the picture is too narrow there.",
);

/// `photo.crop_y`
pub const CROP_Y: FactInfo = number(
    "photo.crop_y",
    "px",
    "Upper edge of the proposed crop; below 0 if the picture is too low there.",
);

/// `photo.crop_width`
pub const CROP_WIDTH: FactInfo = number("photo.crop_width", "px", "Width of the proposed crop.");

/// `photo.crop_height`
pub const CROP_HEIGHT: FactInfo = number("photo.crop_height", "px", "Height of the proposed crop.");

/// `photo.crop_fits`
pub const CROP_FITS: FactInfo = yes_no(
    "photo.crop_fits",
    "Whether the proposed crop lies in the picture with every length within its tolerance; false if there is no such \
     crop, and the one proposed reaches over the edge.",
);

/// `photo.roll_deg`
pub const ROLL_DEG: FactInfo = number(
    "photo.roll_deg",
    "degrees",
    "How far the head is tilted to its side, -180 to 180: above 0 clockwise as seen.",
);

/// `photo.yaw_deg`
pub const YAW_DEG: FactInfo = number(
    "photo.yaw_deg",
    "degrees",
    "How far the face is turned away, -90 to 90: above 0 to the right; absent if only the first look was taken.",
);

/// `photo.pitch_deg`
pub const PITCH_DEG: FactInfo = number(
    "photo.pitch_deg",
    "degrees",
    "How far the face looks up, -90 to 90: below 0 it looks down; absent if only the first look was taken.",
);

/// `photo.eye_distance_px`
pub const EYE_DISTANCE_PX: FactInfo = number("photo.eye_distance_px", "px", "From the middle of one eye to that of the other.");

/// `photo.eyes_open`
pub const EYES_OPEN: FactInfo = number(
    "photo.eyes_open",
    "",
    "Height by width of the less open eye, from 0 to about 0.5; absent if only the first look was taken.",
);

/// `photo.mouth_open`
pub const MOUTH_OPEN: FactInfo = number(
    "photo.mouth_open",
    "",
    "Height by width of the gap between the lips, from 0 to about 1; absent if only the first look was taken.",
);

/// `photo.sharpness`
pub const SHARPNESS: FactInfo = number(
    "photo.sharpness",
    "",
    "Variance of the Laplacian of the face's brightness, the face brought to 256 px: 0 without any detail, some hundreds \
     if sharp; noise counts as detail.",
);

/// `photo.background_spread`
pub const BACKGROUND_SPREAD: FactInfo = number(
    "photo.background_spread",
    "levels",
    "How far the colours behind the person are from their mean, 0 to 128, up to the border of the picture if that has the shape of \
     the photo, else of the crop; absent if next to nothing of it is seen.",
);

/// `photo.background_edges`
pub const BACKGROUND_EDGES: FactInfo = number(
    "photo.background_edges",
    "",
    "Which part of the background lies at an edge between light and dark, 0 to 1; absent with photo.background_spread.",
);

/// `photo.background_left_right`
pub const BACKGROUND_LEFT_RIGHT: FactInfo = number(
    "photo.background_left_right",
    "levels",
    "How much the brightness left and right of the person differs, 0 to 255; absent if too little is seen on one side.",
);

/// `photo.background_shadow`
pub const BACKGROUND_SHADOW: FactInfo = number(
    "photo.background_shadow",
    "levels",
    "How much darker it is right beside the person than farther away, on the darker side, 0 to 255; absent if too little \
     is seen of either.",
);

/// `photo.face_light`
pub const FACE_LIGHT: FactInfo = number("photo.face_light", "levels", "Mean brightness of the face, 0 to 255.");

/// `photo.light_left_right`
pub const LIGHT_LEFT_RIGHT: FactInfo = number(
    "photo.light_left_right",
    "levels",
    "How much the brightness of the two halves of the face differs, 0 to 255.",
);

/// `photo.too_bright_share`
pub const TOO_BRIGHT_SHARE: FactInfo = number(
    "photo.too_bright_share",
    "",
    "Which part of the face is so bright that nothing is seen in it, 0 to 1.",
);

/// `photo.too_dark_share`
pub const TOO_DARK_SHARE: FactInfo = number(
    "photo.too_dark_share",
    "",
    "Which part of the face is so dark that nothing is seen in it, 0 to 1.",
);
