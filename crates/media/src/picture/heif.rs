//! The boxes of a HEIC or AVIF file.

use super::{Colour, Header};
use crate::bytes::{array, be32, byte};

pub(super) fn read(bytes: &[u8]) -> Header {
    let mut header = Header {
        colour: Some(Colour::Rgb),
        truncated: Some(false),
        film: Some(false),
        ..Header::default()
    };
    let (mut properties, mut begun, mut whole) = (None, false, false);
    for part in Boxes(bytes) {
        match part {
            // Phones put a film behind the picture, in a box for that or as it is.
            Ok((b"ftyp", _)) if begun => header.film = Some(true),
            Ok((b"mpvd", _)) => header.film = Some(true),
            Ok((b"ftyp", body)) => {
                begun = true;
                header.animated = matches!(body.get(..4), Some(b"avis" | b"hevc" | b"hevx" | b"msf1"));
            }
            Ok((b"meta", body)) => properties = inside(body.get(4..), b"iprp").and_then(|body| inside(Some(body), b"ipco")),
            Ok((b"mdat", _)) => whole = true,
            Ok(_) => {}
            // What follows the picture need not be a box: some phones write a mark of their own.
            Err(CutOff) => header.truncated = Some(!whole || properties.is_none()),
        }
    }
    // A phone stores its picture in tiles: each has a size, and so has the whole, which is the largest.
    for (name, body) in properties.into_iter().flat_map(|list| Boxes(list).flatten()) {
        match name {
            b"ispe" => {
                let size = be32(body, 4).zip(be32(body, 8));
                header.size = header
                    .size
                    .max_by_key(size, |(width, height)| u64::from(*width) * u64::from(*height));
            }
            b"pixi" => header.bits = header.bits.max(byte(body, 5).map(u32::from)),
            // Quarter turns against the clock, in EXIF's code for the same.
            b"irot" => {
                header.orientation = byte(body, 0).map(|turns| match turns & 3 {
                    0 => 1,
                    1 => 8,
                    2 => 3,
                    _ => 6,
                });
            }
            _ => {}
        }
    }
    header
}

/// The larger of two options by a key; something is larger than nothing.
trait MaxByKey<T>: Sized {
    fn max_by_key<K: Ord>(self, other: Self, key: impl Fn(&T) -> K) -> Self;
}

impl<T> MaxByKey<T> for Option<T> {
    fn max_by_key<K: Ord>(self, other: Self, key: impl Fn(&T) -> K) -> Self {
        [self, other].into_iter().flatten().max_by_key(|it| key(it))
    }
}

fn inside<'a>(bytes: Option<&'a [u8]>, wanted: &[u8; 4]) -> Option<&'a [u8]> {
    Boxes(bytes?).flatten().find_map(|(name, body)| (name == wanted).then_some(body))
}

/// The boxes that follow each other in some bytes, by name and body.
struct Boxes<'a>(&'a [u8]);

/// A box announces more bytes than there are.
struct CutOff;

impl<'a> Iterator for Boxes<'a> {
    type Item = Result<(&'a [u8; 4], &'a [u8]), CutOff>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let split = split(self.0);
        self.0 = split.map_or(&[], |(_, _, rest)| rest);
        Some(split.map(|(name, body, _)| (name, body)).ok_or(CutOff))
    }
}

type Split<'a> = (&'a [u8; 4], &'a [u8], &'a [u8]);

fn split(bytes: &[u8]) -> Option<Split<'_>> {
    let name = bytes.get(4..8)?.try_into().ok()?;
    let (start, length) = match be32(bytes, 0)? {
        // The last box may leave its length open.
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from_be_bytes(array(bytes, 8)?)).ok()?),
        length => (8, length as usize),
    };
    Some((name, bytes.get(start..length)?, bytes.get(length..)?))
}
