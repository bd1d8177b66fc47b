//! The other door: a job and files in, a file out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::{Alone, Help, Input, Job, Made, Report, Unreadable, run};

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
    let outcome = catch_unwind(AssertUnwindSafe(|| at_once(by_kind(job, files, &Alone, &mut report, progress))));
    finish(report, outcome.unwrap_or(Err(Unreadable::Damaged)), progress)
}

/// As [`make`], the same to the byte, while `help` does a part of it. For where a panic ends the program: it is not caught.
pub async fn make_with(help: &impl Help, job: &Job, files: &[Input<'_>], progress: &mut dyn FnMut(u8)) -> (Report, Option<Made>) {
    progress(0);
    let mut report = Report::default();
    let made = by_kind(job, files, help, &mut report, progress).await;
    finish(report, made, progress)
}

fn finish(mut report: Report, made: Result<Made, Unreadable>, progress: &mut dyn FnMut(u8)) -> (Report, Option<Made>) {
    if let Err(why) = made {
        report.refuse(why);
    }
    progress(100);
    (report, made.ok())
}

async fn by_kind(
    job: &Job,
    files: &[Input<'_>],
    help: &impl Help,
    report: &mut Report,
    progress: &mut dyn FnMut(u8),
) -> Result<Made, Unreadable> {
    match job {
        Job::Crop { .. } => crop(job, first(files), report, progress),
        Job::Join { .. } => join(job, files, help, report, progress).await,
        Job::Recompress { .. } => recompress(job, first(files), report),
        // They make nothing, and are not sent here.
        Job::Photo { .. } | Job::Paper { .. } => Err(Unreadable::UnknownFormat),
    }
}

/// The outcome of what waits for nobody.
fn at_once(work: impl Future<Output = Result<Made, Unreadable>>) -> Result<Made, Unreadable> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        // Only help is waited for, and there is none.
        Poll::Pending => Err(Unreadable::Damaged),
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
async fn join(_: &Job, _: &[Input<'_>], _: &impl Help, _: &mut Report, _: &mut dyn FnMut(u8)) -> Result<Made, Unreadable> {
    Err(Unreadable::UnknownFormat)
}

#[cfg(feature = "join")]
use crate::join::recompress;

#[cfg(not(feature = "join"))]
fn recompress(_: &Job, _: Input<'_>, _: &mut Report) -> Result<Made, Unreadable> {
    Err(Unreadable::UnknownFormat)
}

/// No file at all is read as an empty one.
fn first<'a>(files: &[Input<'a>]) -> Input<'a> {
    files.first().copied().unwrap_or(Input { name: "", bytes: &[] })
}
