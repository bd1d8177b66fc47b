//! A photo cut out.

use crate::bitmap::Bitmap;
use media::photo::{Opened, Window, cut};
use media::{Job, make};
use worker::{Answer, Order};

pub async fn crop(order: &Order) -> Answer {
    let file = order.file().ok_or("bad-message")?;
    let bytes = file.read()?;
    let mut opened = match Opened::open(order.job(), &file.name, &bytes) {
        Ok(opened) => opened,
        Err(report) => return Ok((report, None)),
    };
    order.progress(10);
    let Ok(bitmap) = Bitmap::decode(&file.blob).await else {
        return order.by(make);
    };
    order.progress(40);
    // A face in a large picture is a small part of it, and reading pixels back is what takes time.
    let window = Window::of(order.job(), bitmap.width(), bitmap.height());
    let picture = match opened.believe(bitmap.width(), bitmap.height()) {
        true => bitmap.part(&window, scale(order.job())).ok(),
        false => None,
    };
    drop(bitmap);
    let Some(picture) = picture else { return order.by(make) };
    order.progress(60);
    let mut report = opened.into_report();
    let made = cut(&picture, order.job(), &window, &mut report);
    order.progress(100);
    match made {
        Ok(made) => Ok((report, Some(made))),
        Err(_) => order.by(make),
    }
}

/// A picture need not have more than twice the pixels that the photo shall have, and a large one would not fit into memory.
fn scale(job: &Job) -> f64 {
    match job {
        Job::Crop { cut, width_px, .. } if cut.width > 0.0 => 2.0 * f64::from(*width_px) / cut.width,
        _ => 1.0,
    }
}
