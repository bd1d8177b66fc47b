//! A photo cut out of a picture.

use super::encode;
use super::pixels::Picture;
use super::resize;
use crate::facts::made;
use crate::{Cut, Job, Made, Report, Unreadable};

/// Cuts a photo out of an upright picture as [`Job::Crop`] asks, and writes it as JPEG. `picture_width` is the width of
/// the picture in whose px the job speaks; the one given may be another size.
///
/// Nothing is stretched: of a rectangle that has another shape than the photo, or that reaches over the edge, the
/// nearest one is taken that has it and does not.
pub fn cut(picture: &Picture, job: &Job, picture_width: u32, report: &mut Report) -> Result<Made, Unreadable> {
    /// No photo for a form is larger; above, a mistaken number would eat the memory.
    const LONGEST: u32 = 4096;
    let Job::Crop {
        cut,
        width_px: width,
        height_px: height,
        width_mm,
        under_bytes,
        ..
    } = *job
    else {
        return Err(Unreadable::UnknownFormat);
    };
    if width == 0 || height == 0 || width.max(height) > LONGEST {
        return Err(Unreadable::TooManyPixels);
    }
    let scale = f64::from(picture.width()) / f64::from(picture_width.max(1));
    let cut = inside(&cut.times(scale), f64::from(width) / f64::from(height), picture);
    let photo = resize::part(picture, &cut, width, height).ok_or(Unreadable::Damaged)?;
    // `as` keeps to the bounds of the type, and makes 0 of what is no number.
    let px_per_inch = (f64::from(width) / width_mm * 25.4).round() as u16;
    let jpeg = encode::under(&photo, under_bytes, px_per_inch.max(1)).ok_or(Unreadable::Damaged)?;
    report.set(&made::WIDTH_PX, width);
    report.set(&made::HEIGHT_PX, height);
    report.set(&made::BYTES, jpeg.bytes.len() as f64);
    report.set(&made::QUALITY, u32::from(jpeg.quality));
    let asked = cut.times(1.0 / scale);
    report.set(&made::CUT_X, asked.x);
    report.set(&made::CUT_Y, asked.y);
    report.set(&made::CUT_WIDTH, asked.width);
    Ok(Made {
        bytes: jpeg.bytes,
        media_type: "image/jpeg",
    })
}

impl Cut {
    fn times(&self, scale: f64) -> Cut {
        Cut {
            x: self.x * scale,
            y: self.y * scale,
            width: self.width * scale,
            height: self.height * scale,
        }
    }
}

/// The rectangle of shape `aspect` (width by height) that lies in the picture and is nearest to the one asked for: the same middle
/// and no larger, then moved inside.
fn inside(cut: &Cut, aspect: f64, picture: &Picture) -> Cut {
    let (whole_width, whole_height) = (f64::from(picture.width()), f64::from(picture.height()));
    let or_whole = |it: f64, whole: f64| if it.is_finite() && it >= 1.0 { it.min(whole) } else { whole };
    let (width, height) = (or_whole(cut.width, whole_width), or_whole(cut.height, whole_height));
    let width = width.min(height * aspect);
    let height = (width / aspect).min(height);
    let start = |start: f64, asked: f64, length: f64, whole: f64| {
        let centred = start + (asked - length) / 2.0;
        // The comparison that is never true of what is no number.
        if centred > 0.0 { centred.min(whole - length) } else { 0.0 }
    };
    Cut {
        x: start(cut.x, cut.width, width, whole_width),
        y: start(cut.y, cut.height, height, whole_height),
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: [f64; 4], wanted: [f64; 4]) {
        let [x, y, width, height] = asked;
        let picture = Picture::from_rgb(400, 300, vec![0; 400 * 300 * 3]).unwrap();
        let Cut { x, y, width, height } = inside(&Cut { x, y, width, height }, 0.75, &picture);
        assert_eq!([x, y, width, height], wanted);
    }

    #[test]
    fn what_lies_inside_stays() {
        check([10.0, 20.0, 150.0, 200.0], [10.0, 20.0, 150.0, 200.0]);
    }

    #[test]
    fn what_reaches_over_moves_in_and_what_is_too_large_shrinks() {
        check([-10.0, 200.0, 150.0, 200.0], [0.0, 100.0, 150.0, 200.0]);
        check([0.0, -50.0, 300.0, 400.0], [37.5, 0.0, 225.0, 300.0]);
    }

    #[test]
    fn another_shape_is_trimmed_and_not_stretched() {
        check([100.0, 0.0, 200.0, 200.0], [125.0, 0.0, 150.0, 200.0]);
    }

    #[test]
    fn no_numbers_are_the_whole_picture() {
        check([f64::NAN, 0.0, f64::NAN, f64::INFINITY], [0.0, 0.0, 225.0, 300.0]);
        check([0.0, 0.0, -5.0, 0.0], [0.0, 0.0, 225.0, 300.0]);
    }
}
