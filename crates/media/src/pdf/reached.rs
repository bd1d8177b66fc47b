//! Everything that a document uses: whether it could be read, and what of it is more than paper.

use std::collections::HashSet;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// What was met on the way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reached {
    /// Whether everything that the table of objects places somewhere was there.
    pub sound: bool,
    /// Whether there is a script.
    pub scripts: bool,
    /// How many files are enclosed.
    pub files: u32,
}

/// Follows every reference from the trailer. A reference to nothing is allowed and means null; a reference to
/// an object that the table places somewhere, but that is not there, is damage, and so is one that had to be mended. What
/// nothing refers to may be as broken as it likes.
pub(super) fn walk(document: &Document, mended: &HashSet<ObjectId>) -> Reached {
    let mut reached = Reached {
        sound: true,
        scripts: false,
        files: 0,
    };
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut open: Vec<&Object> = values(&document.trailer).collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Array(items) => open.extend(items.iter().filter(|it| leads_on(it))),
            Object::Dictionary(dictionary) => {
                reached.note(dictionary, document);
                open.extend(values(dictionary));
            }
            Object::Stream(stream) => open.extend(values(&stream.dict)),
            Object::Reference(id) if seen.insert(*id) => match document.objects.get(id) {
                Some(object) => {
                    reached.sound &= !mended.contains(id);
                    open.push(object);
                }
                None => reached.sound &= !is_placed(document, *id),
            },
            _ => {}
        }
    }
    reached
}

impl Reached {
    fn note(&mut self, dictionary: &Dictionary, document: &Document) {
        let value = |key: &[u8]| dictionary.get_deref(key, document).ok();
        // An action of that kind, or a list of scripts by their names.
        let action = value(b"S").is_some_and(|it| it.as_name().is_ok_and(|it| it == b"JavaScript"));
        let named = value(b"JavaScript").is_some_and(|it| it.as_dict().is_ok());
        self.scripts |= action || named;
        if value(b"EF").is_some_and(|it| it.as_dict().is_ok_and(|it| !it.is_empty())) {
            self.files = self.files.saturating_add(1);
        }
    }
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
