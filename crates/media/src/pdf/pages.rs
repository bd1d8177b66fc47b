//! How many pages there really are.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object};

#[derive(Clone, Copy)]
pub(super) struct Tree {
    pub pages: u32,
    /// Whether every branch led to something.
    pub whole: bool,
}

/// Walks the page tree; what it claims as its count is not believed. `None` if there is no tree, or none that
/// an honest file has.
pub(super) fn count(document: &Document) -> Option<Tree> {
    // Branches may share a list of many pages: without a limit a small file holds billions.
    const MOST: u32 = 1_000_000;
    let mut tree = Tree { pages: 0, whole: true };
    let mut steps = 0;
    let mut seen = HashSet::new();
    let mut open = vec![document.catalog().ok()?.get(b"Pages").ok()?];
    while let Some(object) = open.pop() {
        steps += 1;
        if steps > MOST {
            return None;
        }
        let Ok((id, Object::Dictionary(node))) = document.dereference(object) else {
            tree.whole = false;
            continue;
        };
        match kids(node, document) {
            None => tree.pages += 1,
            Some(kids) if id.is_none_or(|id| seen.insert(id)) => {
                if kids.len() as u64 > u64::from(MOST) {
                    return None;
                }
                open.extend(kids);
            }
            // A branch that was here already: the tree bites its own tail.
            Some(_) => tree.whole = false,
        }
    }
    Some(tree)
}

/// The children of a branch; `None` of a page.
fn kids<'a>(node: &'a Dictionary, document: &'a Document) -> Option<&'a [Object]> {
    match node.get_deref(b"Kids", document) {
        Ok(Object::Array(kids)) => Some(kids),
        _ if node.has_type(b"Pages") => Some(&[]),
        _ => None,
    }
}
