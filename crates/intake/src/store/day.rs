//! The last day that was seen here, kept beside the submissions: by it a clock that jumps is noticed.

use rulebook::Day;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct Seen(Arc<(PathBuf, Mutex<Option<Day>>)>);

impl Seen {
    /// Reads what was noted. `before` counts where nothing was.
    pub fn open(root: &Path, before: Option<Day>) -> Seen {
        let path = root.join("day");
        let noted = noted(root).or(before);
        Seen(Arc::new((path, Mutex::new(noted))))
    }

    /// The last day that was seen.
    pub fn day(&self) -> Option<Day> {
        *self.0.1.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a day. On a full disk it is remembered as long as the program runs.
    pub fn note(&self, day: Day) {
        let mut seen = self.0.1.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.replace(day) == Some(day) && self.0.0.exists() {
            return;
        }
        let fresh = self.0.0.with_extension("new");
        let written = fs::write(&fresh, format!("{day}\n")).and_then(|()| fs::rename(&fresh, &self.0.0));
        if written.is_err() {
            let _ = fs::remove_file(&fresh);
        }
    }
}

/// The day that is noted in a folder.
pub(super) fn noted(root: &Path) -> Option<Day> {
    fs::read_to_string(root.join("day")).ok()?.trim().parse().ok()
}
