//! The postal codes as they are written down: for each municipality its codes, single ones and stretches.

use crate::{Cite, PostalCodes, PostalRun};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file `postal.toml`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postal {
    /// By the id of the municipality: `0600000 0600031-0600035`.
    codes: BTreeMap<String, String>,
    /// Where they are from.
    #[serde(flatten)]
    pub cite: Cite,
}

impl Postal {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The municipalities, each with its codes as written.
    pub fn municipalities(&self) -> impl Iterator<Item = &str> {
        self.codes.keys().map(String::as_str)
    }

    /// What cannot be read, or lies in two places: the municipality and what stands there.
    pub fn wrong(&self) -> Vec<(String, String)> {
        let pieces = self
            .codes
            .iter()
            .flat_map(|(id, text)| text.split_whitespace().map(move |piece| (id, piece)));
        let unread = pieces
            .filter(|(_, piece)| run(piece, 0).is_none())
            .map(|(id, piece)| (id.clone(), piece.to_owned()));
        let runs = self.runs();
        let twice = runs.windows(2).filter_map(|pair| match pair {
            [one, other] if other.from <= one.to => Some((
                self.municipalities().nth(other.place as usize)?.to_owned(),
                format!("{:07}", other.from),
            )),
            _ => None,
        });
        unread.chain(twice).collect()
    }

    /// As they travel.
    pub fn codes(&self) -> PostalCodes {
        PostalCodes::new(self.municipalities().map(str::to_owned).collect(), &self.runs())
    }

    fn runs(&self) -> Vec<PostalRun> {
        let of = |(place, text): (u32, &String)| {
            text.split_whitespace()
                .filter_map(move |piece| run(piece, place))
                .collect::<Vec<_>>()
        };
        let mut runs: Vec<PostalRun> = (0..).zip(self.codes.values()).flat_map(of).collect();
        runs.sort();
        runs
    }
}

fn run(piece: &str, place: u32) -> Option<PostalRun> {
    let code = |text: &str| Some(text).filter(|text| text.len() == 7)?.parse::<u32>().ok();
    let (from, to) = piece.split_once('-').unwrap_or((piece, piece));
    let (from, to) = (code(from)?, code(to)?);
    (from <= to).then_some(PostalRun { from, to, place })
}

#[test]
fn what_cannot_be_read_or_lies_in_two_places_is_found() {
    let text = "source = \"src.a\"\n[codes]\n\"011011\" = \"0600000 0600031-0600035 060003\"\n\"011029\" = \"0600035 0640001\"";
    let postal: Postal = toml::from_str(text).unwrap();
    assert_eq!(
        postal.wrong(),
        [
            ("011011".to_owned(), "060003".to_owned()),
            ("011029".to_owned(), "0600035".to_owned())
        ]
    );
    let postal: Postal = toml::from_str(&text.replace(" 060003\"", "\"").replace("0600035 0640001", "0640001")).unwrap();
    assert!(postal.wrong().is_empty());
    let codes = postal.codes();
    assert_eq!(codes.municipality("0600033"), Some("011011"));
    assert_eq!(codes.municipality("0640001"), Some("011029"));
}
