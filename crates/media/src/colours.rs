//! What the colours of a picture mean, by the profile or the chunks in its file, and what they are in sRGB, as browsers show them.
//!
//! Known are grey, red-green-blue and inks, by curves and a matrix or by tables. What is not understood is as if it were not
//! there: browsers do the same. Not here: which pixels there are, and colours that a PDF names itself.

mod curve;
mod icc;
pub(crate) mod png;
mod space;
mod table;
#[cfg(test)]
mod tests;

use space::{Meant, in_srgb};

/// What the numbers of a pixel mean.
pub(crate) struct Colours {
    /// How many numbers a pixel has: 1 is grey, 3 red, green and blue, 4 inks.
    pub channels: u8,
    stages: Vec<Stage>,
    meant: Meant,
}

/// A step on the way from the numbers of a pixel, each 0 to 1, to a colour that can be seen.
enum Stage {
    /// A curve for each number.
    Curves(Vec<curve::Curve>),
    /// Three numbers mixed, and something added to each.
    Matrix([[f32; 4]; 3]),
    /// Three numbers looked up.
    Table(table::Table),
}

/// The numbers of a pixel; those behind the channels that it has are 0.
type Numbers = [f32; 4];

impl Colours {
    /// What a profile of the ICC says.
    pub fn of_profile(profile: &[u8]) -> Option<Colours> {
        icc::read(profile)
    }

    /// The colour of a pixel in sRGB.
    pub fn of_pixel(&self, pixel: [u8; 4]) -> [u8; 3] {
        let mut numbers: Numbers = pixel.map(|it| f32::from(it) / 255.0);
        for stage in &self.stages {
            stage.take(&mut numbers);
        }
        in_srgb(self.meant, numbers)
    }

    /// Whether an eye would hardly see that these are not the colours of sRGB.
    pub fn are_usual(&self) -> bool {
        const NEAR: u8 = 4;
        const STEPS: [u8; 6] = [0, 51, 102, 153, 204, 255];
        let near = |pixel: [u8; 3]| {
            let seen = self.of_pixel([pixel[0], pixel[1], pixel[2], 0]);
            seen.iter().zip(pixel).all(|(seen, said)| seen.abs_diff(said) <= NEAR)
        };
        match self.channels {
            1 => STEPS.iter().all(|it| near([*it; 3])),
            3 => {
                let mut all = STEPS
                    .iter()
                    .flat_map(|r| STEPS.iter().flat_map(move |g| STEPS.iter().map(move |b| [*r, *g, *b])));
                all.all(near)
            }
            _ => false,
        }
    }

    /// Rows of pixels of `N` bytes each, in sRGB: `M` bytes, of which those behind the third are taken over from the last of the `N`.
    /// Grey may be meant as equal red, green and blue.
    pub fn in_srgb<const N: usize, const M: usize>(&self, bytes: &[u8], pixel: impl Fn([u8; N]) -> [u8; 4]) -> Vec<u8> {
        let mut known = Known::new(self);
        let (pixels, _) = bytes.as_chunks::<N>();
        let mut made = Vec::with_capacity(pixels.len() * M);
        for stored in pixels {
            let seen = known.colour(pixel(*stored));
            made.extend(seen.iter().chain(stored.last()).take(M));
        }
        made
    }
}

impl Stage {
    fn take(&self, numbers: &mut Numbers) {
        match self {
            Stage::Curves(curves) => {
                for (number, curve) in numbers.iter_mut().zip(curves) {
                    *number = curve.at(*number);
                }
            }
            Stage::Matrix(rows) => {
                let [x, y, z, _] = *numbers;
                let mixed = rows.map(|[of_x, of_y, of_z, more]| of_x * x + of_y * y + of_z * z + more);
                *numbers = [mixed[0], mixed[1], mixed[2], 0.0];
            }
            Stage::Table(table) => *numbers = table.at(*numbers),
        }
    }
}

/// Colours that were reckoned out already: in a picture the same ones come again and again.
struct Known<'a> {
    of: &'a Colours,
    places: Vec<([u8; 4], [u8; 3])>,
}

impl<'a> Known<'a> {
    const PLACES: u32 = 1 << 14;

    fn new(of: &'a Colours) -> Known<'a> {
        let black = [0; 4];
        Known {
            of,
            places: vec![(black, of.of_pixel(black)); Known::PLACES as usize],
        }
    }

    fn colour(&mut self, pixel: [u8; 4]) -> [u8; 3] {
        // Spreads neighbours over all places.
        let at = u32::from_le_bytes(pixel).wrapping_mul(0x9e37_79b1) >> (32 - Known::PLACES.ilog2());
        match self.places.get_mut(at as usize) {
            Some((known, colour)) if *known == pixel => *colour,
            place => {
                let colour = self.of.of_pixel(pixel);
                if let Some(place) = place {
                    *place = (pixel, colour);
                }
                colour
            }
        }
    }
}
