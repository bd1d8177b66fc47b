//! A photo looked at: facts of the header at once, then what the models see.

use crate::bitmap::Bitmap;
use crate::kept;
use crate::models::Eyes;
use futures_util::future::join3;
use gloo_timers::future::TimeoutFuture;
use media::Frame;
use media::photo::{Finer, LOOKED_AT_PX, Look, Opened, Picture, Window, glance, looked_at};
use worker::{Answer, Order};

/// A phone writes its notes, and often a small picture, before the size of the large one.
const HEAD_BYTES: i32 = 128 * 1024;
/// How long the whole picture would be where its parts are looked at more closely.
const FINELY: f64 = 2048.0;

pub async fn look(order: &Order, frame: &Frame) -> Answer {
    let file = order.file().ok_or("bad-message")?;
    // What the first bytes tell is told at once, and if they announce a picture that is not too large, it is decoded from now on.
    let early = glance(order.job(), &file.name, file.size(), &file.head(HEAD_BYTES));
    if let Some(report) = &early {
        order.early(report.clone());
    }
    // Two decoded pictures may be more than a phone has room for. To give one back takes longer than to tell those first facts.
    kept::forget();
    let decoding = early.map(|_| Bitmap::decode(&file.blob));
    let bytes = file.read_meanwhile().await?;
    let mut opened = match Opened::open(order.job(), &file.name, &bytes) {
        Ok(opened) => opened,
        Err(report) => return Ok((report, None)),
    };
    order.progress(10);
    order.early(opened.report().clone());

    let decoding = match decoding {
        Some(decoding) => decoding,
        None => {
            let decoding = Bitmap::decode(&file.blob);
            // As long as it takes to read it once more, so long it takes until it is read.
            file.read_meanwhile().await?;
            decoding
        }
    };
    handed_on().await;
    let proof = async {
        // The browser forgives what a receiver's decoder may not: the facts shall be the same on both sides.
        let _ = opened.prove();
    };
    let (eyes, (), bitmap) = join3(Eyes::open(), proof, decoding).await;
    order.progress(30);
    let bitmap = bitmap.ok().filter(|bitmap| opened.believe(bitmap.width(), bitmap.height()));
    let shown = bitmap
        .as_ref()
        .and_then(|bitmap| bitmap.pixels(f64::from(LOOKED_AT_PX) / longest(bitmap)).ok());
    let seen = match eyes {
        Some(eyes) => see(order, frame, &mut opened, eyes, bitmap.as_ref().zip(shown)).await,
        None => false,
    };
    looked_at(opened.report_mut(), seen);
    order.progress(100);
    let report = opened.into_report();
    if let Some(bitmap) = bitmap {
        kept::keep(bytes, bitmap);
    }
    Ok((report, None))
}

/// Lets the browser hand a file that it has read to the thread that decodes it. It does so in this thread, and not before the proof is
/// over if it is kept from it: then one would wait for the other.
async fn handed_on() {
    const TURNS: u32 = 2;
    for _ in 0..TURNS {
        TimeoutFuture::new(0).await;
    }
}

fn longest(bitmap: &Bitmap) -> f64 {
    f64::from(bitmap.width().max(bitmap.height())).max(1.0)
}

/// Looks at what the browser shows, or at what is decoded here. Whether anything could be seen.
async fn see(order: &Order, frame: &Frame, opened: &mut Opened<'_>, eyes: Eyes, shown: Option<(&Bitmap, Picture)>) -> bool {
    let (bitmap, picture, whole) = match shown {
        Some((bitmap, picture)) => (Some(bitmap), picture, (bitmap.width(), bitmap.height())),
        // What cannot be decoded here either stands in the report.
        None => match opened.decode().ok().flatten() {
            Some(picture) => {
                let whole = (picture.width(), picture.height());
                (None, picture, whole)
            }
            None => return false,
        },
    };
    let finer = &mut |window: &Window| match bitmap {
        Some(bitmap) => bitmap.part(window, FINELY / longest(bitmap)).ok(),
        None => picture.part(window),
    };
    both_looks(order, frame, opened, eyes, (&picture, whole), finer).await
}

/// Both looks at a picture, the first one told at once; with it comes the width and height of the whole as displayed.
async fn both_looks(
    order: &Order,
    frame: &Frame,
    opened: &mut Opened<'_>,
    mut eyes: Eyes,
    (picture, whole): (&Picture, (u32, u32)),
    finer: &mut Finer<'_>,
) -> bool {
    let first = eyes.models().and_then(|models| Look::first(models, picture).ok());
    let Some(mut look) = first else { return false };
    let in_haste = eyes.models().is_some_and(|models| models.has_mesh());
    // The second look follows at once then, and tells the light by a better measured face.
    let light = if in_haste { None } else { Some(&mut *finer) };
    look.tell(frame, whole, light, opened.report_mut());
    order.progress(50);
    order.early(opened.report().clone());

    eyes.wider().await;
    order.progress(70);
    if eyes.models().is_some_and(|models| look.closer(models).is_ok()) {
        look.tell(frame, whole, Some(finer), opened.report_mut());
    }
    true
}
