//! Measures photos away from the page's own thread.

use media::Job;

fn main() {
    worker::serve(|job, name, bytes, progress| match job {
        Job::Photo { .. } => Some(media::run(job, name, bytes, progress)),
        _ => None,
    });
}
