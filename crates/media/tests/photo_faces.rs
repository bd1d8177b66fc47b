//! Photos looked at: known heads in known places, and one fault at a time.

mod support;

use image::{Rgb, RgbImage};
use media::photo::{Look, Opened, Picture, glance, measure};
use media::{Aim, Fact, Frame, Job, Report};
use std::sync::LazyLock;
use support::pictures::{ASTRONAUT, exif, with_exif};
use support::portraits::*;
use support::{check, check_all};

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

#[test]
fn a_good_photo_is_good() {
    let report = &*STUDIO_REPORT;
    check_all(
        report,
        "photo.looked_at true
         photo.faces 1
         photo.crown_seen true
         photo.head_cut false
         photo.decoded true
         file.unreadable -",
    );
    check_head(report, &STUDIO, 0.5);
    check_crop(report, STUDIO.width, STUDIO.height);
    for (name, least, most) in [
        ("photo.face_score", 0.8, 1.0),
        ("photo.face_mm", 24.9, 25.1),
        ("photo.top_mm", 4.9, 5.1),
        ("photo.centre_off_mm", -0.1, 0.1),
        ("photo.roll_deg", -5.0, 5.0),
        ("photo.yaw_deg", -5.0, 5.0),
        ("photo.pitch_deg", -15.0, 15.0),
        ("photo.eye_distance_px", 75.0, 95.0),
        ("photo.eyes_open", 0.2, 0.5),
        ("photo.background_spread", 0.0, 4.0),
        ("photo.background_edges", 0.0, 0.005),
        ("photo.background_left_right", 0.0, 3.0),
        ("photo.background_shadow", 0.0, 3.0),
        ("photo.face_light", 120.0, 200.0),
        ("photo.too_bright_share", 0.0, 0.01),
    ] {
        let is = number(report, name);
        assert!((least..=most).contains(&is), "{name} is {is}");
    }
}

#[test]
fn a_picture_is_measured_as_it_stands_too() {
    // 3 to 4, so it could be the photo: 15.6 px to a millimetre.
    let scene = Scene {
        width: 468,
        height: 624,
        scale: 1.9,
        at: (250.0, 300.0),
        ..STUDIO
    };
    let report = look(&scene.picture());
    let head = (CHIN_Y - CROWN_Y) * 1.9 / 15.6;
    let (mid, _) = scene.place(MID_X, 110.0);
    let (_, crown) = scene.place(MID_X, CROWN_Y);
    for (name, wanted) in [("face", head), ("top", crown / 15.6), ("centre_off", (mid - 234.0) / 15.6)] {
        let is = number(&report, &format!("photo.uncut_{name}_mm"));
        assert!((is - wanted).abs() < 0.6, "{name} is {is} mm, {wanted} mm wanted");
    }
}

#[test]
fn the_portrait_itself() {
    let report = look_at("astronaut.jpg", ASTRONAUT);
    check(&report, "photo.faces", "1");
    check(&report, "photo.head_cut", "false");
    for (name, wanted) in [("photo.crown_y", CROWN_Y), ("photo.chin_y", CHIN_Y), ("photo.mid_x", MID_X)] {
        let off = (number(&report, name) - wanted) / PX_PER_MM;
        assert!(off.abs() < 0.5, "{name} is {off:.2} mm off");
    }
    check_crop(&report, 512, 512);
}

#[test]
fn heads_are_found_where_they_were_put() {
    for scene in [
        Scene {
            at: (250.0, 260.0),
            ..STUDIO
        },
        Scene {
            at: (470.0, 420.0),
            ..STUDIO
        },
        Scene { scale: 1.2, ..STUDIO },
        Scene {
            scale: 2.6,
            at: (360.0, 420.0),
            ..STUDIO
        },
        Scene {
            width: 1500,
            height: 900,
            scale: 1.0,
            at: (1100.0, 300.0),
            ..STUDIO
        },
    ] {
        let report = look(&scene.picture());
        check(&report, "photo.faces", "1");
        check_head(&report, &scene, 1.0);
        check_crop(&report, scene.width, scene.height);
    }
}

#[test]
fn a_small_face_in_a_long_picture_is_found_by_the_second_look() {
    let scene = Scene {
        width: 3000,
        height: 500,
        scale: 0.9,
        at: (2700.0, 180.0),
        ..STUDIO
    };
    let report = look(&scene.picture());
    check(&report, "photo.faces", "1");
    check_head(&report, &scene, 1.0);
}

#[test]
fn a_picture_larger_than_what_is_looked_at_is_told_in_its_own_px() {
    let scene = Scene {
        width: 2160,
        height: 2400,
        scale: 5.7,
        at: (1080.0, 990.0),
        ..STUDIO
    };
    let report = look(&scene.picture());
    check_head(&report, &scene, 0.6);
    check_crop(&report, scene.width, scene.height);
    let ratio = number(&report, "photo.px_per_mm") / number(&STUDIO_REPORT, "photo.px_per_mm");
    assert!((ratio - 3.0).abs() < 0.1, "{ratio}");
}

#[test]
fn all_eight_orientations_are_the_same_photo() {
    // The pixels are stored turned, so that the orientation brings them upright: always the same head.
    for orientation in 2..=8 {
        let report = look_at("me.jpg", &stored(&STUDIO.picture(), orientation));
        check(&report, "photo.orientation", &orientation.to_string());
        check(&report, "photo.faces", "1");
        for name in ["photo.crown_y", "photo.chin_y", "photo.mid_x"] {
            let off = number(&report, name) - number(&STUDIO_REPORT, name);
            assert!(off.abs() < 3.0, "{name} is {off} px off at {orientation}");
        }
    }
}

/// A JPEG whose pixels are stored so that this orientation displays the picture.
fn stored(picture: &RgbImage, orientation: u16) -> Vec<u8> {
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    let stored = match orientation {
        2 => flip_horizontal(picture),
        3 => rotate180(picture),
        4 => flip_vertical(picture),
        5 => flip_horizontal(&rotate90(picture)),
        6 => rotate270(picture),
        7 => flip_vertical(&rotate90(picture)),
        8 => rotate90(picture),
        _ => picture.clone(),
    };
    let mut file = Vec::new();
    let (width, height) = (stored.width() as u16, stored.height() as u16);
    let encoder = jpeg_encoder::Encoder::new(&mut file, 92);
    encoder.encode(&stored, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    with_exif(&file, &exif(orientation, "", false))
}

#[test]
fn a_tilted_head_is_told_by_its_angle() {
    let straight = number(&STUDIO_REPORT, "photo.roll_deg");
    for turned_deg in [-20.0, -10.0, 10.0, 25.0] {
        let scene = Scene { turned_deg, ..STUDIO };
        let report = look(&scene.picture());
        let off = number(&report, "photo.roll_deg") - straight - f64::from(turned_deg);
        assert!(off.abs() < 2.0, "{turned_deg} degrees: {off} off");
        // What of a tilted head is highest is no longer what was its crown.
        check_head(&report, &scene, 1.6);
    }
}

#[test]
fn a_mirrored_face_is_turned_the_other_way() {
    let mirrored = look(&image::imageops::flip_horizontal(&STUDIO.picture()));
    for name in ["photo.yaw_deg", "photo.roll_deg"] {
        let sum = number(&STUDIO_REPORT, name) + number(&mirrored, name);
        assert!(sum.abs() < 2.5, "{name}: {sum}");
    }
}

#[test]
fn a_blurred_face_has_little_detail() {
    let blurred = image::imageops::blur(&STUDIO.picture(), 4.0);
    check_named(&look(&blurred), "photo.sharpness", 0.2);
}

#[test]
fn an_enlarged_face_has_little_detail_and_few_px() {
    let small = Scene {
        width: 144,
        height: 160,
        scale: 0.38,
        at: (72.0, 66.0),
        ..STUDIO
    }
    .picture();
    let report = look(&small);
    check_named(&report, "photo.px_per_mm", 0.3);
    check_named(&report, "photo.sharpness", 0.5);
}

#[test]
fn backgrounds_that_are_not_plain() {
    fn half(x: f32, _: f32) -> [f32; 3] {
        if x < 0.5 { [214.0, 218.0, 224.0] } else { [160.0, 162.0, 168.0] }
    }
    fn tiles(x: f32, y: f32) -> [f32; 3] {
        let dark = ((x * 14.0) as u32 + (y * 14.0) as u32).is_multiple_of(2);
        if dark { [120.0, 130.0, 150.0] } else { [220.0; 3] }
    }
    fn shade(x: f32, y: f32) -> [f32; 3] {
        // A soft shadow that the head throws on the wall, right behind it.
        let away = ((x - 0.62) / 0.20).hypot((y - 0.38) / 0.30);
        plain(x, y).map(|it| it - 70.0 * (1.0 - away).max(0.0).sqrt())
    }
    fn colours(x: f32, _: f32) -> [f32; 3] {
        // Equally bright, but red here and green there.
        if ((x * 8.0) as u32).is_multiple_of(2) {
            [230.0, 150.0, 150.0]
        } else {
            [143.0, 194.0, 150.0]
        }
    }
    let report = |backdrop| {
        look(
            &Scene {
                backdrop: Some(backdrop),
                ..STUDIO
            }
            .picture(),
        )
    };
    let seen = report(half);
    check_named(&seen, "photo.background_left_right", 10.0);
    check_named(&seen, "photo.background_spread", 4.0);
    let seen = report(tiles);
    check_named(&seen, "photo.background_edges", 10.0);
    check_named(&seen, "photo.background_spread", 4.0);
    let seen = report(colours);
    check_named(&seen, "photo.background_spread", 4.0);
    let seen = report(shade);
    assert!(number(&seen, "photo.background_shadow") > 12.0, "{seen:#?}");
    assert!(number(&seen, "photo.background_edges") < 0.01, "a soft shadow has no edge");
    // Behind her in the portrait itself: a wall with patches, half of them lit.
    let seen = look(
        &Scene {
            backdrop: None,
            scale: 1.9,
            at: (428.0, 200.0),
            width: 973,
            height: 973,
            ..STUDIO
        }
        .picture(),
    );
    check_named(&seen, "photo.background_spread", 3.0);
}

#[test]
fn the_border_of_the_crop_is_background_too() {
    fn stripe(x: f32, y: f32) -> [f32; 3] {
        // 0.5 mm of the crop's left edge, which lies at about 0.238 of the width.
        if (0.2..0.255).contains(&x) { [30.0; 3] } else { plain(x, y) }
    }
    let seen = look(
        &Scene {
            backdrop: Some(stripe),
            ..STUDIO
        }
        .picture(),
    );
    check_named(&seen, "photo.background_spread", 3.0);
}

#[test]
fn light_that_is_wrong() {
    let change = |of: fn(f32, f32) -> f32| {
        let mut picture = STUDIO.picture();
        for (x, _, Rgb(pixel)) in picture.enumerate_pixels_mut() {
            *pixel = pixel.map(|it| of(f32::from(it), x as f32 / 720.0).clamp(0.0, 255.0) as u8);
        }
        look(&picture)
    };
    check_named(&change(|it, _| it * 0.3), "photo.face_light", 0.4);
    let seen = change(|it, _| it * 2.2);
    check_named(&seen, "photo.face_light", 1.3);
    assert!(number(&seen, "photo.too_bright_share") > 0.2);
    assert!(number(&change(|it, _| (it - 150.0) * 1.5), "photo.too_dark_share") > 0.2);
    let seen = change(|it, x| it * if x < 0.5 { 1.0 } else { 0.45 });
    check_named(&seen, "photo.light_left_right", 2.5);
}

#[test]
fn two_faces() {
    let one = Scene {
        width: 1400,
        at: (380.0, 330.0),
        ..STUDIO
    };
    let mut picture = one.picture();
    let other = Scene {
        at: (1020.0, 330.0),
        ..one
    }
    .picture();
    for (x, y, pixel) in other.enumerate_pixels().filter(|(x, ..)| *x > 700) {
        picture.put_pixel(x, y, *pixel);
    }
    check(&look(&picture), "photo.faces", "2");
    // A much smaller one is a picture on the wall, or somebody far away.
    let mut picture = one.picture();
    let far = Scene {
        at: (1020.0, 330.0),
        scale: 0.5,
        ..one
    }
    .picture();
    for (x, y, pixel) in far.enumerate_pixels().filter(|(x, ..)| *x > 700) {
        picture.put_pixel(x, y, *pixel);
    }
    check(&look(&picture), "photo.faces", "1");
}

#[test]
fn no_face() {
    let wall = RgbImage::from_fn(600, 800, |x, y| Rgb([200, (x / 8) as u8, (y / 8) as u8]));
    let report = look(&wall);
    check_all(
        &report,
        "photo.looked_at true
         photo.faces 0
         photo.crown_y -
         photo.crop_fits -
         photo.sharpness -",
    );
}

#[test]
fn a_head_cut_by_the_edge_does_not_fit() {
    let scene = Scene {
        at: (360.0, 130.0),
        ..STUDIO
    };
    let report = look(&scene.picture());
    check(&report, "photo.head_cut", "true");
    check(&report, "photo.crop_fits", "false");
}

#[test]
fn too_near_to_an_edge_for_any_crop() {
    let report = look(
        &Scene {
            at: (140.0, 330.0),
            ..STUDIO
        }
        .picture(),
    );
    check(&report, "photo.crop_fits", "false");
    assert!(number(&report, "photo.crop_x") < 0.0);
}

#[test]
fn without_the_mesh_there_is_a_crop_but_no_pose() {
    let picture = STUDIO.picture();
    let report = measure(&without_mesh(), &LOOK, "me.bmp", &bmp(&picture));
    check_all(
        &report,
        "photo.faces 1
         photo.yaw_deg -
         photo.mouth_open -",
    );
    check_crop(&report, STUDIO.width, STUDIO.height);
    check_head(&report, &STUDIO, 1.5);
}

#[test]
fn the_first_look_tells_what_the_second_corrects() {
    let picture = STUDIO.picture();
    let pixels = Picture::from_rgb(STUDIO.width, STUDIO.height, picture.into_raw()).unwrap();
    let (mut first, mut second) = (Report::default(), Report::default());
    let mut look = Look::first(models(), &pixels).unwrap();
    let whole = (STUDIO.width, STUDIO.height);
    look.tell(&FRAME, whole, Some(&mut |window| pixels.part(window)), &mut first);
    look.closer(models()).unwrap();
    look.tell(&FRAME, whole, Some(&mut |window| pixels.part(window)), &mut second);
    assert!(first.facts.keys().all(|name| second.facts.contains_key(name)), "a fact was lost");
    assert!(second.facts.len() > first.facts.len());
    assert_eq!(second.facts["photo.crown_y"], STUDIO_REPORT.facts["photo.crown_y"]);
}

#[test]
fn the_first_bytes_tell_what_the_header_tells() {
    let turned = with_exif(ASTRONAUT, &exif(6, "", true));
    for file in [ASTRONAUT, &turned] {
        let whole = Opened::open(&LOOK, "me.jpg", file).unwrap().into_report();
        let head = &file[..4_096];
        let mut told = glance(&LOOK, "me.jpg", file.len() as u64, head).unwrap();
        check(&told, "photo.truncated", "-");
        told.facts.insert("photo.truncated".into(), Fact::Bool(false));
        assert_eq!(told, whole);
    }
    // Too few of them, too large a picture, another format: nothing is told that could be wrong.
    let size = ASTRONAUT.len() as u64;
    assert_eq!(glance(&LOOK, "me.jpg", size, &ASTRONAUT[..20]), None);
    assert_eq!(glance(&LOOK, "me.jpg", 0, &[]), None);
    let small = Job::Photo {
        max_bytes: support::MAX_BYTES,
        max_pixels: 1_000,
        frame: Some(FRAME),
    };
    assert_eq!(glance(&small, "me.jpg", size, &ASTRONAUT[..4_096]), None);
    let picture = bmp(&STUDIO.picture());
    assert_eq!(glance(&LOOK, "me.bmp", picture.len() as u64, &picture[..4_096]), None);
}

#[test]
fn a_job_without_a_frame_looks_at_no_face() {
    let report = measure(models(), &support::PHOTO, "me.jpg", ASTRONAUT);
    check(&report, "photo.decoded", "true");
    check(&report, "photo.looked_at", "-");
    check(&report, "photo.faces", "-");
}

#[test]
fn what_cannot_be_decoded_cannot_be_looked_at() {
    let report = look_at("me.jpg", &ASTRONAUT[..60_000]);
    assert_eq!(report.facts["file.unreadable"], Fact::Text("truncated".into()));
    check(&report, "photo.faces", "-");
}

#[test]
fn measures_without_sense_propose_no_crop() {
    let picture = bmp(&STUDIO.picture());
    for wrong in [0.0, -30.0, f64::NAN, f64::INFINITY] {
        let frame = Frame { width_mm: wrong, ..FRAME };
        let aim = Frame {
            face: Aim { mm: wrong, give: 3.0 },
            ..FRAME
        };
        for frame in [frame, aim] {
            let job = Job::Photo {
                max_bytes: support::MAX_BYTES,
                max_pixels: support::MAX_PIXELS,
                frame: Some(frame),
            };
            let report = measure(models(), &job, "me.bmp", &picture);
            support::hold(&report);
            check(&report, "photo.faces", "1");
            check(&report, "photo.crop_fits", "-");
        }
    }
}

#[test]
fn damaged_pictures_are_looked_at_without_harm() {
    // What still decodes is a picture, whatever it shows; the rest is refused.
    let mut seed = 7u32;
    for _ in 0..12 {
        let mut file = ASTRONAUT.to_vec();
        for _ in 0..6 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = 700 + (seed >> 8) as usize % (file.len() - 1000);
            file[at] = seed as u8;
        }
        look_at("me.jpg", &file);
    }
}
