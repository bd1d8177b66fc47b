//! Files that are made, and what they are made of.

/// A file that goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input<'a> {
    /// Its name as the person has it; only its extension is looked at.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// A file that comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, as in `Content-Type`.
    pub media_type: &'static str,
}
