//! Eyes and hands: the bytes of a file in, facts about it out.
//!
//! Give a [`Job`] and the bytes to [`run`], take the facts from the [`Report`]. [`FACTS`] lists every
//! fact that can be in one. A [`Job`] that makes a file goes to [`make`].
//!
//! What this crate does **not** do:
//! - it never judges. `photo.width_px` is a number here; whether it is too small is a rule elsewhere.
//! - it knows no rulebook and no limit. The numbers it needs stand in the [`Job`].
//! - it knows no browser, no clock, no network and no file system.
//! - it says no sentence to a person: names of facts and short codes only.
//!
//! Without the features `photo` and `pdf` only the words of the trade are here ([`Job`], [`Report`],
//! [`FACTS`], [`Help`], [`wire`]), which is all that a page needs.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod help;
mod job;
mod made;
mod report;

pub mod facts;
pub mod wire;

#[cfg(any(feature = "photo", feature = "pdf"))]
mod make;
#[cfg(any(feature = "face", feature = "join"))]
mod planes;
#[cfg(any(feature = "photo", feature = "pdf"))]
mod run;
#[cfg(any(feature = "face", feature = "join"))]
mod scale;

#[cfg(any(feature = "photo", feature = "pdf"))]
mod bytes;
#[cfg(feature = "join")]
mod colours;
#[cfg(any(feature = "photo", feature = "join"))]
mod decoder;
#[cfg(any(feature = "photo", feature = "pdf"))]
mod file;
#[cfg(feature = "join")]
mod join;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "face")]
pub mod photo;
#[cfg(any(feature = "photo", feature = "pdf"))]
mod picture;
#[cfg(any(feature = "photo", feature = "pdf"))]
mod sniff;

pub use facts::{FACTS, FactInfo, FactKind};
pub use help::{Alone, Help};
pub use job::{Aim, Cut, Frame, Job, Part, Turned};
pub use made::{Input, Made};
#[cfg(any(feature = "photo", feature = "pdf"))]
pub use make::{make, make_with};
pub use report::{Fact, Report, Unreadable};
#[cfg(any(feature = "photo", feature = "pdf"))]
pub use run::run;

/// Which build this is. A page takes only a worker that says the same word: see [`wire::FromWorker::Ready`].
pub const BUILD: &str = match option_env!("MADOGUCHI_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};
