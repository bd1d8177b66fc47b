//! Takes objects over from one document into another, with everything they refer to.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::pdf::there::There;

/// A document whose objects move out, each at most once.
pub(super) struct Carrier {
    from: Document,
    there: There,
    moved: HashMap<ObjectId, ObjectId>,
    /// Whether something that got lost was to be carried.
    lost: bool,
}

impl Carrier {
    pub fn new(from: Document, there: There) -> Carrier {
        Carrier {
            from,
            there,
            moved: HashMap::new(),
            lost: false,
        }
    }

    /// Whether something that belongs to what was carried so far is not to be found.
    pub fn has_lost(&self) -> bool {
        self.lost
    }

    /// The object as it is to be written in `to`; all that it refers to is there afterwards.
    pub fn carry(&mut self, object: Object, to: &mut Document) -> Object {
        let mut waiting = Vec::new();
        let carried = self.rewrite(object, to, &mut waiting);
        while let Some((old, new)) = waiting.pop() {
            let object = self.from.objects.remove(&old).unwrap_or(Object::Null);
            let object = match object {
                Object::Stream(stream) => {
                    let stream = without_baggage(stream);
                    let dict = self.rewrite_all(stream.dict, to, &mut waiting);
                    Object::Stream(Stream { dict, ..stream })
                }
                Object::Dictionary(node) if leads_back(&node) => Object::Null,
                other => self.rewrite(other, to, &mut waiting),
            };
            to.objects.insert(new, object);
        }
        carried
    }

    /// Where an object went, if it did.
    pub fn new_place(&self, old: ObjectId) -> Option<ObjectId> {
        self.moved.get(&old).copied()
    }

    /// Its depth is that of one object as it is written, which the parser limits.
    fn rewrite(&mut self, object: Object, to: &mut Document, waiting: &mut Vec<(ObjectId, ObjectId)>) -> Object {
        match object {
            Object::Reference(old) => {
                if let Some(new) = self.moved.get(&old) {
                    return Object::Reference(*new);
                }
                if !self.from.objects.contains_key(&old) {
                    self.lost |= self.there.is_lost(&self.from, old);
                    return Object::Null;
                }
                let new = to.new_object_id();
                self.moved.insert(old, new);
                waiting.push((old, new));
                Object::Reference(new)
            }
            Object::Array(items) => Object::Array(items.into_iter().map(|item| self.rewrite(item, to, waiting)).collect()),
            Object::Dictionary(dictionary) => Object::Dictionary(self.rewrite_all(dictionary, to, waiting)),
            other => other,
        }
    }

    fn rewrite_all(&mut self, dictionary: Dictionary, to: &mut Document, waiting: &mut Vec<(ObjectId, ObjectId)>) -> Dictionary {
        let mut rewritten = Dictionary::new();
        for (key, value) in dictionary {
            rewritten.set(key, self.rewrite(value, to, waiting));
        }
        rewritten
    }
}

/// A way back to the whole document, and with it to everything in it.
pub(super) fn leads_back(node: &Dictionary) -> bool {
    [&b"Page"[..], b"Pages", b"Catalog"].iter().any(|kind| node.has_type(kind))
}

/// What stands in a stream and does not belong to its content: notes about it, other versions of it, and content that lies in
/// another file.
pub(super) const BAGGAGE: [&[u8]; 12] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"OPI",
    b"Alternates",
    b"AF",
    b"StructParent",
    b"StructParents",
    b"Measure",
    b"F",
    b"FFilter",
    b"FDecodeParms",
];

fn without_baggage(mut stream: Stream) -> Stream {
    for key in BAGGAGE {
        stream.dict.remove(key);
    }
    let length = i64::try_from(stream.content.len()).unwrap_or(i64::MAX);
    stream.dict.set("Length", length);
    stream
}
