//! The bench: measures and makes files in workers, away from the page's own thread.
//!
//! Callers see calls that return a future. Behind it: a worker is started when it is first needed and let go when it is idle, works
//! at one job at a time, is killed when it takes too long or when nobody wants its answer any more, and must be of our own build.

mod line;
mod start;

use futures_channel::oneshot;
use line::{Line, Task};
use media::wire::ToWorker;
use media::{Job, Report};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};
use web_sys::Blob;

/// Which worker does a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one that sees pictures and cuts them.
    Photo,
    /// The one that reads PDF files and joins papers.
    Paper,
}

/// Why a file was not measured or made. None of these says anything against the file, but `TooLong` and `Crashed` are often its doing.
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

    /// Measures a file. `progress` hears percentages, `early` what is known so far, each time with more. Dropping the future takes
    /// the job back, and so does a newer job for the same slot.
    pub fn measure(
        &self,
        kind: Kind,
        slot: String,
        (name, blob): (String, Blob),
        job: Job,
        progress: impl Fn(u8) + 'static,
        early: impl Fn(Report) + 'static,
    ) -> Working {
        self.begin(kind, slot, vec![(name, blob)], job, Rc::new(progress), Rc::new(early))
    }

    /// Makes one file out of others, each with its name. Dropping the future takes the job back, and so does a newer job for the
    /// same slot. Without a file in it, the answer's report says why.
    pub fn make(&self, kind: Kind, slot: String, files: Vec<(String, Blob)>, job: Job, progress: impl Fn(u8) + 'static) -> Working {
        self.begin(kind, slot, files, job, Rc::new(progress), Rc::new(|_| ()))
    }

    fn begin(
        &self,
        kind: Kind,
        slot: String,
        files: Vec<(String, Blob)>,
        job: Job,
        progress: Rc<dyn Fn(u8)>,
        early: Rc<dyn Fn(Report)>,
    ) -> Working {
        self.photo.let_go(|task| task.slot == slot);
        self.paper.let_go(|task| task.slot == slot);
        let line = match kind {
            Kind::Photo => &self.photo,
            Kind::Paper => &self.paper,
        };
        let (names, blobs) = files.into_iter().unzip();
        let (answer, answered) = oneshot::channel();
        let id = line.take(|id| Task {
            id,
            slot,
            message: ToWorker { id, job, names },
            blobs,
            progress,
            early,
            answer,
        });
        Working {
            line: Rc::downgrade(line),
            id,
            answered,
        }
    }
}

/// What came of a job.
#[derive(Clone, Debug)]
pub struct Done {
    /// What was found.
    pub report: Report,
    /// The file that was made, with its media type; `None` for a job that only measures, and for a file that could not be made.
    pub made: Option<Blob>,
}

/// A job at the bench.
#[must_use = "dropping it takes the job back"]
pub struct Working {
    // Weak: waiting for an answer must not keep the workers of a closed desk alive.
    line: Weak<Line>,
    id: u32,
    answered: oneshot::Receiver<Result<Done, WorkerError>>,
}

impl Future for Working {
    type Output = Result<Done, WorkerError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answered)
            .poll(cx)
            .map(|it| it.unwrap_or(Err(WorkerError::LetGo)))
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some(line) = self.line.upgrade() {
            line.let_go(|task| task.id == self.id);
        }
    }
}
