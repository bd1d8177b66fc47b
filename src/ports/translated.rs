//! A page that its browser translates: the texts are taken out of it, and elements with other words stand in their place.
//!
//! Whoever drew a text goes on holding it, writes into it, puts things before it and takes it away, and nothing of that would be seen. So
//! a text that was taken is put back where it stood, empty, before what stands in for it. Once it is written to it is seen again, for
//! the translator to find; once it goes, what stood in for it goes too. Other translators take everything out of an element
//! and put back only words and elements: what else was there, by which lists find their end, comes back as well.

use js_sys::{Array, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, Text};

/// Holds for as long as this value lives.
#[must_use = "nothing is put back once this is dropped"]
pub struct Whole {
    observer: MutationObserver,
    _heard: Closure<dyn FnMut(Array, MutationObserver)>,
}

impl Drop for Whole {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Keeps everything below a node whole. `None` where the browser does not tell what changes.
pub fn keep_whole(root: &Node) -> Option<Whole> {
    let ties = Ties::default();
    let heard = Closure::<dyn FnMut(Array, MutationObserver)>::new(move |records: Array, observer: MutationObserver| {
        let records: Vec<MutationRecord> = records.iter().map(JsCast::unchecked_into).collect();
        ties.settle(&records);
        // What was just done here is no news.
        observer.take_records();
    });
    let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_character_data(true);
    what.set_subtree(true);
    observer.observe_with_options(root, &what).ok()?;
    Some(Whole { observer, _heard: heard })
}

/// Which text is stood in for by what.
struct Ties {
    stand_in: WeakMap,
    text: WeakMap,
    said: WeakMap,
}

impl Default for Ties {
    fn default() -> Ties {
        Ties {
            stand_in: WeakMap::new(),
            text: WeakMap::new(),
            said: WeakMap::new(),
        }
    }
}

impl Ties {
    fn settle(&self, records: &[MutationRecord]) {
        // Written to while it was out of the page, a text says already what it says now.
        let mut fresh: Vec<Text> = Vec::new();
        for record in records {
            match record.target().and_then(|target| target.dyn_into::<Text>().ok()) {
                Some(text) => self.written(&text, fresh.contains(&text)),
                None => fresh.extend(self.moved(record)),
            }
        }
        put_back_marks(records);
    }

    /// A text was written to.
    fn written(&self, text: &Text, fresh: bool) {
        let Some(stand_in) = held::<Node>(&self.stand_in, text) else {
            return;
        };
        let said = self.untie(text, &stand_in);
        remove(&stand_in);
        if fresh {
            text.set_data(&said);
        }
    }

    /// Something came or went. Answers the texts that were put back.
    fn moved(&self, record: &MutationRecord) -> Vec<Text> {
        let mut back = Vec::new();
        let added = record.added_nodes();
        for gone in nodes(&record.removed_nodes()).filter(|node| node.parent_node().is_none()) {
            if let Some(text) = held::<Text>(&self.text, &gone) {
                // Another translation, or the original again.
                let said = self.untie(&text, &gone);
                if text.parent_node().is_some() {
                    text.set_data(&said);
                    if let Some(by) = added.get(0).filter(|by| !by.is_same_node(Some(&text))) {
                        back.extend(self.tie(text, &by));
                    }
                }
            } else if let Some(text) = gone.dyn_ref::<Text>() {
                let by = added.get(0).or_else(|| beside(record, |it| !self.text.has(it)));
                if let Some(former) = held::<Node>(&self.stand_in, text) {
                    let said = self.untie(text, &former);
                    remove(&former);
                    text.set_data(&said);
                }
                if let Some(by) = by {
                    back.extend(self.tie(text.clone(), &by));
                }
            }
        }
        back
    }

    fn tie(&self, text: Text, by: &Node) -> Option<Text> {
        by.parent_node()?.insert_before(&text, Some(by)).ok()?;
        self.said.set(&text, &text.data().into());
        self.stand_in.set(&text, by);
        self.text.set(by, &text);
        text.set_data("");
        Some(text)
    }

    fn untie(&self, text: &Text, stand_in: &Node) -> String {
        let said = self.said.get(text).as_string().unwrap_or_default();
        self.said.delete(text);
        self.stand_in.delete(text);
        self.text.delete(stand_in);
        said
    }
}

/// Translators that do it in two steps put a `<font>` beside the text before they take the text away. Nothing of ours is one.
fn beside(record: &MutationRecord, is_new: impl Fn(&Node) -> bool) -> Option<Node> {
    let sides = [record.previous_sibling(), record.next_sibling()];
    sides.into_iter().flatten().find(|it| it.node_name() == "FONT" && is_new(it))
}

/// Puts back the marks of an element out of which everything was taken, and into which some of it came back.
fn put_back_marks(records: &[MutationRecord]) {
    let emptied = |record: &&MutationRecord| {
        record.removed_nodes().length() > 0 && record.previous_sibling().is_none() && record.next_sibling().is_none()
    };
    for emptied in records.iter().filter(emptied) {
        let Some(of) = emptied.target() else { continue };
        let of_it = records.iter().filter(|record| record.target().as_ref() == Some(&of));
        let taken: Vec<Node> = of_it
            .flat_map(|record| nodes(&record.removed_nodes()).collect::<Vec<_>>())
            .collect();
        if !taken.iter().any(|node| node.parent_node().as_ref() == Some(&of)) {
            continue;
        }
        let mut before: Option<Node> = None;
        for node in taken.iter().rev() {
            let lost = node.node_type() == Node::COMMENT_NODE && node.parent_node().is_none();
            // It fails only where the page goes away.
            if (lost && of.insert_before(node, before.as_ref()).is_ok()) || node.parent_node().as_ref() == Some(&of) {
                before = Some(node.clone());
            }
        }
    }
}

fn nodes(list: &web_sys::NodeList) -> impl Iterator<Item = Node> + use<> {
    let all: Vec<Node> = (0..list.length()).filter_map(|at| list.get(at)).collect();
    all.into_iter()
}

fn held<T: JsCast>(map: &WeakMap, key: &Node) -> Option<T> {
    map.get(key).dyn_into().ok()
}

fn remove(node: &Node) {
    node.unchecked_ref::<Element>().remove();
}
