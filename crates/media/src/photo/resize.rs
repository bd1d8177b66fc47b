//! Pictures made smaller, or a part of them.

use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions};

use super::pixels::Picture;
use crate::Cut;
use crate::scale::scaled;

/// A picture of which neither side is longer than `longest`; `None` if it is none longer already.
pub(super) fn within(picture: &Picture, longest: u32) -> Option<Picture> {
    let (width, height) = (picture.width(), picture.height());
    let scale = f64::from(longest) / f64::from(width.max(height));
    if scale >= 1.0 {
        return None;
    }
    let side = |it: u32| (f64::from(it) * scale).round().max(1.0) as u32;
    // For looking only: a simple mean of what falls on a pixel does.
    resize(
        picture,
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box)),
        side(width),
        side(height),
    )
}

/// How far beyond its edges [`part`] looks when it brings this width of a picture to that many px, in px of the picture.
pub(super) fn reach(from: f64, to: u32) -> f64 {
    const LANCZOS: f64 = 3.0;
    (LANCZOS * (from / f64::from(to.max(1))).max(1.0)).ceil()
}

/// What lies in a rectangle, brought to a size. The rectangle must lie in the picture; `None` if it does not.
pub(super) fn part(picture: &Picture, cut: &Cut, width: u32, height: u32) -> Option<Picture> {
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(cut.x, cut.y, cut.width, cut.height);
    resize(picture, options, width, height)
}

fn resize(picture: &Picture, options: ResizeOptions, width: u32, height: u32) -> Option<Picture> {
    let made = scaled::<U8x3>(picture.bytes(), (picture.width(), picture.height()), (width, height), &options)?;
    Picture::from_rgb(width, height, made)
}
