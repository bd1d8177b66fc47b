//! Opening a file within the limits that make it safe.

use std::borrow::Cow;
use std::collections::HashSet;

use lopdf::{Document, LoadOptions, ObjectId};

use super::frame::Frame;
use super::{mend, unpacking};

/// A file that was opened, or could not be.
pub(crate) struct Opened<'a> {
    pub document: Option<Document>,
    /// The PDF alone, without what stands before and behind it.
    pub bytes: Cow<'a, [u8]>,
    pub packed: Packed,
    /// What could only be read by looking for it.
    pub mended: HashSet<ObjectId>,
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

/// Opens what is a PDF of these bytes.
pub(crate) fn open<'a>(bytes: &'a [u8], frame: &Frame) -> Opened<'a> {
    let own = frame.own(bytes);
    let limit = unpacking::limit(own);
    let Some(limit) = limit else {
        return Opened {
            document: None,
            bytes: own.into(),
            packed: Packed::Unknown,
            mended: HashSet::new(),
        };
    };
    let load = |bytes: &[u8]| Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(limit.each)).ok();
    let mut read: (Option<Document>, Cow<'a, [u8]>) = (load(own), own.into());
    let clean = |document: &Option<Document>| document.as_ref().is_some_and(|it| it.xref_recovery.is_none());
    if frame.header_offset > 0 && !clean(&read.0) {
        // Most writers count from the header, some from the first byte of the file.
        let counted = frame.counted_from_the_file(bytes);
        let other = counted.as_deref().and_then(load);
        if let (true, Some(counted)) = (clean(&other), counted) {
            read = (other, counted.into());
        }
    }
    let (mut document, bytes) = read;
    let mended = document.as_mut().map(|document| mend::mend(document, &bytes, limit.each));
    Opened {
        document,
        bytes,
        packed: limit.packed,
        mended: mended.unwrap_or_default(),
    }
}
