//! How a worker is started, from our own origin or from another.

use super::WorkerError;
use super::line::Line;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

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
        let (worker, bootstrap) = new_worker(&line.script).ok()?;
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

/// A worker's own address must be of the page's origin. Where ours is not, a Blob of the page's origin fetches the module.
fn new_worker(script: &str) -> Result<(Worker, Option<ObjectUrl>), JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let here = window.location();
    // `script` may be relative to the page.
    let module = Url::new_with_base(&format!("{script}.js"), &here.href()?)?;
    if module.origin() == here.origin()? {
        // A real file: the page's policy then needs no `blob:`.
        let worker = Worker::new_with_options(&format!("{script}_loader.js"), &options)?;
        return Ok((worker, None));
    }
    // Dynamic: browsers check a static import against `worker-src`, this one against `script-src`, where the host has us anyway. Both
    // waits are needed, or a program that does not arrive would be nobody's error.
    let quoted = js_sys::JSON::stringify(&module.href().into())?;
    let source = format!("await (await import({quoted})).default();");
    let blob = blob_of(&source.into(), "text/javascript")?;
    let url = ObjectUrl(Url::create_object_url_with_blob(&blob)?);
    let worker = Worker::new_with_options(&url.0, &options)?;
    Ok((worker, Some(url)))
}

/// A Blob of a text or of bytes.
pub(super) fn blob_of(content: &JsValue, media_type: &str) -> Result<Blob, JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(content), &bag)
}

/// An address for a Blob, until this is dropped. Dropping it right after use is a race in some browsers.
pub(super) struct ObjectUrl(String);

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // It fails for no address that the browser itself has made.
        let _ = Url::revoke_object_url(&self.0);
    }
}
