//! The side of a worker that faces the page: a job with its files in; progress, early facts, a report and perhaps a
//! file out.
//!
//! It does not measure and it does not decide which jobs there are: the program that calls [`serve`] does.
//!
//! **How a trap is heard.** A panic in wasm is a trap: nothing in here runs after it. Each step of a job is taken either
//! in the handler of its message or, after an `await`, in a task that `wasm-bindgen-futures` starts by
//! `queueMicrotask`. From both, what is thrown goes to the browser, which tells the page by the worker's `error` event.
//! (A promise's own callback would keep it to itself; there, that library only wakes the task.) Should a trap leave a
//! promise pending for ever, the page's time limit ends the worker. After a trap it is not to be used again.

mod help;
mod order;

use std::rc::Rc;

use media::wire::FromWorker;
use media::{Made, Report};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub use help::Helper;
pub use order::{File, Make, Order};

/// What came of a job, or a short code why nothing did, as in [`FromWorker::Failed`].
pub type Answer = Result<(Report, Option<Made>), &'static str>;

/// For [`FromWorker::Failed`]: this worker does other jobs.
pub const WRONG_JOB: &str = "wrong-job";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static HERE: String;
}

/// Where this program came from: `<folder of madoguchi.js>/workers/<build>/<name>.js`. The worker's own address would not
/// do, that may be a Blob of the page.
pub fn here() -> String {
    HERE.with(String::clone)
}

/// Answers messages for as long as the worker lives, and says so to the page. `work` does the jobs.
pub fn serve(work: impl AsyncFn(&Order) -> Answer + 'static) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let work = Rc::new(work);
    let handler = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| match Order::from_message(&event.data(), &scope) {
            Ok(order) => {
                let work = work.clone();
                spawn_local(async move { order.answer(work(&order).await) });
            }
            Err(id) => order::say(
                &scope,
                &FromWorker::Failed {
                    id,
                    why: "bad-message".to_owned(),
                },
            ),
        }
    });
    scope.set_onmessage(Some(handler.as_ref().unchecked_ref()));
    // The worker's whole life is this handler.
    handler.forget();
    order::say(&scope, &FromWorker::ready());
}
