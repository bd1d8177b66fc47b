//! A decoded picture.

use super::window::Window;

/// A picture as displayed, its orientation applied: eight bits of red, green and blue for each pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

pub(super) type Rgb = [f32; 3];

impl Picture {
    /// A picture out of bytes red, green, blue; `None` if there are not as many as its size asks for, or none.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Picture> {
        let fits = width > 0 && height > 0 && rgb.len() as u64 == u64::from(width) * u64::from(height) * 3;
        fits.then_some(Picture { width, height, rgb })
    }

    /// A picture out of bytes red, green, blue, opacity, as canvases give them. What shines through is white, as
    /// on paper.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Option<Picture> {
        let (pixels, _) = rgba.as_chunks::<4>();
        let over_white = |it: u8, opacity: u8| {
            let [it, opacity] = [u32::from(it), u32::from(opacity)];
            ((it * opacity + 255 * (255 - opacity) + 127) / 255) as u8
        };
        let mut rgb = vec![0; pixels.len() * 3];
        for (to, &[r, g, b, a]) in rgb.as_chunks_mut().0.iter_mut().zip(pixels) {
            *to = match a {
                255 => [r, g, b],
                _ => [over_white(r, a), over_white(g, a), over_white(b, a)],
            };
        }
        Picture::from_rgb(width, height, rgb)
    }

    /// Width in px.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in px.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All pixels, three bytes each.
    pub fn bytes(&self) -> &[u8] {
        &self.rgb
    }

    /// What lies in a window, if it lies in this picture.
    pub fn part(&self, window: &Window) -> Option<Picture> {
        let (left, wide) = (window.left as usize * 3, window.width as usize * 3);
        let rows = self.rgb.chunks_exact(self.width as usize * 3);
        let rows = rows.skip(window.top as usize).take(window.height as usize);
        let parts = rows.map(|row| row.get(left..left + wide)).collect::<Option<Vec<_>>>()?;
        Picture::from_rgb(window.width, window.height, parts.concat())
    }

    /// The picture turned and mirrored as an EXIF orientation says (1 to 8; anything else is 1).
    pub(crate) fn upright(self, orientation: u32) -> Picture {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (last_x, last_y) = (self.width - 1, self.height - 1);
        let on_its_side = orientation >= 5;
        let (width, height) = if on_its_side {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match orientation {
                    2 => (last_x - x, y),
                    3 => (last_x - x, last_y - y),
                    4 => (x, last_y - y),
                    5 => (y, x),
                    6 => (y, last_y - x),
                    7 => (last_x - y, last_y - x),
                    _ => (last_x - y, x),
                };
                rgb.extend(self.pixel(from_x, from_y));
            }
        }
        Picture { width, height, rgb }
    }

    /// The colour of a pixel; beyond the edge, that of the nearest one.
    fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        let at = (y.min(self.height - 1) as usize) * self.width as usize + x.min(self.width - 1) as usize;
        // Always there, because of the two lines above.
        self.rgb.as_chunks().0.get(at).copied().unwrap_or_default()
    }

    /// The colour at a point between pixels; black outside of the picture.
    pub(super) fn colour(&self, x: f32, y: f32) -> Rgb {
        if !(x >= 0.0 && y >= 0.0 && x <= self.width as f32 && y <= self.height as f32) {
            return [0.0; 3];
        }
        // A pixel's colour holds at its middle.
        let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
        let (left, above) = (x as u32, y as u32);
        let (right_part, below_part) = (x - left as f32, y - above as f32);
        let [left_above, right_above] = self.pair(left, above);
        let [left_below, right_below] = self.pair(left, above + 1);
        let [r, g, b] = between(left_above, right_above, right_part);
        let [lower_r, lower_g, lower_b] = between(left_below, right_below, right_part);
        let down = |upper: f32, lower: f32| upper + (lower - upper) * below_part;
        [down(r, lower_r), down(g, lower_g), down(b, lower_b)]
    }

    /// The colours of a pixel and of the one to its right; beyond the edge, that of the nearest one.
    fn pair(&self, x: u32, y: u32) -> [[u8; 3]; 2] {
        let at = (y.min(self.height - 1) as usize * self.width as usize + x as usize) * 3;
        match self.rgb.get(at..).and_then(|rest| rest.first_chunk()) {
            Some(&[r, g, b, right_r, right_g, right_b]) if x + 1 < self.width => [[r, g, b], [right_r, right_g, right_b]],
            _ => [self.pixel(x, y), self.pixel(x + 1, y)],
        }
    }
}

/// The colour at a part of the way from one to the other.
fn between([r, g, b]: [u8; 3], [to_r, to_g, to_b]: [u8; 3], part: f32) -> Rgb {
    let mix = |from: u8, to: u8| f32::from(from) + (f32::from(to) - f32::from(from)) * part;
    [mix(r, to_r), mix(g, to_g), mix(b, to_b)]
}

/// How bright a colour looks, 0 to 255 (the weights of JPEG).
pub(super) fn luma([r, g, b]: Rgb) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

#[cfg(test)]
mod tests {
    use super::Picture;

    /// Two wide, three high, each pixel of its own grey.
    fn picture() -> Picture {
        Picture::from_rgb(2, 3, (0..6).flat_map(|grey| [grey * 10; 3]).collect()).unwrap()
    }

    fn greys(picture: &Picture) -> Vec<u8> {
        picture.bytes().chunks(3).map(|pixel| pixel[0] / 10).collect()
    }

    #[test]
    fn orientations_are_those_of_exif() {
        // 0 1
        // 2 3
        // 4 5
        for (orientation, width, wanted) in [
            (1, 2, [0, 1, 2, 3, 4, 5]),
            (2, 2, [1, 0, 3, 2, 5, 4]),
            (3, 2, [5, 4, 3, 2, 1, 0]),
            (4, 2, [4, 5, 2, 3, 0, 1]),
            (5, 3, [0, 2, 4, 1, 3, 5]),
            (6, 3, [4, 2, 0, 5, 3, 1]),
            (7, 3, [5, 3, 1, 4, 2, 0]),
            (8, 3, [1, 3, 5, 0, 2, 4]),
            (9, 2, [0, 1, 2, 3, 4, 5]),
        ] {
            let turned = picture().upright(orientation);
            assert_eq!(turned.width(), width, "orientation {orientation}");
            assert_eq!(greys(&turned), wanted, "orientation {orientation}");
        }
    }

    #[test]
    fn a_picture_has_all_its_pixels() {
        assert!(Picture::from_rgb(2, 2, vec![0; 11]).is_none());
        assert!(Picture::from_rgb(0, 2, vec![]).is_none());
    }

    #[test]
    fn what_shines_through_is_white() {
        let picture = Picture::from_rgba(3, 1, &[9, 8, 7, 255, 9, 8, 7, 0, 0, 0, 0, 128]).unwrap();
        assert_eq!(picture.bytes(), [9, 8, 7, 255, 255, 255, 127, 127, 127]);
    }

    #[test]
    fn between_pixels_colours_mix() {
        assert_eq!(picture().colour(0.5, 0.5), [0.0; 3]);
        assert_eq!(picture().colour(1.0, 0.5), [5.0; 3]);
        assert_eq!(picture().colour(1.0, 1.0), [15.0; 3]);
        assert_eq!(picture().colour(2.0, 3.0), [50.0; 3]);
        assert_eq!(picture().colour(2.1, 3.0), [0.0; 3]);
    }
}
