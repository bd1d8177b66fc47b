//! Opening a file within the limits that make it safe.

use lopdf::{Document, LoadOptions};

use super::unpacking;

/// A file that was opened, or could not be.
pub(crate) struct Opened {
    pub document: Option<Document>,
    pub packed: Packed,
}

/// What is known of the objects that a reader has to unpack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packed {
    /// There are none.
    Nothing,
    /// All of them were unpacked once, and are not too much.
    Counted,
    /// They could not be counted, or are too much.
    Unknown,
}

pub(crate) fn open(bytes: &[u8]) -> Opened {
    let limit = unpacking::limit(bytes);
    let document = limit.as_ref().and_then(|limit| {
        let options = LoadOptions::with_max_decompressed_size(limit.each);
        Document::load_mem_with_options(bytes, options).ok()
    });
    Opened {
        document,
        packed: limit.map_or(Packed::Unknown, |limit| limit.packed),
    }
}
