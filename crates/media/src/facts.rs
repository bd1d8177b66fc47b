//! The list of everything that can be measured; one file a family.

pub mod face;
pub mod file;
pub mod join;
pub mod made;
pub mod pdf;
pub mod photo;

/// Every fact that a [`Report`](crate::Report) can contain. A rule that names another one names nothing.
pub const FACTS: &[FactInfo] = &[
    file::BYTES,
    file::FORMAT,
    file::EXTENSION,
    file::EXTENSION_FITS,
    file::UNREADABLE,
    photo::WIDTH_PX,
    photo::HEIGHT_PX,
    photo::ASPECT,
    photo::ORIENTATION,
    photo::COLOUR,
    photo::BITS,
    photo::ANIMATED,
    photo::PROGRESSIVE,
    photo::UNUSUAL,
    photo::TRUNCATED,
    photo::DECODED,
    photo::TAKEN_ON,
    photo::HAS_GPS,
    photo::BESIDE_BYTES,
    photo::FILM,
    face::LOOKED_AT,
    face::FACES,
    face::SCORE,
    face::CROWN_Y,
    face::CROWN_SEEN,
    face::CROWN_RISE,
    face::CROWN_WIDTH,
    face::HEAD_CUT,
    face::CHIN_Y,
    face::MID_X,
    face::UNCUT_FACE_MM,
    face::UNCUT_TOP_MM,
    face::UNCUT_CENTRE_OFF_MM,
    face::FACE_MM,
    face::TOP_MM,
    face::CENTRE_OFF_MM,
    face::PX_PER_MM,
    face::CROP_X,
    face::CROP_Y,
    face::CROP_WIDTH,
    face::CROP_HEIGHT,
    face::CROP_FITS,
    face::ROLL_DEG,
    face::YAW_DEG,
    face::PITCH_DEG,
    face::EYE_DISTANCE_PX,
    face::EYES_OPEN,
    face::MOUTH_OPEN,
    face::SHARPNESS,
    face::BACKGROUND_SPREAD,
    face::BACKGROUND_EDGES,
    face::BACKGROUND_LEFT_RIGHT,
    face::BACKGROUND_SHADOW,
    face::FACE_LIGHT,
    face::LIGHT_LEFT_RIGHT,
    face::TOO_BRIGHT_SHARE,
    face::TOO_DARK_SHARE,
    pdf::VERSION,
    pdf::HEADER_OFFSET,
    pdf::PAGES,
    pdf::ENCRYPTED,
    pdf::ENCRYPTION,
    pdf::PASSWORD_NEEDED,
    pdf::MAY_PRINT,
    pdf::MAY_COPY,
    pdf::TRUNCATED,
    pdf::DAMAGED,
    pdf::SECOND_OPINION,
    pdf::SCRIPTS,
    pdf::EMBEDDED_FILES,
    pdf::PORTFOLIO,
    pdf::FORM_FIELDS,
    pdf::FORM_WITHOUT_APPEARANCE,
    pdf::SIGNED,
    pdf::XFA,
    pdf::LEAST_WIDTH_MM,
    pdf::MOST_WIDTH_MM,
    pdf::LEAST_HEIGHT_MM,
    pdf::MOST_HEIGHT_MM,
    pdf::LANDSCAPE_PAGES,
    pdf::LOOKED_THROUGH,
    pdf::BLANK_PAGES,
    pdf::UNREADABLE_PAGES,
    pdf::UNEMBEDDED_FONTS,
    pdf::LEAST_DPI,
    made::BYTES,
    made::PAGES,
    made::IMAGES_RECOMPRESSED,
    made::LEAST_DPI,
    made::LEAST_QUALITY,
    made::FITS,
    made::WIDTH_PX,
    made::HEIGHT_PX,
    made::QUALITY,
    made::CUT_X,
    made::CUT_Y,
    made::CUT_WIDTH,
    join::REFUSED,
    join::REFUSED_FILE,
];

/// What a fact is called and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactInfo {
    /// The name by which rules find it, with its family in front: `photo.width_px`. Never reused.
    pub name: &'static str,
    /// Which variant of [`Fact`](crate::Fact) it always has.
    pub kind: FactKind,
    /// What a number counts; empty for what is not a number, and for a ratio.
    pub unit: &'static str,
    /// One sentence: what was measured, and when it is absent.
    pub doc: &'static str,
}

/// The variants of [`Fact`](crate::Fact) by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// [`Fact::Bool`](crate::Fact::Bool)
    Bool,
    /// [`Fact::Number`](crate::Fact::Number)
    Number,
    /// [`Fact::Text`](crate::Fact::Text)
    Text,
}

const fn yes_no(name: &'static str, doc: &'static str) -> FactInfo {
    FactInfo {
        name,
        kind: FactKind::Bool,
        unit: "",
        doc,
    }
}

const fn number(name: &'static str, unit: &'static str, doc: &'static str) -> FactInfo {
    FactInfo {
        name,
        kind: FactKind::Number,
        unit,
        doc,
    }
}

const fn text(name: &'static str, doc: &'static str) -> FactInfo {
    FactInfo {
        name,
        kind: FactKind::Text,
        unit: "",
        doc,
    }
}
