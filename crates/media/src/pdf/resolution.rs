//! How sharp the pictures on a page are.

use lopdf::{Dictionary, Document};

use super::content::Placed;
use super::geometry::{POINTS_PER_INCH, Sheet};

/// The pictures of one page: resolution in dpi, and share of the page.
#[derive(Default)]
pub(crate) struct Pictures {
    painted: Vec<(f64, f64)>,
}

impl Pictures {
    pub fn add(&mut self, placed: &Placed<'_>, sheet: Sheet, document: &Document) {
        let share = placed.at.area() * sheet.unit * sheet.unit / (sheet.width * sheet.height);
        if let Some(dpi) = dpi(placed, sheet, pixels(placed, document))
            && share.is_finite()
        {
            self.painted.push((dpi, share.min(1.0)));
        }
    }

    /// The resolution that nine tenths of the pictured area reach. `None` of a page of which less than a quarter
    /// is picture: there, a coarse logo says nothing of the page.
    ///
    /// Nine tenths, so that neither a small stamp counts nor the coarse background that some scanners lay under
    /// sharp letters. Strips count together.
    pub fn resolution(mut self) -> Option<f64> {
        const PICTURED: f64 = 0.25;
        const MOST_OF_IT: f64 = 0.9;
        let whole: f64 = self.painted.iter().map(|(_, share)| share).sum::<f64>().min(1.0);
        if whole < PICTURED {
            return None;
        }
        self.painted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut reached = 0.0;
        let enough = self.painted.iter().find(|(_, share)| {
            reached += share;
            reached >= MOST_OF_IT * whole
        });
        Some(enough?.0)
    }
}

/// Pixels of the image itself to an inch of paper, of the coarser side.
#[cfg(feature = "join")]
pub(crate) fn own_dpi(placed: &Placed<'_>, sheet: Sheet) -> Option<f64> {
    dpi(placed, sheet, (placed.width, placed.height))
}

fn dpi(placed: &Placed<'_>, sheet: Sheet, pixels: (f64, f64)) -> Option<f64> {
    // Thinner than a hair: a ruled line that was drawn as an image.
    const LEAST_INCHES: f64 = 0.004;
    let (width, height) = placed.at.sides();
    let inches = |side: f64| Some(side * sheet.unit / POINTS_PER_INCH).filter(|it| *it >= LEAST_INCHES);
    let (across, down) = pixels;
    let dpi = (across / inches(width)?).min(down / inches(height)?);
    dpi.is_finite().then_some(dpi)
}

/// The pixels of the image, or of its mask where that is finer: there the letters are in the mask.
fn pixels(placed: &Placed<'_>, document: &Document) -> (f64, f64) {
    let side = |of: &Dictionary, key: &[u8]| of.get_deref(key, document).and_then(|it| it.as_float()).map_or(0.0, f64::from);
    let masks = [&b"SMask"[..], b"Mask"].into_iter().filter_map(|key| {
        let mask = placed.dictionary?.get_deref(key, document).ok()?.as_stream().ok()?;
        Some((side(&mask.dict, b"Width"), side(&mask.dict, b"Height")))
    });
    masks.fold((placed.width, placed.height), |(width, height), (across, down)| {
        (width.max(across), height.max(down))
    })
}

#[cfg(test)]
mod tests {
    use super::Pictures;

    #[track_caller]
    fn check(painted: &[(f64, f64)], wanted: Option<f64>) {
        let pictures = Pictures { painted: painted.to_vec() };
        assert_eq!(pictures.resolution(), wanted, "{painted:?}");
    }

    #[test]
    fn most_of_what_is_pictured_decides() {
        check(&[], None);
        check(&[(72.0, 0.1)], None);
        check(&[(300.0, 1.0)], Some(300.0));
        // A stamp on a scan, and a background under it.
        check(&[(300.0, 1.0), (72.0, 0.05)], Some(300.0));
        check(&[(100.0, 1.0), (300.0, 1.0)], Some(300.0));
        // Two photos beside each other; ten strips.
        check(&[(300.0, 0.4), (72.0, 0.4)], Some(72.0));
        check(&[(150.0, 0.1); 10], Some(150.0));
    }
}
