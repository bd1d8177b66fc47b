//! The crown: the top of the head, hair included.

use super::head::Head;
use super::mask::{Mask, PERSON};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crown {
    /// In px from the upper edge of the picture.
    pub y: f32,
    /// Whether it was seen. Otherwise it is guessed from the face.
    pub seen: bool,
    /// Whether the head reaches the upper edge of the picture, so that something of it may be missing.
    pub cut: bool,
}

/// Goes up from the forehead for as long as there is a person.
pub(super) fn find(mask: &Mask, head: &Head) -> Crown {
    /// So much of the width of the face is looked at.
    const BAND: f32 = 0.5;
    /// So much of that width must reach as high as the crown: a lock of hair alone does not.
    const WIDE: f32 = 0.12;
    /// A crown so near to the edge, in cells, cannot be told from one at the edge.
    const AT_EDGE: f32 = 1.5;

    let start = mask.row(head.forehead.y);
    let first = mask.column(head.mid_x - head.width * BAND);
    let last = mask.column(head.mid_x + head.width * BAND);
    let mut tops: Vec<f32> = (first..=last).filter_map(|column| top(mask, column, start)).collect();
    tops.sort_by(f32::total_cmp);
    let wide = ((last - first + 1) as f32 * WIDE) as usize;
    let seen = tops.get(wide).copied().filter(|y| plausible(head, *y));
    Crown {
        y: seen.unwrap_or_else(|| guess(head)).max(0.0),
        seen: seen.is_some(),
        cut: seen.is_some_and(|y| y < mask.cell() * AT_EDGE),
    }
}

/// What tells a crown from a knot of hair, a hat, or a mask that has lost its way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Build {
    /// From the eyes up to the crown, by that from the chin up to the eyes.
    pub rise: f32,
    /// How wide the head is a little below the crown, in widths of the face.
    pub width: f32,
}

pub(super) fn build(mask: &Mask, head: &Head, crown: &Crown) -> Build {
    /// Of the height of the head: under 2 mm of a finished photo.
    const BELOW: f32 = 0.07;
    let eyes = head.between_eyes().y;
    let row = mask.row(crown.y + (head.chin.y - crown.y) * BELOW);
    let (first, last) = (mask.column(head.mid_x - head.width), mask.column(head.mid_x + head.width));
    let cells = (first..=last).filter(|column| mask.person(*column, row) > PERSON).count();
    Build {
        rise: (eyes - crown.y) / (head.chin.y - eyes),
        width: cells as f32 * mask.cell() / head.width,
    }
}

/// How high the person reaches in one column, between the cells; `None` if there is no person at the start.
fn top(mask: &Mask, column: usize, start: usize) -> Option<f32> {
    let person = |row: usize| mask.person(column, row);
    let rows = (0..=start)
        .rev()
        .take_while(|row| person(*row) > PERSON && mask.middle(column, *row).y > 0.0);
    let highest = rows.last()?;
    let inside = person(highest);
    let outside = highest.checked_sub(1).map_or(0.0, person).min(PERSON);
    // Between the middles of the two cells, where the likelihood passes one half.
    let part = (inside - PERSON) / (inside - outside).max(f32::EPSILON);
    Some(mask.middle(column, highest).y - part * mask.cell())
}

/// From the chin to the eyes it is about as far as from there to the crown, and hair comes on top.
fn guess(head: &Head) -> f32 {
    const WITH_HAIR: f32 = 1.06;
    let eyes = head.between_eyes().y;
    eyes - (head.chin.y - eyes) * WITH_HAIR
}

/// A mask that has lost its way, on a hat rack or on a bald head before a pale wall, is not believed.
fn plausible(head: &Head, crown: f32) -> bool {
    let (seen, guessed) = (head.chin.y - crown, head.chin.y - guess(head));
    (guessed * 0.8..guessed * 1.45).contains(&seen)
}
