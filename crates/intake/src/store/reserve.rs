//! Some room on the disk that is kept free, for the moment when there is none left: to delete something, the database must first write.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Enough for what the database writes when it forgets a submission.
const SIZE: usize = 1 << 20;

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct Reserve(Arc<PathBuf>);

impl Reserve {
    pub fn of(root: &Path) -> Reserve {
        Reserve(Arc::new(root.join("reserve")))
    }

    /// Keeps the room, if there is any. Says whether it is kept now.
    pub fn keep(&self) -> bool {
        if fs::metadata(&*self.0).is_ok_and(|it| it.len() == SIZE as u64) {
            return true;
        }
        let kept = fs::write(&*self.0, vec![0; SIZE]).is_ok();
        if !kept {
            self.give();
        }
        kept
    }

    /// Gives the room away. Says whether there was any.
    pub fn give(&self) -> bool {
        fs::remove_file(&*self.0).is_ok()
    }
}
