//! Points in a picture.

/// A point in px from the upper left corner; a pixel's middle is at half a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub fn new(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    pub fn to(self, other: Point) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub fn halfway(self, other: Point) -> Point {
        self.on_the_way(other, 0.5)
    }

    /// The point so far along from here to there: 0 is here, 1 is there, more is beyond.
    pub fn on_the_way(self, other: Point, part: f32) -> Point {
        Point::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }

    /// The direction from here to there in radians, clockwise as seen, 0 to the right.
    pub fn direction(self, other: Point) -> f32 {
        (other.y - self.y).atan2(other.x - self.x)
    }
}
