//! What is asked of a file.

use serde::{Deserialize, Serialize};

/// One question about one file, or one file to be made. It carries its own target numbers: media has none of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// The file should be a photo of a person. Its header is measured and its pixels are decoded once, to
    /// prove that they can be.
    Photo {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) the picture is refused undecoded.
        max_pixels: u64,
        /// What the finished photo shall measure. With it, and where there are models to see with, the face is
        /// measured too and a crop is proposed; without it the facts about faces stay absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        frame: Option<Frame>,
    },
    /// The file should be a paper: a PDF, or a picture of a page. Of a picture the header is measured; one that could not be joined
    /// later is refused.
    Paper {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) a picture is refused.
        max_pixels: u64,
        /// Whether the pixels of a picture are decoded once, to prove that they can be. Who neither joins it nor shows what came out need
        /// not take that time.
        #[serde(default)]
        decode: bool,
    },
    /// Cut a photo out of a picture and write it as JPEG, see [`make`](crate::make). Nothing but position, size
    /// and compression changes.
    Crop {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) the picture is refused undecoded.
        max_pixels: u64,
        /// What to cut out. A rectangle that reaches over the edge of the picture is moved inside, one of another shape
        /// than the photo is trimmed: nothing is stretched.
        cut: Cut,
        /// Width of the photo to make, in px.
        width_px: u32,
        /// Height of the photo to make, in px.
        height_px: u32,
        /// Width of that photo on paper, in mm: how many px make an inch is written into the file.
        width_mm: f64,
        /// The photo shall have at most this many bytes; the best quality that fits is taken.
        under_bytes: u64,
    },
    /// Put pages of several files, PDFs and pictures, into one PDF, see [`make`](crate::make). Text stays text. What it
    /// would have to break is refused: see `join.refused`.
    Join {
        /// Above this size in bytes a file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) a picture is refused, or left as it is where it
        /// stands in a PDF.
        max_pixels: u64,
        /// The PDF shall have at most this many bytes: where it has more, its pictures are compressed, and nothing else
        /// is. If absent, pictures stay as they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        under_bytes: Option<u64>,
        /// Where pictures must be compressed, the resolution to begin with, in dpi.
        best_dpi: u32,
        /// The resolution below which no picture is brought, in dpi. One that has less keeps what it has.
        floor_dpi: u32,
        /// The quality to begin with, 1 to 100 as usual for JPEG.
        best_quality: u8,
        /// The quality below which no picture is brought.
        floor_quality: u8,
        /// What the PDF shall hold, in order.
        parts: Vec<Part>,
    },
    /// Write a JPEG anew with fewer pixels and another quality, see [`make`](crate::make): the part of a
    /// [`Job::Join`] that others can do at the same time, see [`Help`](crate::Help).
    Recompress {
        /// Above this size in bytes the file is refused unread.
        max_bytes: u64,
        /// Above this number of pixels (width times height, as claimed) it is refused undecoded.
        max_pixels: u64,
        /// Width of the new one, in px; at most that of the old one.
        width_px: u32,
        /// Height of the new one, in px; at most that of the old one.
        height_px: u32,
        /// Its quality, 1 to 100 as usual for JPEG.
        quality: u8,
    },
}

/// Pages of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which of the files that come with the job, counted from 0.
    pub file: u32,
    /// Which of its pages, in this order; if absent, all of them as they are. A picture has one page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<Turned>>,
}

/// A page, turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    /// Which page of its file, counted from 1.
    pub page: u32,
    /// How far it is turned clockwise from how it is displayed: 0, 90, 180 or 270 degrees.
    #[serde(default)]
    pub turn: u16,
}

/// What a finished photo shall measure on paper.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Width of the photo, in mm.
    pub width_mm: f64,
    /// Height of the photo, in mm.
    pub height_mm: f64,
    /// From the crown, hair included, to the chin.
    pub face: Aim,
    /// From the upper edge of the photo to the crown.
    pub top: Aim,
    /// From the middle of the photo to the middle of the face, to either side.
    pub centre: Aim,
}

/// A length that is aimed at, and how far it may be off, in mm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// The length aimed at.
    pub mm: f64,
    /// How much more or less will do.
    pub give: f64,
}

/// A rectangle in a picture as displayed: in its own pixels, from its upper left corner, after the orientation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Job {
    /// Above this size in bytes a file is refused unread.
    pub fn max_bytes(&self) -> u64 {
        match self {
            Job::Photo { max_bytes, .. }
            | Job::Paper { max_bytes, .. }
            | Job::Crop { max_bytes, .. }
            | Job::Join { max_bytes, .. }
            | Job::Recompress { max_bytes, .. } => *max_bytes,
        }
    }

    /// Above this number of pixels a picture is refused undecoded.
    pub fn max_pixels(&self) -> u64 {
        match self {
            Job::Photo { max_pixels, .. }
            | Job::Paper { max_pixels, .. }
            | Job::Crop { max_pixels, .. }
            | Job::Join { max_pixels, .. }
            | Job::Recompress { max_pixels, .. } => *max_pixels,
        }
    }
}
