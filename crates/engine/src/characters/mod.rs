//! The room that knows characters: what is not seen, what belongs together, what is meant, what it is called, and how lists are searched.
//!
//! By subject: `clean` takes away what is never seen, `together` makes letters and their marks one, `nearest` finds the character that a
//! question takes for one that it does not, `names` writes names as passports do, `mend` does all of it for one answer, `signs` names what is
//! left, `fold` makes spellings alike for searching. The tables are data (`rulebook::Characters`). What a question takes is in `chars`.

mod clean;
mod fold;
mod mend;
mod names;
mod nearest;
mod signs;
mod together;

pub use fold::{fold, fold_roughly};
pub use signs::{Sign, Stretch, stretches};

pub(crate) use clean::sendable;
pub(crate) use mend::{light, mend};
pub(crate) use nearest::narrow;
pub(crate) use signs::{signs, strange};
