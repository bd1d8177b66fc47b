//! The receiving side: an example backend that judges a packet again with the same engine, keeps it for a while, and
//! tells who holds the secret how it stands.
//!
//! What it does **not** do: no accounts and no sessions, no mails, no pages for staff, no payment, no passing on to an
//! agency. It speaks plain HTTP; encryption is the task of the proxy in front of it. It never logs an answer, a file
//! name or an address.

mod applications;
mod clock;
mod cors;
mod door;
mod hash;
mod judge;
mod keys;
mod limits;
mod listen;
mod log;
pub mod measure;
mod number;
mod options;
mod parcel;
mod random;
mod receive;
mod refusal;
mod server;
mod shape;
mod site;
mod status;
mod store;

pub use clock::Clock;
pub use limits::Limits;
pub use options::{Options, USAGE};
pub use server::{Server, StartError};
pub use status::Status;
