//! What the end-to-end tests share: real browsers, the real receiving side, and a walker that fills any procedure from a worked person.
//!
//! It does not know any procedure: what is asked is read from the page, what is answered from the case, what it is called from the
//! texts of the rulebook.

mod clock;
mod contract;
mod fair;
mod http;
mod process;

pub mod arrived;
pub mod axe;
pub mod book;
pub mod browser;
pub mod desk;
pub mod files;
pub mod front;
pub mod root;
pub mod scene;
pub mod still;
pub mod walker;
pub mod watch;

mod fill;

pub use arrived::compare;
pub use book::Book;
pub use browser::{Browser, Kind, Profile, with, with_profile};
pub use clock::{Deadline, until};
pub use contract::{browsers, edges, everything, site};
pub use desk::Desk;
pub use fair::fair;
pub use front::{Canned, Front, Spoilt};
pub use http::{Answer, request};
pub use root::Root;
pub use scene::Scene;
pub use walker::{End, Next, Walker};
