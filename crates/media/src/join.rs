//! Joining of papers: pages of PDFs and pictures in, one PDF out.
//!
//! Only pages are taken: what is more than paper (scripts, actions, enclosed files, thumbnails, notes about the file)
//! stays behind, because only what is known to belong to a page is copied. Encrypted, signed and filled-in files are
//! refused: each would be broken, or changed behind somebody's back.

mod annotations;
mod book;
mod carry;
mod coded;
mod drawn;
mod fit;
mod flate;
mod jpeg;
mod layers;
mod picture;
mod raster;
mod recompress;
mod sheets;
mod source;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{join, made};
use crate::{Help, Input, Job, Made, Part, Report, Unreadable};
use book::Book;
use source::Source;

/// Makes the PDF that a [`Job::Join`] asks for.
pub(crate) async fn join(
    job: &Job,
    files: &[Input<'_>],
    help: &impl Help,
    report: &mut Report,
    progress: &mut dyn FnMut(u8),
) -> Result<Made, Unreadable> {
    let Job::Join {
        max_bytes,
        max_pixels,
        under_bytes,
        best_dpi,
        floor_dpi,
        best_quality,
        floor_quality,
        parts,
    } = job
    else {
        return Err(Unreadable::UnknownFormat);
    };
    let limits = Limits {
        bytes: *max_bytes,
        pixels: *max_pixels,
    };
    let range = fit::Range::new([*best_dpi, *floor_dpi], [*best_quality, *floor_quality]);
    // Reading is the smaller part of the work, if there is something to compress.
    let reading = if under_bytes.is_some() { 30 } else { 80 };
    let book = bind(parts, files, limits, &range, &mut |done| {
        progress(percent(done, parts.len(), reading))
    });
    let refused = |report: &mut Report, Refusal { file, why }| {
        report.set(&join::REFUSED, why.code());
        report.set(&join::REFUSED_FILE, file);
        why.unreadable()
    };
    let (mut book, files) = book.map_err(|refusal| refused(report, refusal))?;
    let pages = book.pages();
    if pages == 0 {
        report.set(&join::REFUSED, Why::PageMissing.code());
        return Err(Unreadable::Empty);
    }
    let mut document = book.finish();
    if let Some(file) = book.unlike(&document).and_then(|page| files.get(page)) {
        let (file, why) = (*file, Why::Incomplete);
        return Err(refused(report, Refusal { file, why }));
    }
    let mut compressing = |share: f64| progress(reading + (share * f64::from(99 - reading)) as u8);
    let fitted = fit::fit(&mut document, *under_bytes, &range, limits, help, &mut compressing).await;
    let fitted = fitted.ok_or(Unreadable::Damaged)?;
    report.set(&made::BYTES, fitted.bytes.len() as f64);
    report.set(&made::PAGES, pages);
    report.set(&made::IMAGES_RECOMPRESSED, book.recompressed + fitted.recompressed);
    let qualities = [book.recompressed.checked_sub(1).map(|_| range.best_quality()), fitted.least_quality];
    if let Some(least) = qualities.into_iter().flatten().min() {
        report.set(&made::LEAST_QUALITY, u32::from(least));
    }
    if let Some(dpi) = fitted.least_dpi {
        report.set(&made::LEAST_DPI, dpi.round());
    }
    if let Some(limit) = under_bytes {
        report.set(&made::FITS, fitted.bytes.len() as u64 <= *limit);
    }
    Ok(Made {
        bytes: fitted.bytes,
        media_type: "application/pdf",
    })
}

/// Makes the JPEG that a [`Job::Recompress`] asks for.
pub(crate) fn recompress(job: &Job, file: Input<'_>, report: &mut Report) -> Result<Made, Unreadable> {
    let bytes = recompress::recompress(job, file.bytes)?;
    report.set(&made::BYTES, bytes.len() as f64);
    Ok(Made {
        bytes,
        media_type: "image/jpeg",
    })
}

/// What a file may be.
#[derive(Clone, Copy)]
struct Limits {
    bytes: u64,
    pixels: u64,
}

/// Puts the pages together, in order, and says of each which file it is from. Each file is opened once, however often it is named.
fn bind(
    parts: &[Part],
    files: &[Input<'_>],
    limits: Limits,
    range: &fit::Range,
    progress: &mut dyn FnMut(usize),
) -> Result<(Book, Vec<u32>), Refusal> {
    let mut book = Book::new();
    let mut from = Vec::new();
    let mut sources: BTreeMap<u32, Source> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let refused = |why| Refusal { file: part.file, why };
        let source = match sources.entry(part.file) {
            Entry::Occupied(opened) => opened.into_mut(),
            Entry::Vacant(place) => {
                let input = usize::try_from(part.file).ok().and_then(|at| files.get(at));
                let input = input.ok_or(refused(Why::PageMissing))?;
                let wanted = wanted(parts, part.file);
                place.insert(Source::open(input, limits, range, wanted.as_ref(), &mut book).map_err(refused)?)
            }
        };
        source.give(part.pages.as_deref(), &mut book).map_err(refused)?;
        from.resize(book.pages() as usize, part.file);
        progress(at + 1);
    }
    for source in sources.into_values() {
        source.end(&mut book);
    }
    Ok((book, from))
}

/// The pages of a file that are asked for, counted from 0; `None` if all are.
fn wanted(parts: &[Part], file: u32) -> Option<BTreeSet<usize>> {
    let mut wanted = BTreeSet::new();
    for part in parts.iter().filter(|part| part.file == file) {
        let pages = part.pages.as_ref()?.iter();
        wanted.extend(pages.filter_map(|turned| usize::try_from(turned.page).ok()?.checked_sub(1)));
    }
    Some(wanted)
}

/// A file that is not joined.
struct Refusal {
    file: u32,
    why: Why,
}

/// Why a file is not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Encrypted,
    Signed,
    Form,
    Portfolio,
    PageMissing,
    /// Something that belongs to a page is not to be found.
    Incomplete,
    Unreadable(Unreadable),
}

impl Why {
    fn code(self) -> &'static str {
        match self {
            Why::Encrypted => "encrypted",
            Why::Signed => "signed",
            Why::Form => "form",
            Why::Portfolio => "portfolio",
            Why::PageMissing => "page-missing",
            Why::Incomplete => "incomplete",
            Why::Unreadable(why) => why.code(),
        }
    }

    /// The word that the report as a whole gets.
    fn unreadable(self) -> Unreadable {
        match self {
            Why::Unreadable(why) => why,
            Why::Incomplete => Unreadable::Damaged,
            _ => Unreadable::UnknownFormat,
        }
    }
}

/// `done` of `all`, as part of so many hundredths.
fn percent(done: usize, all: usize, hundredths: u8) -> u8 {
    u8::try_from(done * usize::from(hundredths) / all.max(1)).unwrap_or(hundredths)
}
