//! The form of a face: 468 points in space.

use super::detect::Face;
use super::models::{BadModel, Models, Net, sigmoid};
use super::plane::Point;
use super::pyramid::Pyramid;
use super::square::Square;

/// Points of the face mesh that are looked at, by their number in it. Left and right as seen.
mod number {
    pub const FOREHEAD: usize = 10;
    pub const CHIN: usize = 152;
    pub const LEFT_CHEEK: usize = 234;
    pub const RIGHT_CHEEK: usize = 454;
    /// Outer corner, inner corner, upper lid, lower lid.
    pub const LEFT_EYE: [usize; 4] = [33, 133, 159, 145];
    pub const RIGHT_EYE: [usize; 4] = [263, 362, 386, 374];
    /// Left corner, right corner, upper lip, lower lip, on the inner edge of the lips.
    pub const MOUTH: [usize; 4] = [78, 308, 13, 14];
}

/// A fitted mesh.
pub(super) struct Mesh {
    /// How sure the model is that it saw a face at all, 0 to 1.
    pub score: f32,
    points: Vec<(Point, f32)>,
}

/// How a face is turned, in degrees; all 0 when it looks straight out of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pose {
    /// Tilted clockwise as seen.
    pub roll: f32,
    /// Turned to the right as seen.
    pub yaw: f32,
    /// Turned up.
    pub pitch: f32,
}

/// Fits the mesh to a face, twice: first to where the detector saw the face, then to where the mesh itself has found
/// it, turned upright. `None` without a model for it, or if what it gives makes no sense.
pub(super) fn fit(models: &Models, picture: &Pyramid, face: &Face) -> Result<Option<Mesh>, BadModel> {
    /// Room around the face, as the model was taught.
    const ROOM: f32 = 1.5;
    let Some(net) = &models.mesh else { return Ok(None) };
    let turned = face.marks.left_eye.direction(face.marks.right_eye);
    let rough = at(net, picture, Square::new(face.middle, face.side * ROOM).turned(turned))?;
    let Some((least, most)) = rough.bounds() else { return Ok(None) };
    let side = (most.x - least.x).max(most.y - least.y) * ROOM;
    if !(side > 1.0 && side.is_finite()) {
        return Ok(None);
    }
    let turned = rough.pose().roll.to_radians();
    at(net, picture, Square::new(least.halfway(most), side).turned(turned)).map(Some)
}

fn at(net: &Net, picture: &Pyramid, square: Square) -> Result<Mesh, BadModel> {
    let outputs = net.run(&picture.glance(&square, net.cells), 0.0, 1.0)?;
    let [points, score, ..] = outputs.as_slice() else {
        return Err(BadModel::says("the mesh gives too little"));
    };
    let cells = net.cells as f32;
    let (points, _) = points.as_chunks::<3>();
    let points = points
        .iter()
        .map(|[x, y, z]| (square.out(x / cells, y / cells), z / cells * square.side));
    Ok(Mesh {
        score: score.first().copied().map_or(0.0, sigmoid),
        points: points.collect(),
    })
}

impl Mesh {
    pub fn chin(&self) -> Point {
        self.point(number::CHIN)
    }

    pub fn forehead(&self) -> Point {
        self.point(number::FOREHEAD)
    }

    /// The outermost points of the cheeks, left and right as seen.
    pub fn cheeks(&self) -> [Point; 2] {
        [self.point(number::LEFT_CHEEK), self.point(number::RIGHT_CHEEK)]
    }

    /// The middles of the eyes, left and right as seen.
    pub fn eyes(&self) -> [Point; 2] {
        [number::LEFT_EYE, number::RIGHT_EYE].map(|[outer, inner, ..]| self.point(outer).halfway(self.point(inner)))
    }

    pub fn pose(&self) -> Pose {
        let [left_eye, right_eye] = self.eyes();
        // What is farther from the camera has the greater depth.
        let angle = |near: usize, far: usize| {
            let across = self.point(near).to(self.point(far)).max(f32::EPSILON);
            ((self.depth(far) - self.depth(near)) / across).atan().to_degrees()
        };
        Pose {
            roll: left_eye.direction(right_eye).to_degrees(),
            yaw: angle(number::LEFT_CHEEK, number::RIGHT_CHEEK),
            pitch: angle(number::CHIN, number::FOREHEAD),
        }
    }

    /// How far the less open eye is open: height by width, about 0.3 for an open one.
    pub fn eyes_open(&self) -> f32 {
        self.open(number::LEFT_EYE).min(self.open(number::RIGHT_EYE))
    }

    /// How far the lips are apart: height of the gap by its width.
    pub fn mouth_open(&self) -> f32 {
        self.open(number::MOUTH)
    }

    fn open(&self, [left, right, upper, lower]: [usize; 4]) -> f32 {
        let wide = self.point(left).to(self.point(right)).max(f32::EPSILON);
        self.point(upper).to(self.point(lower)) / wide
    }

    /// Upper left and lower right corner of a rectangle around all points.
    fn bounds(&self) -> Option<(Point, Point)> {
        let points = || self.points.iter().map(|(point, _)| *point);
        let least = points().reduce(|a, b| Point::new(a.x.min(b.x), a.y.min(b.y)))?;
        let most = points().reduce(|a, b| Point::new(a.x.max(b.x), a.y.max(b.y)))?;
        Some((least, most))
    }

    fn point(&self, number: usize) -> Point {
        self.points.get(number).map(|(point, _)| *point).unwrap_or_default()
    }

    fn depth(&self, number: usize) -> f32 {
        self.points.get(number).map_or(0.0, |(_, depth)| *depth)
    }
}
