//! What was drawn on top of a page.

use lopdf::{Dictionary, Document, Object};

use crate::pdf::pages::Page;

/// Notes, stamps and markings: what somebody has put on the paper. Left behind is what leads elsewhere, plays, or
/// encloses a file.
const KINDS: [&[u8]; 15] = [
    b"Text",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Caret",
    b"Stamp",
    b"Ink",
    b"Watermark",
];

/// What makes up their looks. Actions are not among it.
const ENTRIES: [&[u8]; 28] = [
    b"Subtype",
    b"Rect",
    b"F",
    b"AP",
    b"AS",
    b"Border",
    b"BS",
    b"BE",
    b"C",
    b"IC",
    b"CA",
    b"ca",
    b"BM",
    b"OC",
    b"Contents",
    b"DA",
    b"Q",
    b"RD",
    b"L",
    b"LE",
    b"LL",
    b"CL",
    b"Vertices",
    b"QuadPoints",
    b"InkList",
    b"Name",
    b"IT",
    b"FixedPrint",
];

pub(super) fn kept(page: &Page<'_>, document: &Document) -> Vec<Dictionary> {
    page.annotations(document).filter_map(|it| looks(it, document)).collect()
}

fn looks(annotation: &Dictionary, document: &Document) -> Option<Dictionary> {
    let kind = annotation.get_deref(b"Subtype", document).and_then(Object::as_name).ok()?;
    if !KINDS.contains(&kind) {
        return None;
    }
    let mut kept = Dictionary::new();
    kept.set("Type", "Annot");
    for key in ENTRIES {
        if let Ok(value) = annotation.get(key) {
            kept.set(key, value.clone());
        }
    }
    Some(kept)
}
