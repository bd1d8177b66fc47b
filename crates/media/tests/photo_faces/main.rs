//! Photos looked at: known heads in known places, one fault at a time, more or fewer people, and what is told when.

#[path = "../support/mod.rs"]
mod support;

mod faults;
mod heads;
mod people;
mod told;

use media::Report;
use std::sync::LazyLock;
use support::check;
use support::portraits::*;

/// The scene in which nothing is wrong; each fault is told from it.
static STUDIO_REPORT: LazyLock<Report> = LazyLock::new(|| look(&STUDIO.picture()));

/// Crown, chin and middle are within one of 40 mm of the known answer, or a little more for a tilted head.
#[track_caller]
fn check_head(report: &Report, scene: &Scene, within_mm: f64) {
    let (_, crown) = scene.place(MID_X, CROWN_Y);
    let (_, chin) = scene.place(MID_X, CHIN_Y);
    // Measured at the height of the cheeks.
    let (mid, _) = scene.place(MID_X, 110.0);
    let mm = PX_PER_MM * f64::from(scene.scale);
    for (name, wanted) in [("photo.crown_y", crown), ("photo.chin_y", chin), ("photo.mid_x", mid)] {
        let off = (number(report, name) - wanted) / mm;
        assert!(off.abs() < within_mm, "{name} is {off:.2} mm off");
    }
}

/// The proposed crop is what is said of it, and within every tolerance.
#[track_caller]
fn check_crop(report: &Report, width: u32, height: u32) {
    check(report, "photo.crop_fits", "true");
    let [x, y, wide, high] = ["x", "y", "width", "height"].map(|side| number(report, &format!("photo.crop_{side}")));
    // To one decimal each.
    assert!(x > -0.1 && y > -0.1 && x + wide < f64::from(width) + 0.2 && y + high < f64::from(height) + 0.2);
    let mm = number(report, "photo.px_per_mm");
    for (is, wanted) in [
        (wide / mm, 30.0),
        (high / mm, 40.0),
        (
            (number(report, "photo.chin_y") - number(report, "photo.crown_y")) / mm,
            number(report, "photo.face_mm"),
        ),
        ((number(report, "photo.crown_y") - y) / mm, number(report, "photo.top_mm")),
        (
            (number(report, "photo.mid_x") - x) / mm - 15.0,
            number(report, "photo.centre_off_mm"),
        ),
    ] {
        assert!((is - wanted).abs() < 0.05, "{is} mm, {wanted} mm said in {report:#?}");
    }
    for (name, aim) in [("face", FRAME.face), ("top", FRAME.top), ("centre_off", FRAME.centre)] {
        let off = number(report, &format!("photo.{name}_mm")) - aim.mm;
        assert!(off.abs() <= aim.give + 1e-9, "photo.{name}_mm is {off} mm off");
    }
}

/// The fault raises (or lowers) its fact from the good photo's by this factor at least.
#[track_caller]
fn check_named(faulty: &Report, name: &str, at_least: f64) {
    let (good, bad) = (number(&STUDIO_REPORT, name), number(faulty, name));
    let changed = if at_least >= 1.0 {
        bad >= good.abs() * at_least
    } else {
        bad <= good * at_least
    };
    assert!(changed, "{name}: {good} in the good photo, {bad} in the bad one");
}
