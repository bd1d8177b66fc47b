//! A photo cut out of a picture.

use super::encode;
use super::pixels::Picture;
use super::resize;
use super::window::{Window, inside};
use crate::facts::made;
use crate::{Cut, Job, Made, Report, Unreadable};

/// Cuts a photo out of an upright picture as [`Job::Crop`] asks, and writes it as JPEG. `picture` is what lies in the window, in any
/// size.
///
/// Nothing is stretched: of a rectangle that has another shape than the photo, or that reaches over the edge, the
/// nearest one is taken that has it and does not.
pub fn cut(picture: &Picture, job: &Job, window: &Window, report: &mut Report) -> Result<Made, Unreadable> {
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
    let cut = inside(&cut, f64::from(width) / f64::from(height), window.whole);
    let photo = resize::part(picture, &seen_in(window, &cut, picture), width, height).ok_or(Unreadable::Damaged)?;
    // `as` keeps to the bounds of the type, and makes 0 of what is no number.
    let px_per_inch = (f64::from(width) / width_mm * 25.4).round() as u16;
    let jpeg = encode::under(&photo, under_bytes, px_per_inch.max(1)).ok_or(Unreadable::Damaged)?;
    report.set(&made::WIDTH_PX, width);
    report.set(&made::HEIGHT_PX, height);
    report.set(&made::BYTES, jpeg.bytes.len() as f64);
    report.set(&made::QUALITY, u32::from(jpeg.quality));
    // Numbers of few decimals are the same on both sides of a text.
    let rounded = |px: f64| (px * 1e3).round() / 1e3;
    report.set(&made::CUT_X, rounded(cut.x));
    report.set(&made::CUT_Y, rounded(cut.y));
    report.set(&made::CUT_WIDTH, rounded(cut.width));
    Ok(Made {
        bytes: jpeg.bytes,
        media_type: "image/jpeg",
    })
}

/// A rectangle of the whole, in px of the picture of what lies in the window.
fn seen_in(window: &Window, cut: &Cut, picture: &Picture) -> Cut {
    let (wide, high) = (f64::from(picture.width()), f64::from(picture.height()));
    let (across, down) = (wide / f64::from(window.width.max(1)), high / f64::from(window.height.max(1)));
    let (x, y) = (
        (cut.x - f64::from(window.left)).max(0.0) * across,
        (cut.y - f64::from(window.top)).max(0.0) * down,
    );
    Cut {
        x,
        y,
        // What is lost in reckoning must not make it reach over the edge.
        width: (cut.width * across).min(wide - x),
        height: (cut.height * down).min(high - y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: [f64; 4], wanted: [f64; 4]) {
        let [x, y, width, height] = asked;
        let Cut { x, y, width, height } = inside(&Cut { x, y, width, height }, 0.75, (400, 300));
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

    fn job(x: f64, y: f64, width: f64) -> Job {
        Job::Crop {
            max_bytes: u64::MAX,
            max_pixels: u64::MAX,
            cut: Cut {
                x,
                y,
                width,
                height: width / 0.75,
            },
            width_px: 60,
            height_px: 80,
            width_mm: 30.0,
            under_bytes: u64::MAX,
        }
    }

    #[test]
    fn the_window_holds_the_photo_and_hardly_more() {
        let check = |x, y, width, wanted: [u32; 4]| {
            let window = Window::of(&job(x, y, width), 400, 300);
            assert_eq!([window.left, window.top, window.width, window.height], wanted);
            assert_eq!(window.whole, (400, 300));
        };
        check(30.5, 20.0, 150.0, [22, 12, 167, 216]);
        check(-10.0, 200.0, 150.0, [0, 92, 158, 208]);
        check(f64::NAN, f64::NAN, f64::NAN, [0, 0, 237, 300]);
    }

    /// The same photo comes of the whole and of what lies in the window.
    #[test]
    fn a_window_shows_what_the_whole_shows() {
        let shade = |x: u32, y: u32| [(x % 256) as u8, (y % 256) as u8, ((x + y) % 256) as u8];
        let painted = |left: u32, top: u32, width: u32, height: u32| {
            let rows = (top..top + height).flat_map(|y| (left..left + width).flat_map(move |x| shade(x, y)));
            Picture::from_rgb(width, height, rows.collect()).unwrap()
        };
        let job = job(61.0, 40.0, 150.0);
        let all = Window::all(400, 300);
        let window = Window::of(&job, 400, 300);
        let photo = |picture: &Picture, window: &Window| {
            let mut report = Report::default();
            let made = cut(picture, &job, window, &mut report).unwrap();
            (made.bytes, report)
        };
        let of_all = photo(&painted(0, 0, 400, 300), &all);
        let of_part = photo(&painted(window.left, window.top, window.width, window.height), &window);
        assert_eq!(of_all, of_part);
    }

    #[test]
    fn no_numbers_are_the_whole_picture() {
        check([f64::NAN, 0.0, f64::NAN, f64::INFINITY], [0.0, 0.0, 225.0, 300.0]);
        check([0.0, 0.0, -5.0, 0.0], [0.0, 0.0, 225.0, 300.0]);
    }
}
