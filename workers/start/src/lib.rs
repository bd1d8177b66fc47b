//! How a worker is started, from our own origin or from another: by a page, and by a worker that wants help.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Url, Worker, WorkerOptions, WorkerType};

/// A worker that has been asked for. It hears nothing before its first word.
pub struct Started {
    /// The worker. It lives on when this is dropped.
    pub worker: Worker,
    /// To be kept until the first word, if there is one: the worker may not have read it yet.
    pub bootstrap: Option<ObjectUrl>,
}

/// Starts the program `<script>.js`, an absolute address, from a place of the origin `here`.
///
/// A worker's own address must be of that origin. Where ours is not, a Blob of that origin fetches the module.
///
/// # Errors
/// What the browser throws where it has no workers of modules, or its policy forbids them. That a program does not
/// arrive is told by the worker's `error` event only.
pub fn start(script: &str, here: &str) -> Result<Started, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let module = Url::new(&format!("{script}.js"))?;
    if module.origin() == here {
        // A real file: the policy of the place then needs no `blob:`.
        let worker = Worker::new_with_options(&format!("{script}_loader.js"), &options)?;
        return Ok(Started { worker, bootstrap: None });
    }
    // Dynamic: browsers check a static import against `worker-src`, this one against `script-src`, where the host has us anyway. Both
    // waits are needed, or a program that does not arrive would be nobody's error.
    let quoted = js_sys::JSON::stringify(&module.href().into())?;
    let source = format!("await (await import({quoted})).default();");
    let url = ObjectUrl(Url::create_object_url_with_blob(&blob_of(&source.into(), "text/javascript")?)?);
    let worker = Worker::new_with_options(&url.0, &options)?;
    Ok(Started {
        worker,
        bootstrap: Some(url),
    })
}

/// A Blob of a text or of bytes.
///
/// # Errors
/// What the browser throws, for example where there is no memory left.
pub fn blob_of(content: &JsValue, media_type: &str) -> Result<Blob, JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(content), &bag)
}

/// An address for a Blob, until this is dropped. Dropping it right after use is a race in some browsers.
pub struct ObjectUrl(String);

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // It fails for no address that the browser itself has made.
        let _ = Url::revoke_object_url(&self.0);
    }
}
