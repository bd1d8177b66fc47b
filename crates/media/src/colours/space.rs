//! Colours as an eye sees them, and the way from there to sRGB.

use super::Numbers;

/// In which numbers a profile names a colour; the white is that of D50 in all of them.
#[derive(Clone, Copy)]
pub(super) enum Meant {
    /// X, Y and Z as they are.
    Xyz,
    /// The same, 0 to 1 meaning 0 to about 2.
    HalfXyz,
    /// Lightness and two differences, as bytes would hold them.
    Lab,
    /// The same in the old way of sixteen bits, where white is a little less than the greatest number.
    OldLab,
    /// The lightness of a grey as light, 0 to 1.
    Light,
}

pub(super) const WHITE: [f32; 3] = [0.9642, 1.0, 0.8249];

/// The bytes of a colour in sRGB; what lies outside of it is brought to its edge.
pub(super) fn in_srgb(meant: Meant, numbers: Numbers) -> [u8; 3] {
    let [x, y, z] = xyz(meant, numbers);
    let light = [
        3.133_856 * x - 1.616_867 * y - 0.490_615 * z,
        -0.978_768 * x + 1.916_142 * y + 0.033_454 * z,
        0.071_945 * x - 0.228_991 * y + 1.405_243 * z,
    ];
    light.map(|it| {
        let it = it.clamp(0.0, 1.0);
        let number = if it <= 0.003_130_8 {
            12.92 * it
        } else {
            1.055 * it.powf(1.0 / 2.4) - 0.055
        };
        // `as` keeps to the bounds of the type, and makes 0 of what is no number.
        (number * 255.0).round() as u8
    })
}

fn xyz(meant: Meant, numbers: Numbers) -> [f32; 3] {
    let [one, two, three, _] = numbers;
    match meant {
        Meant::Xyz => [one, two, three],
        Meant::HalfXyz => [one, two, three].map(|it| it * (65535.0 / 32768.0)),
        Meant::Light => WHITE.map(|it| it * one),
        Meant::Lab => of_lab(one, two, three),
        Meant::OldLab => {
            let [one, two, three] = [one, two, three].map(|it| it * (65535.0 / 65280.0));
            of_lab(one, two, three)
        }
    }
}

fn of_lab(lightness: f32, a: f32, b: f32) -> [f32; 3] {
    let (lightness, a, b) = (lightness * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0);
    let y = (lightness + 16.0) / 116.0;
    let [x, z] = [y + a / 500.0, y - b / 200.0];
    let back = |it: f32| {
        if it > 6.0 / 29.0 {
            it.powi(3)
        } else {
            (it - 4.0 / 29.0) * 108.0 / 841.0
        }
    };
    let [white_x, white_y, white_z] = WHITE;
    [white_x * back(x), white_y * back(y), white_z * back(z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(meant: Meant, numbers: [f32; 3], wanted: [u8; 3]) {
        let [one, two, three] = numbers;
        let seen = in_srgb(meant, [one, two, three, 0.0]);
        assert!(
            seen.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 1),
            "{seen:?} instead of {wanted:?}"
        );
    }

    #[test]
    fn white_black_and_red_by_every_name() {
        check(Meant::Xyz, WHITE, [255; 3]);
        check(Meant::Xyz, [0.0; 3], [0; 3]);
        check(Meant::Xyz, [0.436_07, 0.222_49, 0.013_92], [255, 0, 0]);
        check(Meant::HalfXyz, WHITE.map(|it| it / 2.0), [255; 3]);
        check(Meant::Light, [0.2140, 0.0, 0.0], [127; 3]);
        let lab = |l: f32, a: f32, b: f32| [l / 100.0, (a + 128.0) / 255.0, (b + 128.0) / 255.0];
        check(Meant::Lab, lab(100.0, 0.0, 0.0), [255; 3]);
        check(Meant::Lab, lab(54.29, 80.81, 69.89), [255, 0, 0]);
        check(
            Meant::OldLab,
            lab(54.29, 80.81, 69.89).map(|it| it * 65280.0 / 65535.0),
            [255, 0, 0],
        );
        // A colour that no screen of sRGB has.
        check(Meant::Lab, lab(50.0, -100.0, 127.0), [0, 150, 0]);
    }
}
