//! Fields to fill in, and signatures in them.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pages::Tree;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// Places on a page where something can be filled in, pressed or signed.
    pub fields: u32,
    /// Those that are filled in and bring no picture of what stands in them.
    pub without_appearance: u32,
    /// Whether one of them holds a signature, or the document as a whole is certified.
    pub signed: bool,
    /// Whether the file holds a form in the XML of its own kind.
    pub xfa: bool,
}

/// What a field leaves to those below it.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    kind: Option<&'a [u8]>,
    value: Option<&'a Object>,
}

/// Nodes may share a list of others, or stand in one that leads back to itself: without a limit a small file holds
/// endlessly many.
const MOST_NODES: usize = 1_000_000;

/// Looks at the tree of fields, and at the pages for those that are not in it.
pub(crate) fn read(document: &Document, tree: &Tree<'_>) -> Form {
    let catalog = document.catalog().ok();
    let inside = |of: Option<&'_ Dictionary>, key: &[u8]| -> Option<Object> { of?.get_deref(key, document).ok().cloned() };
    let certified = inside(catalog, b"Perms").is_some_and(|it| it.as_dict().is_ok_and(|it| it.has(b"DocMDP")));
    let form = catalog
        .and_then(|it| it.get_deref(b"AcroForm", document).ok())
        .and_then(|it| it.as_dict().ok());
    let mut found = Form {
        xfa: form.is_some_and(|it| matches!(it.get_deref(b"XFA", document), Ok(Object::Stream(_) | Object::Array(_)))),
        signed: certified,
        ..Form::default()
    };
    let mut reader = Reader {
        document,
        seen: HashSet::new(),
        left: MOST_NODES,
        found: &mut found,
    };
    let fields = form
        .and_then(|it| it.get_deref(b"Fields", document).ok())
        .and_then(|it| it.as_array().ok());
    reader.fields(fields.into_iter().flatten());
    for page in &tree.pages {
        let annotations = page.value(b"Annots", document).and_then(|it| it.as_array().ok());
        let widgets = annotations.into_iter().flatten().filter(|it| is_widget(it, document));
        reader.fields(widgets);
    }
    found
}

fn is_widget(object: &Object, document: &Document) -> bool {
    let annotation = document.dereference(object).ok().and_then(|(_, it)| it.as_dict().ok());
    let kind = annotation.and_then(|it| it.get_deref(b"Subtype", document).ok()?.as_name().ok());
    kind == Some(b"Widget")
}

struct Reader<'a, 'b> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    /// How many nodes may still be looked at.
    left: usize,
    found: &'b mut Form,
}

impl<'a> Reader<'a, '_> {
    fn fields(&mut self, roots: impl Iterator<Item = &'a Object>) {
        let mut open: Vec<(&Object, Inherited<'_>)> = roots.map(|it| (it, Inherited::default())).collect();
        while let Some((object, above)) = open.pop() {
            let Ok((id, Object::Dictionary(node))) = self.document.dereference(object) else {
                continue;
            };
            if id.is_some_and(|id| !self.seen.insert(id)) {
                continue;
            }
            let value = |key: &[u8]| node.get_deref(key, self.document).ok();
            let own = Inherited {
                kind: value(b"FT").and_then(|it| it.as_name().ok()).or(above.kind),
                value: value(b"V").or(above.value),
            };
            match value(b"Kids").and_then(|it| it.as_array().ok()) {
                Some(kids) => {
                    open.extend(kids.iter().take(self.left).map(|kid| (kid, own)));
                    self.left = self.left.saturating_sub(kids.len());
                }
                None => self.place(node, own),
            }
        }
    }

    fn place(&mut self, node: &Dictionary, own: Inherited<'_>) {
        self.found.fields += 1;
        match own.kind {
            Some(b"Sig") => self.found.signed |= matches!(own.value, Some(Object::Dictionary(_))),
            // A button shows what it is, not what stands in it; only a mark in a box is one.
            Some(b"Btn") if !matches!(own.value, Some(Object::Name(name)) if name != b"Off") => {}
            _ if own.value.is_some_and(is_filled) && !has_appearance(node, self.document) => self.found.without_appearance += 1,
            _ => {}
        }
    }
}

fn is_filled(value: &Object) -> bool {
    match value {
        Object::String(text, _) => !text.is_empty(),
        Object::Name(name) => !name.is_empty(),
        Object::Array(items) => !items.is_empty(),
        Object::Stream(_) => true,
        _ => false,
    }
}

fn has_appearance(node: &Dictionary, document: &Document) -> bool {
    let appearances = node.get_deref(b"AP", document).and_then(Object::as_dict);
    appearances.is_ok_and(|it| matches!(it.get_deref(b"N", document), Ok(Object::Stream(_) | Object::Dictionary(_))))
}
