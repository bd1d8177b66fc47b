//! The pages of a PDF, each with everything that it needs and nothing else.

use lopdf::{Dictionary, Document, Object};

use super::Why;
use super::annotations;
use crate::Unreadable;
use crate::pdf::geometry::{self, UNSAID};
use crate::pdf::pages::{Page, Tree};
use crate::pdf::there::There;

/// A page that can stand anywhere. Its references still point into its own document.
pub(super) struct Sheet {
    pub entries: Dictionary,
    pub annotations: Vec<Dictionary>,
    /// How far it is turned already, in degrees.
    pub turn: i64,
}

/// All pages, in order.
pub(super) fn all(tree: &Tree<'_>, document: &Document, there: &There) -> Result<Vec<Sheet>, Why> {
    // Pages would go missing without a word.
    if !tree.whole || tree.pages.is_empty() {
        return Err(Why::Unreadable(Unreadable::Damaged));
    }
    tree.pages.iter().map(|page| sheet(page, document, there)).collect()
}

fn sheet(page: &Page<'_>, document: &Document, there: &There) -> Result<Sheet, Why> {
    const KEPT: [&[u8]; 9] = [
        b"Resources",
        b"MediaBox",
        b"CropBox",
        b"BleedBox",
        b"TrimBox",
        b"ArtBox",
        b"Contents",
        b"Group",
        b"UserUnit",
    ];
    let mut entries = Dictionary::new();
    for key in KEPT {
        if let Some(value) = page.entry(key) {
            entries.set(key, value.clone());
        }
    }
    if !entries.has(b"MediaBox") {
        entries.set("MediaBox", UNSAID.map(Object::from).to_vec());
    }
    if !entries.has(b"Resources") {
        entries.set("Resources", Dictionary::new());
    }
    Ok(Sheet {
        entries,
        annotations: annotations::kept(page, document, there).ok_or(Why::Incomplete)?,
        turn: geometry::turn(page, document),
    })
}
