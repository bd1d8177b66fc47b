//! Both doors at once, where everything is at hand: a file's bytes and the models.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::models::Models;
use super::open::Opened;
use super::see;
use crate::{Job, Report, Unreadable};

/// As [`run`](crate::run), and what `models` see as well, if the job is a photo with a frame. What the models cannot
/// be run on is left out: the facts about the file stand without them.
pub fn measure(models: &Models, job: &Job, name: &str, bytes: &[u8]) -> Report {
    let Job::Photo { frame: Some(frame), .. } = job else {
        return crate::run(job, name, bytes, &mut |_| ());
    };
    let mut opened = match Opened::open(job, name, bytes) {
        Ok(opened) => opened,
        Err(report) => return report,
    };
    let seen = catch_unwind(AssertUnwindSafe(|| {
        if let Ok(Some(picture)) = opened.decode() {
            let width = picture.width();
            // A model that fails says nothing of the photo.
            let _ = see(models, picture, frame, width, opened.report_mut());
        }
    }));
    let mut report = opened.into_report();
    if seen.is_err() {
        report.refuse(Unreadable::Damaged);
    }
    report
}
