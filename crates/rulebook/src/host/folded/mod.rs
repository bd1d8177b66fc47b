//! The agency's columns as they rest in the folder: three tools in one file a sheet, what repeats written once.
//!
//! `file` is what stands there, `grid` every column of every tool written out, `expand` the way from one to the other, `lists` which of our
//! lists a column means. The way back is the importer's, in `xtask`.

mod counted;
mod expand;
mod file;
mod grid;
mod lists;

pub use counted::{in_row, value};
pub use expand::{expand, place, target};
pub use file::{Asked, But, ByCode, Common, Entry, Facts, Family, Links, Maybe, SheetFile, To};
pub use grid::{Cell, Grid, Merged, Piece};
pub(super) use lists::OurLists;
pub(super) use lists::sheets;
