//! The law as data: the types in which the rulebook is written, packed and read.
//!
//! What is not here: no judgement (that is `engine`), no files or pictures (`media`), no browser and no clock.
//! With the feature `host` the crate also reads the TOML folder, lints it and packs it.

mod act;
mod characters;
mod closed;
mod codes;
mod condition;
mod core;
mod dated;
#[cfg(feature = "host")]
mod differs;
mod document;
mod form;
mod guide;
mod ids;
mod limit;
mod loaded;
mod numbers;
mod official;
mod postal;
mod road;
mod rule;
mod tally;
mod texts;
mod worded;

#[cfg(feature = "host")]
pub mod host;

pub use act::Act;
pub use characters::{CharTable, CharTables, Characters, Does, Mark};
pub use closed::{Closed, EveryYear, Holidays, MonthDay};
pub use codes::{Code, CodeList};
pub use condition::{Cmp, Condition, Expr, Literal, Unit};
pub use core::{Applicant, Band, Core, DateRule, Edition, Fee, Procedure, Rename, Status, Value, Variant};
pub use dated::{Cite, Dated, Day, Grade, Since, Source};
#[cfg(feature = "host")]
pub use differs::{But, ButPaper, By, Ground, Roads};
pub use document::{Class, Document, DocumentSet, Force, OneOf, Requirement, Takes};
pub use form::{Called, Field, FieldKind, Group, Heading, Item, Knower, Part, Shape, Step};
pub use guide::{Guide, GuidePlace};
pub use ids::*;
pub use limit::{CharClass, Limit};
pub use loaded::{Arrived, Loaded, Pack, PackError};
pub use numbers::{Beginning, Calendar, Numbering, Years};
pub use official::{
    AskedWhen, Column, Cut, Follows, Listed, MenuEntry, OfficialForm, Piece, Sheet, SheetPack, Target, Tool, letter, letters, number_of,
    numbers,
};
pub use postal::{PostalCodes, PostalRun};
pub use road::{Aged, Asking, FactNo, FieldNo, GroupNo, Judging, Road, TallyNo, Tallying, Term, Test, Wanting};
pub use rule::{Cutting, Place, Rule, Severity};
pub use tally::{Bar, Sum, Tally, TallyRow, Worth, WorthFrom};
pub use texts::{FIRST_WORDS, Texts, WORDS_ON_REQUEST};
pub use worded::{Speaker, Tongue, Worded};
