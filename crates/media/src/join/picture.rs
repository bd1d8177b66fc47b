//! A photo of a page becomes a page: upright, as large as the paper allows, and otherwise as it is.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::book::Book;
use super::fit::Range;
use super::flate;
use super::jpeg;
use super::raster::Raster;
use crate::colours::Colours;
use crate::facts::photo;
use crate::pdf::geometry::{MM_PER_INCH, POINTS_PER_INCH};
use crate::sniff::Format;
use crate::{Fact, Report, Unreadable};

/// A4, the shorter and the longer side in points.
const SHORT: f64 = 210.0 / MM_PER_INCH * POINTS_PER_INCH;
const LONG: f64 = 297.0 / MM_PER_INCH * POINTS_PER_INCH;
/// Printers leave this much white in any case.
const MARGIN: f64 = 5.0 / MM_PER_INCH * POINTS_PER_INCH;
/// A small picture is not blown up beyond this: it would only look coarse.
const LEAST_DPI: f64 = 100.0;

/// Puts the picture into the book, and makes a page around it.
pub(super) fn page(format: Format, bytes: &[u8], max_pixels: u64, range: &Range, book: &mut Book) -> Result<Dictionary, Unreadable> {
    let mut notes = Report::default();
    if !format.is_picture() {
        return Err(Unreadable::UnknownFormat);
    }
    let header = crate::picture::measure(format, bytes, max_pixels, &mut notes)?;
    if header.truncated == Some(true) {
        return Err(Unreadable::Truncated);
    }
    if header.unusual == Some(true) {
        return Err(Unreadable::UnknownFormat);
    }
    let orientation = match notes.facts.get(photo::ORIENTATION.name) {
        Some(Fact::Number(code)) => *code as u8,
        _ => 1,
    };
    let (width, height) = header.size.ok_or(Unreadable::UnknownFormat)?;
    let image = match format {
        Format::Jpeg => of_jpeg(bytes, max_pixels, range, book)?,
        Format::Png | Format::Webp => stream(format, bytes, max_pixels, range, book)?,
        _ => return Err(Unreadable::UnknownFormat),
    };
    let image = book.document.add_object(image);
    let place = Place::of(width.into(), height.into(), orientation);
    let content = Stream::new(Dictionary::new(), place.content().into_bytes());
    let content = book.document.add_object(content);
    let [paper_width, paper_height] = place.paper;
    Ok(dictionary! {
        "MediaBox" => vec![0.into(), 0.into(), paper_width.into(), paper_height.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "Im" => image } },
        "Contents" => content,
    })
}

/// To the byte, and beside it what its colours mean. What a PDF cannot say of a JPEG is written anew: inks, which each reader shows in its
/// own way, and grey that is meant by red, green and blue.
fn of_jpeg(bytes: &[u8], max_pixels: u64, range: &Range, book: &mut Book) -> Result<Stream, Unreadable> {
    let bare = jpeg::without_notes(bytes).ok_or(Unreadable::Damaged)?;
    let channels = bare.frame.channels;
    let meant = bare.profile.as_deref().and_then(Colours::of_profile);
    // As browsers: a profile for something else is none.
    let meant = meant.filter(|it| it.channels == channels || (it.channels == 3 && channels == 1));
    let meant = meant.filter(|it| !it.are_usual());
    if channels == 4 || meant.as_ref().is_some_and(|it| it.channels != channels) {
        let raster = Raster::of_jpeg_in_srgb(&bare.bytes, max_pixels, meant.as_ref())?;
        let jpeg = raster.to_jpeg(range.best_quality()).and_then(|it| jpeg::without_notes(&it));
        book.recompressed += 1;
        return jpeg.and_then(|it| it.into_stream(None)).ok_or(Unreadable::Damaged);
    }
    let space = meant.and(bare.profile.as_deref()).map(|profile| in_book(profile, channels, book));
    bare.into_stream(space).ok_or(Unreadable::UnknownFormat)
}

/// The space of a PDF that a profile tells.
fn in_book(profile: &[u8], channels: u8, book: &mut Book) -> Object {
    let otherwise = if channels == 1 { "DeviceGray" } else { "DeviceRGB" };
    let mut stream = Stream::new(
        dictionary! { "N" => i64::from(channels), "Alternate" => otherwise },
        profile.to_vec(),
    );
    // If it cannot be packed, it is not.
    let _ = stream.compress();
    vec!["ICCBased".into(), book.document.add_object(stream).into()].into()
}

/// Without a loss, unless that would be several times as large: then it is a photo in the clothes of a drawing.
fn stream(format: Format, bytes: &[u8], max_pixels: u64, range: &Range, book: &mut Book) -> Result<Stream, Unreadable> {
    const SEVERAL: usize = 3;
    let (raster, as_stored) = Raster::of_picture(format, bytes, max_pixels)?;
    let exact = (format == Format::Png && as_stored).then(|| flate::of_png(bytes)).flatten();
    let exact = exact.or_else(|| flate::of_raster(&raster)).ok_or(Unreadable::Damaged)?;
    let lossy = raster.to_jpeg(range.best_quality()).and_then(|it| jpeg::without_notes(&it));
    match lossy {
        Some(lossy) if exact.content.len() > SEVERAL * lossy.bytes.len() => {
            book.recompressed += 1;
            lossy.into_stream(None).ok_or(Unreadable::Damaged)
        }
        _ => Ok(exact),
    }
}

/// Where a picture lies on its paper.
struct Place {
    paper: [f64; 2],
    matrix: [f64; 6],
}

impl Place {
    /// For a picture stored with so many pixels, to be turned as an EXIF orientation says.
    fn of(width: f64, height: f64, orientation: u8) -> Place {
        let (width, height) = if orientation >= 5 { (height, width) } else { (width, height) };
        let paper = if width > height { [LONG, SHORT] } else { [SHORT, LONG] };
        let [paper_width, paper_height] = paper;
        let scale = ((paper_width - 2.0 * MARGIN) / width)
            .min((paper_height - 2.0 * MARGIN) / height)
            .min(POINTS_PER_INCH / LEAST_DPI);
        let (w, h) = (width * scale, height * scale);
        let (x, y) = ((paper_width - w) / 2.0, (paper_height - h) / 2.0);
        // The unit square of an image has its first row at the top.
        let matrix = match orientation {
            2 => [-w, 0.0, 0.0, h, x + w, y],
            3 => [-w, 0.0, 0.0, -h, x + w, y + h],
            4 => [w, 0.0, 0.0, -h, x, y + h],
            5 => [0.0, -h, -w, 0.0, x + w, y + h],
            6 => [0.0, -h, w, 0.0, x, y + h],
            7 => [0.0, h, w, 0.0, x, y],
            8 => [0.0, h, -w, 0.0, x + w, y],
            _ => [w, 0.0, 0.0, h, x, y],
        };
        Place { paper, matrix }
    }

    fn content(&self) -> String {
        let numbers: Vec<String> = self.matrix.iter().map(|it| format!("{it:.3}")).collect();
        format!("q {} cm /Im Do Q", numbers.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the corner of the stored picture (0 or 1 from the left, 0 or 1 from the top) comes to lie on the paper.
    fn corner(place: &Place, x: f64, y: f64) -> (bool, bool) {
        let [a, b, c, d, e, f] = place.matrix;
        let (x, y) = (x, 1.0 - y);
        let (x, y) = (a * x + c * y + e, b * x + d * y + f);
        let [width, height] = place.paper;
        (x > width / 2.0, y < height / 2.0)
    }

    #[test]
    fn orientations_are_those_of_exif() {
        // Where the first row and the first column are, by the table of EXIF; as (right, bottom) of the first pixel.
        for (orientation, first, next) in [
            (1, (false, false), (true, false)),
            (2, (true, false), (false, false)),
            (3, (true, true), (false, true)),
            (4, (false, true), (true, true)),
            (5, (false, false), (false, true)),
            (6, (true, false), (true, true)),
            (7, (true, true), (true, false)),
            (8, (false, true), (false, false)),
        ] {
            let place = Place::of(400.0, 300.0, orientation);
            assert_eq!(corner(&place, 0.0, 0.0), first, "orientation {orientation}");
            assert_eq!(corner(&place, 1.0, 0.0), next, "orientation {orientation}");
            assert_eq!(place.paper[0] > place.paper[1], orientation < 5, "orientation {orientation}");
        }
    }

    #[test]
    fn large_pictures_fill_the_paper_and_small_ones_stay_small() {
        let large = Place::of(3000.0, 4000.0, 1);
        assert!((large.matrix[0] - (SHORT - 2.0 * MARGIN)).abs() < 0.01);
        let small = Place::of(100.0, 100.0, 1);
        assert!((small.matrix[0] - 72.0).abs() < 0.01);
    }
}
