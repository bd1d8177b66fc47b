//! The side of a worker that faces the page: a job in, progress and a report out.
//!
//! It does not measure and it does not decide which jobs there are: the program that calls [`serve`] does.
//!
//! Everything happens inside the handler of one message, reading the file included. So a trap anywhere leaves
//! the handler as an error that the browser reports to the page as the worker's `error` event; a promise would
//! have swallowed it. After a trap the worker is not to be used again.

use js_sys::{Array, Uint8Array};
use media::wire::{FromWorker, ToWorker};
use media::{Job, Report};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// What a worker does: job, name of the file, its bytes, and whom to tell of progress. `None` is "not my job".
pub type Measure = fn(&Job, &str, &[u8], &mut dyn FnMut(u8)) -> Option<Report>;

/// Answers messages for as long as the worker lives, and says so to the page.
pub fn serve(measure: Measure) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let handler = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let (id, answer) = answer(&scope, &event.data(), measure);
            let last = match answer {
                Ok(report) => FromWorker::Done { id, report },
                Err(why) => FromWorker::Failed { id, why: why.to_owned() },
            };
            say(&scope, &last);
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The worker's whole life is this handler.
    handler.forget();
    say(&scope, &FromWorker::ready());
}

fn answer(scope: &DedicatedWorkerGlobalScope, message: &JsValue, measure: Measure) -> (u32, Result<Report, &'static str>) {
    let parts: Option<&Array> = message.dyn_ref();
    let task = parts.and_then(|parts| ToWorker::from_text(&parts.get(0).as_string()?));
    let Some((task, parts)) = task.zip(parts) else {
        return (0, Err("bad-message"));
    };
    let Ok(file) = parts.get(1).dyn_into::<Blob>() else {
        return (task.id, Err("bad-message"));
    };
    (task.id, report(scope, &task, &file, measure))
}

fn report(scope: &DedicatedWorkerGlobalScope, task: &ToWorker, file: &Blob, measure: Measure) -> Result<Report, &'static str> {
    // The browser counts in floating point; sizes of files are whole there too.
    let size = file.size() as u64;
    if size > task.job.max_bytes() {
        return Ok(Report::too_big(&task.name, size));
    }
    let bytes = read(file).map_err(|_| "cannot-read")?;
    let mut progress = |percent| say(scope, &FromWorker::Progress { id: task.id, percent });
    measure(&task.job, &task.name, &bytes, &mut progress).ok_or("wrong-job")
}

fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn say(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    if let Some(text) = message.to_text() {
        // Text can always be cloned to the page, so this fails only when nobody is left to hear it.
        let _ = scope.post_message(&text.into());
    }
}
