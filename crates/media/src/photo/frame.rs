//! Where to cut: the rectangle in the picture that comes nearest to what the finished photo shall measure.

use crate::{Aim, Cut, Frame};

/// A proposed crop, and what the photo would measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Proposal {
    pub cut: Cut,
    pub face_mm: f64,
    pub top_mm: f64,
    /// How far the middle of the face is right of the middle of the photo.
    pub centre_off_mm: f64,
    /// Whether the crop lies in the picture with every length within its tolerance.
    pub fits: bool,
}

/// A head in a picture, in px from the picture's edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stand {
    pub crown_y: f64,
    pub chin_y: f64,
    pub mid_x: f64,
    pub picture_width: f64,
    pub picture_height: f64,
}

/// The best crop: with every length as aimed at if that lies in the picture; else the one nearest to that which does;
/// else the one aimed at, though it does not. `None` if head or frame have no size.
pub(super) fn propose(frame: &Frame, stand: &Stand) -> Option<Proposal> {
    /// Sizes of the face that are tried, evenly from the least to the most.
    const TRIES: u32 = 60;
    let head = stand.chin_y - stand.crown_y;
    let sizes = [
        frame.width_mm,
        frame.height_mm,
        frame.face.mm,
        frame.face.mm - frame.face.give,
        head,
    ];
    if sizes.iter().any(|size| !(size.is_finite() && *size > 0.0)) {
        return None;
    }
    let size = |step: u32| frame.face.mm + frame.face.give * (f64::from(step) / f64::from(TRIES) * 2.0 - 1.0);
    let fitting = (0..=TRIES).filter_map(|step| {
        let face_mm = size(step);
        let px = head / face_mm;
        // The photo's upper edge may not be above the picture's, nor its lower edge below.
        let below = frame.height_mm - (stand.picture_height - stand.crown_y) / px;
        let top_mm = nearest(&frame.top, below, stand.crown_y / px)?;
        // The same sideways; the face's distance from the photo's left edge is half the width and what it is off.
        let half = frame.width_mm / 2.0;
        let right = half - (stand.picture_width - stand.mid_x) / px;
        let centre_mm = nearest(&frame.centre, right, stand.mid_x / px - half)?;
        // Squared: three lengths that are a little off are better than one that is at its limit.
        let off = |aim: &Aim, is: f64| ((is - aim.mm) / aim.give.max(1e-3)).powi(2);
        let cost = off(&frame.face, face_mm) + off(&frame.top, top_mm) + off(&frame.centre, centre_mm);
        Some((cost, [face_mm, top_mm, centre_mm]))
    });
    let best = fitting.min_by(|(a, _), (b, _)| a.total_cmp(b));
    let [face_mm, top_mm, centre_off_mm] = best.map_or([frame.face.mm, frame.top.mm, frame.centre.mm], |(_, lengths)| lengths);
    let px_per_mm = head / face_mm;
    let (width, height) = (frame.width_mm * px_per_mm, frame.height_mm * px_per_mm);
    Some(Proposal {
        cut: Cut {
            x: stand.mid_x - centre_off_mm * px_per_mm - width / 2.0,
            y: stand.crown_y - top_mm * px_per_mm,
            width,
            height,
        },
        face_mm,
        top_mm,
        centre_off_mm,
        fits: best.is_some(),
    })
}

/// The whole picture, if it has the shape of the photo as nearly as pixels that do not divide may be off.
pub(super) fn as_it_is(frame: &Frame, stand: &Stand) -> Option<Cut> {
    const OFF: f64 = 0.02;
    let (width, height) = (stand.picture_width, stand.picture_height);
    let off = (height / width) / (frame.height_mm / frame.width_mm) - 1.0;
    (off.abs() <= OFF).then_some(Cut {
        x: 0.0,
        y: 0.0,
        width,
        height,
    })
}

/// What the picture measures as it stands, its whole height being that of the photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Uncut {
    pub face_mm: f64,
    pub top_mm: f64,
    pub centre_off_mm: f64,
}

pub(super) fn uncut(frame: &Frame, stand: &Stand) -> Uncut {
    let px = stand.picture_height / frame.height_mm;
    Uncut {
        face_mm: (stand.chin_y - stand.crown_y) / px,
        top_mm: stand.crown_y / px,
        centre_off_mm: (stand.mid_x - stand.picture_width / 2.0) / px,
    }
}

/// The length nearest to the aim that its tolerance allows and that lies between two bounds.
fn nearest(aim: &Aim, least: f64, most: f64) -> Option<f64> {
    let (least, most) = (least.max(aim.mm - aim.give), most.min(aim.mm + aim.give));
    (least <= most).then(|| aim.mm.clamp(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        width_mm: 30.0,
        height_mm: 40.0,
        face: Aim { mm: 25.0, give: 3.0 },
        top: Aim { mm: 5.0, give: 3.0 },
        centre: Aim { mm: 0.0, give: 1.5 },
    };

    /// A head of 250 px; with the face at 25 mm, ten px are a millimetre.
    fn stand(crown_y: f64, mid_x: f64, picture_width: f64, picture_height: f64) -> Stand {
        Stand {
            crown_y,
            chin_y: crown_y + 250.0,
            mid_x,
            picture_width,
            picture_height,
        }
    }

    /// Each length may be off by this part of its tolerance; more than 1 is a crop that does not fit.
    #[track_caller]
    fn check(stand: Stand, part: f64) {
        let Proposal {
            cut,
            fits,
            face_mm,
            top_mm,
            centre_off_mm,
            ..
        } = propose(&FRAME, &stand).unwrap();
        assert_eq!(fits, part <= 1.0);
        for (is, aim) in [(face_mm, FRAME.face), (top_mm, FRAME.top), (centre_off_mm, FRAME.centre)] {
            let off = (is - aim.mm).abs() / aim.give;
            assert!(off <= if fits { part + 1e-9 } else { 0.0 }, "{is} mm, not {aim:?}");
        }
        let Cut { x, y, width, height } = cut;
        let slack = 1e-6;
        let inside = x > -slack && y > -slack && x + width < stand.picture_width + slack && y + height < stand.picture_height + slack;
        assert_eq!(inside, fits, "{cut:?}");
        // What is proposed measures what is said of it.
        let px = 250.0 / face_mm;
        assert!((width - 30.0 * px).abs() < slack && (height - 40.0 * px).abs() < slack, "{cut:?}");
        assert!((y + top_mm * px - stand.crown_y).abs() < slack, "{cut:?}");
        assert!((x + width / 2.0 + centre_off_mm * px - stand.mid_x).abs() < slack, "{cut:?}");
    }

    #[test]
    fn with_room_around_everything_is_as_aimed_at() {
        check(stand(300.0, 500.0, 1000.0, 1000.0), 0.0);
    }

    #[test]
    fn what_is_too_near_to_an_edge_moves_within_its_tolerance() {
        // 30 px above the head: 3 mm of 5.
        check(stand(30.0, 500.0, 1000.0, 1000.0), 0.67);
        // 140 px left or right of the middle: 14 mm of 15.
        check(stand(300.0, 140.0, 1000.0, 1000.0), 0.67);
        check(stand(300.0, 860.0, 1000.0, 1000.0), 0.67);
        // 372 px high, where 400 would be needed.
        check(stand(45.0, 500.0, 1000.0, 372.0), 0.67);
        // As tight as it can be: 28 mm with 2 mm above.
        check(stand(18.0, 500.0, 1000.0, 358.0), 1.0);
    }

    #[test]
    fn what_cannot_fit_is_proposed_as_aimed_at() {
        check(stand(5.0, 500.0, 1000.0, 1000.0), 2.0);
        check(stand(300.0, 100.0, 1000.0, 1000.0), 2.0);
        check(stand(18.0, 500.0, 1000.0, 350.0), 2.0);
    }

    #[test]
    fn nothing_is_proposed_for_nothing() {
        assert_eq!(
            propose(
                &FRAME,
                &Stand {
                    chin_y: 10.0,
                    ..stand(300.0, 500.0, 1000.0, 1000.0)
                }
            ),
            None
        );
        let flat = Frame { height_mm: 0.0, ..FRAME };
        assert_eq!(propose(&flat, &stand(300.0, 500.0, 1000.0, 1000.0)), None);
    }
}
