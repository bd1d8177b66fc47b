//! The receiving side: an example backend that judges a packet again with the same engine, keeps it for a while, and
//! tells who holds the secret how it stands.
//!
//! What it does **not** do: no accounts and no sessions, no mails, no pages for staff, no payment, no passing on to an
//! agency. It speaks plain HTTP; encryption is the task of the proxy in front of it. It never logs an answer, a file
//! name or an address.

mod applications;
mod arrivals;
mod calendar;
mod clock;
mod cors;
mod crowd;
mod door;
mod hash;
mod judge;
mod keys;
mod limits;
mod listen;
mod log;
mod manners;
pub mod measure;
mod measuring;
mod number;
mod options;
mod paced;
mod parcel;
mod proxy;
mod random;
mod receive;
mod refusal;
mod server;
mod shape;
mod site;
mod status;
mod store;
mod turns;
mod waiting;
mod weigh;

pub use clock::Clock;
pub use limits::Limits;
pub use log::tell_of_breakdowns;
pub use options::{Options, USAGE};
pub use proxy::Network;
pub use server::{Server, StartError};
pub use status::Status;
pub use store::{Look, look};
