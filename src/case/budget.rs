//! How much room the files take of what may be sent, and how much each must give up to fit.

use super::Case;
use std::collections::BTreeSet;

/// What the files that go out take, of how much there is on the day of filing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Bytes for each document of which there is a file, in the order of the lists.
    pub parts: Vec<u64>,
    /// How many files.
    pub files: usize,
    /// How many there may be.
    pub max_files: u64,
    /// How many bytes there may be.
    pub max_bytes: u64,
}

impl Budget {
    /// All bytes.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().sum()
    }

    /// Whether there are more bytes than there may be.
    pub fn is_over(&self) -> bool {
        self.bytes() > self.max_bytes
    }
}

impl Case {
    /// A number of the rulebook by its use, as of the day of filing.
    pub fn number(&self, use_: &str) -> Option<f64> {
        let value = self.book.core.value_for(use_)?;
        value.since.on(self.assessment.filing).copied()
    }

    /// A number of the rulebook that is a limit. Without one there is none.
    pub fn limit(&self, use_: &str) -> u64 {
        self.number(use_).map_or(u64::MAX, |it| it as u64)
    }

    /// The room that the files take.
    pub fn budget(&self) -> Budget {
        let given = self.assessment.documents.iter().filter(|it| it.goes_out() && it.files > 0);
        let bytes = given.map(|document| {
            let files = self.answers.files(&document.id).iter();
            files.map(|file| self.size(&file.key)).sum()
        });
        Budget {
            parts: bytes.collect(),
            files: self.outgoing().count(),
            max_files: self.limit("files-max"),
            max_bytes: self.limit("files-total-bytes"),
        }
    }

    /// While the files are too large together: the largest paper that was not tried yet, and how many bytes it may have. The photo,
    /// what was tried, and papers of less than a hundredth of the room take what they take.
    pub fn to_shrink(&self, tried: &BTreeSet<String>) -> Option<(String, u64)> {
        let budget = self.budget();
        if !budget.is_over() {
            return None;
        }
        let papers = self.outgoing().filter(|(document, _)| document.takes == rulebook::Takes::Paper);
        let open: Vec<(u64, &str)> = papers
            .filter(|(_, file)| file.facts.is_some() && !tried.contains(&file.key))
            .map(|(_, file)| (self.size(&file.key), file.key.as_str()))
            .filter(|(bytes, _)| *bytes >= budget.max_bytes / 100)
            .collect();
        let sizes: Vec<u64> = open.iter().map(|(bytes, _)| *bytes).collect();
        let taken = budget.bytes().saturating_sub(sizes.iter().sum());
        let (_, largest) = open.iter().max()?;
        Some(((*largest).to_owned(), share(budget.max_bytes.saturating_sub(taken), &sizes)))
    }
}

/// Whether it is worth it to put a file of `now` bytes in the place of one of `before`: it fits then, or is a fiftieth smaller at least.
pub fn is_gain(before: u64, now: u64, room: u64) -> bool {
    now < before && (now <= room || before - now >= before / 50)
}

/// How many bytes each of these may have at most so that they fit together: small ones stay as they are, and the large ones share
/// what those leave.
fn share(room: u64, sizes: &[u64]) -> u64 {
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    let (mut room, mut left) = (room, sizes.len() as u64);
    for bytes in sizes {
        let each = room / left;
        if bytes > each {
            return each;
        }
        room -= bytes;
        left -= 1;
    }
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(room: u64, sizes: &[u64], expected: u64) {
        assert_eq!(share(room, sizes), expected, "{sizes:?} in {room}");
    }

    #[test]
    fn without_a_gain_nothing_changes() {
        for (before, now, room, expected) in [
            (27_456_789, 27_401_234, 10_000_000, false),
            (27_456_789, 27_456_789, 30_000_000, false),
            (27_456_789, 27_500_000, 30_000_000, false),
            (27_456_789, 20_000_000, 10_000_000, true),
            // What was only a little too much.
            (25_000_001, 24_999_000, 25_000_000, true),
        ] {
            assert_eq!(is_gain(before, now, room), expected, "{before} to {now} in {room}");
        }
    }

    #[test]
    fn only_the_large_ones_give_something_up() {
        check(100, &[], u64::MAX);
        check(100, &[30, 70], u64::MAX);
        check(100, &[10, 80, 80], 45);
        check(100, &[150], 100);
        check(100, &[10, 40, 400], 50);
        check(0, &[5], 0);
    }
}
