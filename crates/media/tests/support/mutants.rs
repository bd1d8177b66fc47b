//! Files with seeded damage.
#![allow(clippy::disallowed_methods, reason = "a test measures how long an answer takes")]

use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// More than any of these files takes even on a busy machine in a debug build.
const BOUND: Duration = Duration::from_secs(20);

/// `media` turns a panic inside a decoder into a damaged file. Here it must not even come to that.
static PANICS: AtomicU32 = AtomicU32::new(0);

/// Gives so many damaged copies of a file to `work`, which must come back in time and never have panicked.
#[track_caller]
pub fn mutants(name: &str, file: &[u8], times: usize, mut work: impl FnMut(&[u8])) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let seen_before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.fetch_add(1, Ordering::Relaxed);
            seen_before(info);
        }));
    });
    // For a long night: MEDIA_MUTATIONS=50 cargo test -p media --release --test mutations
    let factor = std::env::var("MEDIA_MUTATIONS").map_or(1, |it| it.parse().unwrap());
    // A seed of its own for each file, so that one more file changes no other's damage.
    let seed = name
        .bytes()
        .fold(0x9e37_79b9_7f4a_7c15, |seed: u64, byte| seed.rotate_left(8) ^ u64::from(byte));
    let mut dice = Dice(seed.max(1));
    for time in 0..times * factor {
        let file = mutate(file, &mut dice);
        let start = Instant::now();
        work(&file);
        assert!(start.elapsed() < BOUND, "{name}, mutation {time}: {:?}", start.elapsed());
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "{name}, mutation {time}");
    }
}

/// Numbers that come again with every run.
pub struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

fn mutate(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = file.to_vec();
    for _ in 0..=dice.throw(3) {
        let length = file.len();
        match dice.throw(7) {
            0 => file.truncate(dice.throw(length)),
            1 => (0..=dice.throw(20)).for_each(|_| {
                if let Some(byte) = file.get_mut(dice.throw(length)) {
                    *byte ^= 1 << dice.throw(8);
                }
            }),
            2 => {
                // Two parts change places.
                let size = dice.throw(length / 4);
                let (from, to) = (dice.throw(length / 2), length / 2 + dice.throw(length / 4));
                if size > 0 && from + size <= to && to + size <= length {
                    let (head, tail) = file.split_at_mut(to);
                    head[from..from + size].swap_with_slice(&mut tail[..size]);
                }
            }
            3 => {
                // The header is where the numbers stand.
                let at = dice.throw(length.min(200));
                if let Some(byte) = file.get_mut(at) {
                    *byte = dice.throw(256) as u8;
                }
            }
            4 => {
                let at = dice.throw(length);
                let end = (at + dice.throw(50)).min(length);
                file.drain(at..end);
            }
            5 => {
                // Another number: another object, another size.
                let digits: Vec<usize> = (0..length).filter(|at| file[*at].is_ascii_digit()).collect();
                if let Some(at) = digits.get(dice.throw(digits.len())) {
                    file[*at] = b'0' + dice.throw(10) as u8;
                }
            }
            _ => {
                let at = dice.throw(length + 1).min(length);
                let value = [0, 0xff, b'0', b'9'][dice.throw(4)];
                file.splice(at..at, std::iter::repeat_n(value, dice.throw(50)));
            }
        }
    }
    file
}
