//! One fault at a time: each raises or lowers its own number from that of the good photo.

use super::*;
use image::Rgb;

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
