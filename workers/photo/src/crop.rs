//! A photo cut out.

use crate::bitmap::Bitmap;
use crate::kept;
use media::photo::{Opened, Picture, Window, cut};
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
    let bitmap = match kept::take(&bytes) {
        Some(bitmap) => Ok(bitmap),
        None => Bitmap::decode(&file.blob).await,
    };
    let Ok(bitmap) = bitmap else { return order.by(make) };
    order.progress(40);
    let shown = shown(order.job(), &bitmap, &mut opened);
    let mut report = opened.into_report();
    // Whoever cuts once often cuts again, a little higher.
    kept::keep(bytes, bitmap);
    let Some((window, picture)) = shown else { return order.by(make) };
    order.progress(60);
    let made = cut(&picture, order.job(), &window, &mut report);
    order.progress(100);
    match made {
        Ok(made) => Ok((report, Some(made))),
        Err(_) => order.by(make),
    }
}

/// The part that the photo needs: a face in a large picture is a small part of it, and reading pixels back is what takes time.
fn shown(job: &Job, bitmap: &Bitmap, opened: &mut Opened<'_>) -> Option<(Window, Picture)> {
    let (width, height) = (bitmap.width(), bitmap.height());
    let window = Window::of(job, width, height);
    let believed = opened.believe(width, height);
    let picture = believed.then(|| bitmap.part(&window, scale(job)).ok()).flatten()?;
    Some((window, picture))
}

/// A picture need not have more than twice the pixels that the photo shall have, and a large one would not fit into memory.
fn scale(job: &Job) -> f64 {
    match job {
        Job::Crop { cut, width_px, .. } if cut.width > 0.0 => 2.0 * f64::from(*width_px) / cut.width,
        _ => 1.0,
    }
}
