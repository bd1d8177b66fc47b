//! Fingers and the mouse on the frame: one moves it or draws a corner, two pinch it. No browser here: points are px of the picture.

use super::ground::Ground;
use crate::errands::Cut;

/// Where a finger is: its number and its point.
type Finger = (i32, f64, f64);

/// A hold on the frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grip {
    fingers: Vec<Finger>,
    // How frame and fingers lay when the last finger came or went.
    begun: Option<(Cut, Vec<Finger>)>,
    corner: Option<(bool, bool)>,
}

impl Grip {
    /// A finger comes down; within `reach` of a corner it takes that.
    pub fn press(&mut self, cut: Cut, finger: Finger, reach: f64) {
        let (_, x, y) = finger;
        let near = |at: f64, edge: f64| (at - edge).abs() <= reach;
        let (left, right) = (near(x, cut.x), near(x, cut.x + cut.width));
        let (upper, lower) = (near(y, cut.y), near(y, cut.y + cut.height));
        self.fingers.push(finger);
        self.corner = (self.fingers.len() == 1 && (left || right) && (upper || lower)).then_some((right, lower));
        self.begun = Some((cut, self.fingers.clone()));
    }

    /// A finger moves: where the frame lies now. Nothing if it does not hold the frame.
    pub fn drag(&mut self, ground: &Ground, (id, x, y): Finger) -> Option<Cut> {
        let held = self.fingers.iter_mut().find(|(held, ..)| *held == id)?;
        *held = (id, x, y);
        let (cut, begun) = self.begun.as_ref()?;
        match (begun.as_slice(), self.fingers.as_slice()) {
            ([_], [now]) if self.corner.is_some() => self.corner.map(|corner| ground.drawn(*cut, corner, now.1, now.2)),
            ([then], [now]) => Some(ground.moved(*cut, now.1 - then.1, now.2 - then.2)),
            ([then_a, then_b, ..], [now_a, now_b, ..]) => {
                let apart = |a: &Finger, b: &Finger| (a.1 - b.1).hypot(a.2 - b.2).max(1.0);
                let scaled = ground.scaled(*cut, apart(now_a, now_b) / apart(then_a, then_b));
                let middle = |a: &Finger, b: &Finger| ((a.1 + b.1) / 2.0, (a.2 + b.2) / 2.0);
                let ((x, y), (was_x, was_y)) = (middle(now_a, now_b), middle(then_a, then_b));
                Some(ground.moved(scaled, x - was_x, y - was_y))
            }
            _ => None,
        }
    }

    /// A finger goes.
    pub fn release(&mut self, cut: Cut, id: i32) {
        self.fingers.retain(|(held, ..)| *held != id);
        self.corner = None;
        self.begun = (!self.fingers.is_empty()).then(|| (cut, self.fingers.clone()));
    }

    /// Whether any finger holds the frame.
    pub fn is_held(&self) -> bool {
        self.begun.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::photo::ground::tests::ground;

    fn near(cut: Option<Cut>, x: f64, y: f64, width: f64) {
        let cut = cut.unwrap();
        let off = (cut.x - x).abs() + (cut.y - y).abs() + (cut.width - width).abs();
        assert!(off < 0.01, "{cut:?}");
    }

    #[test]
    fn one_finger_moves_and_at_a_corner_draws() {
        let (ground, first) = (ground(), ground().first());
        let mut grip = Grip::default();
        grip.press(first, (7, 400.0, 500.0), 20.0);
        near(grip.drag(&ground, (7, 410.0, 480.0)), 310.0, 280.0, 300.0);
        assert_eq!(grip.drag(&ground, (8, 0.0, 0.0)), None, "another finger, elsewhere");
        grip.release(first, 7);
        assert!(!grip.is_held());
        grip.press(first, (7, 590.0, 710.0), 20.0);
        near(grip.drag(&ground, (7, 660.0, 0.0)), 300.0, 300.0, 360.0);
    }

    #[test]
    fn two_fingers_pinch_and_the_one_that_stays_moves_on() {
        let (ground, first) = (ground(), ground().first());
        let mut grip = Grip::default();
        grip.press(first, (1, 400.0, 500.0), 20.0);
        grip.press(first, (2, 500.0, 500.0), 20.0);
        let pinched = grip.drag(&ground, (2, 600.0, 500.0));
        // Twice as far apart, and their middle 50 px farther right.
        near(pinched, 200.0, 100.0, 600.0);
        let pinched = pinched.unwrap();
        grip.release(pinched, 1);
        near(grip.drag(&ground, (2, 590.0, 500.0)), 190.0, 100.0, 600.0);
    }
}
