//! Hands files to the person, and reads those that they chose.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BlobPropertyBag, HtmlAnchorElement, Url};

pub use web_sys::{Blob, File};

/// So long an address stays valid that was offered as a download: browsers start it when they like.
const KEEP_MS: u32 = 60_000;
/// Of a file this much is read at a time: what is being packed may be larger than a phone's memory.
const CHUNK: f64 = 4_194_304.0;

/// Why a file could not be handed over or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// A file could not be read, for example because it has been moved since: choose it again.
    CannotRead,
    /// It is more than one ZIP file holds: save the files one by one.
    TooLarge,
    /// The browser does not offer files here, for example in a frame: open the desk in a tab of its own.
    Refused,
}

/// Makes a Blob of bytes.
pub fn blob(bytes: &[u8], media_type: &str) -> Result<Blob, SaveError> {
    joined(&Array::of1(&Uint8Array::from(bytes)), media_type)
}

/// Offers a Blob as a download. Only in answer to a click: browsers refuse it otherwise.
pub fn offer(name: &str, blob: &Blob) -> Result<(), SaveError> {
    let refused = |_| SaveError::Refused;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(SaveError::Refused)?;
    let link: HtmlAnchorElement = document.create_element("a").map_err(refused)?.unchecked_into();
    let url = Url::create_object_url_with_blob(blob).map_err(refused)?;
    link.set_href(&url);
    link.set_download(name);
    // Not put into the page: a link that is clicked by us needs no place, and the host's layout shall not feel it.
    link.click();
    // Outlives the desk on purpose: a download that has begun shall not break off because the page was left.
    let revoke = move || {
        // It fails for no address that the browser itself has made.
        let _ = Url::revoke_object_url(&url);
    };
    Timeout::new(KEEP_MS, revoke).forget();
    Ok(())
}

/// Reads a chosen file, or any Blob, whole.
pub async fn read(blob: &Blob) -> Result<Vec<u8>, SaveError> {
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| SaveError::CannotRead)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Whether a Blob can be read from its beginning to its end. A browser gives a Blob also for a file that is gone.
pub async fn is_readable(blob: &Blob) -> bool {
    let size = blob.size();
    for at in [0.0, (size - 1.0).max(0.0)] {
        let Ok(piece) = blob.slice_with_f64_and_f64(at, size.min(at + 1.0)) else {
            return false;
        };
        if JsFuture::from(piece.array_buffer()).await.is_err() {
            return false;
        }
    }
    true
}

/// A copy of a Blob in the browser's memory, whatever becomes of the file that it stands for. Nothing if it cannot be read.
pub async fn copy(blob: &Blob) -> Option<Blob> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    joined(&Array::of1(&buffer), &blob.type_()).ok()
}

/// Packs files, by name, into one ZIP file without compressing them: photos and PDF files are compressed already.
///
/// Sixty lines of our own instead of a crate: the `zip` crate needs every file whole in the memory of wasm, and the archive again.
/// This one reads each file once, in pieces, for its checksum, and joins handles; the bytes never pass through us. `crc32fast` is not
/// used either: its tables alone are 16 kB of numbers that do not compress (read in its source, not measured).
pub async fn zip(entries: &[(String, Blob)]) -> Result<Blob, SaveError> {
    let parts = Array::new();
    let mut directory = Vec::new();
    let mut at = 0_u64;
    for (name, blob) in entries {
        let entry = Entry {
            name,
            crc: checksum(blob).await?,
            size: small(blob.size() as u64)?,
            at: small(at)?,
        };
        let header = entry.local();
        at += header.len() as u64 + u64::from(entry.size);
        parts.push(&Uint8Array::from(header.as_slice()));
        parts.push(blob);
        directory.extend(entry.central());
    }
    let end = end(entries.len(), directory.len(), at)?;
    parts.push(&Uint8Array::from(directory.as_slice()));
    parts.push(&Uint8Array::from(end.as_slice()));
    joined(&parts, "application/zip")
}

fn joined(parts: &Array, media_type: &str) -> Result<Blob, SaveError> {
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    // It fails only when the browser has no memory left.
    Blob::new_with_blob_sequence_and_options(parts, &bag).map_err(|_| SaveError::TooLarge)
}

async fn checksum(blob: &Blob) -> Result<u32, SaveError> {
    let mut crc = Crc::new();
    let (mut at, size) = (0.0, blob.size());
    while at < size {
        let piece = blob
            .slice_with_f64_and_f64(at, size.min(at + CHUNK))
            .map_err(|_| SaveError::CannotRead)?;
        crc.add(&read(&piece).await?);
        at += CHUNK;
    }
    Ok(crc.value())
}

/// One file in a ZIP file, as PKWARE's APPNOTE 6.3 has it.
struct Entry<'a> {
    name: &'a str,
    crc: u32,
    size: u32,
    at: u32,
}

impl Entry<'_> {
    fn local(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        self.common(&mut bytes);
        bytes.extend(self.name.as_bytes());
        bytes
    }

    fn central(&self) -> Vec<u8> {
        // Made by version 2.0 on no particular system.
        let mut bytes = b"PK\x01\x02\x14\0".to_vec();
        self.common(&mut bytes);
        // No comment, disk 0, no attributes.
        bytes.extend([0; 10]);
        bytes.extend(self.at.to_le_bytes());
        bytes.extend(self.name.as_bytes());
        bytes
    }

    fn common(&self, bytes: &mut Vec<u8>) {
        // Version 2.0, names in UTF-8, stored, at midnight of 1980-01-01: nobody asked a clock.
        for field in [20, 1 << 11, 0, 0, 0x21_u16] {
            bytes.extend(field.to_le_bytes());
        }
        for field in [self.crc, self.size, self.size] {
            bytes.extend(field.to_le_bytes());
        }
        // The names are made by us and short. No extra field.
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes.extend([0; 2]);
    }
}

fn end(entries: usize, directory: usize, at: u64) -> Result<Vec<u8>, SaveError> {
    let count = u16::try_from(entries).map_err(|_| SaveError::TooLarge)?;
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(small(directory as u64)?.to_le_bytes());
    bytes.extend(small(at)?.to_le_bytes());
    bytes.extend([0; 2]);
    Ok(bytes)
}

fn small(number: u64) -> Result<u32, SaveError> {
    // The largest value means "see the 64-bit extension", which we do not write.
    u32::try_from(number).ok().filter(|it| *it != u32::MAX).ok_or(SaveError::TooLarge)
}

/// CRC-32 as in ZIP and PNG.
struct Crc {
    table: [u32; 256],
    state: u32,
}

impl Crc {
    fn new() -> Crc {
        let step = |it: u32| (it >> 1) ^ (0xEDB8_8320 & (it & 1).wrapping_neg());
        let table = std::array::from_fn(|byte| (0..8).fold(byte as u32, |it, _| step(it)));
        Crc { table, state: !0 }
    }

    fn add(&mut self, bytes: &[u8]) {
        self.state = bytes
            .iter()
            .fold(self.state, |crc, byte| (crc >> 8) ^ self.table[usize::from(crc as u8 ^ byte)]);
    }

    fn value(&self) -> u32 {
        !self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_zip() {
        let check = |pieces: &[&str], expected: u32| {
            let mut crc = Crc::new();
            pieces.iter().for_each(|piece| crc.add(piece.as_bytes()));
            assert_eq!(crc.value(), expected, "{pieces:?}");
        };
        check(&[], 0);
        check(&["123456789"], 0xCBF4_3926);
        check(&["1234", "56789"], 0xCBF4_3926);
    }

    #[test]
    fn headers_have_their_fixed_lengths() {
        let entry = Entry {
            name: "a.pdf",
            crc: 1,
            size: 2,
            at: 3,
        };
        assert_eq!((entry.local().len(), entry.central().len()), (30 + 5, 46 + 5));
        assert_eq!(end(1, 51, 37).map(|it| it.len()), Ok(22));
        assert_eq!(end(1, 51, 1 << 32), Err(SaveError::TooLarge));
    }
}
