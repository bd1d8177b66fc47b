//! Two people, nobody, and somebody who stands too near to the edge.

use super::*;
use image::{Rgb, RgbImage};
use support::check_all;

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
