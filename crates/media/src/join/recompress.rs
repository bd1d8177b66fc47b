//! Images inside a PDF that can be compressed: which they are, how sharp they stand on paper, and their pixels.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::jpeg;
use super::raster::Raster;
use crate::bytes::stands;
use crate::pdf::content::{self, Budget, Mark};
use crate::pdf::geometry::Sheet;
use crate::pdf::pages;
use crate::pdf::resolution::{self, Pictures};
use crate::pdf::streams;
use crate::planes::Planes;
use crate::{Job, Unreadable};

/// An image that may be written anew.
pub(super) struct Candidate {
    pub id: ObjectId,
    /// Where it stands largest, in dpi.
    pub dpi: f64,
    pub width: u32,
    pub height: u32,
    /// As it is stored now.
    pub bytes: usize,
    /// At which quality it was compressed, if it is a JPEG.
    pub quality: Option<u8>,
}

/// What a document shows.
pub(super) struct Survey {
    /// The largest first.
    pub candidates: Vec<Candidate>,
    /// The resolution of the coarsest page, as `pdf.least_dpi`.
    pub least_dpi: Option<f64>,
}

/// Finds where images stand. What stands on no page that could be read is left alone.
pub(super) fn survey(document: &Document, max_pixels: u64) -> Survey {
    let mut coarsest: BTreeMap<ObjectId, f64> = BTreeMap::new();
    let mut least_dpi: Option<f64> = None;
    let mut budget = Budget::for_a_file();
    for page in pages::read(document).map(|tree| tree.pages).unwrap_or_default() {
        let sheet = Sheet::of(&page, document);
        let mut pictures = Pictures::default();
        content::walk(document, &page, &mut budget, &mut |mark| {
            if let Mark::Image(placed) = mark {
                pictures.add(&placed, sheet, document);
                if let Some((id, dpi)) = placed.id.zip(resolution::own_dpi(&placed, sheet)) {
                    let least = coarsest.entry(id).or_insert(dpi);
                    *least = least.min(dpi);
                }
            }
        });
        if let Some(dpi) = pictures.resolution() {
            least_dpi = Some(least_dpi.map_or(dpi, |least| least.min(dpi)));
        }
    }
    let mut candidates: Vec<Candidate> = coarsest
        .into_iter()
        .filter_map(|(id, dpi)| candidate(document, id, dpi, max_pixels))
        .collect();
    candidates.sort_by_key(|it| std::cmp::Reverse(it.bytes));
    Survey { candidates, least_dpi }
}

fn candidate(document: &Document, id: ObjectId, dpi: f64, max_pixels: u64) -> Option<Candidate> {
    /// Smaller ones are not worth a loss.
    const LEAST_BYTES: usize = 4096;
    let image = image(document, id)?;
    let side = |key| {
        image
            .dict
            .get_deref(key, document)
            .ok()?
            .as_i64()
            .ok()
            .and_then(|it| u32::try_from(it).ok())
    };
    let (width, height) = (side(b"Width")?, side(b"Height")?);
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > max_pixels || image.content.len() < LEAST_BYTES {
        return None;
    }
    let (channels, _) = channels(image, document)?;
    let is_jpeg = is_jpeg(image);
    if is_jpeg {
        let frame = jpeg::frame(&image.content)?;
        let fits = (frame.width, frame.height, frame.channels) == (width, height, channels);
        if !fits || image.dict.has(b"DecodeParms") || !jpeg::is_taken_by_all_for_one(&image.content) {
            return None;
        }
    }
    Some(Candidate {
        id,
        dpi,
        width,
        height,
        bytes: image.content.len(),
        quality: is_jpeg.then(|| jpeg::quality(&image.content)).flatten(),
    })
}

/// The image of a candidate, as it is in the document now.
pub(super) fn image(document: &Document, id: ObjectId) -> Option<&Stream> {
    document.objects.get(&id)?.as_stream().ok()
}

/// What an image shall become: a JPEG of so many pixels and this quality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Target {
    pub size: [u32; 2],
    pub quality: u8,
}

/// The JPEG that an image becomes; `None` if it cannot be decoded, or is too large for one.
pub(super) fn compressed(document: &Document, image: &Stream, it: &Candidate, max_pixels: u64, target: Target) -> Option<Vec<u8>> {
    if is_jpeg(image) {
        return from_jpeg(&image.content, max_pixels, target);
    }
    from_raster(raster(document, image, it)?, target)
}

/// Whether an image is a JPEG file as it stands.
pub(super) fn is_jpeg(image: &Stream) -> bool {
    image.filters().unwrap_or_default() == [b"DCTDecode"]
}

/// One JPEG becomes another, as a [`Job::Recompress`] asks.
pub(crate) fn recompress(job: &Job, bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let Job::Recompress {
        max_bytes,
        max_pixels,
        width_px,
        height_px,
        quality,
    } = job
    else {
        return Err(Unreadable::UnknownFormat);
    };
    if bytes.len() as u64 > *max_bytes {
        return Err(Unreadable::TooBig);
    }
    if u64::from(*width_px) * u64::from(*height_px) > *max_pixels {
        return Err(Unreadable::TooManyPixels);
    }
    let target = Target {
        size: [*width_px, *height_px],
        quality: (*quality).clamp(1, 100),
    };
    from_jpeg(bytes, *max_pixels, target).ok_or(Unreadable::Damaged)
}

fn from_jpeg(bytes: &[u8], max_pixels: u64, target: Target) -> Option<Vec<u8>> {
    // Those that are coded in an unusual way are turned into red, green and blue first.
    let Some(planes) = Planes::of_jpeg(bytes, max_pixels) else {
        return from_raster(Raster::of_jpeg(bytes, max_pixels)?, target);
    };
    let [width, height] = target.size;
    planes.shrunk(width, height)?.to_jpeg(target.quality, None)
}

fn from_raster(raster: Raster, target: Target) -> Option<Vec<u8>> {
    let [width, height] = target.size;
    match (raster.width(), raster.height()) == (width, height) {
        true => raster.to_jpeg(target.quality),
        false => raster.shrunk(width, height)?.to_jpeg(target.quality),
    }
}

/// The pixels of an image that is a candidate and no JPEG.
fn raster(document: &Document, image: &Stream, it: &Candidate) -> Option<Raster> {
    let (count, palette) = channels(image, document)?;
    let stored = if palette.is_some() { 1 } else { usize::from(count) };
    let length = usize::try_from(u64::from(it.width) * u64::from(it.height))
        .ok()?
        .checked_mul(stored)?;
    // Some writers add a line end.
    const ODDS: usize = 64;
    let mut bytes = streams::plain(image, length + ODDS).ok().filter(|it| it.whole)?.bytes;
    if bytes.len() < length {
        return None;
    }
    bytes.truncate(length);
    let bytes = match palette {
        None => bytes,
        Some(palette) => {
            let (colours, _) = palette.as_chunks::<3>();
            let colour = |at: u8| colours.get(usize::from(at)).copied().unwrap_or_default();
            bytes.into_iter().flat_map(colour).collect()
        }
    };
    Raster::new(it.width, it.height, count, bytes)
}

/// Puts a JPEG in the place of an image, which comes back.
pub(super) fn replace(document: &mut Document, id: ObjectId, jpeg: Vec<u8>, size: [u32; 2]) -> Option<Stream> {
    let base = base_of_palette(&image(document, id)?.dict, document);
    let image = document.objects.get_mut(&id)?.as_stream_mut().ok()?;
    let [width, height] = size;
    let mut dict: Dictionary = image.dict.clone();
    if let Some(base) = base {
        dict.set("ColorSpace", base);
    }
    dict.remove(b"DecodeParms");
    dict.remove(b"Decode");
    dict.set("Width", width);
    dict.set("Height", height);
    dict.set("BitsPerComponent", 8);
    dict.set("Filter", "DCTDecode");
    Some(std::mem::replace(image, Stream::new(dict, jpeg).with_compression(false)))
}

/// How many channels an image has once a palette is resolved, 1 or 3, and the palette. `None` of what would not look the
/// same as a JPEG: masks, inks, other depths, colours that stand for "nothing here".
fn channels(image: &Stream, document: &Document) -> Option<(u8, Option<Vec<u8>>)> {
    let value = |key| image.dict.get_deref(key, document).ok();
    let plain = value(b"ImageMask").is_none_or(|it| matches!(it, Object::Boolean(false) | Object::Null))
        && !matches!(value(b"Mask"), Some(Object::Array(_)))
        && value(b"SMaskInData").is_none_or(|it| it.as_i64().is_ok_and(|it| it == 0))
        && value(b"BitsPerComponent")?.as_i64().is_ok_and(|bits| bits == 8);
    // A matte needs as many pixels in the image as in its mask.
    let matte = value(b"SMask")
        .and_then(|it| it.as_stream().ok())
        .is_some_and(|it| it.dict.has(b"Matte"));
    let filters = image.filters().unwrap_or_default();
    let known = filters
        .iter()
        .all(|it| matches!(*it, b"FlateDecode" | b"LZWDecode" | b"ASCII85Decode" | b"RunLengthDecode"));
    if !plain || matte || !(known || filters == [b"DCTDecode"]) {
        return None;
    }
    let space = value(b"ColorSpace")?;
    let found = match space.as_array().ok().map(Vec::as_slice) {
        // Only the usual palette, as it can be written without a look elsewhere.
        Some([Object::Name(kind), base, _, colours]) if kind == b"Indexed" && filters != [b"DCTDecode"] => {
            let colours = match document.dereference(colours).ok()?.1 {
                Object::String(bytes, _) => bytes.clone(),
                Object::Stream(stream) => streams::plain(stream, 1 << 10).ok()?.bytes,
                _ => return None,
            };
            let of_colours = space_channels(document.dereference(base).ok()?.1, document)? == 3;
            of_colours.then_some((3, Some(colours)))?
        }
        _ => (space_channels(space, document)?, None),
    };
    let as_usual = match value(b"Decode").map(Object::as_array) {
        None => true,
        Some(Ok(range)) if found.1.is_none() => {
            let numbers = range.iter().map(|it| it.as_float().ok());
            numbers.zip([0.0, 1.0].into_iter().cycle()).all(|(got, wanted)| got == Some(wanted))
        }
        Some(_) => false,
    };
    as_usual.then_some(found)
}

/// The channels of a space in which more is brighter: grey or red, green and blue.
fn space_channels(space: &Object, document: &Document) -> Option<u8> {
    match space {
        Object::Name(name) => match name.as_slice() {
            b"DeviceGray" => Some(1),
            b"DeviceRGB" => Some(3),
            _ => None,
        },
        Object::Array(parts) => match parts.first()?.as_name().ok()? {
            b"CalGray" => Some(1),
            b"CalRGB" => Some(3),
            b"ICCBased" => {
                let profile = document.dereference(parts.get(1)?).ok()?.1.as_stream().ok()?;
                let channels = profile.dict.get_deref(b"N", document).ok()?.as_i64().ok()?;
                let channels = u8::try_from(channels).ok().filter(|it| matches!(it, 1 | 3));
                channels.filter(|_| !is_of_lightness(profile))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a profile is for lightness and two differences: those would be mixed up with each other.
fn is_of_lightness(profile: &Stream) -> bool {
    const SPACE: usize = 16;
    const LONGEST: usize = 16 << 20;
    streams::plain(profile, LONGEST).is_ok_and(|it| stands(&it.bytes, SPACE, b"Lab "))
}

fn base_of_palette(image: &Dictionary, document: &Document) -> Option<Object> {
    match image.get_deref(b"ColorSpace", document).ok()?.as_array().ok()?.as_slice() {
        [Object::Name(kind), base, ..] if kind == b"Indexed" => Some(base.clone()),
        _ => None,
    }
}
