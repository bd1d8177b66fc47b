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
    "How many pages the page tree really holds; absent if a password is needed or the tree cannot be read.",
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
pub const TRUNCATED: FactInfo = yes_no("pdf.truncated", "Whether there is no %%EOF within the last 2048 bytes.");

/// `pdf.damaged`
pub const DAMAGED: FactInfo = yes_no(
    "pdf.damaged",
    "Whether the table of objects had to be corrected or rebuilt, an object in use could not be read, or the file not \
     opened at all.",
);
