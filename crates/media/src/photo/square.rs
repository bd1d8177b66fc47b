//! A square laid over a picture, perhaps turned: what the models look at.

use super::pixels::{Picture, Rgb};
use super::plane::Point;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Square {
    pub middle: Point,
    /// In px of the picture.
    pub side: f32,
    /// In radians, clockwise as seen.
    pub turned: f32,
}

impl Square {
    pub fn new(middle: Point, side: f32) -> Square {
        Square { middle, side, turned: 0.0 }
    }

    pub fn turned(self, turned: f32) -> Square {
        Square { turned, ..self }
    }

    /// The point of the picture at a place in the square: (0, 0) is its upper left corner, (1, 1) its lower right.
    pub fn out(&self, u: f32, v: f32) -> Point {
        let (sin, cos) = self.turned.sin_cos();
        let (right, down) = ((u - 0.5) * self.side, (v - 0.5) * self.side);
        Point::new(self.middle.x + right * cos - down * sin, self.middle.y + right * sin + down * cos)
    }

    /// The mean colours of `cells` by `cells` equal cells, row by row; black outside of the picture.
    pub fn sample(&self, picture: &Picture, cells: usize) -> Vec<Rgb> {
        // A cell that covers many pixels is the mean of several points, else it would catch one of them by chance.
        const MOST: f32 = 4.0;
        let points = (self.side / cells as f32).ceil().clamp(1.0, MOST) as usize;
        self.means(cells, points, |x, y| picture.colour(x, y))
    }

    /// The means of so many points along each cell, row by row, of what tells its colours at points.
    pub fn means(&self, cells: usize, points: usize, colour: impl Fn(f32, f32) -> Rgb) -> Vec<Rgb> {
        let share = 1.0 / (points * points) as f32;
        let grid = Grid::new(self, cells * points);
        let cell = |row: usize, column: usize| {
            let mut sum = [0.0; 3];
            for down in 0..points {
                for right in 0..points {
                    let (x, y) = grid.middle(row * points + down, column * points + right);
                    let [r, g, b] = colour(x, y);
                    let [sum_r, sum_g, sum_b] = sum;
                    sum = [sum_r + r, sum_g + g, sum_b + b];
                }
            }
            sum.map(|it| it * share)
        };
        let mut colours = Vec::with_capacity(cells * cells);
        for row in 0..cells {
            colours.extend((0..cells).map(|column| cell(row, column)));
        }
        colours
    }
}

/// The equal cells of a square, with what is reckoned once: there may be a million of them.
struct Grid {
    corner: Point,
    side: f32,
    sin: f32,
    cos: f32,
}

impl Grid {
    fn new(square: &Square, cells: usize) -> Grid {
        let (sin, cos) = square.turned.sin_cos();
        Grid {
            corner: square.out(0.0, 0.0),
            side: square.side / cells as f32,
            sin,
            cos,
        }
    }

    fn middle(&self, row: usize, column: usize) -> (f32, f32) {
        let (right, down) = ((column as f32 + 0.5) * self.side, (row as f32 + 0.5) * self.side);
        let x = self.corner.x + right * self.cos - down * self.sin;
        (x, self.corner.y + right * self.sin + down * self.cos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f32::consts::FRAC_PI_2;

    #[test]
    fn a_quarter_turn_leads_right_to_down() {
        let square = Square::new(Point::new(10.0, 20.0), 8.0).turned(FRAC_PI_2);
        let right = square.out(1.0, 0.5);
        assert!(right.to(Point::new(10.0, 24.0)) < 1e-4, "{right:?}");
    }

    #[test]
    fn cells_are_means_and_black_outside() {
        let picture = Picture::from_rgb(4, 2, (0..8).flat_map(|grey| [grey * 8; 3]).collect()).unwrap();
        // Half of it lies above the picture.
        let cells = Square::new(Point::new(2.0, 0.0), 4.0).sample(&picture, 2);
        assert_eq!(cells[0], [0.0; 3]);
        // The four pixels 0, 1, 4, 5 on the left.
        assert_eq!(cells[2], [20.0; 3]);
    }
}
