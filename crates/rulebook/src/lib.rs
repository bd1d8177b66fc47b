//! The law as data: the types in which the rulebook is written, packed and read.
//!
//! What is not here: no judgement (that is `engine`), no files or pictures (`media`), no browser and no clock.
//! With the feature `host` the crate also reads the TOML folder, lints it and packs it.

mod characters;
mod codes;
mod condition;
mod core;
mod dated;
mod document;
mod form;
mod ids;
mod loaded;
mod numbers;
mod official;
mod road;
mod rule;
mod texts;

#[cfg(feature = "host")]
pub mod host;

pub use characters::{CharTable, CharTables, Characters, Does, Mark};
pub use codes::{Code, CodeList};
pub use condition::{Cmp, Condition, Expr, Literal, Unit};
pub use core::{Applicant, Band, Core, DateRule, Edition, Fee, Procedure, Rename, Status, Value, Variant};
pub use dated::{Cite, Dated, Day, Grade, Since, Source};
pub use document::{Document, DocumentSet, OneOf, Provider, Requirement, Takes};
pub use form::{CharClass, Field, FieldKind, Group, Item, Limit, Part, Shape, Stand, Step};
pub use ids::*;
pub use loaded::{Arrived, Loaded, Pack, PackError};
pub use numbers::{Beginning, Calendar, Numbering, Years};
pub use official::{AskedWhen, Column, Cut, Listed, MenuEntry, OfficialForm, Piece, Sheet, Target, Tool};
pub use road::{Aged, Asking, FactNo, FieldNo, GroupNo, Judging, Road, Term, Test, Wanting};
pub use rule::{Cutting, Place, Rule, Severity};
pub use texts::Texts;
