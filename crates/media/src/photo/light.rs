//! How a face is lit, and how sharp it is.

use super::head::Head;
use super::pixels::{Picture, luma};
use super::square::Square;
use super::window::Window;
use std::f32::consts::FRAC_1_SQRT_2;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Light {
    /// Mean brightness of the face, 0 to 255.
    pub face: f32,
    /// How much brighter one half of the face is than the other, 0 to 255.
    pub left_right: f32,
    /// Which part of the face is white or nearly so, 0 to 1.
    pub too_bright: f32,
    /// Which part of the face is black or nearly so, 0 to 1.
    pub too_dark: f32,
    /// Variance of the second derivative of brightness, from 0 (no detail at all) up.
    pub sharpness: f32,
}

/// Each face is looked at in so many cells: then a number means the same for a large and a small picture.
const CELLS: usize = 256;
/// From here on nothing is to be seen in the light.
const WHITE: f32 = 250.0;
/// And up to here nothing in the dark.
const BLACK: f32 = 12.0;

/// Looks at the face from the brows to the chin, turned upright, in the pixels of the picture as it was taken.
pub(super) fn look(picture: &Picture, head: &Head) -> Light {
    let lumas: Vec<f32> = square(head).sample(picture, CELLS).into_iter().map(luma).collect();
    let rows: Vec<&[f32]> = lumas.chunks(CELLS).collect();
    let skin = Skin::of(&rows);
    Light {
        face: skin.mean(),
        left_right: skin.left_right(),
        too_bright: skin.part(|it| it > WHITE),
        too_dark: skin.part(|it| it < BLACK),
        sharpness: sharpness(&rows),
    }
}

/// What [`look`] needs of a picture of this width and height.
pub(super) fn window(head: &Head, whole: (u32, u32)) -> Window {
    let square = square(head);
    // However it is turned, with a pixel at the border to mix with.
    Window::around(square.middle, square.side * FRAC_1_SQRT_2 + 1.0, whole)
}

fn square(head: &Head) -> Square {
    /// Eyes to chin is about half of what is looked at.
    const EYES_TO_CHIN: f32 = 2.0;
    let side = head.between_eyes().to(head.chin) * EYES_TO_CHIN;
    Square::new(head.between_eyes().halfway(head.chin), side).turned(head.tilt())
}

/// The middle of the square, where there is face and not what is beside it, in two halves.
struct Skin {
    left: Vec<f32>,
    right: Vec<f32>,
}

impl Skin {
    fn of(rows: &[&[f32]]) -> Skin {
        const ASIDE: usize = CELLS * 7 / 32;
        const ABOVE: usize = CELLS * 5 / 32;
        let rows = || rows.iter().skip(ABOVE).take(CELLS - 2 * ABOVE);
        let half = |skip: usize| {
            rows()
                .flat_map(|row| row.iter().skip(skip).take(CELLS / 2 - ASIDE))
                .copied()
                .collect()
        };
        Skin {
            left: half(ASIDE),
            right: half(CELLS / 2),
        }
    }

    fn all(&self) -> impl Iterator<Item = f32> {
        self.left.iter().chain(&self.right).copied()
    }

    fn count(&self) -> f32 {
        (self.left.len() + self.right.len()).max(1) as f32
    }

    fn mean(&self) -> f32 {
        self.all().sum::<f32>() / self.count()
    }

    fn left_right(&self) -> f32 {
        let mean = |half: &[f32]| half.iter().sum::<f32>() / half.len().max(1) as f32;
        (mean(&self.left) - mean(&self.right)).abs()
    }

    fn part(&self, is: fn(f32) -> bool) -> f32 {
        self.all().filter(|it| is(*it)).count() as f32 / self.count()
    }
}

fn sharpness(rows: &[&[f32]]) -> f32 {
    let (mut sum, mut squares, mut count) = (0.0f64, 0.0f64, 0.0f64);
    for three in rows.windows(3) {
        let [above, here, below] = three else { continue };
        let middles = here.windows(3).zip(above.iter().skip(1)).zip(below.iter().skip(1));
        for ((across, above), below) in middles {
            let [left, here, right] = across else { continue };
            let curve = f64::from(4.0 * here - left - right - above - below);
            sum += curve;
            squares += curve * curve;
            count += 1.0;
        }
    }
    let mean = sum / count.max(1.0);
    ((squares / count.max(1.0) - mean * mean).max(0.0)) as f32
}
