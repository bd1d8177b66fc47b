//! Where the head is: known answers, however it is placed, scaled, tilted and stored.

use super::*;
use image::RgbImage;
use support::check_all;
use support::pictures::{ASTRONAUT, exif, with_exif};

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
fn of_a_picture_in_the_shape_of_the_photo_all_of_it_is_looked_at() {
    // Red down the left edge, 3 mm from the head's own crop, which is narrower than this picture.
    fn stripe(x: f32, y: f32) -> [f32; 3] {
        if x < 0.06 { [190.0, 30.0, 30.0] } else { plain(x, y) }
    }
    let scene = Scene {
        width: 600,
        height: 800,
        scale: 2.2,
        at: (300.0, 360.0),
        backdrop: Some(stripe),
        ..STUDIO
    };
    let whole = look(&scene.picture());
    assert!(number(&whole, "photo.background_spread") > 12.0, "{whole:#?}");
    assert!((number(&whole, "photo.px_per_mm") - 20.0).abs() < 0.1);
    // A little higher, and it is no photo yet: what is cut out of it leaves the stripe behind.
    let higher = look(&Scene { height: 860, ..scene }.picture());
    assert!(number(&higher, "photo.background_spread") < 4.0, "{higher:#?}");
}

#[test]
fn a_knot_of_hair_and_a_headwrap_rise_and_plain_heads_do_not() {
    let face = |name: &str| {
        let path = format!("{}/tests/files/faces/{name}.jpg", env!("CARGO_MANIFEST_DIR"));
        let report = look_at("me.jpg", &std::fs::read(path).unwrap());
        (number(&report, "photo.crown_rise"), number(&report, "photo.crown_width"))
    };
    for name in ["bun", "headwrap"] {
        assert!(face(name).0 > 1.36, "{name}: {:?}", face(name));
    }
    assert!(face("bun").1 < 0.6, "{:?}", face("bun"));
    for name in ["plain_man", "plain_woman", "plain_beard"] {
        let (rise, width) = face(name);
        assert!(rise < 1.3 && width > 0.6, "{name}: {rise} {width}");
    }
}
