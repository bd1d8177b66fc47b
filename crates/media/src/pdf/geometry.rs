//! Where things stand on a page, and how large they are.

use lopdf::{Document, Object};

use super::pages::Page;

/// A unit of user space, if the page does not say otherwise.
pub(crate) const POINTS_PER_INCH: f64 = 72.0;
pub(crate) const MM_PER_INCH: f64 = 25.4;

/// What readers take for a page that does not say how large it is, in points.
pub(crate) const UNSAID: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// A transformation: six numbers as PDF writes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then `outer`.
    pub fn then(self, outer: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [oa, ob, oc, od, oe, of] = outer.0;
        Matrix([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// How long the two sides of the unit square become.
    pub fn sides(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// How much area the unit square becomes.
    pub fn area(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs()
    }

    /// From an array of six numbers.
    pub fn from_object(object: &Object, document: &Document) -> Option<Matrix> {
        numbers(object, document).map(Matrix)
    }
}

/// A page as displayed: turned, cut, and in points of 1/72 inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub width: f64,
    pub height: f64,
    /// Points to a unit of the page's own space.
    pub unit: f64,
}

impl Sheet {
    pub fn of(page: &Page<'_>, document: &Document) -> Sheet {
        let boundary = |key| page.value(key, document).and_then(|it| rectangle(it, document));
        let media = boundary(b"MediaBox").unwrap_or(UNSAID);
        let seen = boundary(b"CropBox").and_then(|crop| overlap(crop, media)).unwrap_or(media);
        let unit = page.value(b"UserUnit", document).and_then(|it| it.as_float().ok());
        let unit = unit.map(f64::from).filter(|it| it.is_finite() && *it > 0.0).unwrap_or(1.0);
        let [left, bottom, right, top] = seen;
        let (width, height) = ((right - left) * unit, (top - bottom) * unit);
        match turn(page, document) % 180 {
            0 => Sheet { width, height, unit },
            _ => Sheet {
                width: height,
                height: width,
                unit,
            },
        }
    }
}

/// How the page is turned for display: 0, 90, 180 or 270 degrees.
pub(crate) fn turn(page: &Page<'_>, document: &Document) -> i64 {
    let turned = page.value(b"Rotate", document).and_then(|it| it.as_i64().ok()).unwrap_or(0);
    match turned.rem_euclid(360) {
        quarter @ (90 | 180 | 270) => quarter,
        _ => 0,
    }
}

/// Left, bottom, right, top; `None` of what has no area.
fn rectangle(object: &Object, document: &Document) -> Option<[f64; 4]> {
    let [x1, y1, x2, y2] = numbers(object, document)?;
    has_area([x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)])
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> Option<[f64; 4]> {
    let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (a, b);
    has_area([a0.max(b0), a1.max(b1), a2.min(b2), a3.min(b3)])
}

fn has_area(it: [f64; 4]) -> Option<[f64; 4]> {
    let [left, bottom, right, top] = it;
    (right > left && top > bottom).then_some(it)
}

/// An array of so many numbers.
fn numbers<const N: usize>(object: &Object, document: &Document) -> Option<[f64; N]> {
    let items = object.as_array().ok()?.get(..N)?;
    let mut found = [0.0; N];
    for (slot, item) in found.iter_mut().zip(items) {
        let number = f64::from(document.dereference(item).ok()?.1.as_float().ok()?);
        *slot = number.is_finite().then_some(number)?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn matrices_act_in_turn() {
        let twice = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let aside = Matrix([1.0, 0.0, 0.0, 1.0, 10.0, 0.0]);
        assert_eq!(twice.then(aside), Matrix([2.0, 0.0, 0.0, 2.0, 10.0, 0.0]));
        assert_eq!(aside.then(twice), Matrix([2.0, 0.0, 0.0, 2.0, 20.0, 0.0]));
        assert_eq!(twice.sides(), (2.0, 2.0));
        assert_eq!(Matrix([0.0, 3.0, -4.0, 0.0, 0.0, 0.0]).sides(), (3.0, 4.0));
        assert_eq!(Matrix([0.0, 3.0, -4.0, 0.0, 0.0, 0.0]).area(), 12.0);
    }
}
