//! The focus, when what had it goes away: browsers let it fall to the page, and who works by keyboard begins at the top again.
//!
//! Whoever knows where the work goes on says so. This is for all other cases: a moment later, if nothing has the focus, it goes to what follows
//! the place that became empty.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node, ShadowRoot};

/// Holds for as long as this value lives.
#[must_use = "nothing is caught once this is dropped"]
pub struct Caught {
    observer: MutationObserver,
    _heard: Closure<dyn FnMut(Array)>,
    _listeners: [EventListener; 2],
}

impl Drop for Caught {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// What can have the focus.
const CAN_HAVE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// After this long nobody else will say where the focus goes.
const MOMENT_MS: u32 = 60;

/// What has the focus, or had it last.
type Last = Rc<RefCell<Option<Element>>>;

/// Catches the focus below an element. `None` where the browser does not tell what changes.
pub fn catch_focus(root: &Element) -> Option<Caught> {
    let last: Last = Rc::default();
    let came = {
        let last = last.clone();
        EventListener::new(root, "focusin", move |event| {
            *last.borrow_mut() = event.target().and_then(|target| target.dyn_into().ok());
        })
    };
    let went = {
        let last = last.clone();
        EventListener::new(root, "focusout", move |_| {
            let last = last.clone();
            // Some browsers also say it of what goes away, before it has gone.
            Timeout::new(0, move || {
                let left = |had: &Element| had.is_connected() && active_beside(had).as_ref() != Some(had);
                if last.borrow().as_ref().is_some_and(left) {
                    last.borrow_mut().take();
                }
            })
            .forget();
        })
    };
    let heard = {
        let root = root.clone();
        Closure::<dyn FnMut(Array)>::new(move |records: Array| {
            let had = last.borrow().clone();
            let Some(had) = had else { return };
            let takes = |record: &MutationRecord| {
                let gone = record.removed_nodes();
                (0..gone.length()).any(|at| gone.get(at).is_some_and(|node| node.contains(Some(&had))))
            };
            let mut records = records.iter().map(JsCast::unchecked_into::<MutationRecord>);
            let Some(record) = records.find(takes) else { return };
            let (root, of, next) = (root.clone(), record.target(), record.next_sibling());
            Timeout::new(MOMENT_MS, move || {
                if !is_lost() {
                    return;
                }
                // What was only moved has it back.
                let to = had.is_connected().then_some(had).or_else(|| follower(&root, of?, next));
                if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
                    let _ = to.focus();
                }
            })
            .forget();
        })
    };
    let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    observer.observe_with_options(root, &what).ok()?;
    Some(Caught {
        observer,
        _heard: heard,
        _listeners: [came, went],
    })
}

/// What has the focus in the root of an element.
fn active_beside(element: &Element) -> Option<Element> {
    let root = element.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.dyn_ref::<Document>()?.active_element(),
    }
}

/// Whether nothing on the page has the focus.
fn is_lost() -> bool {
    let active = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    active.is_none_or(|active| matches!(active.tag_name().as_str(), "BODY" | "HTML"))
}

/// What can have the focus and follows a place; else what is before it; else the page itself.
fn follower(root: &Element, of: Node, next: Option<Node>) -> Option<Element> {
    let main = root.query_selector("main").ok().flatten()?;
    let next = next.filter(Node::is_connected);
    let follows = |element: &Element| match &next {
        Some(next) => next.contains(Some(element)) || next.compare_document_position(element) & Node::DOCUMENT_POSITION_FOLLOWING != 0,
        None => {
            let position = of.compare_document_position(element);
            position & Node::DOCUMENT_POSITION_FOLLOWING != 0 && position & Node::DOCUMENT_POSITION_CONTAINED_BY == 0
        }
    };
    let seen = |element: &Element| {
        let element = element.dyn_ref::<HtmlElement>();
        element.is_some_and(|element| element.offset_width() > 0 && element.offset_height() > 0)
    };
    if of.is_connected() {
        let found = main.query_selector_all(CAN_HAVE).ok()?;
        let found = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
        let (after, before): (Vec<Element>, Vec<Element>) = found.filter(seen).partition(follows);
        if let Some(found) = after.into_iter().next().or_else(|| before.into_iter().next_back()) {
            return Some(found);
        }
    }
    Some(main)
}
