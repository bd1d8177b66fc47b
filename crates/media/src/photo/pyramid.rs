//! A picture in several sizes, so that each look takes the one that is nearest to what it wants.

use super::pixels::{Picture, Rgb};
use super::resize;
use super::square::Square;

/// A picture, and the same halved again and again: each pixel the mean of the four that it stands for.
pub(super) struct Pyramid {
    whole: Picture,
    halved: Vec<Picture>,
}

/// The models look at no fewer cells along a side.
const SMALLEST_PX: u32 = 128;

impl Pyramid {
    pub fn new(whole: Picture) -> Pyramid {
        let mut halved: Vec<Picture> = Vec::new();
        loop {
            let last = halved.last().unwrap_or(&whole);
            let longest = last.width().max(last.height());
            let next = match longest / 2 {
                half if half >= SMALLEST_PX => resize::within(last, half),
                _ => None,
            };
            match next {
                Some(next) => halved.push(next),
                None => return Pyramid { whole, halved },
            }
        }
    }

    /// The picture in its own size, in whose px everything is measured.
    pub fn whole(&self) -> &Picture {
        &self.whole
    }

    /// The mean colours of `cells` by `cells` equal cells of a square, row by row; black outside of the picture.
    pub fn sample(&self, square: &Square, cells: usize) -> Vec<Rgb> {
        self.look(square, cells, 2)
    }

    /// The colours in the middles of those cells: sooner had, and enough for what covers many of them.
    pub fn glance(&self, square: &Square, cells: usize) -> Vec<Rgb> {
        self.look(square, cells, 1)
    }

    /// The means of so many points along a cell.
    fn look(&self, square: &Square, cells: usize, points: usize) -> Vec<Rgb> {
        // The smallest picture of which a cell still covers a pixel.
        let level = self.halved.len().min((square.side / cells as f32).max(1.0).log2() as usize);
        let picture = level.checked_sub(1).and_then(|it| self.halved.get(it)).unwrap_or(&self.whole);
        // Odd sizes are not halved evenly.
        let across = picture.width() as f32 / self.whole.width() as f32;
        let down = picture.height() as f32 / self.whole.height() as f32;
        square.means(cells, points, |x, y| picture.colour(x * across, y * down))
    }
}

#[cfg(test)]
mod tests {
    use super::super::plane::Point;
    use super::*;

    /// Grey from left to right, as wide and high as odd numbers can be.
    fn ramp(width: u32, height: u32) -> Picture {
        let row: Vec<u8> = (0..width).flat_map(|x| [(x * 255 / width) as u8; 3]).collect();
        Picture::from_rgb(width, height, row.repeat(height as usize)).unwrap()
    }

    /// Whatever the size that is looked at, a cell has the colours that the picture has there.
    #[test]
    fn every_size_shows_the_same_picture() {
        let picture = ramp(1023, 769);
        let pyramid = Pyramid::new(picture.clone());
        assert_eq!(pyramid.halved.len(), 2, "511 and 255 px; 127 are too few");
        for side in [60.0, 150.0, 300.0, 550.0] {
            for turned in [0.0, 0.4] {
                let square = Square::new(Point::new(500.0, 380.0), side).turned(turned);
                let (few, all) = (pyramid.sample(&square, 64), square.sample(&picture, 64));
                let worst = few.iter().zip(&all).map(|([a, ..], [b, ..])| (a - b).abs()).fold(0.0, f32::max);
                assert!(worst < 1.5, "a square of {side} px, turned by {turned}: {worst} off");
            }
        }
    }

    #[test]
    fn fine_stripes_become_their_mean() {
        let stripes: Vec<u8> = (0..512 * 512).flat_map(|at| [if at % 2 == 0 { 0 } else { 200 }; 3]).collect();
        let pyramid = Pyramid::new(Picture::from_rgb(512, 512, stripes).unwrap());
        let square = Square::new(Point::new(256.0, 256.0), 512.0);
        assert!(pyramid.sample(&square, 128).iter().all(|[grey, ..]| (grey - 100.0).abs() < 1.0));
    }

    #[test]
    fn the_smallest_picture_is_looked_at_as_well() {
        let pyramid = Pyramid::new(Picture::from_rgb(1, 1, vec![9, 9, 9]).unwrap());
        let square = Square::new(Point::new(0.5, 0.5), 1.0);
        assert_eq!(pyramid.sample(&square, 2), [[9.0; 3]; 4]);
    }
}
