//! What the camera wrote into the file.

use std::io::Cursor;

use ::exif::{Exif, In, Reader, Tag, Value};

use super::{Colour, Header};
use crate::sniff::Format;

/// What EXIF says. Broken or absent EXIF says nothing.
#[derive(Default)]
pub(super) struct Notes {
    pub orientation: Option<u32>,
    pub taken_on: Option<String>,
    pub has_gps: bool,
    tiff: Header,
}

impl Notes {
    /// A TIFF file is written in EXIF's own grammar, so its header is among the notes.
    pub fn tiff_header(&self) -> Header {
        self.tiff.clone()
    }
}

pub(super) fn can_stand_in(format: Format) -> bool {
    use Format::*;
    matches!(format, Jpeg | Png | Webp | Tiff | Heic | Avif)
}

pub(super) fn read(format: Format, bytes: &[u8]) -> Notes {
    if !can_stand_in(format) {
        return Notes::default();
    }
    // Notes are often broken behind the part that matters: take what could be read.
    let read = Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(exif) = read else {
        return Notes::default();
    };
    let has = |tag| exif.get_field(tag, In::PRIMARY).is_some();
    Notes {
        orientation: number(&exif, Tag::Orientation).filter(|code| (1..=8).contains(code)),
        taken_on: day(&exif, Tag::DateTimeOriginal),
        has_gps: has(Tag::GPSLatitude) || has(Tag::GPSLongitude),
        tiff: tiff(&exif),
    }
}

fn number(exif: &Exif, tag: Tag) -> Option<u32> {
    exif.get_field(tag, In::PRIMARY)?.value.get_uint(0)
}

/// The day of a time that is written `YYYY:MM:DD HH:MM:SS`, if it is a day of the calendar.
fn day(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(ref lines) = exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = str::from_utf8(lines.first()?.get(..10)?).ok()?;
    let mut parts = text.split([':', '-', '/']);
    let mut next = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (year > 0 && (1..=last).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn tiff(exif: &Exif) -> Header {
    let size = number(exif, Tag::ImageWidth).zip(number(exif, Tag::ImageLength));
    let colour = number(exif, Tag::PhotometricInterpretation).map(|code| match code {
        0 | 1 => Colour::Grey,
        2 | 6 => Colour::Rgb,
        3 => Colour::Palette,
        5 => Colour::Cmyk,
        _ => Colour::Other,
    });
    Header {
        size,
        colour,
        bits: number(exif, Tag::BitsPerSample),
        ..Header::default()
    }
}
