//! What was drawn on top of a page.

use lopdf::{Dictionary, Document, Object};

use crate::pdf::pages::Page;
use crate::pdf::there::There;

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

/// What is left of an annotation of another kind that brings a picture of itself: that picture, which readers show whatever the
/// kind. The little window of a note is not part of the page.
const LOOKS: [&[u8]; 8] = [b"Rect", b"F", b"AP", b"AS", b"CA", b"ca", b"BM", b"OC"];
const WINDOW: &[u8] = b"Popup";

/// The annotations that come along; `None` if one of them got lost.
pub(super) fn kept(page: &Page<'_>, document: &Document, there: &There) -> Option<Vec<Dictionary>> {
    let lost = |it: &Object| {
        it.as_reference()
            .is_ok_and(|id| !document.objects.contains_key(&id) && there.is_lost(document, id))
    };
    if page.entry(b"Annots").is_some_and(lost) {
        return None;
    }
    let list = page.value(b"Annots", document).and_then(|it| it.as_array().ok());
    if list.is_some_and(|list| list.iter().any(lost)) {
        return None;
    }
    Some(page.annotations(document).filter_map(|it| looks(it, document)).collect())
}

fn looks(annotation: &Dictionary, document: &Document) -> Option<Dictionary> {
    let kind = annotation.get_deref(b"Subtype", document).and_then(Object::as_name);
    let mut kept = Dictionary::new();
    kept.set("Type", "Annot");
    let entries: &[&[u8]] = match kind {
        Ok(kind) if KINDS.contains(&kind) => &ENTRIES,
        Ok(WINDOW) => return None,
        _ if annotation.has(b"AP") => {
            kept.set("Subtype", "Stamp");
            &LOOKS
        }
        _ => return None,
    };
    for key in entries {
        if let Ok(value) = annotation.get(key) {
            kept.set(*key, value.clone());
        }
    }
    Some(kept)
}
