//! The judge: one total function from the rulebook and the answers to an assessment.
//!
//! What is not here: no clock (`today` is an argument), no browser, no files (their measurements arrive as facts), no
//! randomness, no `Result` on the way to an assessment. Nothing here names a procedure, a status, a field or a limit.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod answers;
mod assess;
mod broken;
mod calendar;
#[cfg(feature = "cases")]
pub mod cases;
mod characters;
mod chars;
mod checklist;
mod checks;
mod correct;
mod dates;
mod eligibility;
mod faults;
mod fees;
mod finding;
mod first;
mod form;
mod gaps;
mod guides;
mod look;
pub mod official;
mod packet;
mod passport;
mod plain;
mod read;
mod roles;
mod tally;
mod together;
mod truth;
mod why;
pub mod wire;
mod written;

pub use answers::{Answers, Entry, Fact, FileEntry, Keeping, RowId, Slot, issued, set_issued};
pub use assess::{Assessment, assess};
pub use calendar::{Era, era_of, shift};
pub use characters::{Sign, Stretch, fold, fold_roughly, stretches};
pub use checklist::{DocumentView, Need, outgoing};
pub use checks::{Check, checks};
pub use correct::{Correction, Told, correct, told};
pub use dates::DateView;
pub use eligibility::{ActView, Eligibility, Verdict};
pub use fees::{FeeTotal, FeeView};
pub use finding::{Arg, At, Finding, key_now};
pub use first::first_look;
pub use form::{FieldView, GroupView, ItemView, StepState, StepView};
pub use gaps::leave;
pub use guides::guides;
pub use packet::{Packet, file_name, packet};
pub use passport::{Checked, LinesFault, PassportLines, passport_lines};
pub use read::{PartialDay, PartialMonth, Value};
pub use tally::{BarView, Outcome, Span, TallyRowView, TallyView};
pub use together::{Together, together};
pub use truth::Truth;
pub use why::{Asked, in_words};
