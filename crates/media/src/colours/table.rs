//! Tables: three numbers for each of several numbers, and what lies between.

use super::Numbers;

/// Values at the crossings of a grid, the last number running fastest.
pub(super) struct Table {
    /// How many crossings there are along each number; at least two.
    sides: Vec<usize>,
    values: Vec<f32>,
}

impl Table {
    /// `None` if there are not as many values as the grid asks for.
    pub fn new(sides: Vec<usize>, values: Vec<f32>) -> Option<Table> {
        let crossings = sides.iter().try_fold(1usize, |all, side| all.checked_mul(*side));
        let fits = sides.iter().all(|side| *side >= 2) && (1..=4).contains(&sides.len()) && crossings?.checked_mul(3)? == values.len();
        fits.then_some(Table { sides, values })
    }

    pub fn at(&self, numbers: Numbers) -> Numbers {
        // Where the pixel lies: the crossing below it, and how far it is on the way to the next one.
        let (mut below, mut steps) = (0, [(0, 0.0); 4]);
        let mut step = 3;
        for ((side, number), place) in self.sides.iter().zip(&numbers).zip(&mut steps).rev() {
            let number = if number.is_nan() { 0.0 } else { number.clamp(0.0, 1.0) };
            let along = number * (side - 1) as f32;
            let first = (along as usize).min(side - 2);
            below += first * step;
            *place = (step, along - first as f32);
            step *= side;
        }
        let mut sum = [0.0; 4];
        for corner in 0..1usize << self.sides.len() {
            let (mut at, mut share) = (below, 1.0);
            for (bit, (step, part)) in steps.iter().take(self.sides.len()).enumerate() {
                if corner >> bit & 1 == 1 {
                    at += step;
                    share *= part;
                } else {
                    share *= 1.0 - part;
                }
            }
            if share > 0.0 {
                let values = self.values.get(at..).into_iter().flatten();
                sum.iter_mut().zip(values.take(3)).for_each(|(sum, value)| *sum += share * value);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_crossings_values_mix() {
        // Red grows with the first number, green with the second.
        let values = vec![0.0, 0.0, 0.5, 0.0, 1.0, 0.5, 1.0, 0.0, 0.5, 1.0, 1.0, 0.5];
        let table = Table::new(vec![2, 2], values).unwrap();
        for (numbers, wanted) in [
            ([0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.5]),
            ([1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.5]),
            ([0.25, 0.75, 0.0, 0.0], [0.25, 0.75, 0.5]),
            ([9.0, f32::NAN, 0.0, 0.0], [1.0, 0.0, 0.5]),
        ] {
            assert_eq!(table.at(numbers)[..3], wanted, "{numbers:?}");
        }
    }

    #[test]
    fn a_table_has_all_its_values() {
        assert!(Table::new(vec![2, 2], vec![0.0; 11]).is_none());
        assert!(Table::new(vec![1, 2], vec![0.0; 6]).is_none());
        assert!(Table::new(vec![255; 9], vec![0.0; 6]).is_none());
    }
}
