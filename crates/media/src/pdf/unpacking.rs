//! How much a PDF may unpack while it is opened.
//!
//! Opening a PDF unpacks its object streams and its table of objects, and keeps the objects: a crafted file of
//! some kilobytes can so fill any memory. The library limits each stream; here all of them are limited together,
//! by unpacking them once into nothing and counting.

use flate2::{Decompress, FlushDecompress, Status};

use crate::bytes::{byte, find, find_last, stands};

/// All streams of objects together. Their content is structure, not pictures: honest papers have a few hundred
/// kilobytes. Each byte can become some sixty bytes of memory.
const BUDGET: usize = 32 << 20;

/// What one stream may unpack to, in bytes; `None` if the file is a bomb.
pub(super) fn limit(bytes: &[u8]) -> Option<usize> {
    const STREAM: &[u8] = b"stream";
    let mut left = BUDGET;
    let mut opaque: usize = 0;
    let mut from = 0;
    while let Some(at) = find(bytes, from, STREAM) {
        let before = bytes.get(from..at).unwrap_or_default();
        from = at + STREAM.len();
        if before.ends_with(b"end") {
            continue;
        }
        let own = find_last(before, b"obj").and_then(|start| before.get(start..)).unwrap_or(before);
        if !holds_objects(own) {
            // A key that stands before a false "obj" belongs to this stream all the same: see below.
            opaque += usize::from(holds_objects(before));
            continue;
        }
        match unpacked(own, bytes.get(data_start(bytes, from)..).unwrap_or_default(), left) {
            Some(Unpacked::Fits(length)) => left -= length,
            Some(Unpacked::TooMuch) => return None,
            None => opaque += 1,
        }
    }
    // What cannot be counted here (encrypted, or packed in another way) shares the budget evenly.
    Some(BUDGET / opaque.max(1))
}

/// Whether a stream's dictionary can be one of an object stream or a table. `#` may spell any key.
fn holds_objects(dictionary: &[u8]) -> bool {
    [&b"/First"[..], b"/XRef", b"#"]
        .iter()
        .any(|word| find(dictionary, 0, word).is_some())
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
    // Exactly one filter, and that one is Flate.
    let filters = times(b"Decode") - times(b"DecodeParms");
    if filters != 1 || times(b"/FlateDecode") != 1 || times(b"#") > 0 {
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
