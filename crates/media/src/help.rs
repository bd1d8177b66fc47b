//! Whoever can do a part of a job at the same time.

use std::future::{Future, ready};

use crate::Job;

/// A second pair of hands, such as another worker. What is made is the same with any help and without.
pub trait Help {
    /// Begins with a job on one file at once, not only when the answer is waited for. The answer is the file that came of
    /// it; `None` if there is none, for whatever reason: then it is done without help.
    fn begin(&self, job: Job, bytes: &[u8]) -> impl Future<Output = Option<Vec<u8>>>;
}

/// Nobody helps.
pub struct Alone;

impl Help for Alone {
    fn begin(&self, _: Job, _: &[u8]) -> impl Future<Output = Option<Vec<u8>>> {
        ready(None)
    }
}
