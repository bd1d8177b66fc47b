//! What is wrong with the rulebook, said so that the person who wrote it can mend it.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the folder of the rulebook.
    pub file: String,
    /// The id, or the line, where it is wrong.
    pub at: String,
    /// The name of the lint, or `toml` where the file cannot be read at all.
    pub lint: &'static str,
    /// What is wrong.
    pub say: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}: {}", self.file, self.at, self.lint, self.say)
    }
}
