//! Measures papers away from the page's own thread, and joins them.

use media::Job;

fn main() {
    worker::serve(async |order| match order.job() {
        Job::Paper { .. } | Job::Recompress { .. } => order.by(media::make),
        // Where images must be compressed, that is nearly all of the work.
        Job::Join { under_bytes, .. } => {
            let alone = under_bytes.unwrap_or(u64::MAX);
            order
                .with_help(alone, async |help, job, files, progress| {
                    media::make_with(help, job, files, progress).await
                })
                .await
        }
        _ => Err(worker::WRONG_JOB),
    });
}
