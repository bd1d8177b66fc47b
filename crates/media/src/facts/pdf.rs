//! Facts about a PDF.

use super::{FactInfo, number, text, yes_no};

/// `pdf.version`
pub const VERSION: FactInfo = text(
    "pdf.version",
    "The version that the file claims, such as 1.7: the later one of its first line and its catalog.",
);

/// `pdf.header_offset`
pub const HEADER_OFFSET: FactInfo = number(
    "pdf.header_offset",
    "bytes",
    "How many bytes stand before %PDF-; 0 in a clean file, at most 1023.",
);

/// `pdf.pages`
pub const PAGES: FactInfo = number(
    "pdf.pages",
    "pages",
    "How many pages the page tree really holds; absent if a password is needed or no reader finds the tree.",
);

/// `pdf.encrypted`
pub const ENCRYPTED: FactInfo = yes_no(
    "pdf.encrypted",
    "Whether the file has security settings of any kind; absent if the part that would tell is lost.",
);

/// `pdf.encryption`
pub const ENCRYPTION: FactInfo = text(
    "pdf.encryption",
    "Cipher and revision such as AES-256 R6, or the name of a foreign security handler; absent if not encrypted.",
);

/// `pdf.password_needed`
pub const PASSWORD_NEEDED: FactInfo = yes_no(
    "pdf.password_needed",
    "Whether the file does not open without a password (or another secret); absent if it cannot be tried.",
);

/// `pdf.may_print`
pub const MAY_PRINT: FactInfo = yes_no(
    "pdf.may_print",
    "Whether printing is permitted (bit 3 of the permissions); true if not encrypted.",
);

/// `pdf.may_copy`
pub const MAY_COPY: FactInfo = yes_no(
    "pdf.may_copy",
    "Whether copying text out is permitted (bit 5 of the permissions); true if not encrypted.",
);

/// `pdf.truncated`
pub const TRUNCATED: FactInfo = yes_no(
    "pdf.truncated",
    "Whether there is no %%EOF, or parts of a PDF stand behind the last one; what else stands there belongs to no PDF and is \
     passed over.",
);

/// `pdf.damaged`
pub const DAMAGED: FactInfo = yes_no(
    "pdf.damaged",
    "Whether the table of objects had to be corrected or rebuilt, an object in use could not be read or was found only by \
     looking for it, or the file not opened at all.",
);

/// `pdf.second_opinion`
pub const SECOND_OPINION: FactInfo = yes_no(
    "pdf.second_opinion",
    "Whether two readers, written by different people, both open the file and count the same pages; absent if the second \
     one was not asked, because the unpacked size could not be known beforehand, or if neither opens it.",
);

/// `pdf.scripts`
pub const SCRIPTS: FactInfo = yes_no("pdf.scripts", "Whether there is JavaScript in it.");

/// `pdf.embedded_files`
pub const EMBEDDED_FILES: FactInfo = number(
    "pdf.embedded_files",
    "files",
    "How many files are enclosed; a file that is named in two ways counts twice.",
);

/// `pdf.portfolio`
pub const PORTFOLIO: FactInfo = yes_no(
    "pdf.portfolio",
    "Whether the file is a wrapping around enclosed files: its own pages are then only a cover.",
);

/// `pdf.form_fields`
pub const FORM_FIELDS: FactInfo = number(
    "pdf.form_fields",
    "fields",
    "How many places there are to fill in, press or sign; absent if a password is needed.",
);

/// `pdf.form_without_appearance`
pub const FORM_WITHOUT_APPEARANCE: FactInfo = number(
    "pdf.form_without_appearance",
    "fields",
    "How many fields are filled in without a picture of it: some programs show them empty.",
);

/// `pdf.signed`
pub const SIGNED: FactInfo = yes_no(
    "pdf.signed",
    "Whether it bears an electronic signature; whether that is valid was not looked at.",
);

/// `pdf.xfa`
pub const XFA: FactInfo = yes_no(
    "pdf.xfa",
    "Whether it holds a form of the kind XFA, which hardly any program but its maker's shows.",
);

/// `pdf.least_width_mm`
pub const LEAST_WIDTH_MM: FactInfo = number("pdf.least_width_mm", "mm", "Width of the narrowest page as displayed, to a tenth.");

/// `pdf.most_width_mm`
pub const MOST_WIDTH_MM: FactInfo = number("pdf.most_width_mm", "mm", "Width of the widest page as displayed, to a tenth.");

/// `pdf.least_height_mm`
pub const LEAST_HEIGHT_MM: FactInfo = number("pdf.least_height_mm", "mm", "Height of the lowest page as displayed, to a tenth.");

/// `pdf.most_height_mm`
pub const MOST_HEIGHT_MM: FactInfo = number("pdf.most_height_mm", "mm", "Height of the highest page as displayed, to a tenth.");

/// `pdf.landscape_pages`
pub const LANDSCAPE_PAGES: FactInfo = number("pdf.landscape_pages", "pages", "How many pages are wider than high as displayed.");

/// `pdf.looked_through`
pub const LOOKED_THROUGH: FactInfo = yes_no(
    "pdf.looked_through",
    "Whether the content of every page was read; false if there was more than is read here, and then what follows from \
     it is absent; absent itself if a password is needed.",
);

/// `pdf.blank_pages`
pub const BLANK_PAGES: FactInfo = number(
    "pdf.blank_pages",
    "pages",
    "How many pages paint nothing that is not white; a picture counts as something, even a white one.",
);

/// `pdf.unreadable_pages`
pub const UNREADABLE_PAGES: FactInfo = number(
    "pdf.unreadable_pages",
    "pages",
    "How many pages have content that could not be read to its end, that is not there, or of which nothing was understood.",
);

/// `pdf.unembedded_fonts`
pub const UNEMBEDDED_FONTS: FactInfo = number(
    "pdf.unembedded_fonts",
    "fonts",
    "How many fonts the pages choose that are neither in the file nor among the fourteen that every reader has.",
);

/// `pdf.least_dpi`
pub const LEAST_DPI: FactInfo = number(
    "pdf.least_dpi",
    "dpi",
    "The resolution of the coarsest page of those that are a quarter picture or more: what nine tenths of the pictured \
     area reach, as placed on paper, rounded; absent if no page is one.",
);
