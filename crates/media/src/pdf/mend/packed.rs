//! Objects that the table places in a stream of objects, and that were not found there.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectStream, Stream};

use super::super::streams;
use super::filters;
use super::{Mender, scan};

/// Puts in what is missing: from where the table says, or from another stream that has an object of that number.
pub(super) fn members(mender: &mut Mender<'_, '_>, most: usize) {
    let mut missing: Vec<(u32, u32, u16)> = Vec::new();
    for (&number, entry) in &mender.document.reference_table.entries {
        if let XrefEntry::Compressed { container, index } = *entry
            && !mender.document.objects.contains_key(&(number, 0))
        {
            missing.push((number, container, index));
        }
    }
    if missing.is_empty() {
        return;
    }
    let wanted: BTreeSet<u32> = missing.iter().map(|(_, container, _)| *container).collect();
    let mut opened: BTreeMap<u32, Vec<Member>> = BTreeMap::new();
    for container in wanted {
        opened.insert(container, open(mender, container, most));
    }
    let others = mender.document.objects.iter().filter(|(_, object)| is_container(object));
    let others: Vec<u32> = others.map(|(id, _)| id.0).filter(|number| !opened.contains_key(number)).collect();
    for (number, container, index) in missing {
        let own = opened.get(&container).map(Vec::as_slice).unwrap_or_default();
        let named = own.iter().find(|it| it.number == number);
        // By its place only if nobody else claims what lies there.
        let nobodys = |it: &&Member| !placed_in(mender.document, it.number, container);
        let found = named.or_else(|| own.get(usize::from(index)).filter(nobodys));
        let mut found = found.and_then(|it| it.object.clone());
        if found.is_none() {
            // The table may name the wrong stream.
            for other in &others {
                let members = opened.entry(*other).or_insert_with(|| open(mender, *other, most));
                found = members.iter().find(|it| it.number == number).and_then(|it| it.object.clone());
                if found.is_some() {
                    break;
                }
            }
        }
        if let Some(object) = found {
            mender.document.objects.insert((number, 0), object);
            mender.mended.insert((number, 0));
        }
    }
}

fn is_container(object: &Object) -> bool {
    object.as_stream().is_ok_and(|it| it.dict.has_type(b"ObjStm"))
}

fn placed_in(document: &Document, number: u32, stream: u32) -> bool {
    matches!(document.reference_table.get(number), Some(XrefEntry::Compressed { container, .. }) if *container == stream)
}

struct Member {
    number: u32,
    object: Option<Object>,
}

/// The members of a stream of objects, in order, as far as they can be read.
fn open(mender: &mut Mender<'_, '_>, container: u32, most: usize) -> Vec<Member> {
    let id = (container, 0);
    if !mender.document.objects.contains_key(&id) {
        // The library leaves out a stream that it cannot take apart.
        let placed = match mender.document.reference_table.get(container) {
            Some(XrefEntry::Normal { offset, .. }) => scan::head(mender.bytes, usize::try_from(*offset).unwrap_or(usize::MAX)),
            _ => None,
        };
        let placed = placed.filter(|head| head.id.0 == container && head.whole);
        match placed.or_else(|| mender.scan().last(container)) {
            Some(head) => mender.read(head),
            None => return Vec::new(),
        }
    }
    let stream = mender.document.objects.get(&id).and_then(|it| it.as_stream().ok());
    stream.and_then(|it| taken_apart(it, mender.document, most)).unwrap_or_default()
}

fn taken_apart(stream: &Stream, document: &Document, most: usize) -> Option<Vec<Member>> {
    let plain = match filters::plain(&stream.dict, document) {
        Some(dict) => streams::plain(&Stream { dict, ..stream.clone() }, most),
        None => streams::plain(stream, most),
    };
    let plain = plain.ok()?.bytes;
    let first = stream.dict.get_deref(b"First", document).and_then(Object::as_i64).ok()?;
    let first = usize::try_from(first).ok()?;
    let index = str::from_utf8(plain.get(..first)?).ok()?;
    let numbers: Vec<u32> = index.split_ascii_whitespace().map_while(|it| it.parse().ok()).collect();
    let (pairs, _) = numbers.as_chunks::<2>();
    // Under their places instead of their numbers: a number may be wrong, or come twice.
    let places: String = pairs
        .iter()
        .enumerate()
        .map(|(at, [_, offset])| format!("{at} {offset} "))
        .collect();
    let content = [places.as_bytes(), plain.get(first..)?].concat();
    let mut dict = lopdf::Dictionary::new();
    dict.set("N", i64::try_from(pairs.len()).ok()?);
    dict.set("First", i64::try_from(places.len()).ok()?);
    let length = content.len();
    let mut objects = ObjectStream::new_with_limit(&Stream::new(dict, content), Some(length))
        .ok()?
        .objects;
    let member = |(at, [number, _]): (usize, &[u32; 2])| Member {
        number: *number,
        object: u32::try_from(at).ok().and_then(|at| objects.remove(&(at, 0))),
    };
    Some(pairs.iter().enumerate().map(member).collect())
}
