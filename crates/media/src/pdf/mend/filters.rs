//! How a stream is packed, written out in its own dictionary.
//!
//! It may stand behind references, or under the short names that are meant for images in the content. Other readers follow all of
//! that; the library, and whoever gets a joined paper, must not have to.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// What says how a stream is packed, with the short key beside it.
const KEYS: [(&[u8], &[u8]); 2] = [(b"Filter", b"F"), (b"DecodeParms", b"DP")];

/// Writes it out for all streams.
pub(super) fn write_out(document: &mut Document) {
    let odd = |(id, object): (&ObjectId, &Object)| {
        let stream = object.as_stream().ok()?;
        Some((*id, plain(&stream.dict, document)?))
    };
    let odd: Vec<(ObjectId, Dictionary)> = document.objects.iter().filter_map(odd).collect();
    for (id, dictionary) in odd {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.dict = dictionary;
        }
    }
}

/// A stream's dictionary with its packing written out; `None` if it is already.
pub(super) fn plain(dictionary: &Dictionary, document: &Document) -> Option<Dictionary> {
    let mut written: Option<Dictionary> = None;
    for (key, short) in KEYS {
        let (found, value) = match (dictionary.get(key), dictionary.get(short)) {
            (Ok(value), _) => (key, value),
            // Under its short key it can also be the name of another file.
            (Err(_), Ok(value)) if names_filters(value, document) || key == b"DecodeParms" => (short, value),
            _ => continue,
        };
        if found == key && is_plain(value) {
            continue;
        }
        let resolved = resolved(value, document);
        if found != key || resolved != *value {
            let dictionary = written.get_or_insert_with(|| dictionary.clone());
            dictionary.remove(found);
            dictionary.set(key, resolved);
        }
    }
    written
}

fn names_filters(value: &Object, document: &Document) -> bool {
    match document.dereference(value) {
        Ok((_, Object::Name(_))) => true,
        Ok((_, Object::Array(items))) => items.iter().all(|it| matches!(document.dereference(it), Ok((_, Object::Name(_))))),
        _ => false,
    }
}

/// What nearly all writers write.
fn is_plain(value: &Object) -> bool {
    match value {
        Object::Name(name) => full_name(name) == name,
        Object::Array(items) => items.iter().all(is_plain),
        Object::Dictionary(parameters) => parameters.iter().all(|(_, value)| !matches!(value, Object::Reference(_))),
        Object::Reference(_) => false,
        _ => true,
    }
}

/// The value without references, as far as packing is concerned: names, numbers, lists and dictionaries of them.
fn resolved(value: &Object, document: &Document) -> Object {
    match document.dereference(value) {
        Ok((_, Object::Name(name))) => Object::Name(full_name(name).to_vec()),
        Ok((_, Object::Array(items))) => items.iter().map(|it| resolved(it, document)).collect::<Vec<_>>().into(),
        Ok((_, Object::Dictionary(parameters))) => {
            let mut plain = Dictionary::new();
            for (key, value) in parameters {
                // Tables of shapes are streams, which stay where they are.
                let value = match document.dereference(value) {
                    Ok((_, plain @ (Object::Integer(_) | Object::Boolean(_) | Object::Real(_) | Object::Name(_)))) => plain.clone(),
                    _ => value.clone(),
                };
                plain.set(key.clone(), value);
            }
            plain.into()
        }
        Ok((_, other)) if !matches!(other, Object::Stream(_)) => other.clone(),
        _ => value.clone(),
    }
}

fn full_name(name: &[u8]) -> &[u8] {
    match name {
        b"A85" => b"ASCII85Decode",
        b"AHx" => b"ASCIIHexDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"RL" => b"RunLengthDecode",
        other => other,
    }
}
