//! A photo looked at: facts of the header at once, then what the models see.

use crate::bitmap::Bitmap;
use crate::models::Eyes;
use futures_util::future::join;
use media::Frame;
use media::photo::{Look, Opened, Picture, looked_at};
use worker::{Answer, Order};

/// For looking, a picture need not be longer than this.
const LONGEST: f64 = 2000.0;

pub async fn look(order: &Order, frame: &Frame) -> Answer {
    let file = order.file().ok_or("bad-message")?;
    let bytes = file.read()?;
    let mut opened = match Opened::open(order.job(), &file.name, &bytes) {
        Ok(opened) => opened,
        Err(report) => return Ok((report, None)),
    };
    order.progress(10);
    order.early(opened.report().clone());

    let (bitmap, eyes) = join(Bitmap::decode(&file.blob), Eyes::open()).await;
    order.progress(30);
    let shown = bitmap.ok().and_then(|bitmap| shown(&bitmap, &mut opened));
    let proven = shown.is_none();
    let shown = match shown {
        Some(shown) => Some(shown),
        // What cannot be decoded here either stands in the report.
        None => opened.decode().ok().flatten().map(|picture| (picture.width(), picture)),
    };
    let seen = match (eyes, shown) {
        (Some(eyes), Some((width, picture))) => see(order, frame, &mut opened, eyes, width, picture).await,
        _ => false,
    };
    looked_at(opened.report_mut(), seen);
    order.progress(90);
    if !proven {
        // The browser forgives what a receiver's decoder may not: the facts shall be the same on both sides.
        let _ = opened.prove();
    }
    order.progress(100);
    Ok((opened.into_report(), None))
}

/// The picture that the browser has decoded, small enough to look at, and the width of the whole.
fn shown(bitmap: &Bitmap, opened: &mut Opened<'_>) -> Option<(u32, Picture)> {
    let (width, height) = (bitmap.width(), bitmap.height());
    let picture = bitmap.pixels(LONGEST / f64::from(width.max(height)).max(1.0)).ok()?;
    opened.believe(width, height).then_some((width, picture))
}

/// Both looks, the first one told at once. Whether anything could be seen.
async fn see(order: &Order, frame: &Frame, opened: &mut Opened<'_>, mut eyes: Eyes, width: u32, picture: Picture) -> bool {
    let first = eyes.models().and_then(|models| Look::first(models, picture).ok());
    let Some(mut look) = first else { return false };
    look.tell(frame, width, opened.report_mut());
    order.progress(50);
    order.early(opened.report().clone());

    eyes.wider().await;
    order.progress(70);
    if eyes.models().is_some_and(|models| look.closer(models).is_ok()) {
        look.tell(frame, width, opened.report_mut());
    }
    true
}
