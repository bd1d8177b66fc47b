//! Measures papers away from the page's own thread.

use media::Job;

fn main() {
    worker::serve(async |order| match order.job() {
        Job::Paper { .. } => order.by(media::make),
        _ => Err(worker::WRONG_JOB),
    });
}
