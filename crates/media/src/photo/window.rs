//! A part of a picture: what is needed of it, so that not all has to be read back.

use super::plane::Point;
use super::resize;
use crate::{Cut, Job};

/// A part of a picture, in px of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Width and height of the whole picture, upright, in whose px the job speaks.
    pub whole: (u32, u32),
    /// Left edge of the part.
    pub left: u32,
    /// Upper edge of the part.
    pub top: u32,
    /// Width of the part.
    pub width: u32,
    /// Height of the part.
    pub height: u32,
}

impl Window {
    /// All of a picture of this width and height.
    pub fn all(width: u32, height: u32) -> Window {
        Window {
            whole: (width, height),
            left: 0,
            top: 0,
            width,
            height,
        }
    }

    /// The part of a picture of this width and height that is needed for the photo of a [`Job::Crop`]; all of it for another job.
    pub fn of(job: &Job, width: u32, height: u32) -> Window {
        let all = Window::all(width, height);
        let Job::Crop {
            width_px, height_px, cut, ..
        } = job
        else {
            return all;
        };
        let cut = inside(cut, f64::from(*width_px) / f64::from(*height_px), all.whole);
        // What is just outside colours the edge a little when a picture is made smaller.
        let margin = resize::reach(cut.width, *width_px);
        // `as` keeps to the bounds of the type, and makes 0 of what is no number.
        let (left, top) = ((cut.x - margin).floor() as u32, (cut.y - margin).floor() as u32);
        let (right, bottom) = (cut.x + cut.width + margin, cut.y + cut.height + margin);
        let (right, bottom) = (right.ceil() as u32, bottom.ceil() as u32);
        let (wide, high) = (right.min(width).saturating_sub(left), bottom.min(height).saturating_sub(top));
        if wide == 0 || high == 0 {
            return all;
        }
        Window {
            left,
            top,
            width: wide,
            height: high,
            ..all
        }
    }

    /// What lies within `radius` of a point, as far as there is picture; at least a pixel.
    pub(super) fn around(middle: Point, radius: f32, whole: (u32, u32)) -> Window {
        // `as` keeps to the bounds of the type, and makes 0 of what is no number.
        let span = |middle: f32, length: u32| {
            let start = ((middle - radius).floor() as u32).min(length.saturating_sub(1));
            let end = ((middle + radius).ceil() as u32).clamp(start + 1, length.max(start + 1));
            (start, end - start)
        };
        let ((left, width), (top, height)) = (span(middle.x, whole.0), span(middle.y, whole.1));
        Window {
            whole,
            left,
            top,
            width,
            height,
        }
    }
}

/// The rectangle of shape `aspect` (width by height) that lies in the picture and is nearest to the one asked for: the same middle
/// and no larger, then moved inside.
pub(super) fn inside(cut: &Cut, aspect: f64, (whole_width, whole_height): (u32, u32)) -> Cut {
    let (whole_width, whole_height) = (f64::from(whole_width), f64::from(whole_height));
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

    #[test]
    fn a_window_around_a_point_lies_in_the_picture() {
        let check = |x: f32, y: f32, radius: f32, wanted: [u32; 4]| {
            let window = Window::around(Point::new(x, y), radius, (100, 60));
            assert_eq!([window.left, window.top, window.width, window.height], wanted);
        };
        check(50.0, 30.0, 10.5, [39, 19, 22, 22]);
        check(2.0, 58.0, 10.0, [0, 48, 12, 12]);
        check(-90.0, 500.0, 10.0, [0, 59, 1, 1]);
        check(50.0, 30.0, 1e9, [0, 0, 100, 60]);
        check(f32::NAN, f32::NAN, f32::NAN, [0, 0, 1, 1]);
    }
}
