//! How much work a picture is, counted before anything is decoded: a JPEG may build up its picture in hundreds of scans, each of which
//! goes over all pixels, and a few kilobytes then take minutes.

use crate::Limits;

/// What a JPEG says of itself.
#[derive(Debug, Default, PartialEq)]
struct Weight {
    pixels: u64,
    scans: u32,
}

/// Whether a picture is more work than any honest one. Of what is no JPEG, its size in pixels says enough, and that is counted elsewhere.
pub(crate) fn too_heavy(bytes: &[u8], limits: &Limits) -> bool {
    let weight = weigh(bytes);
    weight.scans > limits.scans || weight.pixels.saturating_mul(weight.scans.into()) > limits.scanned_pixels
}

fn weigh(bytes: &[u8]) -> Weight {
    let mut weight = Weight::default();
    if bytes.starts_with(&[0xff, 0xd8]) {
        // Leaves early wherever the bytes run out.
        let _ = walk(bytes, &mut weight);
    }
    weight
}

fn walk(bytes: &[u8], weight: &mut Weight) -> Option<()> {
    let number = |at: usize| Some(u64::from(*bytes.get(at)?) << 8 | u64::from(*bytes.get(at + 1)?));
    let mut at = 2;
    loop {
        // To the next marker: coded data in between has no byte FF without a 00 or the count of a restart behind it.
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        let marker = *bytes.get(at)?;
        match marker {
            // Fill bytes, escaped data, restarts, a second start, a marker without a body.
            0xff => continue,
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            0xd9 => return Some(()),
            _ => {
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    weight.pixels = weight.pixels.max(number(at + 4)? * number(at + 6)?);
                }
                weight.scans += u32::from(marker == 0xda);
                at += usize::try_from(number(at + 1)?.max(2)).ok()?;
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of so many empty scans.
    fn scans(many: usize, width: u16, height: u16) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xda, 0xff, 0xc2, 0, 11, 8];
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([1, 1, 0x11, 0]);
        for _ in 0..many {
            bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0x12, 0xff, 0x00, 0xff, 0xd3, 0x34]);
        }
        bytes.extend([0xff, 0xd9]);
        bytes
    }

    #[test]
    fn scans_and_pixels_are_counted_without_decoding() {
        assert_eq!(weigh(&scans(7, 600, 800)), Weight { pixels: 480_000, scans: 7 });
        let limits = Limits::default();
        assert!(!too_heavy(&scans(12, 6000, 8000), &limits));
        assert!(too_heavy(&scans(101, 8, 8), &limits));
        assert!(too_heavy(&scans(60, 6000, 8000), &limits));
        for other in [
            &b""[..],
            b"\x89PNG",
            b"%PDF-1.4",
            b"\xff\xd8",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xc0\0",
        ] {
            assert!(!too_heavy(other, &limits), "{other:?}");
        }
    }
}
