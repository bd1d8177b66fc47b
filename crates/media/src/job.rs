//! What is asked of a file.

use serde::{Deserialize, Serialize};

/// One question about one file. It carries its own target numbers: media has none of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// The file should be a photo of a person. Its header is measured and its pixels are decoded once, to
    /// prove that they can be.
    Photo {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) the picture is refused undecoded.
        max_pixels: u64,
    },
    /// The file should be a paper: a PDF, or a picture of a page. Of a picture only the header is measured.
    Paper {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) a picture is refused.
        max_pixels: u64,
    },
}

impl Job {
    /// Above this size in bytes the file is refused unread.
    pub fn max_bytes(&self) -> u64 {
        match self {
            Job::Photo { max_bytes, .. } | Job::Paper { max_bytes, .. } => *max_bytes,
        }
    }

    /// Above this number of pixels a picture is refused undecoded.
    pub fn max_pixels(&self) -> u64 {
        match self {
            Job::Photo { max_pixels, .. } | Job::Paper { max_pixels, .. } => *max_pixels,
        }
    }
}
