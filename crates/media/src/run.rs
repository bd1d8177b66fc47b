//! The one door: a job and bytes in, a report out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::sniff::{self, Format};
use crate::{Job, Report, Unreadable};
use crate::{file, picture};

/// Measures `bytes` as `job` asks. Total: any bytes give a report, and what could be measured is in it.
///
/// `name` is the file's name as the person has it; only its extension is looked at. `progress` is told
/// percentages from 0 to 100 that never fall.
///
/// The facts depend on the job, the name and the bytes only, so that a page and a server agree.
/// Memory stays within about nine bytes per allowed pixel for a picture. For a PDF see `docs/media.md`.
pub fn run(job: &Job, name: &str, bytes: &[u8], progress: &mut dyn FnMut(u8)) -> Report {
    progress(0);
    let mut report = Report::of(name, bytes.len() as u64);
    // A decoder that panics has met a damaged file: that is a finding, not our end. Where panics
    // abort, as on wasm32, the worker dies instead and its page is told.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let format = open(job, name, bytes, &mut report)?;
        progress(5);
        measure(job, format, bytes, &mut report, progress)
    }));
    if let Err(why) = outcome.unwrap_or(Err(Unreadable::Damaged)) {
        report.refuse(why);
    }
    progress(100);
    report
}

/// What can be said of a file before any reader of its kind has seen it.
pub(crate) fn open(job: &Job, name: &str, bytes: &[u8], report: &mut Report) -> Result<Format, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() as u64 > job.max_bytes() {
        return Err(Unreadable::TooBig);
    }
    let format = sniff::sniff(bytes);
    file::measure(report, name, format);
    Ok(format)
}

fn measure(job: &Job, format: Format, bytes: &[u8], report: &mut Report, progress: &mut dyn FnMut(u8)) -> Result<(), Unreadable> {
    match job {
        Job::Photo { max_pixels, .. } if format.is_picture() => {
            let header = picture::measure(format, bytes, *max_pixels, report)?;
            progress(30);
            prove(format, bytes, &header, *max_pixels, report)
        }
        Job::Paper { max_pixels, decode, .. } if format.is_picture() => {
            let header = picture::measure(format, bytes, *max_pixels, report)?;
            if header.truncated == Some(true) {
                return Err(Unreadable::Truncated);
            }
            match format {
                Format::Jpeg if header.unusual == Some(true) => Err(Unreadable::UnknownFormat),
                Format::Jpeg | Format::Png | Format::Webp if *decode => decodes(format, bytes, &header, *max_pixels).map(drop),
                Format::Jpeg | Format::Png | Format::Webp => Ok(()),
                // Nothing here makes a page of it.
                _ => Err(Unreadable::UnknownFormat),
            }
        }
        Job::Paper { .. } if format == Format::Pdf => paper(bytes, report, progress),
        _ => Err(Unreadable::UnknownFormat),
    }
}

fn prove(format: Format, bytes: &[u8], header: &picture::Header, max_pixels: u64, report: &mut Report) -> Result<(), Unreadable> {
    if let Some(decoded) = decodes(format, bytes, header, max_pixels)? {
        report.set(&crate::facts::photo::DECODED, decoded);
    }
    Ok(())
}

/// Whether something here decodes it; `None` if there are no decoders at all.
#[cfg(any(feature = "photo", feature = "join"))]
fn decodes(format: Format, bytes: &[u8], header: &picture::Header, max_pixels: u64) -> Result<Option<bool>, Unreadable> {
    picture::decode::prove(format, bytes, header, max_pixels).map(Some)
}

#[cfg(not(any(feature = "photo", feature = "join")))]
fn decodes(_: Format, _: &[u8], _: &picture::Header, _: u64) -> Result<Option<bool>, Unreadable> {
    Ok(None)
}

#[cfg(feature = "pdf")]
use crate::pdf::measure as paper;

#[cfg(not(feature = "pdf"))]
fn paper(_: &[u8], _: &mut Report, _: &mut dyn FnMut(u8)) -> Result<(), Unreadable> {
    Ok(())
}
