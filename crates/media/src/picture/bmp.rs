//! The header of a BMP file.

use super::{Colour, Header};
use crate::bytes::{le16, le32};

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        truncated: Some(true),
        ..Header::default()
    };
    let _ = fields(bytes, &mut header);
    header
}

fn fields(bytes: &[u8], header: &mut Header) -> Option<()> {
    const OS2_HEADER: u32 = 12;
    let (width, height, bits, packed) = if le32(bytes, 14)? == OS2_HEADER {
        (le16(bytes, 18)?.into(), le16(bytes, 20)?.into(), le16(bytes, 24)?, false)
    } else {
        // A negative height means that the top row comes first.
        let side = |at| le32(bytes, at).map(|side| side.cast_signed().unsigned_abs());
        // 0 is plain rows, 3 and 6 are plain rows with masks; the others are compressed.
        let packed = !matches!(le32(bytes, 30)?, 0 | 3 | 6);
        (side(18)?, side(22)?, le16(bytes, 28)?, packed)
    };
    header.size = Some((width, height));
    (header.colour, header.bits) = match bits {
        1 | 2 | 4 | 8 => (Some(Colour::Palette), Some(bits.into())),
        16 => (Some(Colour::Rgb), Some(5)),
        24 | 32 => (Some(Colour::Rgb), Some(8)),
        _ => (None, None),
    };
    // Rows are padded to four bytes. The length of compressed rows shows only when they are decoded.
    let row = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
    let rows = if packed { 0 } else { row.saturating_mul(height.into()) };
    let wanted = rows.saturating_add(le32(bytes, 10)?.into());
    header.truncated = Some(wanted > bytes.len() as u64);
    Some(())
}
