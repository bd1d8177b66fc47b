//! The segments of a JPEG file.

use super::behind;
use super::{Colour, Header};
use crate::bytes::{be16, byte, stands};
use memchr::memchr;

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        truncated: Some(true),
        ..Header::default()
    };
    // Leaves early wherever the bytes run out; what was learned stays.
    let _ = walk(bytes, &mut header);
    header
}

fn walk(bytes: &[u8], header: &mut Header) -> Option<()> {
    const END: u8 = 0xd9;
    const START_OF_SCAN: u8 = 0xda;
    let (mut at, mut notes, mut layered) = (2, 0, false);
    loop {
        let marker;
        (marker, at) = next_marker(bytes, at)?;
        match marker {
            END => {
                header.truncated = Some(false);
                behind::note(bytes, at, notes, header);
                return Some(());
            }
            // Markers without a body: TEM, restarts, and a second start of image.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = usize::from(be16(bytes, at)?);
        // It says that what follows is coded in layers.
        layered |= marker == 0xde;
        if is_start_of_frame(marker) && header.size.is_none() {
            start_of_frame(marker, bytes, at, header)?;
            // Known everywhere is what is coded by Huffman, in one go or in passes, in eight bits.
            let usual = marker <= 0xc2 && header.bits == Some(8) && header.colour != Some(Colour::Other);
            header.unusual = Some(layered || !usual);
        }
        if is_note(marker, bytes, at) {
            notes += length as u64 + 2;
        }
        at += length.max(2);
        if marker == START_OF_SCAN {
            at = end_of_scan(bytes, at)?;
        }
    }
}

/// The marker at or after `at`, and where its body begins. Fill bytes and strays between segments are skipped.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += memchr(0xff, bytes.get(at..)?)? + 1;
        match byte(bytes, at)? {
            0xff | 0x00 => {}
            marker => return Some((marker, at + 1)),
        }
    }
}

/// Where the coded data that begins at `at` ends: at the first marker that is not part of it.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(0xff, bytes.get(at..)?)?;
        match byte(bytes, at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn is_start_of_frame(marker: u8) -> bool {
    // The gaps are tables: DHT, JPG, DAC. The last one is that of JPEG-LS, which is another format in the same clothes.
    matches!(marker, 0xc0..=0xcf | 0xf7) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Everything of an application, but for what colours depend on; and comments.
pub(crate) fn is_note(marker: u8, bytes: &[u8], at: usize) -> bool {
    match marker {
        0xe0 => !stands(bytes, at + 2, b"JFIF\0"),
        0xe2 => !stands(bytes, at + 2, b"ICC_PROFILE\0"),
        0xee => !stands(bytes, at + 2, b"Adobe"),
        0xe1..=0xef | 0xfe => true,
        _ => false,
    }
}

fn start_of_frame(marker: u8, bytes: &[u8], at: usize, header: &mut Header) -> Option<()> {
    header.bits = Some(byte(bytes, at + 2)?.into());
    header.size = Some((be16(bytes, at + 5)?.into(), be16(bytes, at + 3)?.into()));
    header.colour = Some(match byte(bytes, at + 7)? {
        1 => Colour::Grey,
        3 => Colour::Rgb,
        4 => Colour::Cmyk,
        _ => Colour::Other,
    });
    header.progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
    Some(())
}
