//! Profiles of every kind, held against another library, and profiles that are none.

use moxcms::{ColorProfile, Layout, TransformOptions};

use super::Colours;

fn usual(mut profile: ColorProfile) -> Vec<u8> {
    profile.cicp = None;
    profile.encode().unwrap()
}

/// A profile from `space` to `pcs` by one tag.
fn by_table(space: &[u8; 4], pcs: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut head = usual(ColorProfile::new_srgb())[..128].to_vec();
    let class: &[u8; 4] = if space == b"CMYK" { b"prtr" } else { b"scnr" };
    let length = (128 + 4 + 12 + body.len()) as u32;
    head[..4].copy_from_slice(&length.to_be_bytes());
    head[8..12].copy_from_slice(&[4, 0x20, 0, 0]);
    for (at, word) in [(12, class), (16, space), (20, pcs)] {
        head[at..at + 4].copy_from_slice(word);
    }
    let table = [
        &1u32.to_be_bytes()[..],
        b"A2B0",
        &144u32.to_be_bytes(),
        &(body.len() as u32).to_be_bytes(),
    ]
    .concat();
    [&head, &table[..], body].concat()
}

/// What a made-up press gives for numbers of 0 to 1: lightness and two differences, each 0 to 1 as a byte would hold it.
fn printed(numbers: &[f64]) -> [f64; 3] {
    let black = numbers.get(3).copied().unwrap_or(0.0);
    let [c, m, y] = [numbers[0], numbers[1], numbers[2]];
    let light = (1.0 - black) * (1.0 - 0.45 * c - 0.4 * m - 0.1 * y).max(0.0);
    let part = |it: f64| 0.502 + it * (1.0 - black) * 0.3;
    [light, part(m - c * 0.8), part(y - c * 0.5 - m * 0.1)]
}

/// That at the crossings of a grid, the last number running fastest.
fn crossings(count: usize, side: usize) -> Vec<f64> {
    let all = side.pow(count as u32);
    let number = |at: usize, nth: usize| (at / side.pow((count - 1 - nth) as u32) % side) as f64 / (side - 1) as f64;
    (0..all)
        .flat_map(|at| printed(&(0..count).map(|nth| number(at, nth)).collect::<Vec<f64>>()))
        .collect()
}

fn words(values: &[f64], greatest: f64) -> Vec<u8> {
    let word = |it: &f64| ((it * greatest).round() as u16).to_be_bytes();
    values.iter().flat_map(word).collect()
}

const UNCHANGED: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x1_0000];

fn head(name: &[u8; 4], count: usize, side: usize) -> Vec<u8> {
    let matrix: Vec<u8> = UNCHANGED.iter().flat_map(|it| it.to_be_bytes()).collect();
    [&name[..], &[0; 4], &[count as u8, 3, side as u8, 0], &matrix].concat()
}

/// With curves of bytes: the first ones bend, the last ones do not.
fn in_bytes(count: usize, side: usize) -> Vec<u8> {
    let bent: Vec<u8> = (0..256)
        .map(|it| ((f64::from(it) / 255.0).powf(1.3) * 255.0).round() as u8)
        .collect();
    let values = crossings(count, side)
        .iter()
        .map(|it| (it * 255.0).round() as u8)
        .collect::<Vec<u8>>();
    let straight: Vec<u8> = (0..=255).collect();
    [head(b"mft1", count, side), bent.repeat(count), values, straight.repeat(3)].concat()
}

fn in_words(count: usize, side: usize) -> Vec<u8> {
    let straight = words(&[0.0, 1.0], 65535.0);
    // Lightness in the old way: a hundred is a little less than the greatest number.
    let values = words(&crossings(count, side), 65280.0);
    let lengths = [0, 2, 0, 2];
    [
        &head(b"mft2", count, side)[..],
        &lengths,
        &straight.repeat(count),
        &values,
        &straight.repeat(3),
    ]
    .concat()
}

fn in_parts(count: usize, side: usize) -> Vec<u8> {
    let same = b"curv\0\0\0\0\0\0\0\0";
    let bent = b"para\0\0\0\0\0\0\0\0\0\x01\x4c\xcd";
    let mut grid = [0; 16];
    grid[..count].fill(side as u8);
    let table = [&grid[..], &[2, 0, 0, 0], &words(&crossings(count, side), 65535.0)].concat();
    let table = [&table[..], &[0; 2][..table.len() % 4]].concat();
    let last_at = 32;
    let table_at = last_at + 3 * same.len();
    let first_at = table_at + table.len();
    let offsets = [last_at, 0, 0, table_at, first_at].map(|it| (it as u32).to_be_bytes());
    [
        &b"mAB \0\0\0\0"[..],
        &[count as u8, 3, 0, 0],
        &offsets.concat(),
        &same.repeat(3),
        &table,
        &bent.repeat(count),
    ]
    .concat()
}

fn steps<const N: usize>() -> Vec<[u8; N]> {
    let of = [0u8, 40, 99, 170, 255];
    let all = of.len().pow(N as u32);
    (0..all)
        .map(|at| std::array::from_fn(|nth| of[at / of.len().pow(nth as u32) % of.len()]))
        .collect()
}

#[track_caller]
fn check<const N: usize>(what: &str, profile: &[u8], most: u8) {
    let ours = Colours::of_profile(profile).unwrap_or_else(|| panic!("{what} is not understood"));
    assert_eq!(usize::from(ours.channels), N, "{what}");
    let theirs = ColorProfile::new_from_slice(profile).unwrap();
    let layout = [Layout::Gray, Layout::Gray, Layout::Gray, Layout::Rgb, Layout::Rgba][N];
    let srgb = ColorProfile::new_srgb();
    let theirs = theirs
        .create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default())
        .unwrap();
    for pixel in steps::<N>() {
        let mut numbers = [0; 4];
        numbers[..N].copy_from_slice(&pixel);
        let mut wanted = [0; 3];
        theirs.transform(&pixel, &mut wanted).unwrap();
        let got = ours.of_pixel(numbers);
        // What lies outside of sRGB or near its edge each brings inside in its own way.
        let inside = got.iter().chain(&wanted).all(|it| (16..240).contains(it));
        if N == 4 && !inside {
            continue;
        }
        let off = got.iter().zip(wanted).map(|(a, b)| a.abs_diff(b)).max().unwrap();
        assert!(off <= most, "{what}: {pixel:?} is {got:?} and not {wanted:?}");
    }
}

#[test]
fn curves_and_places_are_what_another_library_takes_them_for() {
    for (what, profile) in [
        ("srgb", ColorProfile::new_srgb()),
        ("display p3", ColorProfile::new_display_p3()),
        ("adobe rgb", ColorProfile::new_adobe_rgb()),
        ("prophoto", ColorProfile::new_pro_photo_rgb()),
        ("bt 2020", ColorProfile::new_bt2020()),
    ] {
        check::<3>(what, &usual(profile), 2);
    }
    check::<1>("grey", &usual(ColorProfile::new_gray_with_gamma(1.4)), 1);
}

#[test]
fn tables_are_what_another_library_takes_them_for() {
    for (space, count) in [(b"RGB ", 3), (b"CMYK", 4)] {
        for (what, body) in [
            ("bytes", in_bytes(count, 5)),
            ("words", in_words(count, 5)),
            ("parts", in_parts(count, 5)),
        ] {
            let profile = by_table(space, b"Lab ", &body);
            // The other one goes by a coarser table of its own.
            match count {
                3 => check::<3>(what, &profile, 6),
                _ => check::<4>(what, &profile, 20),
            }
        }
    }
}

#[test]
fn what_is_usual_is_known_as_such() {
    let are_usual = |profile| Colours::of_profile(&usual(profile)).unwrap().are_usual();
    assert!(are_usual(ColorProfile::new_srgb()));
    assert!(!are_usual(ColorProfile::new_display_p3()));
    assert!(!are_usual(ColorProfile::new_adobe_rgb()));
    assert!(are_usual(ColorProfile::new_gray_with_gamma(2.2)));
    assert!(!are_usual(ColorProfile::new_gray_with_gamma(1.8)));
}

/// Wherever a profile is cut or broken, there is an answer.
#[test]
fn broken_profiles_do_no_harm() {
    for whole in [
        usual(ColorProfile::new_display_p3()),
        by_table(b"CMYK", b"Lab ", &in_words(4, 3)),
        by_table(b"RGB ", b"Lab ", &in_parts(3, 3)),
    ] {
        for end in (0..whole.len()).step_by(7) {
            let _ = Colours::of_profile(&whole[..end]).map(|it| it.of_pixel([1, 2, 3, 4]));
        }
        for at in 0..whole.len().min(700) {
            for byte in [0, 0x7f, 0xff] {
                let mut broken = whole.clone();
                broken[at] = byte;
                let _ = Colours::of_profile(&broken).map(|it| it.of_pixel([1, 2, 3, 4]));
            }
        }
    }
}
