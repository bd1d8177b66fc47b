//! The blocks of a GIF file.

use super::{Colour, Header, behind};
use crate::bytes::{byte, le16};

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        truncated: Some(true),
        colour: Some(Colour::Palette),
        bits: Some(8),
        ..Header::default()
    };
    let _ = walk(bytes, &mut header);
    header
}

fn walk(bytes: &[u8], header: &mut Header) -> Option<()> {
    header.size = Some((le16(bytes, 6)?.into(), le16(bytes, 8)?.into()));
    let mut frames = 0u32;
    let mut at = 13 + palette(byte(bytes, 10)?);
    loop {
        match byte(bytes, at)? {
            // Extension: a label, then data.
            0x21 => at = sub_blocks(bytes, at + 2)?,
            // Picture: place and size, flags, palette, code size, then data.
            0x2c => {
                let pixels = u64::from(le16(bytes, at + 5)?) * u64::from(le16(bytes, at + 7)?);
                header.largest_frame = header.largest_frame.max(pixels);
                frames = frames.saturating_add(1);
                header.animated = frames > 1;
                at = sub_blocks(bytes, at + 11 + palette(byte(bytes, at + 9)?))?;
            }
            0x3b => {
                header.truncated = Some(false);
                behind::note(bytes, at + 1, 0, header);
                return Some(());
            }
            _ => return None,
        }
    }
}

/// The bytes of the palette that these flags announce.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Behind the chain of sub-blocks that begins at `at`.
fn sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match byte(bytes, at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}
