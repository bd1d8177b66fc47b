//! The first line and the last word of a PDF, and the version that it claims.

use lopdf::{Document, Object};
use memchr::memmem;

use crate::sniff::pdf_start;

/// Major and minor.
pub(crate) type Version = (u32, u32);

pub(crate) struct Frame {
    /// Bytes before `%PDF-`.
    pub header_offset: u32,
    /// As the first line says.
    pub version: Option<Version>,
    /// Whether `%%EOF` stands at the end, but for what belongs to no PDF.
    pub has_end: bool,
    /// Where the PDF begins.
    start: usize,
    /// Behind its end mark; the end of the file if there is none.
    end: usize,
}

const HEADER: &[u8] = b"%PDF-";
const END: &[u8] = b"%%EOF";

pub(crate) fn read(bytes: &[u8]) -> Option<Frame> {
    let start = pdf_start(bytes)?;
    let end = memmem::rfind(bytes.get(start..)?, END).map(|at| start + at + END.len());
    // What mail programs, servers and broken copies leave behind the end mark is harmless. An object, or a place of the table,
    // is part of a change whose own end is lost.
    let harmless = |end: &usize| {
        let behind = bytes.get(*end..).unwrap_or_default();
        memmem::find(behind, b" obj").is_none() && memmem::find(behind, b"startxref").is_none()
    };
    let end = end.filter(harmless);
    Some(Frame {
        header_offset: u32::try_from(start).ok()?,
        version: bytes.get(start + HEADER.len()..).and_then(version),
        has_end: end.is_some(),
        start,
        end: end.unwrap_or(bytes.len()),
    })
}

impl Frame {
    /// The PDF alone, without what stands before and behind it.
    pub fn own<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// The PDF with its header at the first byte of the file, so that all else keeps its place. `None` if the header is there.
    pub fn counted_from_the_file(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut moved = bytes.get(..self.end)?.to_vec();
        let line = moved.get(self.start..)?.iter().position(|it| matches!(it, b'\r' | b'\n'))?;
        let header = moved.get(self.start..self.start + line.min(b"%PDF-1.7".len()))?.to_vec();
        moved.get_mut(..self.start + line)?.fill(b' ');
        moved.get_mut(..header.len())?.copy_from_slice(&header);
        (self.start > 0).then_some(moved)
    }
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
