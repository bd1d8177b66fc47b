//! Where the parts of a head are, estimated from the detector's points or measured by the mesh.

use super::detect::Face;
use super::mesh::Mesh;
use super::plane::Point;
use super::window::Window;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Head {
    /// The middles of the eyes, left and right as seen.
    pub eyes: [Point; 2],
    pub chin: Point,
    /// The upper edge of the face, below the hair.
    pub forehead: Point,
    /// Half-way between the cheeks.
    pub mid_x: f32,
    /// Width of the face, for those who look beside it; about from cheek to cheek.
    pub width: f32,
}

impl Head {
    /// What the five points of the detector allow to guess. The chin may be 2 mm off on a finished photo.
    pub fn estimated(face: &Face) -> Head {
        // Seen on portraits: from the eyes through the mouth to the chin it is so many times as far as to the mouth ...
        const CHIN: f32 = 1.62;
        // ... and as far up to the forehead.
        const FOREHEAD: f32 = -0.95;
        let eyes = [face.marks.left_eye, face.marks.right_eye];
        let [left, right] = eyes;
        let between = left.halfway(right);
        Head {
            eyes,
            chin: between.on_the_way(face.marks.mouth, CHIN),
            forehead: between.on_the_way(face.marks.mouth, FOREHEAD),
            mid_x: between.x,
            width: face.side * 0.84,
        }
    }

    /// What the mesh says.
    pub fn measured(mesh: &Mesh) -> Head {
        let [left, right] = mesh.cheeks();
        Head {
            eyes: mesh.eyes(),
            chin: mesh.chin(),
            forehead: mesh.forehead(),
            mid_x: left.halfway(right).x,
            width: left.to(right),
        }
    }

    /// The same head in a picture so many times as large.
    pub fn times(&self, scale: f32) -> Head {
        let point = |it: Point| Point::new(it.x * scale, it.y * scale);
        Head {
            eyes: self.eyes.map(point),
            chin: point(self.chin),
            forehead: point(self.forehead),
            mid_x: self.mid_x * scale,
            width: self.width * scale,
        }
    }

    /// The same head in a picture of what lies in a window, so many px wide; this one is in px of the whole.
    pub fn seen_in(&self, window: &Window, width: u32) -> Head {
        let (left, top) = (window.left as f32, window.top as f32);
        let point = |it: Point| Point::new(it.x - left, it.y - top);
        let moved = Head {
            eyes: self.eyes.map(point),
            chin: point(self.chin),
            forehead: point(self.forehead),
            mid_x: self.mid_x - left,
            width: self.width,
        };
        moved.times(width as f32 / window.width as f32)
    }

    pub fn between_eyes(&self) -> Point {
        let [left, right] = self.eyes;
        left.halfway(right)
    }

    pub fn eye_distance(&self) -> f32 {
        let [left, right] = self.eyes;
        left.to(right)
    }

    /// How far the head is tilted, in radians, clockwise as seen.
    pub fn tilt(&self) -> f32 {
        let [left, right] = self.eyes;
        left.direction(right)
    }

    /// From the upper edge of the face to the chin.
    pub fn face_height(&self) -> f32 {
        self.forehead.to(self.chin)
    }
}
