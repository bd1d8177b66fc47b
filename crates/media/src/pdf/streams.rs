//! The content of one stream, unpacked within a limit, and whether all of it came out.

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Error, Object, Stream};

pub(crate) struct Plain {
    pub bytes: Vec<u8>,
    /// Whether the packed data was whole. What came out of broken data is in `bytes` all the same.
    pub whole: bool,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Trouble {
    /// It would unpack to more than the limit.
    TooMuch,
    /// It is packed in a way that is not known here, or nothing came out.
    Unreadable,
}

/// Unpacks a stream to at most `most` bytes.
pub(crate) fn plain(stream: &Stream, most: usize) -> Result<Plain, Trouble> {
    let filters = match stream.dict.get(b"Filter") {
        Err(_) | Ok(Object::Null) => Vec::new(),
        // The library would take what is packed as it is.
        Ok(_) => stream.filters().map_err(|_| Trouble::Unreadable)?,
    };
    if filters == [b"FlateDecode"] && !stream.dict.has(b"DecodeParms") {
        // The library says nothing of data that breaks off in the middle.
        let inflated = inflate(&stream.content, most)?;
        if inflated.whole || !inflated.bytes.is_empty() {
            return Ok(inflated);
        }
    }
    match stream.get_plain_content_with_limit(most) {
        Ok(bytes) => Ok(Plain {
            whole: !bytes.is_empty() || stream.content.is_empty(),
            bytes,
        }),
        Err(Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(Trouble::TooMuch),
        Err(_) => Err(Trouble::Unreadable),
    }
}

/// The body of a zlib stream. The checksum behind it is not looked at: many writers get it wrong.
fn inflate(content: &[u8], most: usize) -> Result<Plain, Trouble> {
    const ZLIB_HEADER: usize = 2;
    const STEP: usize = 64 << 10;
    let packed = content.get(ZLIB_HEADER..).unwrap_or_default();
    let mut inflater = Decompress::new(false);
    let mut bytes = Vec::new();
    loop {
        let taken = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
        let before = bytes.len();
        bytes.reserve(STEP);
        let rest = packed.get(taken..).unwrap_or_default();
        let status = inflater.decompress_vec(rest, &mut bytes, FlushDecompress::None);
        if bytes.len() > most {
            return Err(Trouble::TooMuch);
        }
        match status {
            Ok(Status::StreamEnd) => return Ok(Plain { bytes, whole: true }),
            Ok(_) if bytes.len() > before => {}
            _ => return Ok(Plain { bytes, whole: false }),
        }
    }
}
