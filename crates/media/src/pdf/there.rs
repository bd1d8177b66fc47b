//! Whether what is referred to, and is not there, got lost or never was.

use std::collections::HashSet;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId};

use super::mend;

/// A reference to nothing is allowed, and means nothing. Lost is what the table of objects places somewhere, and what stands in
/// the file though its table does not know it: there, readers differ.
pub(crate) struct There {
    /// Numbers of objects that stand somewhere in the file. Looked for only where something leads to nothing.
    numbers: HashSet<u32>,
}

impl There {
    pub fn of(document: &Document, bytes: &[u8]) -> There {
        let mut open: Vec<&Object> = document.objects.values().collect();
        let mut astray = false;
        while let (Some(object), false) = (open.pop(), astray) {
            match object {
                Object::Array(items) => open.extend(items),
                Object::Dictionary(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value)),
                Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
                Object::Reference(id) => astray = !document.objects.contains_key(id) && document.reference_table.get(id.0).is_none(),
                _ => {}
            }
        }
        There {
            numbers: if astray { mend::numbers(bytes) } else { HashSet::new() },
        }
    }

    /// Whether an object that is not in the document was lost.
    pub fn is_lost(&self, document: &Document, (number, _): ObjectId) -> bool {
        match document.reference_table.get(number) {
            Some(XrefEntry::Normal { .. } | XrefEntry::Compressed { .. }) => true,
            Some(XrefEntry::Free | XrefEntry::UnusableFree) => false,
            None => self.numbers.contains(&number),
        }
    }
}
