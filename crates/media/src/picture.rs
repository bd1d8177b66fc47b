//! Pictures: what their header says, and whether they decode.

mod behind;
mod bmp;
#[cfg(any(feature = "photo", feature = "join"))]
pub(crate) mod decode;
mod exif;
mod gif;
mod heif;
mod jpeg;
#[cfg(any(feature = "photo", feature = "join"))]
pub(crate) mod pixels;
mod png;
mod webp;

use crate::facts::photo;
use crate::sniff::Format;
use crate::{Report, Unreadable};
#[cfg(feature = "join")]
pub(crate) use jpeg::is_note;

/// What the header of a picture says. `None` is "it does not say".
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    /// Width and height as stored, before any orientation.
    pub size: Option<(u32, u32)>,
    /// The pixels of the largest frame, where frames can be larger than the picture.
    pub largest_frame: u64,
    pub colour: Option<Colour>,
    pub bits: Option<u32>,
    pub animated: bool,
    pub progressive: bool,
    pub truncated: Option<bool>,
    /// As in EXIF: where the format itself says it, else where EXIF does.
    pub orientation: Option<u32>,
    /// Whether it is coded in a way that few programs know, and nothing here; only a JPEG tells.
    pub unusual: Option<bool>,
    /// How many bytes of the file are neither the picture nor needed to show it.
    pub beside: Option<u64>,
    /// Whether there is a film among them.
    pub film: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colour {
    Rgb,
    Grey,
    Palette,
    Cmyk,
    Other,
}

impl Colour {
    fn name(self) -> &'static str {
        match self {
            Colour::Rgb => "rgb",
            Colour::Grey => "grey",
            Colour::Palette => "palette",
            Colour::Cmyk => "cmyk",
            Colour::Other => "other",
        }
    }
}

/// Sets every fact that a header gives, and refuses what claims too many pixels or contradicts itself.
pub(crate) fn measure(format: Format, bytes: &[u8], max_pixels: u64, report: &mut Report) -> Result<Header, Unreadable> {
    let mut header = read(format, bytes);
    let exif = exif::read(format, bytes);
    if format == Format::Tiff {
        header = exif.tiff_header();
    }
    header.orientation = header.orientation.or(exif.orientation);
    let orientation = header.orientation.unwrap_or(1);

    report.set(&photo::ORIENTATION, orientation);
    report.set(&photo::ANIMATED, header.animated);
    report.set(&photo::PROGRESSIVE, header.progressive);
    if let Some(colour) = header.colour {
        report.set(&photo::COLOUR, colour.name());
    }
    if let Some(bits) = header.bits {
        report.set(&photo::BITS, bits);
    }
    if let Some(truncated) = header.truncated {
        report.set(&photo::TRUNCATED, truncated);
    }
    if let Some(day) = exif.taken_on {
        report.set(&photo::TAKEN_ON, day);
    }
    if let Some(unusual) = header.unusual {
        report.set(&photo::UNUSUAL, unusual);
    }
    if let Some(beside) = header.beside {
        report.set(&photo::BESIDE_BYTES, beside as f64);
    }
    if let Some(film) = header.film {
        report.set(&photo::FILM, film);
    }
    if exif::can_stand_in(format) {
        report.set(&photo::HAS_GPS, exif.has_gps);
    }
    let Some((width, height)) = header.size else {
        // JPEG XL hides its size in a bit stream that is not read here; the others write it in plain sight.
        return match (format, header.truncated) {
            (Format::Jxl, _) => Ok(header),
            (_, Some(true)) => Err(Unreadable::Truncated),
            _ => Err(Unreadable::Damaged),
        };
    };
    // Codes 5 to 8 lie on their side.
    let (shown_width, shown_height) = if orientation >= 5 { (height, width) } else { (width, height) };
    if width == 0 || height == 0 {
        report.set(&photo::WIDTH_PX, shown_width);
        report.set(&photo::HEIGHT_PX, shown_height);
        return Err(Unreadable::Damaged);
    }
    tell_size(report, shown_width, shown_height);
    if header.largest_frame.max(u64::from(width) * u64::from(height)) > max_pixels {
        return Err(Unreadable::TooManyPixels);
    }
    Ok(header)
}

/// Sets what follows from the size as displayed; neither side is 0.
pub(crate) fn tell_size(report: &mut Report, width: u32, height: u32) {
    report.set(&photo::WIDTH_PX, width);
    report.set(&photo::HEIGHT_PX, height);
    // Six decimals: a page, a server and the text between them then hold the same number.
    let aspect = f64::from(height) / f64::from(width);
    report.set(&photo::ASPECT, (aspect * 1e6).round() / 1e6);
}

fn read(format: Format, bytes: &[u8]) -> Header {
    match format {
        Format::Jpeg => jpeg::read(bytes),
        Format::Png => png::read(bytes),
        Format::Gif => gif::read(bytes),
        Format::Webp => webp::read(bytes),
        Format::Bmp => bmp::read(bytes),
        Format::Heic | Format::Avif => heif::read(bytes),
        _ => Header::default(),
    }
}
