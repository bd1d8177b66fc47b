//! Where the frame of a photo may lie on a picture, and what is measured in it. Lengths without a unit are px of the picture as
//! displayed, as in the facts. No browser here.

use crate::errands::{Aim, Cut, Frame};
use crate::texts::{apart, tenth};
use engine::Fact;
use rulebook::FactId;
use std::collections::BTreeMap;

/// A frame with fewer px is too small to grasp and to print.
const LEAST_WIDTH: f64 = 90.0;

/// A picture, the face in it, and what a photo out of it shall measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// What the photo shall measure.
    pub frame: Frame,
    /// The face, where one was measured.
    pub face: Option<Face>,
    proposed: Option<Cut>,
    fits: Option<bool>,
}

/// A face in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Height at which the crown is.
    pub crown: f64,
    /// Height at which the chin is.
    pub chin: f64,
    /// Where its middle is, from the left.
    pub middle: f64,
}

/// A length in the photo, as it is and as it may be, in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// As it is, to a hundredth, as in the facts that are judged.
    pub mm: f64,
    /// The least that will do.
    pub from: f64,
    /// The most that will do.
    pub to: f64,
}

impl Length {
    fn new(mm: f64, aim: Aim) -> Length {
        Length {
            mm: (mm * 100.0).round() / 100.0 + 0.0,
            from: aim.mm - aim.give,
            to: aim.mm + aim.give,
        }
    }

    /// Whether it will do.
    pub fn is_kept(&self) -> bool {
        (self.from..=self.to).contains(&self.mm)
    }

    /// To a tenth, and finer where that would read as a limit that it is not at.
    pub fn told(&self) -> String {
        // How far off does not ask for the side.
        let mm = if self.from < 0.0 { self.mm.abs() } else { self.mm };
        apart(mm, &[self.from, self.to], tenth)
    }
}

/// The lengths of a photo for which there are rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lengths {
    /// From the crown to the chin.
    pub face: Length,
    /// From the upper edge to the crown.
    pub top: Length,
    /// From the middle of the photo to that of the face; below 0 to the left.
    pub centre: Length,
}

impl Ground {
    /// Of what was measured in a picture. `None` as long as its size is not known, or if it cannot be cut.
    pub fn of(facts: &BTreeMap<FactId, Fact>, frame: Frame) -> Option<Ground> {
        let number = |name: &str| facts.get(name).and_then(Fact::number);
        if facts.contains_key("file.unreadable") || facts.get("photo.decoded") == Some(&Fact::Bool(false)) {
            return None;
        }
        let face = || {
            // One opinion: where no face is, there are no lines either.
            number("photo.faces").filter(|faces| *faces > 0.0)?;
            Some(Face {
                crown: number("photo.crown_y")?,
                chin: number("photo.chin_y")?,
                middle: number("photo.mid_x")?,
            })
        };
        let proposed = || {
            Some(Cut {
                x: number("photo.crop_x")?,
                y: number("photo.crop_y")?,
                width: number("photo.crop_width")?,
                height: number("photo.crop_height")?,
            })
        };
        Some(Ground {
            width: number("photo.width_px")?,
            height: number("photo.height_px")?,
            frame,
            face: face(),
            proposed: proposed(),
            fits: match facts.get("photo.crop_fits") {
                Some(Fact::Bool(fits)) => Some(*fits),
                _ => None,
            },
        })
    }

    /// Whether no frame in this picture has all the lengths.
    pub fn is_tight(&self) -> bool {
        self.fits == Some(false)
    }

    /// Where the frame lies at first: where it was proposed, else in the middle with a little room around it.
    pub fn first(&self) -> Cut {
        let middle = || {
            let width = self.widest() * 0.9;
            self.about(self.width / 2.0, self.height / 2.0, width)
        };
        self.fit(self.proposed.unwrap_or_else(middle))
    }

    /// A frame from its left upper corner and its width.
    pub fn cornered_at(&self, x: f64, y: f64, width: f64) -> Cut {
        self.fit(Cut {
            x,
            y,
            width,
            height: width * self.shape(),
        })
    }

    /// The frame nearest to this one that has the shape of the photo and lies in the picture.
    pub fn fit(&self, cut: Cut) -> Cut {
        let least = self.proposed.map_or(LEAST_WIDTH, |proposed| proposed.width.min(LEAST_WIDTH));
        let width = cut.width.max(least).min(self.widest());
        let mut cut = self.about(cut.x + cut.width / 2.0, cut.y + cut.height / 2.0, width);
        cut.x = cut.x.min(self.width - cut.width).max(0.0);
        cut.y = cut.y.min(self.height - cut.height).max(0.0);
        cut
    }

    /// Moved by so many mm of the photo.
    pub fn moved_mm(&self, cut: Cut, right: f64, down: f64) -> Cut {
        let px = self.px_per_mm(cut);
        self.moved(cut, right * px, down * px)
    }

    /// Moved by so many px.
    pub fn moved(&self, cut: Cut, right: f64, down: f64) -> Cut {
        self.fit(Cut {
            x: cut.x + right,
            y: cut.y + down,
            ..cut
        })
    }

    /// So many times as large, its middle where it is.
    pub fn scaled(&self, cut: Cut, times: f64) -> Cut {
        self.fit(self.about(cut.x + cut.width / 2.0, cut.y + cut.height / 2.0, cut.width * times))
    }

    /// One corner (right? lower?) drawn to a point; the opposite one stays where it is.
    pub fn drawn(&self, cut: Cut, (right, lower): (bool, bool), x: f64, y: f64) -> Cut {
        let (fixed_x, fixed_y) = (
            if right { cut.x } else { cut.x + cut.width },
            if lower { cut.y } else { cut.y + cut.height },
        );
        // What there is of the picture on that side of the corner that stays.
        let (room_x, room_y) = (
            if right { self.width - fixed_x } else { fixed_x },
            if lower { self.height - fixed_y } else { fixed_y },
        );
        let away = |to: f64, from: f64, positive: bool| if positive { to - from } else { from - to };
        let wanted = away(x, fixed_x, right).max(away(y, fixed_y, lower) / self.shape());
        let width = wanted.max(LEAST_WIDTH).min(room_x).min(room_y / self.shape());
        self.fit(Cut {
            x: if right { fixed_x } else { fixed_x - width },
            y: if lower { fixed_y } else { fixed_y - width * self.shape() },
            width,
            height: width * self.shape(),
        })
    }

    /// Px of the picture in one mm of the photo.
    pub fn px_per_mm(&self, cut: Cut) -> f64 {
        cut.width / self.frame.width_mm
    }

    /// The lengths of the photo that this frame gives, where a face was measured.
    pub fn lengths(&self, cut: Cut) -> Option<Lengths> {
        let (face, px) = (self.face?, self.px_per_mm(cut));
        Some(Lengths {
            face: Length::new((face.chin - face.crown) / px, self.frame.face),
            top: Length::new((face.crown - cut.y) / px, self.frame.top),
            centre: Length::new((face.middle - cut.x - cut.width / 2.0) / px, self.frame.centre),
        })
    }

    /// The part of the picture to look at while the frame lies there. The former one stays as long as it serves: a picture that
    /// moves with the frame is hard to aim at.
    pub fn view(&self, former: Option<Cut>, cut: Cut) -> Cut {
        /// How many times as wide as the frame what is seen is, at its best, and how many at most.
        const WIDE: f64 = 1.8;
        const TOO_WIDE: f64 = 3.0;
        let serves = |view: &Cut| {
            let across = cut.x >= view.x && cut.x + cut.width <= view.x + view.width + 0.5;
            let down = cut.y >= view.y && cut.y + cut.height <= view.y + view.height + 0.5;
            across && down && view.width <= cut.width * TOO_WIDE
        };
        if let Some(former) = former.filter(serves) {
            return former;
        }
        let (width, height) = ((cut.width * WIDE).min(self.width), (cut.height * WIDE * 0.9).min(self.height));
        let start = |middle: f64, length: f64, whole: f64| (middle - length / 2.0).min(whole - length).max(0.0);
        Cut {
            x: start(cut.x + cut.width / 2.0, width, self.width),
            y: start(cut.y + cut.height / 2.0, height, self.height),
            width,
            height,
        }
    }

    fn shape(&self) -> f64 {
        self.frame.height_mm / self.frame.width_mm
    }

    fn widest(&self) -> f64 {
        self.width.min(self.height / self.shape())
    }

    fn about(&self, middle_x: f64, middle_y: f64, width: f64) -> Cut {
        let height = width * self.shape();
        Cut {
            x: middle_x - width / 2.0,
            y: middle_y - height / 2.0,
            width,
            height,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        width_mm: 30.0,
        height_mm: 40.0,
        face: Aim { mm: 25.0, give: 3.0 },
        top: Aim { mm: 5.0, give: 3.0 },
        centre: Aim { mm: 0.0, give: 1.5 },
    };

    /// A picture of 1,000 by 1,200 px; at 300 px a frame, the face is 25 mm high.
    pub fn ground() -> Ground {
        let facts = [
            ("photo.faces", 1.0),
            ("photo.width_px", 1000.0),
            ("photo.height_px", 1200.0),
            ("photo.crown_y", 350.0),
            ("photo.chin_y", 600.0),
            ("photo.mid_x", 450.0),
            ("photo.crop_x", 300.0),
            ("photo.crop_y", 300.0),
            ("photo.crop_width", 300.0),
            ("photo.crop_height", 400.0),
        ];
        let facts = facts.map(|(name, number)| (FactId::new(name), Fact::Number(number)));
        Ground::of(&BTreeMap::from(facts), FRAME).unwrap()
    }

    fn at(cut: Cut) -> [f64; 4] {
        [cut.x, cut.y, cut.width, cut.height].map(|it| (it * 100.0).round() / 100.0)
    }

    #[test]
    fn the_frame_begins_where_it_was_proposed_or_in_the_middle() {
        let mut ground = ground();
        assert_eq!(at(ground.first()), [300.0, 300.0, 300.0, 400.0]);
        ground.proposed = None;
        assert_eq!(at(ground.first()), [95.0, 60.0, 810.0, 1080.0]);
        // Proposed beyond the edge, as where the head is cut off.
        ground.proposed = Some(Cut {
            x: -40.0,
            y: -20.0,
            width: 1200.0,
            height: 1600.0,
        });
        assert_eq!(at(ground.first()), [100.0, 0.0, 900.0, 1200.0]);
    }

    #[test]
    fn a_picture_without_a_size_or_that_cannot_be_decoded_has_no_ground() {
        let size = |name: &str| (FactId::new(name), Fact::Number(500.0));
        let mut facts = BTreeMap::from([size("photo.width_px")]);
        assert_eq!(Ground::of(&facts, FRAME), None);
        facts.extend([size("photo.height_px")]);
        assert_eq!(Ground::of(&facts, FRAME).and_then(|ground| ground.face), None);
        facts.insert(FactId::new("photo.decoded"), Fact::Bool(false));
        assert_eq!(Ground::of(&facts, FRAME), None);
    }

    #[test]
    fn it_moves_and_stays_in_the_picture() {
        let (ground, first) = (ground(), ground().first());
        assert_eq!(at(ground.moved_mm(first, 1.0, -2.0)), [310.0, 280.0, 300.0, 400.0]);
        assert_eq!(at(ground.moved(first, -999.0, 9999.0)), [0.0, 800.0, 300.0, 400.0]);
    }

    #[test]
    fn it_grows_about_its_middle_and_never_beyond_the_picture() {
        let (ground, first) = (ground(), ground().first());
        assert_eq!(at(ground.scaled(first, 2.0)), [150.0, 100.0, 600.0, 800.0]);
        assert_eq!(at(ground.scaled(first, 99.0)), [0.0, 0.0, 900.0, 1200.0]);
        assert_eq!(ground.scaled(first, 0.0).width, LEAST_WIDTH);
    }

    #[test]
    fn a_corner_is_drawn_and_the_opposite_one_stays() {
        let (ground, first) = (ground(), ground().first());
        assert_eq!(at(ground.drawn(first, (true, true), 660.0, 500.0)), [300.0, 300.0, 360.0, 480.0]);
        assert_eq!(at(ground.drawn(first, (false, false), 450.0, 500.0)), [450.0, 500.0, 150.0, 200.0]);
        assert_eq!(at(ground.drawn(first, (false, true), -500.0, 0.0)), [0.0, 300.0, 600.0, 800.0]);
        let back = ground.drawn(first, (true, true), 0.0, 0.0);
        assert_eq!(at(back), [300.0, 300.0, LEAST_WIDTH, 120.0]);
    }

    #[test]
    fn lengths_are_told_as_the_frame_lies() {
        let (ground, first) = (ground(), ground().first());
        let lengths = |cut| {
            let Lengths { face, top, centre } = ground.lengths(cut).unwrap();
            [face, top, centre].map(|it| (it.mm, it.is_kept()))
        };
        assert_eq!(lengths(first), [(25.0, true), (5.0, true), (0.0, true)]);
        let off = ground.moved_mm(first, 1.6, 3.1);
        assert_eq!(lengths(off), [(25.0, true), (1.9, false), (-1.6, false)]);
        let larger = ground.scaled(first, 1.25);
        assert_eq!(lengths(larger), [(20.0, false), (8.0, true), (0.0, true)]);
    }

    #[test]
    fn a_length_is_judged_as_it_is_told() {
        let ground = ground();
        let top = |mm: f64| {
            let cut = ground.moved_mm(ground.first(), 0.0, 5.0 - mm);
            let length = ground.lengths(cut).unwrap().top;
            (length.told(), length.is_kept())
        };
        assert_eq!(top(2.0), ("2.0".to_owned(), true));
        assert_eq!(top(1.96), ("1.96".to_owned(), false));
        assert_eq!(top(8.04), ("8.04".to_owned(), false));
        assert_eq!(top(7.94), ("7.9".to_owned(), true));
    }

    #[test]
    fn where_no_face_is_there_are_no_lines() {
        let facts = [
            ("photo.width_px", 1000.0),
            ("photo.height_px", 1200.0),
            ("photo.crown_y", 350.0),
            ("photo.chin_y", 600.0),
            ("photo.mid_x", 450.0),
        ];
        let mut facts = BTreeMap::from(facts.map(|(name, number)| (FactId::new(name), Fact::Number(number))));
        let face = |facts: &BTreeMap<FactId, Fact>| Ground::of(facts, FRAME).unwrap().face.is_some();
        assert!(!face(&facts));
        facts.insert(FactId::new("photo.faces"), Fact::Number(0.0));
        assert!(!face(&facts));
        facts.insert(FactId::new("photo.faces"), Fact::Number(1.0));
        assert!(face(&facts));
    }

    #[test]
    fn what_is_seen_stays_until_the_frame_leaves_it() {
        let (ground, first) = (ground(), ground().first());
        let view = ground.view(None, first);
        assert_eq!(at(view), [180.0, 176.0, 540.0, 648.0]);
        assert_eq!(ground.view(Some(view), ground.moved(first, 100.0, 50.0)), view);
        let beyond = ground.moved(first, 400.0, 0.0);
        assert_ne!(ground.view(Some(view), beyond), view);
        assert!(ground.view(Some(view), beyond).x + ground.view(Some(view), beyond).width <= 1000.0);
        assert_ne!(
            ground.view(Some(view), ground.scaled(first, 0.5)),
            view,
            "a small frame is seen from nearer"
        );
    }
}
