//! Layers of a PDF that are hidden when it is opened must not come to light by joining.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::book::Layers;
use super::carry::Carrier;

/// The layers of one document, and which of them are hidden.
#[derive(Default)]
pub(super) struct Shown {
    all: BTreeSet<ObjectId>,
    hidden: BTreeSet<ObjectId>,
}

impl Shown {
    pub fn read(document: &Document) -> Shown {
        let inside = |of: &Dictionary, key: &[u8]| of.get_deref(key, document).ok().cloned();
        let properties = document.catalog().ok().and_then(|it| inside(it, b"OCProperties"));
        let Some(properties) = properties.as_ref().and_then(|it| it.as_dict().ok()) else {
            return Shown::default();
        };
        let references = |object: Option<Object>| -> BTreeSet<ObjectId> {
            let items = object.and_then(|it| it.as_array().ok().cloned()).unwrap_or_default();
            items.iter().filter_map(|it| it.as_reference().ok()).collect()
        };
        let all = references(inside(properties, b"OCGs"));
        let usual = inside(properties, b"D");
        let Some(usual) = usual.as_ref().and_then(|it| it.as_dict().ok()) else {
            return Shown {
                all,
                hidden: BTreeSet::new(),
            };
        };
        let base_is_off = inside(usual, b"BaseState").is_some_and(|it| it.as_name().is_ok_and(|it| it == b"OFF"));
        let hidden = match base_is_off {
            true => &all - &references(inside(usual, b"ON")),
            false => references(inside(usual, b"OFF")),
        };
        Shown { all, hidden }
    }

    /// Tells the layers that came along to those of the new document.
    pub fn hand_on(&self, carrier: &Carrier, layers: &mut Layers) {
        let came = |it: &BTreeSet<ObjectId>| {
            it.iter()
                .filter_map(|old| carrier.new_place(*old))
                .map(Object::from)
                .collect::<Vec<_>>()
        };
        layers.all.extend(came(&self.all));
        layers.hidden.extend(came(&self.hidden));
    }
}
