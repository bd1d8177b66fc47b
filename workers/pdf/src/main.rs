//! Measures papers away from the page's own thread, and joins them.

use media::Job;

fn main() {
    worker::serve(async |order| match order.job() {
        Job::Paper { .. } | Job::Join { .. } => order.by(media::make),
        _ => Err(worker::WRONG_JOB),
    });
}
