//! Postal codes of Japan, and in which municipality each lies.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// Every postal code that lies in one municipality, as runs of neighbours. It is looked through from the front, which takes no longer than a key press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct PostalCodes {
    /// The municipalities, by the ids that they have in the lists of municipalities.
    municipalities: Vec<String>,
    /// How many codes lie between the end of the run before and the beginning of each.
    gaps: Vec<u8>,
    /// How many codes each run has, less one.
    lengths: Vec<u8>,
    /// In which municipality it lies: how far from that of the run before, the sign in the last bit.
    places: Vec<u8>,
}

/// Neighbours that lie in the same municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PostalRun {
    /// The first code.
    pub from: u32,
    /// The last one.
    pub to: u32,
    /// The place of the municipality among all.
    pub place: u32,
}

impl PostalCodes {
    /// Takes runs that are sorted and do not meet.
    pub fn new(municipalities: Vec<String>, runs: &[PostalRun]) -> PostalCodes {
        let mut made = PostalCodes {
            municipalities,
            ..PostalCodes::default()
        };
        let (mut next, mut place) = (0, 0);
        for run in runs {
            put(&mut made.gaps, run.from.saturating_sub(next));
            put(&mut made.lengths, run.to.saturating_sub(run.from));
            let back = run.place < place;
            put(&mut made.places, run.place.abs_diff(place) << 1 | u32::from(back));
            (next, place) = (run.to + 1, run.place);
        }
        made
    }

    /// Whether nothing has arrived.
    pub fn is_empty(&self) -> bool {
        self.municipalities.is_empty()
    }

    /// The municipality of a code of seven digits. Nothing where there is no such code, or where it lies in several.
    pub fn municipality(&self, code: &str) -> Option<&str> {
        let wanted: u32 = Some(code).filter(|code| code.len() == 7)?.parse().ok()?;
        let run = self.runs().find(|run| wanted <= run.to)?;
        let place = usize::try_from(run.place).ok()?;
        self.municipalities.get(place).map(String::as_str).filter(|_| run.from <= wanted)
    }

    fn runs(&self) -> impl Iterator<Item = PostalRun> {
        let (mut gaps, mut lengths, mut places) = (self.gaps.as_slice(), self.lengths.as_slice(), self.places.as_slice());
        let (mut next, mut place) = (0, 0u32);
        std::iter::from_fn(move || {
            let from = take(&mut gaps)?.checked_add(next)?;
            let to = take(&mut lengths)?.checked_add(from)?;
            let step = take(&mut places)?;
            place = if step & 1 == 1 {
                place.checked_sub(step >> 1)?
            } else {
                place.checked_add(step >> 1)?
            };
            next = to.checked_add(1)?;
            Some(PostalRun { from, to, place })
        })
    }
}

/// Seven bits in each byte, the lowest first; the eighth says that more follow.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in [0, 7, 14, 21] {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(first & 127) << shift;
        if first & 128 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_its_run_and_nowhere_else() {
        let municipalities = ["a", "b", "c"].map(str::to_owned).to_vec();
        let runs = [(0, 0, 2), (640_000, 640_930, 0), (640_931, 640_931, 1), (9_999_999, 9_999_999, 0)];
        let runs = runs.map(|(from, to, place)| PostalRun { from, to, place });
        let codes = PostalCodes::new(municipalities, &runs);
        assert_eq!(codes.runs().collect::<Vec<_>>(), runs);
        let found = |code| codes.municipality(code);
        assert_eq!(
            ["0000000", "0640000", "0640930", "0640931", "9999999"].map(found),
            [Some("c"), Some("a"), Some("a"), Some("b"), Some("a")]
        );
        assert_eq!(["0000001", "0640932", "640000", "064-000", "", "00640000"].map(found), [None; 6]);
        let spoilt = PostalCodes {
            gaps: vec![255; 5],
            ..codes.clone()
        };
        assert_eq!(spoilt.municipality("0640000"), None);
    }
}
