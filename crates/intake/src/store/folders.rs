//! The folders on the disk: `arriving/<random>` while a request is open, `files/<random>` once it is judged.

use super::StoreError;
use crate::parcel::Arriving;
use crate::random;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// That this program alone works in a folder.
struct Lock(File);

impl Lock {
    fn take(path: &Path) -> Result<Lock, StoreError> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(why)) => Err(why.into()),
        }
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a process that is just being started to measure holds a copy of it for a moment.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

#[derive(Clone)]
pub(super) struct Folders {
    arriving: PathBuf,
    files: PathBuf,
    /// Held as long as the store is open: a second program would clear away what arrives here.
    _lock: Arc<Lock>,
}

impl Folders {
    pub fn open(root: &Path) -> Result<Folders, StoreError> {
        let (arriving, files) = (root.join("arriving"), root.join("files"));
        private(root)?;
        let lock = Lock::take(&root.join("lock"))?;
        private(&arriving)?;
        private(&files)?;
        Ok(Folders {
            arriving,
            files,
            _lock: Arc::new(lock),
        })
    }

    /// Removes what was arriving when the program ended, and what is in no row. Says how many folders that were.
    pub fn clear(&self, known: &BTreeSet<String>) -> io::Result<usize> {
        let mut cleared = 0;
        for entry in fs::read_dir(&self.arriving)?.chain(fs::read_dir(&self.files)?) {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.parent() == Some(&self.files) && known.contains(name) {
                continue;
            }
            if path.is_dir() {
                fs::remove_dir_all(&path)?;
            } else {
                fs::remove_file(&path)?;
            }
            cleared += 1;
        }
        Ok(cleared)
    }

    pub fn arrive(&self) -> Result<Arriving, StoreError> {
        let folder = self.arriving.join(random::folder()?);
        private(&folder)?;
        Ok(Arriving(folder))
    }

    /// Puts a folder to its place for good: after this it survives the loss of power.
    pub fn settle(&self, from: &Arriving, files: usize, name: &str) -> Result<(), StoreError> {
        File::open(from.packet())?.sync_all()?;
        for at in 0..files {
            File::open(from.file(at))?.sync_all()?;
        }
        sync_folder(&from.0)?;
        fs::rename(&from.0, self.files.join(name))?;
        Ok(sync_folder(&self.files)?)
    }

    /// Removes a folder; what cannot be removed now is removed at the next start.
    pub fn remove(&self, name: &str) {
        let _ = fs::remove_dir_all(self.files.join(name));
    }
}

/// Makes a folder that only this user can read.
fn private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
