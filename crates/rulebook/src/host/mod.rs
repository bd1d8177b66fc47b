//! What only the host does: read the folder of TOML, check it, pack it.
//!
//! `load` gives a `Book` whose gaps are filled; `lint` says what is wrong with it; `Book::packs` makes what travels.

mod book;
pub mod folded;
mod item_names;
mod limits;
mod lint;
mod lists;
mod load;
mod names;
mod official;
mod pack;
mod parse;
mod postal;
mod problem;
mod read;
mod resolve;
mod specialise;
mod stale;
mod walk;
mod words;

pub use book::{Book, CaseFile, FieldAt, TextFile, fields_of};
pub use item_names::{Named, NamesFile};
pub use lint::lint;
pub use load::load;
pub use names::Names;
pub use official::{letter_runs, runs};
pub use pack::PackFile;
pub use parse::{expr_or_text, parse_condition, parse_expr, some_expr_or_text};
pub use postal::Postal;
pub use problem::Problem;
pub use read::read;
pub use specialise::Specialised;
pub use stale::Stale;
