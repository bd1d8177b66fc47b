//! Which numbers and years can be meant: years of days, other calendars, how numbers of a kind begin and how long they are.

use crate::{CalendarId, Cite, Role};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// Which years a day or month can have, counted from the year of today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Years {
    /// How many years back.
    pub back: u16,
    /// How many years ahead.
    pub ahead: u16,
    /// Where that is from. On a weak source a year outside warns and does not stop.
    #[serde(flatten)]
    pub cite: Cite,
}

/// A calendar that counts its years in another way; its name is the text of its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Its id.
    pub id: CalendarId,
    /// How many of its years have passed when the Western one begins: taken from its year, the Western one is left.
    pub ahead: i32,
    /// Where that is from.
    #[serde(flatten)]
    pub cite: Cite,
}

/// How numbers with a meaning look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// The meaning.
    pub role: Role,
    /// What stands before the number when it is written for abroad; it takes the place of the first zero.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub abroad: String,
    /// How a number may begin; the first that fits decides.
    pub of: Vec<Beginning>,
    /// Where that is from. On a weak source a number that looks otherwise warns and does not stop.
    #[serde(flatten)]
    pub cite: Cite,
}

/// How a number begins, and how long it then is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    /// Its first digits.
    pub starts: Vec<String>,
    /// How many digits it has in all.
    pub digits: u8,
}

impl Numbering {
    /// Whether digits look like such a number.
    pub fn fits(&self, digits: &str) -> bool {
        let begins = |of: &&Beginning| of.starts.iter().any(|start| digits.starts_with(start.as_str()));
        self.of.iter().find(begins).is_some_and(|of| usize::from(of.digits) == digits.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_beginning_that_fits_decides() {
        let of = |starts: &[&str], digits| Beginning {
            starts: starts.iter().map(|it| (*it).to_owned()).collect(),
            digits,
        };
        let phone = Numbering {
            role: Role::Phone,
            abroad: "81".into(),
            of: vec![of(&["070", "080"], 11), of(&["01", "03", "07"], 10)],
            cite: Cite::default(),
        };
        let check = |digits: &str, fits| assert_eq!(phone.fits(digits), fits, "{digits}");
        check("08012345678", true);
        check("0801234567", false);
        check("0312345678", true);
        check("07012345678", true);
        check("0112345678", true);
        check("00312345678", false);
    }
}
