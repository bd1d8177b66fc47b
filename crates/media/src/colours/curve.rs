//! Curves: from a number of 0 to 1 to another one.

use crate::bytes::{be16, be32};

pub(super) enum Curve {
    Same,
    /// From `from` on `(scale x + shift) ^ power + up`, below it `slope x + low`.
    Power {
        power: f32,
        scale: f32,
        shift: f32,
        slope: f32,
        from: f32,
        up: f32,
        low: f32,
    },
    /// Values at equal distances; there are at least two.
    Samples(Vec<f32>),
}

impl Curve {
    /// A power and nothing else.
    pub fn power(power: f32) -> Curve {
        Curve::Power {
            power,
            scale: 1.0,
            shift: 0.0,
            slope: 0.0,
            from: 0.0,
            up: 0.0,
            low: 0.0,
        }
    }

    /// A curve as it stands in a profile, and how many bytes it takes.
    pub fn read(bytes: &[u8]) -> Option<(Curve, usize)> {
        match bytes.get(..4)? {
            b"curv" => {
                let count = be32(bytes, 8)? as usize;
                let body = bytes.get(12..)?.get(..count.checked_mul(2)?)?;
                let curve = match count {
                    0 => Curve::Same,
                    1 => Curve::power(f32::from(be16(body, 0)?) / 256.0),
                    _ => Curve::of_words(body),
                };
                Some((curve, 12 + body.len()))
            }
            b"para" => {
                let number = |at: usize| Some(fixed(be32(bytes, 12 + 4 * at)?));
                let (scale, shift) = (|| number(1), || number(2));
                // Where the power begins, unless the profile says it.
                let start = || Some(-number(2)? / number(1)?);
                let (slope, from, up, low, count) = match be16(bytes, 8)? {
                    0 => return Some((Curve::power(number(0)?), 16)),
                    1 => (0.0, start()?, 0.0, 0.0, 3),
                    2 => (0.0, start()?, number(3)?, number(3)?, 4),
                    3 => (number(3)?, number(4)?, 0.0, 0.0, 5),
                    4 => (number(3)?, number(4)?, number(5)?, number(6)?, 7),
                    _ => return None,
                };
                let curve = Curve::Power {
                    power: number(0)?,
                    scale: scale()?,
                    shift: shift()?,
                    slope,
                    from,
                    up,
                    low,
                };
                Some((curve, 12 + 4 * count))
            }
            _ => None,
        }
    }

    /// Samples of sixteen bits.
    pub fn of_words(body: &[u8]) -> Curve {
        let (words, _) = body.as_chunks();
        Curve::Samples(words.iter().map(|it| f32::from(u16::from_be_bytes(*it)) / 65535.0).collect())
    }

    /// Samples of eight bits.
    pub fn of_bytes(body: &[u8]) -> Curve {
        Curve::Samples(body.iter().map(|it| f32::from(*it) / 255.0).collect())
    }

    pub fn at(&self, x: f32) -> f32 {
        let x = x.clamp(0.0, 1.0);
        let y = match self {
            Curve::Same => x,
            Curve::Power {
                power,
                scale,
                shift,
                slope,
                from,
                up,
                low,
            } => {
                if x >= *from {
                    (scale * x + shift).max(0.0).powf(*power) + up
                } else {
                    slope * x + low
                }
            }
            Curve::Samples(samples) => {
                let place = x * (samples.len().saturating_sub(1)) as f32;
                // `as` keeps to the bounds of the type.
                let below = place as usize;
                let sample = |at: usize| samples.get(at).or(samples.last()).copied().unwrap_or(x);
                let (low, high) = (sample(below), sample(below + 1));
                low + (high - low) * (place - below as f32)
            }
        };
        // Nonsense in a profile is no reason to end.
        if y.is_nan() { 0.0 } else { y.clamp(0.0, 1.0) }
    }
}

/// A number of a profile: sixteen bits before the point, sixteen behind it.
pub(super) fn fixed(bits: u32) -> f32 {
    bits.cast_signed() as f32 / 65536.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn para(kind: u16, numbers: &[f64]) -> Curve {
        let numbers = numbers.iter().flat_map(|it| ((it * 65536.0).round() as i32).to_be_bytes());
        let bytes = [&b"para\0\0\0\0"[..], &kind.to_be_bytes(), &[0, 0], &numbers.collect::<Vec<u8>>()].concat();
        let (curve, length) = Curve::read(&bytes).unwrap();
        assert_eq!(length, bytes.len());
        curve
    }

    #[track_caller]
    fn check(curve: &Curve, x: f32, y: f32) {
        assert!((curve.at(x) - y).abs() < 1e-3, "{} instead of {y} at {x}", curve.at(x));
    }

    #[test]
    fn every_way_of_writing_a_curve() {
        let srgb = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
        let whole = para(3, &srgb);
        check(&whole, 0.02, 0.02 / 12.92);
        check(&whole, 0.5, 0.214);
        check(&para(0, &[2.0]), 0.5, 0.25);
        check(&para(1, &[2.0, 2.0, -1.0]), 0.25, 0.0);
        check(&para(1, &[2.0, 2.0, -1.0]), 0.75, 0.25);
        check(&para(2, &[2.0, 2.0, -1.0, 0.25]), 0.25, 0.25);
        check(&para(2, &[2.0, 2.0, -1.0, 0.25]), 0.75, 0.5);
        check(&para(4, &[1.0, 1.0, 0.0, 0.5, 0.5, 0.25, 0.125]), 0.4, 0.325);
        check(&para(4, &[1.0, 1.0, 0.0, 0.5, 0.5, 0.25, 0.125]), 0.6, 0.85);
        check(&Curve::of_bytes(&[0, 255, 0]), 0.25, 0.5);
        check(&Curve::of_bytes(&[0, 255, 0]), 1.0, 0.0);
    }

    #[test]
    fn nonsense_is_a_number_all_the_same() {
        assert!(Curve::read(b"curv\0\0\0\0\xff\xff\xff\xff").is_none());
        assert!(Curve::read(b"para\0\0\0\0\0\x09\0\0").is_none());
        let odd = para(1, &[-3.0, 0.0, 0.0]);
        assert!((0.0..=1.0).contains(&odd.at(0.0)));
        assert!((0.0..=1.0).contains(&odd.at(f32::NAN)));
    }
}
