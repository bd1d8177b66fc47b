//! A worker that runs, and what is heard of it.

use super::WorkerError;
use super::line::Line;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Url, Worker};
use worker_start::{ObjectUrl, Started, start};

/// A started worker. Dropping it ends it in the middle of whatever it does.
pub(super) struct Running {
    pub worker: Worker,
    pub ready: bool,
    pub start_limit: Option<Timeout>,
    pub bootstrap: Option<ObjectUrl>,
    _listeners: [EventListener; 3],
}

impl Running {
    pub(super) fn start(line: &Line) -> Option<Running> {
        let Started { worker, bootstrap } = new_worker(&line.script).ok()?;
        let me = line.me.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let message = event.dyn_ref::<MessageEvent>().map_or(JsValue::UNDEFINED, MessageEvent::data);
            if let Some(line) = me.upgrade() {
                line.hear(&message);
            }
        });
        let me = line.me.clone();
        let garbled = EventListener::new(&worker, "messageerror", move |_| {
            if let Some(line) = me.upgrade() {
                line.fail(WorkerError::Crashed);
            }
        });
        let me = line.me.clone();
        let on_error = EventListener::new_with_options(&worker, "error", EventListenerOptions::enable_prevent_default(), move |event| {
            // We deal with it; the host page's own `error` handler shall not.
            event.prevent_default();
            if let Some(line) = me.upgrade() {
                line.broken(event);
            }
        });
        Some(Running {
            worker,
            ready: false,
            start_limit: Some(line.after(line.limits.start, |line| line.give_up(WorkerError::NotLoaded))),
            bootstrap,
            _listeners: [on_message, garbled, on_error],
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// `script` may be relative to the page.
fn new_worker(script: &str) -> Result<Started, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let here = window.location();
    start(&Url::new_with_base(script, &here.href()?)?.href(), &here.origin()?)
}
