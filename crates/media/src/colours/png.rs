//! What the chunks of a PNG say of its colours: a number for a known way, a profile, or places and a power.

use super::curve::Curve;
use super::space::{Meant, WHITE};
use super::{Colours, Stage};
use crate::bytes::{array, be32, byte};

/// What the colours of a PNG mean, where it is told by more than a `profile`; that comes unpacked from whoever reads the picture.
/// `chunks` are name and body of those before the picture. The order is that of the third edition.
pub(crate) fn read<'a>(chunks: impl Iterator<Item = ([u8; 4], &'a [u8])>, profile: Option<&[u8]>) -> Option<Colours> {
    let (mut code, mut usual, mut power, mut places) = (None, false, None, None);
    for (name, body) in chunks.take_while(|(name, _)| name != b"IDAT") {
        match &name {
            b"cICP" => code = array::<4>(body, 0),
            b"sRGB" => usual = true,
            b"gAMA" => power = be32(body, 0).filter(|it| *it > 0),
            b"cHRM" => places = all_places(body),
            _ => {}
        }
    }
    if let Some(known) = code.and_then(by_code) {
        return known;
    }
    if let Some(profile) = profile {
        return Colours::of_profile(profile);
    }
    if usual {
        return None;
    }
    // Without a word about either, it is that of sRGB.
    let places = places.map_or(Some(SRGB), in_xyz);
    match (power, places) {
        (Some(power), Some(places)) => Some(light(|| Curve::power(100_000.0 / power as f32), places)),
        (None, Some(places)) if places != SRGB => Some(light(srgb_curve, places)),
        _ => None,
    }
}

type Matrix = [[f32; 3]; 3];

/// Where red, green and blue of sRGB lie, by rows of X, Y and Z.
const SRGB: Matrix = [
    [0.436_07, 0.385_15, 0.143_07],
    [0.222_49, 0.716_87, 0.060_61],
    [0.013_92, 0.097_08, 0.714_10],
];

fn light(curve: impl Fn() -> Curve, [x, y, z]: Matrix) -> Colours {
    let row = |[r, g, b]: [f32; 3]| [r, g, b, 0.0];
    Colours {
        channels: 3,
        stages: vec![
            Stage::Curves(vec![curve(), curve(), curve()]),
            Stage::Matrix([row(x), row(y), row(z)]),
        ],
        meant: Meant::Xyz,
    }
}

fn srgb_curve() -> Curve {
    Curve::Power {
        power: 2.4,
        scale: 1.0 / 1.055,
        shift: 0.055 / 1.055,
        slope: 1.0 / 12.92,
        from: 0.040_45,
        up: 0.0,
        low: 0.0,
    }
}

fn television_curve() -> Curve {
    Curve::Power {
        power: 1.0 / 0.45,
        scale: 1.0 / 1.099,
        shift: 0.099 / 1.099,
        slope: 1.0 / 4.5,
        from: 0.081,
        up: 0.0,
        low: 0.0,
    }
}

/// Colours by the numbers of H.273; `None` if they are not known here, and `Some(None)` if they are those of sRGB.
/// What is brighter than paper (PQ, HLG) is not known.
fn by_code([places, curve, _, _]: [u8; 4]) -> Option<Option<Colours>> {
    const D65: [f32; 2] = [0.3127, 0.3290];
    let places = match places {
        1 => [D65, [0.64, 0.33], [0.30, 0.60], [0.15, 0.06]],
        5 => [D65, [0.64, 0.33], [0.29, 0.60], [0.15, 0.06]],
        6 | 7 => [D65, [0.630, 0.340], [0.310, 0.595], [0.155, 0.070]],
        9 => [D65, [0.708, 0.292], [0.170, 0.797], [0.131, 0.046]],
        12 => [D65, [0.680, 0.320], [0.265, 0.690], [0.150, 0.060]],
        _ => return None,
    };
    let places = in_xyz(places)?;
    let power = |power: f32| Some(Some(light(|| Curve::power(power), places)));
    match curve {
        13 if places == SRGB => Some(None),
        1 | 6 | 14 | 15 => Some(Some(light(television_curve, places))),
        13 => Some(Some(light(srgb_curve, places))),
        4 => power(2.2),
        5 => power(2.8),
        8 => power(1.0),
        _ => None,
    }
}

/// White, red, green and blue, each as x and y.
type Places = [[f32; 2]; 4];

fn all_places(body: &[u8]) -> Option<Places> {
    byte(body, 31)?;
    let number = |at: usize| Some(be32(body, at * 4)? as f32 / 100_000.0);
    let place = |at: usize| Some([number(at * 2)?, number(at * 2 + 1)?]);
    Some([place(0)?, place(1)?, place(2)?, place(3)?])
}

/// Where red, green and blue lie for an eye that takes this white for white. `None` if they do not span a plane.
fn in_xyz([white, red, green, blue]: Places) -> Option<Matrix> {
    let full = |[x, y]: [f32; 2]| [x / y, 1.0, (1.0 - x - y) / y];
    let (white, [red, green, blue]) = (full(white), [red, green, blue].map(full));
    let columns = turned([red, green, blue]);
    let shares = times(inverse(columns)?, white);
    let scaled = columns.map(|[r, g, b]| [r * shares[0], g * shares[1], b * shares[2]]);
    // To the white of profiles, by the cones of an eye (Bradford).
    const CONES: Matrix = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
    let (from, to) = (times(CONES, white), times(CONES, WHITE));
    let factors = [to[0] / from[0], to[1] / from[1], to[2] / from[2]];
    let back = inverse(CONES)?;
    let adapted = turned(scaled).map(|column| {
        let [long, middle, short] = times(CONES, column);
        times(back, [long * factors[0], middle * factors[1], short * factors[2]])
    });
    let matrix = turned(adapted);
    let near = |(one, other): (&f32, &f32)| (one - other).abs() < 0.002;
    if matrix.as_flattened().iter().zip(SRGB.as_flattened()).all(near) {
        return Some(SRGB);
    }
    matrix.as_flattened().iter().all(|it| it.is_finite()).then_some(matrix)
}

fn turned([[a, b, c], [d, e, f], [g, h, i]]: Matrix) -> Matrix {
    [[a, d, g], [b, e, h], [c, f, i]]
}

fn times(matrix: Matrix, [x, y, z]: [f32; 3]) -> [f32; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

fn inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix) -> Option<Matrix> {
    let (one, two, three) = (e * i - f * h, f * g - d * i, d * h - e * g);
    let whole = a * one + b * two + c * three;
    let rows = [
        [one, c * h - b * i, b * f - c * e],
        [two, a * i - c * g, c * d - a * f],
        [three, b * g - a * h, a * e - b * d],
    ];
    (whole.abs() > 1e-6).then(|| rows.map(|row| row.map(|it| it / whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], numbers: &[u32]) -> ([u8; 4], Vec<u8>) {
        (*name, numbers.iter().flat_map(|it| it.to_be_bytes()).collect())
    }

    fn read_of(chunks: &[([u8; 4], Vec<u8>)]) -> Option<Colours> {
        read(chunks.iter().map(|(name, body)| (*name, body.as_slice())), None)
    }

    const PLACES_OF_SRGB: [u32; 8] = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
    const PLACES_OF_P3: [u32; 8] = [31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000];

    #[test]
    fn what_is_usual_is_told_in_many_ways() {
        let (power, places) = (chunk(b"gAMA", &[45455]), chunk(b"cHRM", &PLACES_OF_SRGB));
        assert!(read_of(&[]).is_none());
        assert!(read_of(&[chunk(b"sRGB", &[0]), chunk(b"gAMA", &[100_000])]).is_none());
        assert!(read_of(std::slice::from_ref(&places)).is_none());
        assert!(read_of(std::slice::from_ref(&power)).unwrap().are_usual());
        assert!(read_of(&[power, places]).unwrap().are_usual());
        assert!(read_of(&[chunk(b"cICP", &[0x010d_0001]), chunk(b"gAMA", &[100_000])]).is_none());
    }

    #[track_caller]
    fn check(chunks: &[([u8; 4], Vec<u8>)], pixel: [u8; 3], wanted: [u8; 3]) {
        let [r, g, b] = pixel;
        let seen = read_of(chunks).unwrap().of_pixel([r, g, b, 0]);
        assert!(
            seen.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 2),
            "{seen:?} instead of {wanted:?}"
        );
    }

    #[test]
    fn what_is_not_usual_is_brought_to_it() {
        // Light as it is: a middle grey is stored as a fifth.
        check(&[chunk(b"gAMA", &[100_000])], [55, 55, 55], [128, 128, 128]);
        for wide in [chunk(b"cHRM", &PLACES_OF_P3), chunk(b"cICP", &[0x0c0d_0001])] {
            check(std::slice::from_ref(&wide), [200, 100, 100], [213, 95, 97]);
            check(&[wide], [255, 255, 255], [255, 255, 255]);
        }
    }

    #[test]
    fn nonsense_is_not_there() {
        assert!(read_of(&[chunk(b"cHRM", &[0; 8])]).is_none());
        assert!(read_of(&[chunk(b"cHRM", &[1; 3])]).is_none());
        assert!(read_of(&[chunk(b"gAMA", &[0])]).is_none());
    }
}
