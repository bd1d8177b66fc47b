//! Portraits with known answers, all made from one: a public-domain portrait, cut free from what is behind it, set into scenes.

use std::io::Cursor;
use std::sync::OnceLock;

use image::{ImageFormat, Rgb, RgbImage};
use media::photo::{self, Models, Opened};
use media::{Aim, Fact, Frame, Job, Report};

use super::pictures::ASTRONAUT;
use super::{MAX_BYTES, MAX_PIXELS};

pub const FRAME: Frame = Frame {
    width_mm: 30.0,
    height_mm: 40.0,
    face: Aim { mm: 25.0, give: 3.0 },
    top: Aim { mm: 5.0, give: 3.0 },
    centre: Aim { mm: 0.0, give: 1.5 },
};

pub const LOOK: Job = Job::Photo {
    max_bytes: MAX_BYTES,
    max_pixels: MAX_PIXELS,
    frame: Some(FRAME),
};

/// Where the head is in the portrait itself, in its px: read off by eye in an enlargement, not measured by what is tested.
pub const CROWN_Y: f64 = 15.7;
pub const CHIN_Y: f64 = 178.0;
pub const MID_X: f64 = 225.0;
/// On a photo of 40 mm with the face at 25 mm.
pub const PX_PER_MM: f64 = (CHIN_Y - CROWN_Y) / 25.0;

/// The models that the browser gets.
pub fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        let mut models = without_mesh();
        models.add_mesh(file("face-mesh")).unwrap();
        models
    })
}

/// Only those for the first look.
pub fn without_mesh() -> Models {
    Models::load(file("face-detector"), file("person-mask")).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/../../workers/photo/models/{name}.onnx", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Looks at a picture and holds the report to what is true of all reports.
#[track_caller]
pub fn look(picture: &RgbImage) -> Report {
    look_at("me.bmp", &bmp(picture))
}

#[track_caller]
pub fn look_at(name: &str, bytes: &[u8]) -> Report {
    let report = photo::measure(models(), &LOOK, name, bytes);
    super::hold(&report);
    report
}

/// Quick to write and to read, and without loss.
pub fn bmp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Bmp).unwrap();
    file.into_inner()
}

#[track_caller]
pub fn number(report: &Report, name: &str) -> f64 {
    match report.facts.get(name) {
        Some(Fact::Number(number)) => *number,
        other => panic!("{name} is {other:?} in {report:#?}"),
    }
}

/// The portrait set into a scene.
#[derive(Clone, Copy)]
pub struct Scene {
    pub width: u32,
    pub height: u32,
    /// How many px of the scene one px of the portrait becomes.
    pub scale: f32,
    /// Where the portrait's point between the eyes and the chin comes to lie.
    pub at: (f32, f32),
    /// Turned clockwise around that point.
    pub turned_deg: f32,
    /// What is behind; without it, what was there when it was taken.
    pub backdrop: Option<fn(f32, f32) -> [f32; 3]>,
}

/// The middle of the portrait's head.
const PIVOT: (f32, f32) = (225.0, 100.0);

/// Pale, even, as in a photographer's studio.
pub fn plain(_: f32, _: f32) -> [f32; 3] {
    [214.0, 218.0, 224.0]
}

/// A scene in which nothing is wrong. There is room on all sides, and a millimetre of the photo has some 12 px.
pub const STUDIO: Scene = Scene {
    width: 720,
    height: 800,
    scale: 1.9,
    at: (360.0, 330.0),
    turned_deg: 0.0,
    backdrop: Some(plain),
};

impl Scene {
    /// Where a point of the portrait lies in the scene.
    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let (sin, cos) = f64::from(self.turned_deg).to_radians().sin_cos();
        let (right, down) = (x - f64::from(PIVOT.0), y - f64::from(PIVOT.1));
        let scale = f64::from(self.scale);
        (
            f64::from(self.at.0) + (right * cos - down * sin) * scale,
            f64::from(self.at.1) + (right * sin + down * cos) * scale,
        )
    }

    pub fn picture(&self) -> RgbImage {
        let portrait = Portrait::get();
        let (sin, cos) = self.turned_deg.to_radians().sin_cos();
        RgbImage::from_fn(self.width, self.height, |x, y| {
            let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
            let (right, down) = ((x - self.at.0) / self.scale, (y - self.at.1) / self.scale);
            let (from_x, from_y) = (PIVOT.0 + right * cos + down * sin, PIVOT.1 - right * sin + down * cos);
            let ([r, g, b, person], all) = portrait.at(from_x, from_y);
            let part = if self.backdrop.is_some() { person } else { all };
            let [back_r, back_g, back_b] = self
                .backdrop
                .map_or([0.0; 3], |backdrop| backdrop(x / self.width as f32, y / self.height as f32));
            let over = |front: f32, back: f32| (front * part + back * (1.0 - part)).round() as u8;
            Rgb([over(r, back_r), over(g, back_g), over(b, back_b)])
        })
    }
}

/// The portrait: colours, and how far each pixel is the person.
struct Portrait {
    pixels: RgbImage,
    person: Vec<bool>,
}

impl Portrait {
    fn get() -> &'static Portrait {
        static PORTRAIT: OnceLock<Portrait> = OnceLock::new();
        PORTRAIT.get_or_init(|| {
            let mut opened = Opened::open(&LOOK, "astronaut.jpg", ASTRONAUT).unwrap();
            let picture = opened.decode().unwrap().unwrap();
            let pixels = RgbImage::from_raw(picture.width(), picture.height(), picture.bytes().to_vec()).unwrap();
            let person = cut_free(&pixels);
            Portrait { pixels, person }
        })
    }

    /// Colour and person at a point, and whether the point lies in the portrait at all.
    fn at(&self, x: f32, y: f32) -> ([f32; 4], f32) {
        let (width, height) = self.pixels.dimensions();
        let (x, y) = (x - 0.5, y - 0.5);
        let mut sum = [0.0; 4];
        let mut all = 0.0;
        for (column, across) in [(x.floor(), 1.0 - x.fract().abs()), (x.floor() + 1.0, x.fract().abs())] {
            for (row, down) in [(y.floor(), 1.0 - y.fract().abs()), (y.floor() + 1.0, y.fract().abs())] {
                let inside = column >= 0.0 && row >= 0.0 && column < width as f32 && row < height as f32;
                let (column, row) = (
                    column.clamp(0.0, width as f32 - 1.0) as u32,
                    row.clamp(0.0, height as f32 - 1.0) as u32,
                );
                let part = across * down;
                let Rgb([r, g, b]) = self.pixels.get_pixel(column, row);
                let person = inside && self.person[(row * width + column) as usize];
                for (sum, it) in sum
                    .iter_mut()
                    .zip([f32::from(*r), f32::from(*g), f32::from(*b), f32::from(u8::from(person))])
                {
                    *sum += it * part;
                }
                all += part * f32::from(u8::from(inside));
            }
        }
        (sum, all)
    }
}

/// What is the person in the portrait, as far as it is used: the wall behind her is grey, and she is not. From above the shoulders
/// the wall is followed as far as it goes.
fn cut_free(pixels: &RgbImage) -> Vec<bool> {
    let (width, height) = pixels.dimensions();
    // Beyond these there is a flag, and a rocket.
    let (left, right) = (112, 344);
    let wall = |x: u32, y: u32| {
        let Rgb([r, g, b]) = *pixels.get_pixel(x, y);
        let (least, most) = (r.min(g).min(b), r.max(g).max(b));
        (left..right).contains(&x) && most > 118 && most - least < 42
    };
    let mut person: Vec<bool> = (0..width * height).map(|at| (left..right).contains(&(at % width))).collect();
    let mut next = vec![(left, 0), (right - 1, 0)];
    while let Some((x, y)) = next.pop() {
        let here = (y * width + x) as usize;
        if person[here] && wall(x, y) {
            person[here] = false;
            next.extend([
                (x.saturating_sub(1), y),
                (x + 1, y),
                (x, y.saturating_sub(1)),
                (x, (y + 1).min(height - 1)),
            ]);
        }
    }
    person
}
