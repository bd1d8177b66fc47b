//! A second worker of the same program, which does a part of a job at the same time.
//!
//! It is this worker's own: whoever ends this one ends both. Whatever goes wrong over there (it does not start, it
//! breaks down, it has no memory) is no failure of the job: what it does not do is done here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use media::wire::{FromWorker, ToWorker};
use media::{BUILD, Help, Job};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};
use worker_start::{Started, blob_of, start};

/// So long its first word is waited for, in milliseconds: on a slow device a long job gains by it all the same.
const PATIENCE_MS: u32 = 1_000;
/// A help that has the only core to itself takes the time of whom it helps.
const CORES: f64 = 2.0;

/// A helping worker, or nobody. Dropping it ends the worker in the middle of whatever it does.
pub struct Helper(Option<Running>);

struct Running {
    worker: Worker,
    heard: Rc<Heard>,
    last_id: Cell<u32>,
    started: RefCell<Option<oneshot::Receiver<()>>>,
    /// An address that is needed until the first word; kept for the short life of a helper.
    _bootstrap: Option<worker_start::ObjectUrl>,
    _listeners: [EventListener; 3],
}

/// To tell what came of a job: the file, if there is one.
type Answer = oneshot::Sender<Option<Vec<u8>>>;

/// What the worker has said, for whoever waits for it.
#[derive(Default)]
struct Heard {
    first_word: Cell<Option<oneshot::Sender<()>>>,
    job: Cell<Option<(u32, Answer)>>,
    ready: Cell<bool>,
}

impl Helper {
    /// Nobody.
    pub fn none() -> Helper {
        Helper(None)
    }

    /// Asks for a worker, if there is a core for it. It starts while this one waits for something else.
    pub fn start() -> Helper {
        Helper(Running::start().ok().flatten())
    }

    /// Waits for the first word of a worker that was asked for, not for ever. Without it, nobody helps.
    pub async fn ready(&self) {
        let Some(running) = &self.0 else { return };
        let started = running.started.borrow_mut().take();
        if let Some(started) = started
            && let Either::Right(_) = select(started, TimeoutFuture::new(PATIENCE_MS)).await
        {
            running.worker.terminate();
        }
    }
}

impl Help for Helper {
    fn begin(&self, job: Job, bytes: &[u8]) -> impl Future<Output = Option<Vec<u8>>> {
        let answer = self.0.as_ref().and_then(|running| running.begin(job, bytes));
        async move { answer?.await.ok().flatten() }
    }
}

impl Running {
    fn start() -> Result<Option<Running>, JsValue> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        if scope.navigator().hardware_concurrency() < CORES {
            return Ok(None);
        }
        let address = Url::new(&crate::here())?.href();
        let script = address.strip_suffix(".js").unwrap_or(&address);
        let Started { worker, bootstrap } = start(script, &scope.origin())?;
        let heard = Rc::new(Heard::default());
        let (first_word, started) = oneshot::channel();
        heard.first_word.set(Some(first_word));
        let hearing = heard.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let message = event.dyn_ref::<MessageEvent>().map_or(JsValue::UNDEFINED, MessageEvent::data);
            hearing.take(&message);
        });
        let broken = |what: &'static str| {
            let hearing = heard.clone();
            // What breaks down over there shall not look to the page as if this worker had.
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&worker, what, options, move |event| {
                event.prevent_default();
                hearing.end();
            })
        };
        let listeners = [on_message, broken("messageerror"), broken("error")];
        Ok(Some(Running {
            worker,
            heard,
            last_id: Cell::new(0),
            started: RefCell::new(Some(started)),
            _bootstrap: bootstrap,
            _listeners: listeners,
        }))
    }

    fn begin(&self, job: Job, bytes: &[u8]) -> Option<oneshot::Receiver<Option<Vec<u8>>>> {
        if !self.heard.ready.get() {
            return None;
        }
        let id = self.last_id.get().wrapping_add(1).max(1);
        self.last_id.set(id);
        let names = vec![String::new()];
        let text = ToWorker { id, job, names }.to_text()?;
        let blob = blob_of(&Uint8Array::from(bytes), "").ok()?;
        let (answer, answered) = oneshot::channel();
        self.heard.job.set(Some((id, answer)));
        self.worker.post_message(&Array::of2(&text.into(), &blob)).ok()?;
        Some(answered)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Heard {
    fn take(&self, message: &JsValue) {
        let parts: Option<&Array> = message.dyn_ref();
        let text = message.as_string().or_else(|| parts?.get(0).as_string());
        let bytes = parts.and_then(|parts| parts.get(1).dyn_into::<Uint8Array>().ok());
        match text.as_deref().and_then(FromWorker::from_text) {
            Some(FromWorker::Ready { build }) if build == BUILD => {
                self.ready.set(true);
                if let Some(first_word) = self.first_word.take() {
                    // It fails when nobody waits any more.
                    let _ = first_word.send(());
                }
            }
            Some(FromWorker::Progress { .. } | FromWorker::Early { .. }) => {}
            Some(FromWorker::Done { id, media_type, .. }) => {
                self.answer(id, bytes.zip(media_type).map(|(bytes, _)| bytes.to_vec()));
            }
            Some(FromWorker::Failed { id, .. }) => self.answer(id, None),
            Some(FromWorker::Ready { .. }) | None => self.end(),
        }
    }

    fn answer(&self, id: u32, made: Option<Vec<u8>>) {
        match self.job.take() {
            Some((asked, answer)) if asked == id => {
                // It fails when nobody waits any more.
                let _ = answer.send(made);
            }
            other => self.job.set(other),
        }
    }

    /// Nothing is to be expected any more: whoever waits is told so, as what they wait on is dropped.
    fn end(&self) {
        self.ready.set(false);
        drop((self.first_word.take(), self.job.take()));
    }
}
