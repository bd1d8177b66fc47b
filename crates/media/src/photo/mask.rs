//! Which part of a picture is the person, and which is behind them.

use super::head::Head;
use super::models::{BadModel, Models};
use super::pixels::Rgb;
use super::plane::Point;
use super::pyramid::Pyramid;
use super::square::Square;

/// For each cell of a square around the head: how likely the person is there, and what colour it has.
pub(super) struct Mask {
    pub square: Square,
    pub side: usize,
    person: Vec<f32>,
    colours: Vec<Rgb>,
}

/// The square that a mask around this head looks at.
fn around(picture: &Pyramid, head: &Head) -> Square {
    const FACE_HEIGHTS: f32 = 3.2;
    let (width, height) = (picture.whole().width() as f32, picture.whole().height() as f32);
    let side = (head.face_height() * FACE_HEIGHTS).clamp(1.0, width.max(height));
    // As little as possible of the square lies outside: there is nothing to be seen there.
    let inside = |middle: f32, whole: f32| {
        if side >= whole {
            whole / 2.0
        } else {
            middle.clamp(side / 2.0, whole - side / 2.0)
        }
    };
    let middle = Point::new(
        inside(head.forehead.halfway(head.chin).x, width),
        inside(head.between_eyes().y + head.face_height() * 0.15, height),
    );
    Square::new(middle, side)
}

/// From here on a cell is taken to be the person.
pub(super) const PERSON: f32 = 0.5;

impl Mask {
    /// Looks at a square that holds the head, the shoulders and what stands above and beside them in a finished photo.
    pub fn around(models: &Models, picture: &Pyramid, head: &Head) -> Result<Mask, BadModel> {
        let (square, net) = (around(picture, head), &models.person);
        let colours = picture.glance(&square, net.cells);
        let person = net.run(&colours, 0.0, 1.0)?.into_iter().next().unwrap_or_default();
        if person.len() != colours.len() {
            return Err(BadModel::says("the mask has another size than its picture"));
        }
        Ok(Mask {
            square,
            side: net.cells,
            person,
            colours,
        })
    }

    /// Whether this mask shows all that one around `head` would, and hardly more coarsely or finely.
    pub fn serves(&self, picture: &Pyramid, head: &Head) -> bool {
        /// Of the side: there is more room than that around a finished photo.
        const ASIDE: f32 = 0.05;
        const LARGER: f32 = 1.12;
        let wanted = around(picture, head);
        let ratio = self.square.side / wanted.side;
        let aside = self.square.middle.to(wanted.middle) / wanted.side;
        (1.0 / LARGER..=LARGER).contains(&ratio) && aside <= ASIDE
    }

    /// How likely the person is in a cell, 0 to 1; 0 outside.
    pub fn person(&self, column: usize, row: usize) -> f32 {
        self.at(&self.person, column, row).unwrap_or(0.0)
    }

    /// The colour of a cell; `None` outside.
    pub fn colour(&self, column: usize, row: usize) -> Option<Rgb> {
        self.at(&self.colours, column, row)
    }

    fn at<T: Copy>(&self, cells: &[T], column: usize, row: usize) -> Option<T> {
        if column >= self.side {
            return None;
        }
        cells.get(row * self.side + column).copied()
    }

    /// Side of a cell in px of the picture.
    pub fn cell(&self) -> f32 {
        self.square.side / self.side as f32
    }

    /// The middle of a cell in the picture.
    pub fn middle(&self, column: usize, row: usize) -> Point {
        self.square
            .out((column as f32 + 0.5) / self.side as f32, (row as f32 + 0.5) / self.side as f32)
    }

    /// The column of an x in the picture, from the nearest edge if it lies outside.
    pub fn column(&self, x: f32) -> usize {
        self.cells_along(x - self.square.middle.x)
    }

    /// The row of a y in the picture, the same way.
    pub fn row(&self, y: f32) -> usize {
        self.cells_along(y - self.square.middle.y)
    }

    fn cells_along(&self, from_middle: f32) -> usize {
        let cells = (from_middle + self.square.side / 2.0) / self.cell();
        (cells.max(0.0) as usize).min(self.side.saturating_sub(1))
    }

    /// For each cell how many steps (also across corners) it is away from the person, up to `most`.
    pub fn steps_away(&self, most: u8) -> Vec<u8> {
        // Where even a small suspicion of a person is, a fringe of hair may be.
        const SUSPICION: f32 = 0.15;
        let side = self.side;
        let mut away: Vec<u8> = self.person.iter().map(|it| if *it > SUSPICION { 0 } else { most }).collect();
        // Two sweeps find the least number of steps: one carries it down and to the right, one up and to the left.
        let visit = |away: &mut Vec<u8>, at: usize, before: [Option<usize>; 4]| {
            let least = before
                .into_iter()
                .flatten()
                .filter_map(|it| away.get(it))
                .min()
                .map_or(most, |it| it.saturating_add(1));
            if let Some(cell) = away.get_mut(at) {
                *cell = (*cell).min(least);
            }
        };
        for at in 0..away.len() {
            let (left, right) = (at % side > 0, at % side + 1 < side);
            let above = |shift: usize| (at + shift).checked_sub(side + 1);
            let before = [
                left.then(|| at - 1),
                left.then(|| above(0)).flatten(),
                above(1),
                right.then(|| above(2)).flatten(),
            ];
            visit(&mut away, at, before);
        }
        for at in (0..away.len()).rev() {
            let (left, right) = (at % side > 0, at % side + 1 < side);
            let before = [
                right.then_some(at + 1),
                right.then_some(at + side + 1),
                Some(at + side),
                left.then_some(at + side - 1),
            ];
            visit(&mut away, at, before);
        }
        away
    }

    #[cfg(test)]
    pub fn of(side: usize, person: Vec<f32>, colours: Vec<Rgb>) -> Mask {
        let middle = Point::new(side as f32 / 2.0, side as f32 / 2.0);
        Mask {
            square: Square::new(middle, side as f32),
            side,
            person,
            colours,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;

    #[test]
    fn steps_go_round_corners_and_not_over_the_edge() {
        let mut person = vec![0.0; 25];
        person[5] = 1.0; // at the left edge of the second row
        let away = Mask::of(5, person, vec![[0.0; 3]; 25]).steps_away(3);
        #[rustfmt::skip]
        assert_eq!(away, [
            1, 1, 2, 3, 3,
            0, 1, 2, 3, 3,
            1, 1, 2, 3, 3,
            2, 2, 2, 3, 3,
            3, 3, 3, 3, 3,
        ]);
    }
}
