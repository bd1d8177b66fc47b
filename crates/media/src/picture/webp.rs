//! The first chunk of a WebP file.

use super::{Colour, Header, behind};
use crate::bytes::{array, byte, le16, le24, le32};

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        colour: Some(Colour::Rgb),
        bits: Some(8),
        ..Header::default()
    };
    let announced = le32(bytes, 4).map(|length| u64::from(length) + 8);
    header.truncated = Some(announced.is_none_or(|length| length > bytes.len() as u64));
    if let Some(end) = announced.and_then(|length| usize::try_from(length).ok()) {
        behind::note(bytes, end.next_multiple_of(2), 0, &mut header);
    }
    let _ = first_chunk(bytes, &mut header);
    header
}

fn first_chunk(bytes: &[u8], header: &mut Header) -> Option<()> {
    const DATA: usize = 20;
    const SIDE: u32 = 0x3fff;
    header.size = Some(match &array(bytes, 12)? {
        b"VP8X" => {
            header.animated = byte(bytes, DATA)? & 2 != 0;
            (le24(bytes, DATA + 4)? + 1, le24(bytes, DATA + 7)? + 1)
        }
        // The two upper bits of each side are a scale for display that nobody uses.
        b"VP8 " => (u32::from(le16(bytes, DATA + 6)?) & SIDE, u32::from(le16(bytes, DATA + 8)?) & SIDE),
        b"VP8L" => {
            let sides = le32(bytes, DATA + 1)?;
            ((sides & SIDE) + 1, (sides >> 14 & SIDE) + 1)
        }
        _ => return None,
    });
    Some(())
}
