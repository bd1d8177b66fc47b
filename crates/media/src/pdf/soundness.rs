//! Whether everything that a document uses could be read.

use std::collections::HashSet;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Follows every reference from the trailer. A reference to nothing is allowed and means null; a reference to
/// an object that the table places somewhere, but that is not there, is damage. What nothing refers to may be
/// as broken as it likes.
pub(super) fn is_sound(document: &Document) -> bool {
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut open: Vec<&Object> = values(&document.trailer).collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Array(items) => open.extend(items.iter().filter(|it| leads_on(it))),
            Object::Dictionary(dictionary) => open.extend(values(dictionary)),
            Object::Stream(stream) => open.extend(values(&stream.dict)),
            Object::Reference(id) if seen.insert(*id) => match document.objects.get(id) {
                Some(object) => open.push(object),
                None if is_placed(document, *id) => return false,
                None => {}
            },
            _ => {}
        }
    }
    true
}

fn values(dictionary: &Dictionary) -> impl Iterator<Item = &Object> {
    dictionary.iter().map(|(_, value)| value).filter(|it| leads_on(it))
}

fn leads_on(object: &Object) -> bool {
    matches!(
        object,
        Object::Array(_) | Object::Dictionary(_) | Object::Stream(_) | Object::Reference(_)
    )
}

/// Whether the table of objects says where this object stands.
fn is_placed(document: &Document, (number, generation): ObjectId) -> bool {
    match document.reference_table.get(number) {
        Some(XrefEntry::Normal { generation: written, .. }) => *written == generation,
        Some(XrefEntry::Compressed { .. }) => generation == 0,
        Some(XrefEntry::Free | XrefEntry::UnusableFree) | None => false,
    }
}
