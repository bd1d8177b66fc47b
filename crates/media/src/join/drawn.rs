//! What a page draws, so that a joined page can be held against its original.
//!
//! Counted is what its content does, and what all that it draws with holds: fonts, pictures, forms, patterns, colours, stamps.
//! The same words are found on both sides, or something was lost on the way.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

use super::carry::{BAGGAGE, leads_back};
use crate::pdf::content::{self, Budget, End, Mark};
use crate::pdf::geometry::Sheet;
use crate::pdf::pages::Page;

/// What a page draws.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// What its content does; `None` if there is more than is read.
    marks: Option<Marks>,
    /// What it draws with.
    means: Weight,
    /// What was put on top of it.
    stamps: Weight,
    /// The shorter and the longer: it may be turned.
    sides: [f64; 2],
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Marks {
    inks: u32,
    fonts: u32,
    /// The sides of each image, in order.
    images: Vec<[f64; 2]>,
    end: Option<End>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Weight {
    streams: u32,
    bytes: usize,
    dictionaries: u32,
    lists: u32,
}

/// What a page of a document draws; with these annotations, if not with its own.
pub(super) fn of(page: &Page<'_>, document: &Document, annotations: &[Dictionary], budget: &mut Budget) -> Drawn {
    let sheet = Sheet::of(page, document);
    let mut marks = Marks::default();
    let end = content::walk(document, page, budget, &mut |mark| match mark {
        Mark::Ink => marks.inks += 1,
        Mark::Font(_) => marks.fonts += 1,
        Mark::Image(placed) => marks.images.push([placed.width, placed.height]),
    });
    marks.end = Some(end);
    let means = [&b"Resources"[..], b"Contents", b"Group"]
        .into_iter()
        .filter_map(|key| page.entry(key));
    Drawn {
        marks: (end != End::Budget).then_some(marks),
        means: weight(means, document),
        stamps: weight(annotations.iter().flat_map(values), document),
        sides: [sheet.width.min(sheet.height), sheet.width.max(sheet.height)],
    }
}

fn weight<'a>(roots: impl Iterator<Item = &'a Object>, document: &'a Document) -> Weight {
    let mut weight = Weight::default();
    let mut seen = HashSet::new();
    let mut open: Vec<&Object> = roots.collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) => {
                if let (true, Some(object)) = (seen.insert(*id), document.objects.get(id)) {
                    open.push(object);
                }
            }
            Object::Array(items) => {
                weight.lists += 1;
                open.extend(items);
            }
            // One without entries is as good as none.
            Object::Dictionary(dictionary) if leads_back(dictionary) || dictionary.is_empty() => {}
            Object::Dictionary(dictionary) => {
                weight.dictionaries += 1;
                open.extend(values(dictionary));
            }
            Object::Stream(stream) => {
                weight.streams += 1;
                weight.bytes += stream.content.len();
                let kept = stream.dict.iter().filter(|(key, _)| !BAGGAGE.contains(&key.as_slice()));
                open.extend(kept.map(|(_, value)| value));
            }
            _ => {}
        }
    }
    weight
}

fn values(dictionary: &Dictionary) -> impl Iterator<Item = &Object> {
    dictionary.iter().map(|(_, value)| value)
}
