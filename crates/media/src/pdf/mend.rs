//! Mends an open document from the bytes that it was read from.
//!
//! The library drops without a word what it cannot find or measure: an object that does not stand where the table says, a
//! stream that does not say its length. Other readers look for them and show them, so they are looked for here too, before
//! anything is measured or joined. What could not be found stays away: `reached` and joining notice that. Nothing is mended of
//! a locked document, whose bytes say nothing.

mod data;
mod filters;
mod packed;
mod scan;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use lopdf::xref::{XrefEntry, XrefRecovery};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::object::parsed;
use scan::{Head, Scan};

pub(crate) use scan::numbers;

/// Mends what can be. `bytes` are those that the document was read from, `most` is how much one stream of objects may unpack to.
/// Answers which objects are not as the library read them.
pub(super) fn mend(document: &mut Document, bytes: &[u8], most: usize) -> HashSet<ObjectId> {
    if document.encryption_state.is_some() || document.trailer.has(b"Encrypt") {
        return HashSet::new();
    }
    let mut mender = Mender {
        document,
        bytes,
        scan: OnceCell::new(),
        mended: HashSet::new(),
    };
    mender.places();
    mender.lengths();
    filters::write_out(mender.document);
    packed::members(&mut mender, most);
    mender.mended
}

struct Mender<'a, 'b> {
    document: &'a mut Document,
    bytes: &'b [u8],
    /// All places at which an object begins. They are looked for only once something is amiss.
    scan: OnceCell<Scan>,
    mended: HashSet<ObjectId>,
}

impl Mender<'_, '_> {
    fn scan(&self) -> &Scan {
        self.scan.get_or_init(|| Scan::of(self.bytes))
    }

    /// Objects that do not stand where the table says, or could not be read there.
    fn places(&mut self) {
        let mut astray: BTreeSet<u32> = BTreeSet::new();
        let mut broken: Vec<Head> = Vec::new();
        let mut otherwise: Vec<(ObjectId, ObjectId)> = Vec::new();
        for (&number, entry) in &self.document.reference_table.entries {
            let XrefEntry::Normal { offset, generation } = *entry else {
                continue;
            };
            let at = usize::try_from(offset).unwrap_or(usize::MAX);
            match scan::head(self.bytes, at) {
                Some(head) if head.id.0 == number && head.whole => match self.document.objects.get(&head.id) {
                    Some(object) if !is_half_a_stream(object, self.bytes, &head) => {
                        if head.id.1 != generation {
                            otherwise.push((head.id, (number, generation)));
                        }
                    }
                    _ => broken.push(head),
                },
                // Where another object stands, that one was read, perhaps in place of its newer self.
                Some(head) => astray.extend([number, head.id.0]),
                None => drop(astray.insert(number)),
            }
        }
        for head in broken {
            self.read(head);
        }
        for number in astray {
            self.find(number);
        }
        if self.document.xref_recovery == Some(XrefRecovery::Reconstructed) {
            // The library looks for objects only where a line begins.
            let known = &self.document.reference_table.entries;
            let unknown = self.scan().newest().filter(|head| !known.contains_key(&head.id.0));
            let unknown: Vec<Head> = unknown.collect();
            unknown.into_iter().for_each(|head| self.read(head));
        }
        for (from, to) in otherwise {
            self.also_as(from, to);
        }
    }

    /// Looks for an object that the table misplaces: the last one of that number is the newest.
    fn find(&mut self, number: u32) {
        // What was read under this number may have stood in the place of another.
        let Some(&XrefEntry::Normal { offset, generation }) = self.document.reference_table.get(number) else {
            self.forget(number);
            return;
        };
        let own = scan::head(self.bytes, usize::try_from(offset).unwrap_or(usize::MAX));
        let own = own.filter(|head| head.id.0 == number && head.whole);
        match own.or_else(|| self.scan().last(number)) {
            Some(head) => {
                self.read(head);
                self.also_as(head.id, (number, generation));
            }
            None => self.forget(number),
        }
    }

    fn forget(&mut self, number: u32) {
        let all = self.document.objects.range((number, 0)..=(number, u16::MAX));
        let all: Vec<ObjectId> = all.map(|(id, _)| *id).collect();
        for id in all {
            self.document.objects.remove(&id);
        }
    }

    fn read(&mut self, head: Head) {
        match data::object(self.bytes, &head, self.scan(), self.document) {
            Some(object) => {
                // It may well have been right: then nothing was mended.
                if self.document.objects.get(&head.id) != Some(&object) {
                    self.document.objects.insert(head.id, object);
                    self.mended.insert(head.id);
                }
            }
            None => drop(self.document.objects.remove(&head.id)),
        }
    }

    /// The table and the object differ in the generation; what refers to it most likely goes by the table.
    fn also_as(&mut self, from: ObjectId, to: ObjectId) {
        if from == to || self.document.objects.contains_key(&to) {
            return;
        }
        if let Some(object) = self.document.objects.get(&from).cloned() {
            self.document.objects.insert(to, object);
            self.mended.insert(to);
        }
    }

    /// Streams that the library could not measure: it leaves them empty, or takes what a wrong number says.
    fn lengths(&mut self) {
        let unsure = |(id, object): (&ObjectId, &Object)| {
            let stream = object.as_stream().ok()?;
            let start = stream.start_position?;
            let end = start.checked_add(stream.content.len())?;
            (!data::ends_at(self.bytes, end)).then_some((*id, start))
        };
        let unsure: Vec<(ObjectId, usize)> = self.document.objects.iter().filter_map(unsure).collect();
        for (id, start) in unsure {
            let content = data::up_to_the_end(self.bytes, start, self.scan()).to_vec();
            if let Some(Object::Stream(stream)) = self.document.objects.get_mut(&id) {
                stream.set_content(content);
                self.mended.insert(id);
            }
        }
    }
}

/// Whether this was read as a mere dictionary although its data follows: the library wants a line end in between.
fn is_half_a_stream(object: &Object, bytes: &[u8], head: &Head) -> bool {
    object.as_dict().is_ok_and(belongs_to_a_stream) && data::keyword(bytes, head).is_some()
}

fn belongs_to_a_stream(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    dictionary.has(b"Length") || dictionary.has(b"Filter") || matches!(kind, b"Form" | b"Image")
}
