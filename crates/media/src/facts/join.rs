//! Facts about files that could not be joined.

use super::{FactInfo, number, text};

/// `join.refused`
pub const REFUSED: FactInfo = text(
    "join.refused",
    "Why nothing was joined: encrypted, signed, form, portfolio (each would be broken by it), incomplete (something \
     that belongs to a page is not to be found, or would not be drawn afterwards), page-missing (the job names a page or a file \
     that is not there), or one of the words of file.unreadable; absent if a file was made.",
);

/// `join.refused_file`
pub const REFUSED_FILE: FactInfo = number(
    "join.refused_file",
    "",
    "Which file join.refused speaks of, counted from 0 in the order in which they came with the job; absent if the job asks \
     for no page at all.",
);
