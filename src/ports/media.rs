//! The bench: measures files in workers, away from the page's own thread.
//!
//! Callers see one call that returns a future. Behind it: a worker is started when it is first needed and let go when it is idle, works
//! at one file at a time, is killed when it takes too long or when nobody wants its answer any more, and must be of our own build.

use futures_channel::oneshot;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use media::wire::{FromWorker, ToWorker};
use media::{BUILD, Job, Report};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// Which worker does a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one that decodes pictures.
    Photo,
    /// The one that reads PDF files.
    Paper,
}

/// Why a file was not measured. None of these says anything against the file, but `TooLong` and `Crashed` are often its doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker's files did not arrive: try again when there is a connection.
    NotLoaded,
    /// The worker is of another build than the page: reload the page.
    OtherBuild,
    /// The time was up: try another file.
    TooLong,
    /// The worker broke down: try again, then try another file.
    Crashed,
    /// The browser could not read the file, for example because it has been moved since: choose it again.
    CannotRead,
    /// Nobody needs the answer: a newer file has taken its slot, or the desk was closed. Nothing is to be said.
    LetGo,
}

/// How long the bench waits, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a worker's first word.
    pub start: u32,
    /// For one job.
    pub job: u32,
    /// With nothing to do, until a worker is let go.
    pub idle: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            start: 60_000,
            job: 60_000,
            idle: 60_000,
        }
    }
}

/// The workers of one mount. Clones are the same bench; with the last one every worker ends.
#[derive(Clone)]
pub struct Bench {
    photo: Rc<Line>,
    paper: Rc<Line>,
}

impl Bench {
    /// A bench whose workers' files lie under `base`, the folder of `madoguchi.js`. Nothing is loaded yet.
    pub fn new(base: &str, limits: Limits) -> Bench {
        Bench {
            photo: Line::new(base, "photo", limits),
            paper: Line::new(base, "pdf", limits),
        }
    }

    /// Measures a file. Dropping the future takes the job back, and so does a newer file for the same slot.
    pub fn measure(&self, kind: Kind, slot: String, name: String, blob: Blob, job: Job, progress: impl Fn(u8) + 'static) -> Measuring {
        self.photo.let_go(|task| task.slot == slot);
        self.paper.let_go(|task| task.slot == slot);
        let line = match kind {
            Kind::Photo => &self.photo,
            Kind::Paper => &self.paper,
        };
        let (answer, answered) = oneshot::channel();
        let id = line.take(|id| Task {
            id,
            slot,
            message: ToWorker { id, job, name },
            blob,
            progress: Rc::new(progress),
            answer,
        });
        Measuring {
            line: Rc::downgrade(line),
            id,
            answered,
        }
    }
}

/// A job at the bench.
#[must_use = "dropping it takes the job back"]
pub struct Measuring {
    // Weak: waiting for an answer must not keep the workers of a closed desk alive.
    line: Weak<Line>,
    id: u32,
    answered: oneshot::Receiver<Result<Report, WorkerError>>,
}

impl Future for Measuring {
    type Output = Result<Report, WorkerError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answered)
            .poll(cx)
            .map(|it| it.unwrap_or(Err(WorkerError::LetGo)))
    }
}

impl Drop for Measuring {
    fn drop(&mut self) {
        if let Some(line) = self.line.upgrade() {
            line.let_go(|task| task.id == self.id);
        }
    }
}

/// One file that waits or is being measured.
struct Task {
    id: u32,
    slot: String,
    message: ToWorker,
    blob: Blob,
    progress: Rc<dyn Fn(u8)>,
    answer: oneshot::Sender<Result<Report, WorkerError>>,
}

impl Task {
    fn end(self, result: Result<Report, WorkerError>) {
        // It fails when the future was dropped: then nobody is to be told.
        let _ = self.answer.send(result);
    }
}

/// One worker, and those who wait for it.
struct Line {
    script: String,
    limits: Limits,
    me: Weak<Line>,
    /// Never borrowed while foreign code runs: the progress of a task may well ask for another one.
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    last_id: u32,
    waiting: VecDeque<Task>,
    current: Option<(Task, Timeout)>,
    worker: Option<Running>,
    idle: Option<Timeout>,
}

impl Line {
    fn new(base: &str, name: &str, limits: Limits) -> Rc<Line> {
        Rc::new_cyclic(|me| Line {
            script: format!("{base}workers/{BUILD}/{name}"),
            limits,
            me: me.clone(),
            state: RefCell::default(),
        })
    }

    fn take(&self, task: impl FnOnce(u32) -> Task) -> u32 {
        let id = {
            let mut state = self.state.borrow_mut();
            // 0 is how a worker names a job that it could not even read.
            state.last_id = state.last_id.wrapping_add(1).max(1);
            let id = state.last_id;
            state.waiting.push_back(task(id));
            id
        };
        self.go_on();
        id
    }

    /// Whatever can be done next is done: start the worker, give it a file, or plan its end.
    fn go_on(&self) {
        let mut state = self.state.borrow_mut();
        if state.current.is_some() {
            return;
        }
        if state.waiting.is_empty() {
            state.idle = state.worker.is_some().then(|| self.after(self.limits.idle, |line| line.stop()));
            return;
        }
        state.idle = None;
        match &state.worker {
            None => match Running::start(self) {
                Some(worker) => state.worker = Some(worker),
                None => {
                    drop(state);
                    self.give_up(WorkerError::NotLoaded);
                }
            },
            // A message sent before the first word would be lost.
            Some(worker) if !worker.ready => {}
            Some(worker) => {
                let worker = worker.worker.clone();
                let Some(task) = state.waiting.pop_front() else { return };
                let sent = task.message.to_text().is_some_and(|text| {
                    // A Blob travels as a handle; its bytes are not copied.
                    worker.post_message(&Array::of2(&text.into(), &task.blob)).is_ok()
                });
                state.current = Some((task, self.after(self.limits.job, |line| line.fail(WorkerError::TooLong))));
                drop(state);
                if !sent {
                    self.fail(WorkerError::Crashed);
                }
            }
        }
    }

    fn hear(&self, text: Option<String>) {
        let ready = self.state.borrow().worker.as_ref().is_some_and(|worker| worker.ready);
        match text.as_deref().and_then(FromWorker::from_text) {
            Some(FromWorker::Ready { build }) if build == BUILD => {
                if let Some(worker) = &mut self.state.borrow_mut().worker {
                    worker.ready = true;
                    worker.start_limit = None;
                    worker.bootstrap = None;
                }
                self.go_on();
            }
            _ if !ready => self.give_up(WorkerError::OtherBuild),
            Some(FromWorker::Progress { id, percent }) => {
                let progress = match &self.state.borrow().current {
                    Some((task, _)) if task.id == id => Some(task.progress.clone()),
                    _ => None,
                };
                if let Some(progress) = progress {
                    progress(percent);
                }
            }
            Some(FromWorker::Done { id, report }) => self.end(id, Ok(report)),
            Some(FromWorker::Failed { id, why }) if why == "cannot-read" => self.end(id, Err(WorkerError::CannotRead)),
            // What is left is a fault of ours: the two programs do not understand each other.
            Some(FromWorker::Failed { .. } | FromWorker::Ready { .. }) | None => self.fail(WorkerError::Crashed),
        }
    }

    /// The worker has answered and is free.
    fn end(&self, id: u32, result: Result<Report, WorkerError>) {
        let ended = self.state.borrow_mut().current.take_if(|(task, _)| task.id == id);
        if let Some((task, _limit)) = ended {
            task.end(result);
            self.go_on();
        }
    }

    /// The current job failed and took the worker with it; those who wait get a new one.
    fn fail(&self, why: WorkerError) {
        let current = self.state.borrow_mut().current.take();
        self.stop();
        if let Some((task, _limit)) = current {
            task.end(Err(why));
        }
        self.go_on();
    }

    /// There is no worker to be had: nobody needs to wait. The next file tries again.
    fn give_up(&self, why: WorkerError) {
        self.stop();
        let tasks: Vec<Task> = {
            let mut state = self.state.borrow_mut();
            let current = state.current.take().map(|(task, _)| task);
            current.into_iter().chain(state.waiting.drain(..)).collect()
        };
        tasks.into_iter().for_each(|task| task.end(Err(why)));
    }

    fn let_go(&self, which: impl Fn(&Task) -> bool) {
        let (waiting, current) = {
            let mut state = self.state.borrow_mut();
            let (gone, stay) = state.waiting.drain(..).partition::<VecDeque<Task>, _>(|task| which(task));
            state.waiting = stay;
            (gone, state.current.take_if(|(task, _)| which(task)))
        };
        waiting.into_iter().for_each(|task| task.end(Err(WorkerError::LetGo)));
        if let Some((task, _limit)) = current {
            // A worker hears nothing while it works: there is no other way to stop it.
            self.stop();
            task.end(Err(WorkerError::LetGo));
            self.go_on();
        }
    }

    fn stop(&self) {
        let stopped = {
            let mut state = self.state.borrow_mut();
            (state.worker.take(), state.idle.take())
        };
        drop(stopped);
    }

    fn after(&self, ms: u32, then: impl Fn(&Line) + 'static) -> Timeout {
        let me = self.me.clone();
        Timeout::new(ms, move || {
            if let Some(line) = me.upgrade() {
                then(&line);
            }
        })
    }
}

/// A started worker. Dropping it ends it in the middle of whatever it does.
struct Running {
    worker: Worker,
    ready: bool,
    start_limit: Option<Timeout>,
    bootstrap: Option<ObjectUrl>,
    _listeners: [EventListener; 3],
}

impl Running {
    fn start(line: &Line) -> Option<Running> {
        let (worker, bootstrap) = new_worker(&line.script).ok()?;
        let me = line.me.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(line) = me.upgrade() {
                line.hear(text);
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

impl Line {
    /// A script that cannot be loaded fires a plain `Event`; only what is thrown is an `ErrorEvent`. Before its first word, a worker
    /// that throws has not got its program.
    fn broken(&self, event: &Event) {
        let ready = self.state.borrow().worker.as_ref().is_some_and(|worker| worker.ready);
        match ready && event.dyn_ref::<ErrorEvent>().is_some() {
            true => self.fail(WorkerError::Crashed),
            false => self.give_up(WorkerError::NotLoaded),
        }
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
    let bag = BlobPropertyBag::new();
    bag.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &bag)?;
    let url = ObjectUrl(Url::create_object_url_with_blob(&blob)?);
    let worker = Worker::new_with_options(&url.0, &options)?;
    Ok((worker, Some(url)))
}

/// An address for a Blob, until this is dropped. Dropping it right after use is a race in some browsers.
struct ObjectUrl(String);

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // It fails for no address that the browser itself has made.
        let _ = Url::revoke_object_url(&self.0);
    }
}
