//! The pages that there really are, in order, with what they inherit.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

pub(crate) struct Tree<'a> {
    pub pages: Vec<Page<'a>>,
    /// Whether every branch led to something.
    pub whole: bool,
}

/// A page, and what the branches above it give to it.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub node: &'a Dictionary,
    inherited: Inherited<'a>,
}

/// The four entries that a page may leave to the branches above it, in the order of [`INHERITABLE`].
type Inherited<'a> = [Option<&'a Object>; 4];

pub(crate) const INHERITABLE: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

impl<'a> Page<'a> {
    /// The page's own entry or the inherited one, as it is written: perhaps a reference.
    pub fn entry(&self, key: &[u8]) -> Option<&'a Object> {
        let inherited = || INHERITABLE.iter().zip(self.inherited).find(|(name, _)| **name == key)?.1;
        self.node.get(key).ok().or_else(inherited)
    }

    /// The same, with references followed.
    pub fn value(&self, key: &[u8], document: &'a Document) -> Option<&'a Object> {
        Some(document.dereference(self.entry(key)?).ok()?.1)
    }

    /// The annotations that can be found.
    pub fn annotations(&self, document: &'a Document) -> impl Iterator<Item = &'a Dictionary> + use<'a> {
        let list = self.value(b"Annots", document).and_then(|it| it.as_array().ok());
        list.into_iter()
            .flatten()
            .filter_map(|it| document.dereference(it).ok()?.1.as_dict().ok())
    }
}

/// Why there is no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTree {
    /// It is not to be found.
    Lost,
    /// It has more branches than any honest file.
    Endless,
}

/// Walks the page tree; what it claims as its count is not believed.
pub(crate) fn read(document: &Document) -> Result<Tree<'_>, NoTree> {
    // Branches may share a list of many pages: without a limit a small file holds billions.
    const MOST: usize = 1_000_000;
    let mut pages = Vec::new();
    let mut whole = true;
    let mut steps = 1;
    let mut seen = HashSet::new();
    let root = document.catalog().and_then(|it| it.get(b"Pages")).map_err(|_| NoTree::Lost)?;
    let mut open: Vec<(&Object, Inherited<'_>)> = vec![(root, [None; 4])];
    while let Some((object, inherited)) = open.pop() {
        let Ok((id, Object::Dictionary(node))) = document.dereference(object) else {
            whole = false;
            continue;
        };
        match kids(node, document) {
            None => pages.push(Page { node, inherited }),
            // A branch says what grows on it, even if that is nothing.
            Some(&[]) if node.get_deref(b"Kids", document).and_then(Object::as_array).is_err() => whole = false,
            Some(kids) if id.is_none_or(|id| seen.insert(id)) => {
                steps += kids.len();
                if steps > MOST {
                    return Err(NoTree::Endless);
                }
                let mut given = inherited;
                for (slot, key) in given.iter_mut().zip(INHERITABLE) {
                    *slot = node.get(key).ok().or(*slot);
                }
                // The last one pushed is the next one looked at.
                open.extend(kids.iter().rev().map(|kid| (kid, given)));
            }
            // A branch that was here already: the tree bites its own tail.
            Some(_) => whole = false,
        }
    }
    Ok(Tree { pages, whole })
}

/// The children of a branch; `None` of a page.
fn kids<'a>(node: &'a Dictionary, document: &'a Document) -> Option<&'a [Object]> {
    match node.get_deref(b"Kids", document) {
        Ok(Object::Array(kids)) => Some(kids),
        _ if node.has_type(b"Pages") => Some(&[]),
        _ => None,
    }
}
