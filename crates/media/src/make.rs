//! The other door: a job and files in, a file out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Input, Job, Made, Report, Unreadable, run};

/// Makes a file out of `files` as `job` asks. Total: any bytes give a report; without a file beside it, the
/// report's `unreadable` says why there is none.
///
/// A job that only measures is [`run`] on the first file, and makes nothing. `progress` is told percentages from
/// 0 to 100 that never fall. What is made depends on the job and the bytes only.
pub fn make(job: &Job, files: &[Input<'_>], progress: &mut dyn FnMut(u8)) -> (Report, Option<Made>) {
    if let Job::Photo { .. } | Job::Paper { .. } = job {
        let Input { name, bytes } = first(files);
        return (run(job, name, bytes, progress), None);
    }
    progress(0);
    let mut report = Report::default();
    // As in `run`: a decoder that panics has met a damaged file.
    let outcome = catch_unwind(AssertUnwindSafe(|| by_kind(job, files, &mut report, progress)));
    let made = outcome.unwrap_or(Err(Unreadable::Damaged));
    if let Err(why) = made {
        report.refuse(why);
    }
    progress(100);
    (report, made.ok())
}

fn by_kind(job: &Job, files: &[Input<'_>], report: &mut Report, progress: &mut dyn FnMut(u8)) -> Result<Made, Unreadable> {
    match job {
        Job::Crop { .. } => crop(job, first(files), report, progress),
        Job::Join { .. } => join(job, files, report, progress),
        // They make nothing, and are not sent here.
        Job::Photo { .. } | Job::Paper { .. } => Err(Unreadable::UnknownFormat),
    }
}

#[cfg(feature = "face")]
fn crop(job: &Job, file: Input<'_>, report: &mut Report, progress: &mut dyn FnMut(u8)) -> Result<Made, Unreadable> {
    use crate::photo::{self, Opened};

    let mut opened = match Opened::open(job, file.name, file.bytes) {
        Ok(opened) => opened,
        Err(refused) => {
            let why = refused.unreadable.unwrap_or(Unreadable::Damaged);
            *report = refused;
            return Err(why);
        }
    };
    let picture = opened.decode();
    *report = opened.into_report();
    progress(50);
    let picture = picture?.ok_or(Unreadable::UnknownFormat)?;
    photo::cut(&picture, job, &photo::Window::all(picture.width(), picture.height()), report)
}

#[cfg(not(feature = "face"))]
fn crop(_: &Job, file: Input<'_>, report: &mut Report, _: &mut dyn FnMut(u8)) -> Result<Made, Unreadable> {
    *report = Report::of(file.name, file.bytes.len() as u64);
    Err(Unreadable::UnknownFormat)
}

#[cfg(feature = "join")]
use crate::join::join;

#[cfg(not(feature = "join"))]
fn join(_: &Job, _: &[Input<'_>], _: &mut Report, _: &mut dyn FnMut(u8)) -> Result<Made, Unreadable> {
    Err(Unreadable::UnknownFormat)
}

/// No file at all is read as an empty one.
fn first<'a>(files: &[Input<'a>]) -> Input<'a> {
    files.first().copied().unwrap_or(Input { name: "", bytes: &[] })
}
