//! Measures papers away from the page's own thread, and joins them.

use media::Job;
use worker::{File, Order};

fn main() {
    worker::serve(async |order| match order.job() {
        Job::Paper { .. } | Job::Recompress { .. } => order.by(media::make),
        Job::Join { under_bytes, .. } => {
            let wanted = under_bytes.is_some_and(|under| is_much(order, under));
            order
                .with_help(wanted, async |help, job, files, progress| {
                    media::make_with(help, job, files, progress).await
                })
                .await
        }
        _ => Err(worker::WRONG_JOB),
    });
}

/// Whether several images may have to be compressed: that is nearly all of the work, and two can share it.
fn is_much(order: &Order, under: u64) -> bool {
    let files = order.files();
    let several = || files.len() > 1 || files.iter().any(|file| file.head(4) == b"%PDF");
    files.iter().map(File::size).sum::<u64>() > under && several()
}
