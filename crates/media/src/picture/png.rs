//! The chunks of a PNG file.

use super::{Colour, Header, behind};
use crate::bytes::{array, be32, byte};

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        truncated: Some(true),
        ..Header::default()
    };
    let _ = walk(bytes, &mut header);
    header
}

fn walk(bytes: &[u8], header: &mut Header) -> Option<()> {
    // Length, name and checksum surround the data.
    const FRAME: usize = 12;
    let (mut at, mut notes) = (8, 0);
    loop {
        let length = be32(bytes, at)? as usize;
        let data = at + 8;
        match &array(bytes, at + 4)? {
            b"IHDR" => start(bytes, data, header)?,
            // One frame is a still picture, whatever the chunk says it is for.
            b"acTL" => header.animated = be32(bytes, data)? > 1,
            b"IEND" => {
                header.truncated = Some(bytes.len() < at + FRAME);
                behind::note(bytes, at + FRAME, notes, header);
                return Some(());
            }
            b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME" => notes += (length + FRAME) as u64,
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(FRAME)?;
    }
}

fn start(bytes: &[u8], data: usize, header: &mut Header) -> Option<()> {
    header.size = Some((be32(bytes, data)?, be32(bytes, data + 4)?));
    header.bits = Some(byte(bytes, data + 8)?.into());
    header.colour = Some(match byte(bytes, data + 9)? {
        0 | 4 => Colour::Grey,
        2 | 6 => Colour::Rgb,
        3 => Colour::Palette,
        _ => Colour::Other,
    });
    Some(())
}
