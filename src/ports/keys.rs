//! Keys that are pressed in our boxes stay ours.
//!
//! A page around us that listens for shortcuts leaves boxes alone by asking what a key was pressed in. What comes out of a shadow root tells only
//! that it was the desk, so the page would take what is typed for shortcuts. The browser's own shortcuts are not touched.

use super::Listening;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent};

/// Where every key means something to us.
const TAKES_KEYS: &str = "input, textarea, select, [contenteditable], [role=application]";

/// What is pressed by a key.
const IS_PRESSED: &str = "button, a[href], summary";

/// Keeps from whoever is outside of an element what is typed, pasted or pressed by key in it.
pub fn keep_keys(element: &EventTarget) -> Listening {
    let listeners = ["keydown", "keypress", "keyup", "paste", "cut", "copy"].map(|name| {
        EventListener::new(element, name, |event| {
            if is_ours(event).unwrap_or(false) {
                event.stop_propagation();
            }
        })
    });
    Listening::to(listeners)
}

fn is_ours(event: &Event) -> Option<bool> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let within = |css: &str| target.closest(css).ok().flatten().is_some();
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
    Some(match key.as_deref() {
        // It leads out of the box: whoever keeps the focus within a frame must hear it.
        Some("Tab") => false,
        Some("Enter" | " ") => within(TAKES_KEYS) || within(IS_PRESSED),
        _ => within(TAKES_KEYS),
    })
}
