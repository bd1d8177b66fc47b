//! Measures photos away from the page's own thread, and cuts them.
//!
//! The browser decodes (it is faster, turns photos upright, and knows colours beyond sRGB and formats that nothing here
//! does), media looks and writes. Where the browser cannot, media decodes as well.

mod crop;
mod look;

mod bitmap;
mod kept;
mod models;

use media::Job;
use worker::{Answer, Order};

fn main() {
    worker::serve(work);
}

async fn work(order: &Order) -> Answer {
    if let Some(report) = order.too_big() {
        return Ok((report, None));
    }
    match order.job() {
        Job::Photo { frame: Some(frame), .. } => look::look(order, frame).await,
        Job::Photo { frame: None, .. } => order.by(media::make),
        Job::Crop { .. } => crop::crop(order).await,
        _ => Err(worker::WRONG_JOB),
    }
}
