//! Profiles of the ICC: from grey, red-green-blue or inks to a colour that an eye sees, by relative or perceptual intent.

use super::curve::{Curve, fixed};
use super::space::Meant;
use super::table::Table;
use super::{Colours, Stage};
use crate::bytes::{array, be16, be32, byte, stands};

pub(super) fn read(profile: &[u8]) -> Option<Colours> {
    let devices = [b"scnr", b"mntr", b"prtr", b"spac"];
    if !stands(profile, 36, b"acsp") || !devices.contains(&&array(profile, 12)?) {
        return None;
    }
    let in_lab = match &array(profile, 20)? {
        b"XYZ " => false,
        b"Lab " => true,
        _ => return None,
    };
    match &array(profile, 16)? {
        b"GRAY" => grey(profile),
        b"RGB " => tables(profile, 3, in_lab).or_else(|| if in_lab { None } else { light(profile) }),
        b"CMYK" => tables(profile, 4, in_lab),
        _ => None,
    }
}

/// What stands under a name.
fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    const ENTRY: usize = 12;
    // More than any profile has.
    let count = be32(profile, 128)?.min(1000) as usize;
    let entry = (0..count).map(|at| 132 + at * ENTRY).find(|at| stands(profile, *at, name))?;
    let (from, length) = (be32(profile, entry + 4)? as usize, be32(profile, entry + 8)? as usize);
    let rest = profile.get(from..)?;
    // Some writers round the last length up.
    Some(rest.get(..length).unwrap_or(rest))
}

fn grey(profile: &[u8]) -> Option<Colours> {
    let (curve, _) = Curve::read(tag(profile, b"kTRC")?)?;
    Some(Colours {
        channels: 1,
        stages: vec![Stage::Curves(vec![curve])],
        meant: Meant::Light,
    })
}

/// Curves to light, and where red, green and blue lie.
fn light(profile: &[u8]) -> Option<Colours> {
    let curve = |name| Some(Curve::read(tag(profile, name)?)?.0);
    let place = |name| {
        let body = tag(profile, name).filter(|it| stands(it, 0, b"XYZ "))?;
        Some([fixed(be32(body, 8)?), fixed(be32(body, 12)?), fixed(be32(body, 16)?)])
    };
    let ([rx, ry, rz], [gx, gy, gz], [bx, by, bz]) = (place(b"rXYZ")?, place(b"gXYZ")?, place(b"bXYZ")?);
    Some(Colours {
        channels: 3,
        stages: vec![
            Stage::Curves(vec![curve(b"rTRC")?, curve(b"gTRC")?, curve(b"bTRC")?]),
            Stage::Matrix([[rx, gx, bx, 0.0], [ry, gy, by, 0.0], [rz, gz, bz, 0.0]]),
        ],
        meant: Meant::Xyz,
    })
}

fn tables(profile: &[u8], channels: u8, in_lab: bool) -> Option<Colours> {
    let body = tag(profile, b"A2B0").or_else(|| tag(profile, b"A2B1"))?;
    let count = usize::from(channels);
    if byte(body, 8)? != channels || byte(body, 9)? != 3 {
        return None;
    }
    let (stages, old) = match body.get(..4)? {
        b"mft1" => (in_bytes(body, count)?, false),
        b"mft2" => (in_words(body, count)?, true),
        b"mAB " => (in_parts(body, count)?, false),
        _ => return None,
    };
    let meant = match (in_lab, old) {
        (false, _) => Meant::HalfXyz,
        (true, false) => Meant::Lab,
        (true, true) => Meant::OldLab,
    };
    Some(Colours { channels, stages, meant })
}

/// Curves, a table, curves: all of eight bits.
fn in_bytes(body: &[u8], count: usize) -> Option<Vec<Stage>> {
    let sides = vec![usize::from(byte(body, 10)?); count];
    let (before, rest) = body.get(48..)?.split_at_checked(256 * count)?;
    let (values, rest) = rest.split_at_checked(crossings(&sides)?.checked_mul(3)?)?;
    let after = rest.get(..256 * 3)?;
    let curves = |bytes: &[u8]| Stage::Curves(bytes.chunks(256).map(Curve::of_bytes).collect());
    let values = values.iter().map(|it| f32::from(*it) / 255.0);
    Some(vec![
        curves(before),
        Stage::Table(Table::new(sides, values.collect())?),
        curves(after),
    ])
}

/// The same of sixteen bits.
fn in_words(body: &[u8], count: usize) -> Option<Vec<Stage>> {
    let sides = vec![usize::from(byte(body, 10)?); count];
    let (before_length, after_length) = (usize::from(be16(body, 48)?) * 2, usize::from(be16(body, 50)?) * 2);
    if before_length < 4 || after_length < 4 {
        return None;
    }
    let (before, rest) = body.get(52..)?.split_at_checked(before_length * count)?;
    let (values, rest) = rest.split_at_checked(crossings(&sides)?.checked_mul(6)?)?;
    let after = rest.get(..after_length * 3)?;
    let curves = |bytes: &[u8], length| Stage::Curves(bytes.chunks(length).map(Curve::of_words).collect());
    Some(vec![
        curves(before, before_length),
        Stage::Table(Table::new(sides, words(values))?),
        curves(after, after_length),
    ])
}

/// Curves, a table, curves, a matrix, curves: each but the last may be missing.
fn in_parts(body: &[u8], count: usize) -> Option<Vec<Stage>> {
    let part = |at| match be32(body, at)? {
        0 => Some(None),
        from => Some(Some(body.get(from as usize..)?)),
    };
    let (last, matrix, middle, table, first) = (part(12)?, part(16)?, part(20)?, part(24)?, part(28)?);
    let mut stages = Vec::new();
    if let Some(first) = first {
        stages.push(Stage::Curves(curves(first, count)?));
    }
    match table {
        Some(table) => {
            let sides: Vec<usize> = table.get(..count)?.iter().map(|it| usize::from(*it)).collect();
            let length = crossings(&sides)?.checked_mul(3)?;
            let values = table.get(20..)?;
            let values = match byte(table, 16)? {
                1 => values.get(..length)?.iter().map(|it| f32::from(*it) / 255.0).collect(),
                2 => words(values.get(..length.checked_mul(2)?)?),
                _ => return None,
            };
            stages.push(Stage::Table(Table::new(sides, values)?));
        }
        // Without one there are as many numbers as before.
        None if count != 3 => return None,
        None => {}
    }
    if let Some(middle) = middle {
        stages.push(Stage::Curves(curves(middle, 3)?));
    }
    if let Some(matrix) = matrix {
        let number = |at: usize| Some(fixed(be32(matrix, at * 4)?));
        let row = |at: usize| Some([number(at * 3)?, number(at * 3 + 1)?, number(at * 3 + 2)?, number(9 + at)?]);
        stages.push(Stage::Matrix([row(0)?, row(1)?, row(2)?]));
    }
    stages.push(Stage::Curves(curves(last?, 3)?));
    Some(stages)
}

/// Curves that follow each other, each from a multiple of four on.
fn curves(mut bytes: &[u8], count: usize) -> Option<Vec<Curve>> {
    let mut all = Vec::new();
    for _ in 0..count {
        let (curve, length) = Curve::read(bytes)?;
        all.push(curve);
        bytes = bytes.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Some(all)
}

fn words(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks();
    words.iter().map(|it| f32::from(u16::from_be_bytes(*it)) / 65535.0).collect()
}

fn crossings(sides: &[usize]) -> Option<usize> {
    sides.iter().try_fold(1usize, |all, side| all.checked_mul(*side))
}
