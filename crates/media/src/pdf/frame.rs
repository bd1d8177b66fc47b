//! The first line and the last word of a PDF, and the version that it claims.

use lopdf::{Document, Object};

use crate::bytes::find_last;
use crate::sniff::pdf_start;

/// Major and minor.
pub(crate) type Version = (u32, u32);

pub(crate) struct Frame {
    /// Bytes before `%PDF-`.
    pub header_offset: u32,
    /// As the first line says.
    pub version: Option<Version>,
    /// Whether `%%EOF` stands near the end.
    pub has_end: bool,
}

/// Mail programs and servers append lines behind the end mark; more than this is not an end any more.
const END_WINDOW: usize = 2048;

pub(crate) fn read(bytes: &[u8]) -> Option<Frame> {
    let start = pdf_start(bytes)?;
    let tail = bytes.get(bytes.len().saturating_sub(END_WINDOW)..)?;
    Some(Frame {
        header_offset: u32::try_from(start).ok()?,
        version: bytes.get(start + b"%PDF-".len()..).and_then(version),
        has_end: find_last(tail, b"%%EOF").is_some(),
    })
}

/// The catalog may raise the version of the first line when the file was changed later.
pub(crate) fn version_in_catalog(document: &Document) -> Option<Version> {
    document
        .catalog()
        .ok()?
        .get(b"Version")
        .and_then(Object::as_name)
        .ok()
        .and_then(version)
}

/// `1.7` at the start of these bytes.
fn version(bytes: &[u8]) -> Option<Version> {
    let mut parts = bytes.splitn(2, |&byte| byte == b'.');
    Some((digits(parts.next()?)?, digits(parts.next()?)?))
}

/// One or two digits at the start of these bytes: no version has more.
fn digits(bytes: &[u8]) -> Option<u32> {
    let count = bytes.iter().take(2).take_while(|byte| byte.is_ascii_digit()).count();
    str::from_utf8(bytes.get(..count)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_is_two_numbers() {
        assert_eq!(version(b"1.7\n"), Some((1, 7)));
        assert_eq!(version(b"2.0"), Some((2, 0)));
        assert_eq!(version(b"1."), None);
        assert_eq!(version(b"x.y"), None);
        assert_eq!(version(b""), None);
    }
}
