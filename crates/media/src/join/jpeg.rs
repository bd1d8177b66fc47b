//! JPEG files as they go into a PDF: the picture to the byte, without notes about it, and saying in one way what its channels are.
//!
//! What the colours mean is not asked here: the profile is only handed out.

mod marks;
mod profile;

use lopdf::{Object, Stream, dictionary};

use crate::bytes::{be16, byte};
use crate::picture::is_note;
use marks::Marks;
use profile::Parts;

/// What the start of a JPEG says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub width: u32,
    pub height: u32,
    /// Channels: 1 grey, 3 colours, 4 inks.
    pub channels: u8,
    /// Whether a PDF may hold it: eight bits, coded by Huffman, in one go or in passes.
    usual: bool,
}

/// A picture without its notes.
pub(super) struct Bare {
    pub bytes: Vec<u8>,
    pub frame: Frame,
    /// What its colours mean, as a profile; not read here.
    pub profile: Option<Vec<u8>>,
}

impl Bare {
    /// The image of a PDF, its colours in a space of the PDF, or else in the usual one for so many channels. `None` of a variety that
    /// readers of PDF do not know, and of inks, which each of them shows in its own way.
    pub fn into_stream(self, space: Option<Object>) -> Option<Stream> {
        let Frame {
            width,
            height,
            channels,
            usual,
        } = self.frame;
        let space = match (space, channels) {
            (Some(space), _) => space,
            (None, 1) => "DeviceGray".into(),
            (None, 3) => "DeviceRGB".into(),
            _ => return None,
        };
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "ColorSpace" => space,
            "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        };
        usual.then(|| Stream::new(image, self.bytes).with_compression(false))
    }
}

/// Copies a JPEG up to its end mark, leaving out what cameras and programs write beside the picture: place, time, a
/// thumbnail, comments, and films behind the end. `None` if it has no end or no frame.
pub(super) fn without_notes(bytes: &[u8]) -> Option<Bare> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut bare = vec![0xff, 0xd8];
    let mut frame = None;
    let mut marks = Marks::default();
    let mut profile = Parts::default();
    let mut at = 2;
    loop {
        let marker;
        (marker, at) = next_marker(bytes, at)?;
        match marker {
            END => {
                bare.extend([0xff, END]);
                return frame.map(|frame| Bare {
                    bytes: marks.said_once(bare),
                    frame,
                    profile: profile.together(),
                });
            }
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let mut end = at + usize::from(be16(bytes, at)?).max(2);
        let body = bytes.get(at + 2..end).unwrap_or_default();
        frame = frame.or_else(|| read_frame(marker, bytes, at));
        marks.note(marker, body);
        profile.note(marker, body);
        if marker == SCAN {
            end = end_of_scan(bytes, end)?;
        }
        if !is_note(marker, bytes, at) {
            bare.extend([0xff, marker]);
            bare.extend(bytes.get(at..end)?);
        }
        at = end;
    }
}

/// The frame of a JPEG, without a look at the rest.
pub(super) fn frame(bytes: &[u8]) -> Option<Frame> {
    let mut at = 2;
    loop {
        let marker;
        (marker, at) = next_marker(bytes, at)?;
        if matches!(marker, 0xd9 | 0xda) {
            return None;
        }
        if let Some(frame) = read_frame(marker, bytes, at) {
            return Some(frame);
        }
        if !matches!(marker, 0x01 | 0xd0..=0xd8) {
            at += usize::from(be16(bytes, at)?).max(2);
        }
    }
}

/// Whether every reader takes the channels of a JPEG for the same.
pub(super) fn is_taken_by_all_for_one(bytes: &[u8]) -> bool {
    let mut marks = Marks::default();
    let mut at = 2;
    let mut segment = || {
        let marker;
        (marker, at) = next_marker(bytes, at)?;
        let end = match marker {
            0xd9 | 0xda => return None,
            0x01 | 0xd0..=0xd8 => at,
            _ => at + usize::from(be16(bytes, at)?).max(2),
        };
        marks.note(marker, bytes.get(at + 2..end).unwrap_or_default());
        at = end;
        Some(())
    };
    while segment().is_some() {}
    marks.are_one()
}

/// At which quality a JPEG was written, 1 to 100, told by its first table of steps: exact for the usual tables, near
/// for others.
pub(super) fn quality(bytes: &[u8]) -> Option<u8> {
    /// What the 64 steps of the usual table for brightness add up to, at quality 50.
    const USUAL_SUM: f64 = 3688.0;
    const TABLES: u8 = 0xdb;
    let mut at = 2;
    loop {
        let marker;
        (marker, at) = next_marker(bytes, at)?;
        match marker {
            0xd9 | 0xda => return None,
            0x01 | 0xd0..=0xd8 => {}
            // A table of bytes, and not of words.
            TABLES if byte(bytes, at + 2)? < 0x10 => {
                let steps = bytes.get(at + 3..at + 67)?;
                let scale = steps.iter().map(|it| f64::from(*it)).sum::<f64>() / USUAL_SUM;
                let quality = if scale <= 1.0 { 100.0 - 50.0 * scale } else { 50.0 / scale };
                return Some(quality.round().clamp(1.0, 100.0) as u8);
            }
            _ => at += usize::from(be16(bytes, at)?).max(2),
        }
    }
}

fn read_frame(marker: u8, bytes: &[u8], at: usize) -> Option<Frame> {
    // The gaps are tables: DHT, JPG, DAC.
    let starts = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    starts.then_some(())?;
    Some(Frame {
        width: be16(bytes, at + 5)?.into(),
        height: be16(bytes, at + 3)?.into(),
        channels: byte(bytes, at + 7)?,
        usual: marker <= 0xc2 && byte(bytes, at + 2)? == 8,
    })
}

/// The marker at or after `at`, and where its body begins.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xff)? + 1;
        match byte(bytes, at)? {
            0xff | 0x00 => {}
            marker => return Some((marker, at + 1)),
        }
    }
}

/// Where coded data ends: at the first marker that is not part of it.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xff)?;
        match byte(bytes, at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder};

    use super::*;

    fn jpeg(quality: u8, progressive: bool) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_progressive(progressive);
        let pixels: Vec<u8> = (0..40 * 30 * 3).map(|at| (at * 31 % 251) as u8).collect();
        encoder.encode(&pixels, 40, 30, ColorType::Rgb).unwrap();
        file
    }

    #[test]
    fn notes_go_and_the_picture_stays_to_the_byte() {
        for progressive in [false, true] {
            let plain = jpeg(80, progressive);
            let note = b"\xff\xe1\x00\x0aExif\0\0\x01\x02";
            let comment = b"\xff\xfe\x00\x04hi";
            let noted = [&plain[..2], note, comment, &plain[2..], b"a film behind the end \xff\xd9"].concat();
            let bare = without_notes(&noted).unwrap();
            assert_eq!(bare.bytes, plain);
            assert_eq!((bare.frame.width, bare.frame.height, bare.frame.channels), (40, 30, 3));
            assert_eq!(frame(&noted), Some(bare.frame));
        }
    }

    #[test]
    fn without_an_end_it_is_nothing() {
        let whole = jpeg(80, false);
        assert!(without_notes(&whole[..whole.len() - 2]).is_none());
        for end in 0..whole.len() - 1 {
            without_notes(&whole[..end]);
            quality(&whole[..end]);
        }
    }

    #[test]
    fn the_tables_tell_the_quality() {
        for wanted in [30, 50, 75, 90] {
            let got = quality(&jpeg(wanted, false)).unwrap();
            assert!(got.abs_diff(wanted) <= 1, "{got}, not {wanted}");
        }
    }
}
