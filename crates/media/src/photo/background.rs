//! What is behind the person: how plain it is, up to the border of the photo.

use super::mask::Mask;
use super::pixels::{Rgb, luma};
use crate::Cut;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Background {
    /// How far colours are from their mean: root of the mean square over the channels, 0 to 128.
    pub spread: f32,
    /// Which part of it lies at an edge, 0 to 1.
    pub edges: f32,
    /// How much brighter one side is than the other, 0 to 255; `None` if one is not to be seen.
    pub left_right: Option<f32>,
    /// How much darker it is right beside the person than farther away, on the darker side, 0 to 255.
    pub shadow: Option<f32>,
}

/// Nearer to the person than this, in cells, a cell may hold a hair of theirs.
const FRINGE: u8 = 4;
/// And up to here it is beside the person: some 4 mm on a finished photo.
const BESIDE: u8 = 20;
/// Fewer cells than this say nothing.
const FEW: usize = 60;
/// A step of brightness from one cell to the next but one that is an edge and no gradient.
const STEP: f32 = 24.0;

/// Looks at what lies in the crop and is not the person. `None` if that is next to nothing.
pub(super) fn look(mask: &Mask, cut: &Cut, mid_x: f32) -> Option<Background> {
    let away = mask.steps_away(BESIDE + 1);
    let in_cut = |column: usize, row: usize| {
        let point = mask.middle(column, row);
        let (x, y) = (f64::from(point.x) - cut.x, f64::from(point.y) - cut.y);
        (0.0..cut.width).contains(&x) && (0.0..cut.height).contains(&y)
    };
    let mut behind = Behind::default();
    for (at, away) in away.iter().enumerate() {
        let (column, row) = (at % mask.side, at / mask.side);
        if *away < FRINGE || !in_cut(column, row) {
            continue;
        }
        let Some(colour) = mask.colour(column, row) else { continue };
        let side = usize::from(mask.middle(column, row).x > mid_x);
        behind.add(colour, side, *away <= BESIDE);
        // An edge between two cells that both are background and both in the picture.
        let seen = |column: usize, row: usize| -> Option<f32> {
            let free = *away > FRINGE && in_cut(column, row);
            free.then(|| mask.colour(column, row)).flatten().map(luma)
        };
        let across = column.checked_sub(1).and_then(|it| seen(it, row)).zip(seen(column + 1, row));
        let down = row.checked_sub(1).and_then(|it| seen(column, it)).zip(seen(column, row + 1));
        if let Some(((left, right), (above, below))) = across.zip(down) {
            behind.looked_for_edges += 1;
            behind.edges += usize::from((right - left).hypot(below - above) > STEP);
        }
    }
    behind.sum_up()
}

#[derive(Default)]
struct Behind {
    colours: Vec<Rgb>,
    /// Brightness left and right of the person: beside them, and farther away.
    beside: [Vec<f32>; 2],
    farther: [Vec<f32>; 2],
    looked_for_edges: usize,
    edges: usize,
}

impl Behind {
    fn add(&mut self, colour: Rgb, side: usize, beside: bool) {
        self.colours.push(colour);
        let places = if beside { &mut self.beside } else { &mut self.farther };
        if let Some(place) = places.get_mut(side) {
            place.push(luma(colour));
        }
    }

    fn sum_up(self) -> Option<Background> {
        let count = self.colours.len();
        if count < FEW {
            return None;
        }
        let [left, right] = [0, 1].map(|side| {
            let lumas: Vec<f32> = [&self.beside, &self.farther]
                .iter()
                .filter_map(|it| it.get(side))
                .flatten()
                .copied()
                .collect();
            (lumas.len() >= FEW).then(|| mean(lumas.iter().copied()))
        });
        // Hairs and the person's edge are few: the median does not see them.
        let [beside_left, beside_right] = self.beside.map(median);
        let farther = median(self.farther.into_iter().flatten().collect());
        let beside = [beside_left, beside_right].into_iter().flatten().reduce(f32::min);
        Some(Background {
            spread: spread(&self.colours),
            edges: self.edges as f32 / self.looked_for_edges.max(1) as f32,
            left_right: left.zip(right).map(|(left, right)| (left - right).abs()),
            shadow: beside.zip(farther).map(|(beside, farther)| (farther - beside).max(0.0)),
        })
    }
}

fn spread(colours: &[Rgb]) -> f32 {
    let channel = |of: fn(&Rgb) -> f32| {
        let middle = mean(colours.iter().map(of));
        mean(colours.iter().map(|colour| (of(colour) - middle).powi(2)))
    };
    let channels = [channel(|[r, _, _]| *r), channel(|[_, g, _]| *g), channel(|[_, _, b]| *b)];
    mean(channels.into_iter()).sqrt()
}

/// The mean of what is there; 0 of nothing.
fn mean(numbers: impl ExactSizeIterator<Item = f32>) -> f32 {
    let count = numbers.len().max(1);
    // In f64: a picture has more cells than f32 adds up well.
    (numbers.map(f64::from).sum::<f64>() / count as f64) as f32
}

/// `None` of too few.
fn median(mut numbers: Vec<f32>) -> Option<f32> {
    if numbers.len() < FEW {
        return None;
    }
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
