//! What page and worker say to each other: JSON text, so that neither needs the other's memory.
//!
//! The page sends an array: a [`ToWorker`] as JSON text, and behind it each `File` or `Blob` as a handle, in the
//! order of [`ToWorker::names`]. The worker answers with [`FromWorker`] as JSON text. Only where a file was made is
//! the answer an array of two: the text of [`FromWorker::Done`], and the file's bytes as a `Uint8Array`.

use serde::{Deserialize, Serialize};

use crate::{BUILD, Job, Report};

/// One job for a worker. The handles of its files travel beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToWorker {
    /// Chosen by the page; every answer to this job bears it.
    pub id: u32,
    /// What to find out or to make.
    pub job: Job,
    /// The names of the files as the person's system gives them, one for each handle.
    pub names: Vec<String>,
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FromWorker {
    /// The first word. A message sent before it is lost; a worker of another [`BUILD`] is to be refused.
    Ready {
        /// The worker's own [`BUILD`].
        build: String,
    },
    /// The job goes on.
    Progress {
        /// Which job.
        id: u32,
        /// 0 to 100, never falling.
        percent: u8,
    },
    /// What is known so far, while the slow part of a job goes on; perhaps several times, each with more. The last word is
    /// still [`FromWorker::Done`], where a number may be told better.
    Early {
        /// Which job.
        id: u32,
        /// What was found so far.
        report: Report,
    },
    /// The last word on a job: also of a file that could not be read, see [`Report::unreadable`].
    Done {
        /// Which job.
        id: u32,
        /// What was found.
        report: Report,
        /// What the file that was made is, as in `Content-Type`; absent if none was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media_type: Option<String>,
    },
    /// The last word on a job that could not be done, for a reason that is not in the file's content.
    Failed {
        /// Which job; 0 if the message could not even be read so far.
        id: u32,
        /// A short code: `bad-message`, `wrong-job` or `cannot-read`.
        why: String,
    },
}

impl ToWorker {
    /// As text for the wire; `None` only if the writer fails, which it has no cause to.
    pub fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// From the wire; `None` if it is not one.
    pub fn from_text(text: &str) -> Option<ToWorker> {
        serde_json::from_str(text).ok()
    }
}

impl FromWorker {
    /// The first word of this build.
    pub fn ready() -> FromWorker {
        FromWorker::Ready { build: BUILD.to_owned() }
    }

    /// As text for the wire; `None` only if the writer fails, which it has no cause to.
    pub fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// From the wire; `None` if it is not one.
    pub fn from_text(text: &str) -> Option<FromWorker> {
        serde_json::from_str(text).ok()
    }
}
