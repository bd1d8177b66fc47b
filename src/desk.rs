//! The open case, and the others as summaries.

use crate::case::Case;

/// A saved draft that is not open.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelved {
    /// Its id.
    pub id: String,
    /// The procedure that it is about, as an id.
    pub procedure: Option<String>,
    /// The status that it is about, as an id.
    pub status: Option<String>,
    /// The name in it.
    pub name: Option<String>,
    /// When it was last saved, in milliseconds since 1970.
    pub changed_ms: f64,
    /// Size with its files, in bytes.
    pub bytes: u64,
    /// Whether it has been sent.
    pub sent: bool,
    /// Whether it can be read.
    pub readable: bool,
}

/// What lies on the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The open case.
    pub open: Case,
    /// The others, newest first.
    pub shelf: Vec<Shelved>,
    /// Space used and granted, in bytes, when the browser tells.
    pub room: Option<(u64, u64)>,
    /// Whether the browser has agreed not to clear by itself what is kept here; nothing before it was asked or has answered.
    pub persists: Option<bool>,
}
