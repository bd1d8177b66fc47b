//! The agency's own bulk file: its bytes, the people in it, and what the agency's tool would say about them.
//!
//! Six layers, each in its file: bytes and text (`text`), text and lines (`open`, `decode`), lines and applicants (`shape`), these and what
//! stands in the tool's sheets (`layout`, `pieces`), the sheets and our answers (`read`, `write`), the tool's checks (`check`, `alone`) with
//! what should stand there (`fix`) and what a spreadsheet has made of it (`spoilt`, `eaten`). What is unlike a file of the tool is a `fault`. Which answer fills which column is data.

mod alone;
mod check;
mod copying;
mod decode;
mod eaten;
mod fault;
mod fix;
mod layout;
mod open;
mod pieces;
mod read;
mod shape;
mod spoilt;
mod text;
mod write;

pub use check::{Complaint, Report, check};
pub use copying::{CopyHow, CopyPage, CopyRow, copying};
pub use decode::{decode, encode};
pub use fault::{FileFault, Form, Weight};
pub use layout::line_of;
pub use open::{Line, Opened, open};
pub use read::read;
pub use shape::{codes, form_of};
pub use text::Encoding;
pub use write::write;

use crate::Answers;

/// One applicant of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The how-manieth in the file, from 1.
    pub number: usize,
    /// What the file says about this person.
    pub answers: Answers,
    /// Cells that the answers do not reproduce.
    pub rest: Vec<Rest>,
}

/// A cell of a file that was read and that the answers alone would not write again: of a question that is not asked, of a
/// sheet that is not in play, or written in a way that is not ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Number of the column in the file, from 1.
    pub column: u16,
    /// What stood there.
    pub cell: String,
    /// What the answers wrote instead when the file was read. Once they write something else, the person has changed the
    /// answer and the old cell no longer holds.
    pub over: String,
}
