//! Both doors at once, where everything is at hand: a file's bytes and the models.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::models::{BadModel, Models};
use super::open::Opened;
use super::pixels::Picture;
use super::see::{Look, looked_at};
use crate::{Frame, Job, Report, Unreadable};

/// As [`run`](crate::run), and what `models` see as well, if the job is a photo with a frame. A model that fails says
/// nothing of the photo: the facts about the file stand without it.
pub fn measure(models: &Models, job: &Job, name: &str, bytes: &[u8]) -> Report {
    let Job::Photo { frame: Some(frame), .. } = job else {
        return crate::run(job, name, bytes, &mut |_| ());
    };
    let mut opened = match Opened::open(job, name, bytes) {
        Ok(opened) => opened,
        Err(report) => return report,
    };
    // As in `run`: a decoder that panics has met a damaged file.
    let seen = catch_unwind(AssertUnwindSafe(|| {
        let Ok(Some(picture)) = opened.decode() else { return false };
        see(models, picture, frame, opened.report_mut()).is_ok()
    }));
    let mut report = opened.into_report();
    if seen.is_err() {
        report.refuse(Unreadable::Damaged);
    }
    looked_at(&mut report, seen.unwrap_or(false));
    report
}

fn see(models: &Models, picture: Picture, frame: &Frame, report: &mut Report) -> Result<(), BadModel> {
    let mut look = Look::first(models, &picture)?;
    look.closer(models)?;
    let whole = (picture.width(), picture.height());
    look.tell(frame, whole, Some(&mut |window| picture.part(window)), report);
    Ok(())
}
