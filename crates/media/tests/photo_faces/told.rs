//! What is told by the first bytes, by the first look and by the second, and when there is nothing to look with or at.

use super::*;
use media::photo::{Look, Opened, Picture, glance, measure};
use media::{Aim, Fact, Frame, Job};
use support::check_all;
use support::pictures::{ASTRONAUT, exif, with_exif};

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
        let mut whole = Opened::open(&LOOK, "me.jpg", file).unwrap().into_report();
        // What lies behind the picture stands at the end of the file.
        for later in ["photo.film", "photo.beside_bytes"] {
            assert!(whole.facts.remove(later).is_some(), "{later}");
        }
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

#[test]
fn of_what_turns_out_to_be_no_face_nothing_stays() {
    // The same report, as in a browser: a first look that took something for a face, and a second that sees none.
    let seen = Opened::open(&LOOK, "me.jpg", ASTRONAUT).unwrap().decode().unwrap().unwrap();
    let wall = Picture::from_rgb(512, 512, vec![200; 512 * 512 * 3]).unwrap();
    let mut report = Report::default();
    Look::first(models(), &seen).unwrap().tell(&FRAME, (512, 512), None, &mut report);
    report.facts.insert("photo.width_px".into(), Fact::Number(512.0));
    check(&report, "photo.faces", "1");
    Look::first(models(), &wall).unwrap().tell(&FRAME, (512, 512), None, &mut report);
    let left: Vec<&String> = report.facts.keys().collect();
    assert_eq!(left, ["photo.faces", "photo.width_px"]);
    check(&report, "photo.faces", "0");
}
