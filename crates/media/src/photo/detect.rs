//! Where faces are.
//!
//! BlazeFace looks at a square of 128 by 128 cells and says for each of 896 places how likely a face is there, how
//! large, and where its eyes, nose tip, mouth and ears are.

use super::models::{BadModel, Models, sigmoid};
use super::plane::Point;
use super::pyramid::Pyramid;
use super::square::Square;

/// A face as the detector sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    pub middle: Point,
    /// Side of a square from the brows to the chin, in px.
    pub side: f32,
    pub marks: Marks,
}

/// Eyes, nose tip and mouth; left and right as seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Marks {
    pub left_eye: Point,
    pub right_eye: Point,
    pub nose: Point,
    pub mouth: Point,
}

/// Under this the detector itself does not call it a face.
const LEAST_SCORE: f32 = 0.5;
/// Boxes that overlap more than this are the same face.
const SAME: f32 = 0.3;
/// Places along a side of the square, and how many guesses are made at each: the order of the model's output.
const LAYERS: [(usize, usize); 2] = [(16, 2), (8, 6)];
/// Numbers for one place: middle, size, and six points.
const NUMBERS: usize = 16;

/// All faces, the clearest first. If none is seen at once, the picture is looked at again in parts: in a long or wide
/// picture, or far away, a face is too small for one look.
pub(super) fn faces(models: &Models, picture: &Pyramid) -> Result<Vec<Face>, BadModel> {
    let (width, height) = (picture.whole().width() as f32, picture.whole().height() as f32);
    let whole = Square::new(Point::new(width / 2.0, height / 2.0), width.max(height));
    let mut found = look(models, picture, whole)?;
    if found.is_empty() {
        for part in parts(width, height) {
            found.extend(look(models, picture, part)?);
        }
        found = merge(found);
    }
    found.sort_by(|a, b| (b.side * b.score).total_cmp(&(a.side * a.score)));
    Ok(found)
}

/// Squares that overlap, so that each face lies whole in one of them: three along the picture, nine smaller ones.
fn parts(width: f32, height: f32) -> Vec<Square> {
    let side = width.min(height);
    let along = [0.0, 0.5, 1.0].map(|part| {
        let middle = Point::new(side / 2.0 + (width - side) * part, side / 2.0 + (height - side) * part);
        Square::new(middle, side)
    });
    let quarters = [0.25, 0.5, 0.75];
    let smaller = quarters
        .iter()
        .flat_map(|right| quarters.iter().map(move |down| Point::new(width * right, height * down)))
        .map(|middle| Square::new(middle, side * 0.55));
    along.into_iter().chain(smaller).collect()
}

fn look(models: &Models, picture: &Pyramid, square: Square) -> Result<Vec<Face>, BadModel> {
    let net = &models.detector;
    let outputs = net.run(&picture.sample(&square, net.cells), -1.0, 2.0)?;
    let [places, scores, ..] = outputs.as_slice() else {
        return Err(BadModel::says("the detector gives too little"));
    };
    let (places, _) = places.as_chunks::<NUMBERS>();
    let cells = net.cells as f32;
    let guesses = anchors().zip(places).zip(scores).filter_map(|(((u, v), place), odds)| {
        let score = sigmoid(*odds);
        if score <= LEAST_SCORE {
            return None;
        }
        let [x, y, wide, _high, points @ ..] = place;
        let at = |x: f32, y: f32| square.out(x / cells + u, y / cells + v);
        // The model's own right eye is the left one as seen. The last two points are the ears.
        let [lx, ly, rx, ry, nx, ny, mx, my, ..] = *points;
        Some(Face {
            score,
            middle: at(*x, *y),
            side: wide / cells * square.side,
            marks: Marks {
                left_eye: at(lx, ly),
                right_eye: at(rx, ry),
                nose: at(nx, ny),
                mouth: at(mx, my),
            },
        })
    });
    Ok(merge(guesses.collect()))
}

/// The middles of the places at which the detector guesses, from 0 to 1, in the order of its output.
fn anchors() -> impl Iterator<Item = (f32, f32)> {
    let middle = |at: usize, of: usize| (at as f32 + 0.5) / of as f32;
    LAYERS.into_iter().flat_map(move |(side, guesses)| {
        (0..side * side).flat_map(move |at| std::iter::repeat_n((middle(at % side, side), middle(at / side, side)), guesses))
    })
}

/// Many guesses at one face become one: their mean, weighted by how sure each is.
fn merge(mut guesses: Vec<Face>) -> Vec<Face> {
    guesses.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut faces = Vec::new();
    while let Some(first) = guesses.first().cloned() {
        let (same, others) = guesses.into_iter().partition(|it| overlap(&first, it) > SAME);
        guesses = others;
        faces.push(mean(first.score, &same));
    }
    faces
}

fn mean(score: f32, same: &[Face]) -> Face {
    let total: f32 = same.iter().map(|it| it.score).sum();
    let number = |of: &dyn Fn(&Face) -> f32| same.iter().map(|it| of(it) * it.score).sum::<f32>() / total;
    let point = |of: &dyn Fn(&Face) -> Point| Point::new(number(&|it| of(it).x), number(&|it| of(it).y));
    Face {
        score,
        middle: point(&|it| it.middle),
        side: number(&|it| it.side),
        marks: Marks {
            left_eye: point(&|it| it.marks.left_eye),
            right_eye: point(&|it| it.marks.right_eye),
            nose: point(&|it| it.marks.nose),
            mouth: point(&|it| it.marks.mouth),
        },
    }
}

/// The area that two faces share, as a part of what they cover together; each face overlaps itself whole.
fn overlap(a: &Face, b: &Face) -> f32 {
    let along = |a_middle: f32, b_middle: f32| {
        let least = (a_middle - a.side / 2.0).max(b_middle - b.side / 2.0);
        let most = (a_middle + a.side / 2.0).min(b_middle + b.side / 2.0);
        (most - least).max(0.0)
    };
    let shared = along(a.middle.x, b.middle.x) * along(a.middle.y, b.middle.y);
    let together = a.side * a.side + b.side * b.side - shared;
    if a == b { 1.0 } else { shared / together.max(f32::EPSILON) }
}
