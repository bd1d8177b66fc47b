//! From pixels to facts, in two looks.

use super::background::{self, Background};
use super::crown::{self, Build, Crown};
use super::detect::{self, Face};
use super::frame::{self, Proposal, Stand, Uncut};
use super::head::Head;
use super::light::{self, Light};
use super::mask::Mask;
use super::mesh::{self, Mesh};
use super::models::{BadModel, Models};
use super::pixels::Picture;
use super::pyramid::Pyramid;
use super::resize;
use super::window::Window;
use crate::facts::face as fact;
use crate::{FACTS, Frame, Report};

/// Says whether there was anything to look with and at; see `photo.looked_at`.
pub fn looked_at(report: &mut Report, yes: bool) {
    report.set(&fact::LOOKED_AT, yes);
}

/// A picture that has been looked at.
pub struct Look {
    /// No larger than needed: what is looked for is large.
    small: Pyramid,
    faces: Vec<Face>,
    seen: Option<Seen>,
}

/// Who shows a part of the picture as it was taken, or at least finer than it is looked at: `None` if that cannot be had.
pub type Finer<'a> = dyn FnMut(&Window) -> Option<Picture> + 'a;

/// What there is to say about the largest face.
struct Seen {
    head: Head,
    mask: Mask,
    mesh: Option<Mesh>,
}

/// A picture need not be longer than this, in px, to find a face in it and the person around that.
pub const LOOKED_AT_PX: u32 = 1024;
/// A face with less than this part of the largest one's size is somebody in a picture on the wall.
const COUNTS: f32 = 0.35;
/// Under this the mesh says that there is no face where the detector saw one.
const LEAST_MESH: f32 = 0.5;

impl Look {
    /// The first look: faces, the person, hence a first crop. The chin is guessed. `picture` is upright and may be
    /// smaller than it was taken; more than [`LOOKED_AT_PX`] in length it need not have.
    pub fn first(models: &Models, picture: &Picture) -> Result<Look, BadModel> {
        let mut look = Look {
            small: Pyramid::new(resize::within(picture, LOOKED_AT_PX).unwrap_or_else(|| picture.clone())),
            faces: Vec::new(),
            seen: None,
        };
        look.faces = detect::faces(models, &look.small)?;
        look.seen = look.seen_by(models, None, None)?;
        Ok(look)
    }

    /// The second look, with the mesh: what is no face is dropped, the chin is measured, and pose, eyes and mouth are
    /// known. Without that model nothing changes.
    pub fn closer(&mut self, models: &Models) -> Result<(), BadModel> {
        /// More faces than this need no proof.
        const MOST: usize = 4;
        if !models.has_mesh() {
            return Ok(());
        }
        let (mut faces, mut first_mesh) = (Vec::new(), None);
        for (at, face) in std::mem::take(&mut self.faces).into_iter().enumerate() {
            if at < MOST {
                let Some(mesh) = mesh::fit(models, &self.small, &face)?.filter(|mesh| mesh.score >= LEAST_MESH) else {
                    continue;
                };
                if faces.is_empty() {
                    first_mesh = Some(mesh);
                }
            }
            faces.push(face);
        }
        self.faces = faces;
        let former = self.seen.take().map(|seen| seen.mask);
        self.seen = self.seen_by(models, first_mesh, former)?;
        Ok(())
    }

    fn seen_by(&self, models: &Models, mesh: Option<Mesh>, former: Option<Mask>) -> Result<Option<Seen>, BadModel> {
        let Some(face) = self.faces.first() else { return Ok(None) };
        let head = mesh.as_ref().map_or_else(|| Head::estimated(face), Head::measured);
        // The same sight with other measures would cost as much as all the rest.
        let mask = match former.filter(|mask| mask.serves(&self.small, &head)) {
            Some(mask) => mask,
            None => Mask::around(models, &self.small, &head)?,
        };
        Ok(Some(Seen { head, mask, mesh }))
    }

    /// Puts what was seen into a report: the names in `media::facts::face`. `whole` is the width and height of the
    /// picture as displayed; lengths in px are told in its pixels. Light and sharpness are taken from what `finer` shows of the face,
    /// and stay untold without it.
    pub fn tell(&self, frame: &Frame, whole: (u32, u32), finer: Option<&mut Finer<'_>>, report: &mut Report) {
        // What a former look said of a face that is none does not stay.
        report.facts.retain(|name, _| !is_of_a_face(name));
        let tell = &mut Told { report };
        let largest = self.faces.first().map_or(0.0, |face| face.side);
        let counted = self.faces.iter().filter(|face| face.side > largest * COUNTS).count();
        tell.number(&fact::FACES, counted as f64, 0);
        let (Some(face), Some(Seen { head, mask, mesh })) = (self.faces.first(), &self.seen) else {
            return;
        };

        let score = mesh.as_ref().map_or(face.score, |mesh| face.score.min(mesh.score));
        tell.number(&fact::SCORE, f64::from(score), 3);
        let crown = crown::find(mask, head);
        let small = self.small.whole();
        let scale = f64::from(whole.0) / f64::from(small.width());
        tell.head(head, &crown, scale);
        tell.build(&crown::build(mask, head, &crown));
        if let Some(mesh) = mesh {
            tell.mesh(mesh);
        }
        let stand = Stand {
            crown_y: crown.y.into(),
            chin_y: head.chin.y.into(),
            mid_x: head.mid_x.into(),
            picture_width: small.width().into(),
            picture_height: small.height().into(),
        };
        tell.uncut(&frame::uncut(frame, &stand));
        if let Some(proposal) = frame::propose(frame, &stand) {
            // What goes out is the picture as it is, or what is cut out of it.
            let photo = frame::as_it_is(frame, &stand).unwrap_or(proposal.cut);
            tell.proposal(&proposal, scale);
            tell.number(&fact::PX_PER_MM, photo.width / frame.width_mm * scale, 2);
            if let Some(background) = background::look(mask, &photo, head.mid_x) {
                tell.background(&background);
            }
        }
        let Some(finer) = finer else { return };
        let head = head.times(scale as f32);
        let window = light::window(&head, whole);
        let light = match finer(&window) {
            Some(part) => light::look(&part, &head.seen_in(&window, part.width())),
            None => light::look(small, &head.times(1.0 / scale as f32)),
        };
        tell.light(&light);
    }
}

/// Whether a fact is told anew with each look; all from the number of faces on, as they stand in the list.
fn is_of_a_face(name: &str) -> bool {
    let mut family = FACTS.iter().map(|it| it.name).skip_while(|it| *it != fact::FACES.name);
    let last = family.clone().position(|it| it == fact::TOO_DARK_SHARE.name);
    let at = family.position(|it| it == name);
    at.zip(last).is_some_and(|(at, last)| at <= last)
}

/// Writes measurements down, each to as many decimals as it is good for.
struct Told<'a> {
    report: &'a mut Report,
}

impl Told<'_> {
    fn number(&mut self, info: &crate::FactInfo, value: f64, decimals: i32) {
        let ten = 10f64.powi(decimals);
        let rounded = (value * ten).round() / ten;
        // A number that is none was not measured.
        if rounded.is_finite() {
            // Minus nought is nought.
            self.report.set(info, rounded + 0.0);
        }
    }

    fn head(&mut self, head: &Head, crown: &Crown, scale: f64) {
        self.number(&fact::CROWN_Y, f64::from(crown.y) * scale, 1);
        self.report.set(&fact::CROWN_SEEN, crown.seen);
        self.report.set(&fact::HEAD_CUT, crown.cut);
        self.number(&fact::CHIN_Y, f64::from(head.chin.y) * scale, 1);
        self.number(&fact::MID_X, f64::from(head.mid_x) * scale, 1);
        self.number(&fact::EYE_DISTANCE_PX, f64::from(head.eye_distance()) * scale, 1);
        self.number(&fact::ROLL_DEG, f64::from(head.tilt().to_degrees()), 1);
    }

    fn build(&mut self, build: &Build) {
        self.number(&fact::CROWN_RISE, build.rise.into(), 3);
        self.number(&fact::CROWN_WIDTH, build.width.into(), 3);
    }

    fn mesh(&mut self, mesh: &Mesh) {
        let pose = mesh.pose();
        self.number(&fact::YAW_DEG, pose.yaw.into(), 1);
        self.number(&fact::PITCH_DEG, pose.pitch.into(), 1);
        self.number(&fact::EYES_OPEN, mesh.eyes_open().into(), 3);
        self.number(&fact::MOUTH_OPEN, mesh.mouth_open().into(), 3);
    }

    fn uncut(&mut self, uncut: &Uncut) {
        self.number(&fact::UNCUT_FACE_MM, uncut.face_mm, 2);
        self.number(&fact::UNCUT_TOP_MM, uncut.top_mm, 2);
        self.number(&fact::UNCUT_CENTRE_OFF_MM, uncut.centre_off_mm, 2);
    }

    fn proposal(&mut self, proposal: &Proposal, scale: f64) {
        let Proposal {
            cut,
            face_mm,
            top_mm,
            centre_off_mm,
            fits,
            ..
        } = *proposal;
        self.number(&fact::FACE_MM, face_mm, 2);
        self.number(&fact::TOP_MM, top_mm, 2);
        self.number(&fact::CENTRE_OFF_MM, centre_off_mm, 2);
        self.number(&fact::CROP_X, cut.x * scale, 1);
        self.number(&fact::CROP_Y, cut.y * scale, 1);
        self.number(&fact::CROP_WIDTH, cut.width * scale, 1);
        self.number(&fact::CROP_HEIGHT, cut.height * scale, 1);
        self.report.set(&fact::CROP_FITS, fits);
    }

    fn background(&mut self, background: &Background) {
        self.number(&fact::BACKGROUND_SPREAD, background.spread.into(), 1);
        self.number(&fact::BACKGROUND_EDGES, background.edges.into(), 4);
        if let Some(difference) = background.left_right {
            self.number(&fact::BACKGROUND_LEFT_RIGHT, difference.into(), 1);
        }
        if let Some(shadow) = background.shadow {
            self.number(&fact::BACKGROUND_SHADOW, shadow.into(), 1);
        }
    }

    fn light(&mut self, light: &Light) {
        self.number(&fact::FACE_LIGHT, light.face.into(), 1);
        self.number(&fact::LIGHT_LEFT_RIGHT, light.left_right.into(), 1);
        self.number(&fact::TOO_BRIGHT_SHARE, light.too_bright.into(), 4);
        self.number(&fact::TOO_DARK_SHARE, light.too_dark.into(), 4);
        self.number(&fact::SHARPNESS, light.sharpness.into(), 1);
    }
}
