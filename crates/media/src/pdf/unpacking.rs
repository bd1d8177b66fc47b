//! How much a PDF may unpack while it is opened.
//!
//! Opening a PDF unpacks its object streams and its table of objects, and keeps the objects: a crafted file of
//! some kilobytes can so fill any memory. The library limits each stream; here all of them are limited together,
//! by unpacking them once into nothing and counting.

use flate2::{Decompress, FlushDecompress, Status};

use super::names::without_codes;
use super::open::Packed;
use crate::bytes::{byte, find, find_last, stands};

/// All streams of objects together. Their content is structure, not pictures: honest papers have a few hundred
/// kilobytes. Each byte can become some sixty bytes of memory.
const BUDGET: usize = 32 << 20;

/// How much may be unpacked.
pub(super) struct Limit {
    /// What one stream may unpack to, in bytes.
    pub each: usize,
    /// Whether there are any, and were all counted.
    pub packed: Packed,
}

/// `None` if the file is a bomb.
pub(super) fn limit(bytes: &[u8]) -> Option<Limit> {
    const STREAM: &[u8] = b"stream";
    let mut left = BUDGET;
    let mut opaque: usize = 0;
    let mut packed = Packed::Nothing;
    let mut from = 0;
    while let Some(at) = find(bytes, from, STREAM) {
        let before = bytes.get(from..at).unwrap_or_default();
        from = at + STREAM.len();
        if before.ends_with(b"end") {
            continue;
        }
        let own = find_last(before, b"obj").and_then(|start| before.get(start..)).unwrap_or(before);
        let own = &without_codes(own);
        // A key that stands before a false "obj" belongs to this stream all the same: then it is counted too, but it
        // may as well be a large picture.
        let certain = holds_objects(own);
        if !certain && !holds_objects(&without_codes(before)) {
            continue;
        }
        packed = Packed::Counted;
        match unpacked(own, bytes.get(data_start(bytes, from)..).unwrap_or_default(), left) {
            Some(Unpacked::Fits(length)) => left -= length,
            Some(Unpacked::TooMuch) if certain => return None,
            Some(Unpacked::TooMuch) | None => opaque += 1,
        }
    }
    // What cannot be counted here (encrypted, or packed in another way) shares the budget evenly.
    Some(Limit {
        each: BUDGET / opaque.max(1),
        packed: if opaque > 0 { Packed::Unknown } else { packed },
    })
}

/// Whether a stream's dictionary can be one of an object stream or a table.
fn holds_objects(dictionary: &[u8]) -> bool {
    has_name(dictionary, b"/First") || has_name(dictionary, b"/XRef")
}

fn has_name(dictionary: &[u8], name: &[u8]) -> bool {
    let mut from = 0;
    while let Some(at) = find(dictionary, from, name) {
        from = at + name.len();
        if byte(dictionary, from).is_none_or(|next| !next.is_ascii_alphanumeric()) {
            return true;
        }
    }
    false
}

/// The data begins behind the line end that follows the keyword.
fn data_start(bytes: &[u8], after_keyword: usize) -> usize {
    if stands(bytes, after_keyword, b"\r\n") {
        after_keyword + 2
    } else {
        after_keyword + usize::from(matches!(byte(bytes, after_keyword), Some(b'\r' | b'\n')))
    }
}

enum Unpacked {
    Fits(usize),
    TooMuch,
}

/// How much this stream unpacks to; `None` if that cannot be said from here.
fn unpacked(dictionary: &[u8], data: &[u8], most: usize) -> Option<Unpacked> {
    let times = |word: &[u8]| dictionary.windows(word.len()).filter(|it| *it == word).count();
    if !has_name(dictionary, b"/Filter") && !has_name(dictionary, b"/F") {
        // Not packed at all: no more than the file itself.
        return Some(Unpacked::Fits(0));
    }
    // Exactly one filter, and that one is Flate.
    let filters = times(b"Decode") - times(b"DecodeParms");
    if filters != 1 || times(b"/FlateDecode") != 1 {
        return None;
    }
    let mut inflater = Decompress::new(true);
    let mut sink = [0; 8 << 10];
    loop {
        let taken = usize::try_from(inflater.total_in()).ok()?;
        let made = inflater.total_out();
        let status = inflater.decompress(data.get(taken..)?, &mut sink, FlushDecompress::None).ok();
        let length = usize::try_from(inflater.total_out()).ok()?;
        if length > most {
            return Some(Unpacked::TooMuch);
        }
        match status {
            Some(Status::StreamEnd) => return Some(Unpacked::Fits(length)),
            Some(_) if inflater.total_out() > made => {}
            // Broken or cut: the library keeps what came out so far. If nothing did, it is no Flate stream.
            _ if length > 0 => return Some(Unpacked::Fits(length)),
            _ => return None,
        }
    }
}
