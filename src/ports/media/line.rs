//! One worker, and the jobs that wait for it.

use super::start::Running;
use super::{Done, Limits, WorkerError};
use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use media::wire::{FromWorker, ToWorker};
use media::{BUILD, Report};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ErrorEvent, Event};
use worker_start::blob_of;

/// One job that waits or is being done.
pub(super) struct Task {
    pub id: u32,
    pub slot: String,
    pub message: ToWorker,
    pub blobs: Vec<Blob>,
    pub progress: Rc<dyn Fn(u8)>,
    pub early: Rc<dyn Fn(Report)>,
    pub answer: oneshot::Sender<Result<Done, WorkerError>>,
}

impl Task {
    fn end(self, result: Result<Done, WorkerError>) {
        // It fails when the future was dropped: then nobody is to be told.
        let _ = self.answer.send(result);
    }
}

/// One worker, and those who wait for it.
pub(super) struct Line {
    pub(super) script: String,
    pub(super) limits: Limits,
    pub(super) me: Weak<Line>,
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
    pub(super) fn new(base: &str, name: &str, limits: Limits) -> Rc<Line> {
        Rc::new_cyclic(|me| Line {
            script: format!("{base}workers/{BUILD}/{name}"),
            limits,
            me: me.clone(),
            state: RefCell::default(),
        })
    }

    pub(super) fn take(&self, task: impl FnOnce(u32) -> Task) -> u32 {
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
                    let message: Array = task.blobs.iter().map(JsValue::from).collect();
                    message.unshift(&text.into());
                    worker.post_message(&message).is_ok()
                });
                state.current = Some((task, self.after(self.limits.job, |line| line.fail(WorkerError::TooLong))));
                drop(state);
                if !sent {
                    self.fail(WorkerError::Crashed);
                }
            }
        }
    }

    /// Takes in a message of the worker: text, or an array of text and bytes.
    pub(super) fn hear(&self, message: &JsValue) {
        let parts: Option<&Array> = message.dyn_ref();
        let text = message.as_string().or_else(|| parts?.get(0).as_string());
        let bytes = parts.and_then(|parts| parts.get(1).dyn_into::<Uint8Array>().ok());
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
                if let Some(progress) = self.current(id, |task| task.progress.clone()) {
                    progress(percent);
                }
            }
            Some(FromWorker::Early { id, report }) => {
                if let Some(early) = self.current(id, |task| task.early.clone()) {
                    early(report);
                }
            }
            Some(FromWorker::Done { id, report, media_type }) => {
                let made = bytes.zip(media_type).and_then(|(bytes, kind)| blob_of(&bytes, &kind).ok());
                self.end(id, Ok(Done { report, made }));
            }
            Some(FromWorker::Failed { id, why }) if why == "cannot-read" => self.end(id, Err(WorkerError::CannotRead)),
            // What is left is a fault of ours: the two programs do not understand each other.
            Some(FromWorker::Failed { .. } | FromWorker::Ready { .. }) | None => self.fail(WorkerError::Crashed),
        }
    }

    /// Something of the current job, if it is still this one.
    fn current<T>(&self, id: u32, of: impl Fn(&Task) -> T) -> Option<T> {
        let state = self.state.borrow();
        let (task, _) = state.current.as_ref()?;
        (task.id == id).then(|| of(task))
    }

    /// The worker has answered and is free.
    fn end(&self, id: u32, result: Result<Done, WorkerError>) {
        let ended = self.state.borrow_mut().current.take_if(|(task, _)| task.id == id);
        if let Some((task, _limit)) = ended {
            task.end(result);
            self.go_on();
        }
    }

    /// The current job failed and took the worker with it; those who wait get a new one.
    pub(super) fn fail(&self, why: WorkerError) {
        let current = self.state.borrow_mut().current.take();
        self.stop();
        if let Some((task, _limit)) = current {
            task.end(Err(why));
        }
        self.go_on();
    }

    /// There is no worker to be had: nobody needs to wait. The next file tries again.
    pub(super) fn give_up(&self, why: WorkerError) {
        self.stop();
        let tasks: Vec<Task> = {
            let mut state = self.state.borrow_mut();
            let current = state.current.take().map(|(task, _)| task);
            current.into_iter().chain(state.waiting.drain(..)).collect()
        };
        tasks.into_iter().for_each(|task| task.end(Err(why)));
    }

    pub(super) fn let_go(&self, which: impl Fn(&Task) -> bool) {
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

    pub(super) fn after(&self, ms: u32, then: impl Fn(&Line) + 'static) -> Timeout {
        let me = self.me.clone();
        Timeout::new(ms, move || {
            if let Some(line) = me.upgrade() {
                then(&line);
            }
        })
    }

    /// A script that cannot be loaded fires a plain `Event`; only what is thrown is an `ErrorEvent`. Before its first word, a worker
    /// that throws has not got its program.
    pub(super) fn broken(&self, event: &Event) {
        let ready = self.state.borrow().worker.as_ref().is_some_and(|worker| worker.ready);
        match ready && event.dyn_ref::<ErrorEvent>().is_some() {
            true => self.fail(WorkerError::Crashed),
            false => self.give_up(WorkerError::NotLoaded),
        }
    }
}
