//! Measures photos away from the page's own thread, and cuts them.

use media::Job;

fn main() {
    worker::serve(async |order| match order.job() {
        Job::Photo { .. } | Job::Crop { .. } => order.by(media::make),
        _ => Err(worker::WRONG_JOB),
    });
}
