//! The folders on the disk: `arriving/<random>` while a request is open, `files/<random>` once it is judged, `leaving/<random>` while it
//! is deleted, and `aside` for what nobody here knows. Of what was received nothing is removed but what somebody has named.

use super::StoreError;
use super::mark::{self, Known};
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
    leaving: PathBuf,
    aside: PathBuf,
    /// Held as long as the store is open: a second program would clear away what arrives here.
    _lock: Arc<Lock>,
}

/// What was done at the start.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cleared {
    /// Requests that were arriving when the program ended: nobody was told that they are received.
    pub broken_off: usize,
    /// What nobody knows, put aside.
    pub put_aside: usize,
    /// What nobody knows and could not be put aside; it lies where it lay.
    pub left: usize,
    /// Put back from aside: there is a row for it again.
    pub put_back: usize,
    /// Rows whose folder is nowhere.
    pub missing: usize,
}

impl Folders {
    pub fn open(root: &Path) -> Result<Folders, StoreError> {
        // Before anything is made or changed here.
        let known = mark::look(root)?;
        let (arriving, files) = (root.join("arriving"), root.join("files"));
        let (leaving, aside) = (root.join("leaving"), root.join("aside"));
        private(root)?;
        let lock = Lock::take(&root.join("lock"))?;
        if known != Known::Ours {
            match mark::set(root) {
                // What was ours without a mark stays ours: it is set at the next start, when there is room again.
                Err(_) if known == Known::Older => crate::log::log!("the folder of the data could not be marked yet"),
                done => done?,
            }
        }
        private(&arriving)?;
        private(&files)?;
        // Without these two what arrives and what is kept is safe all the same: the disk may be full.
        let _ = private(&leaving).and_then(|()| private(&aside));
        close_files(root)?;
        Ok(Folders {
            arriving,
            files,
            leaving,
            aside,
            _lock: Arc::new(lock),
        })
    }

    /// Removes what was still arriving when the program ended, puts aside what is in no row, and puts back what is in one again.
    pub fn clear(&self, rows: &BTreeSet<String>) -> io::Result<Cleared> {
        let mut cleared = Cleared::default();
        for (path, name) in entries(&self.arriving)? {
            if mark::is_submission(&path, &name) {
                // What cannot be removed now is removed at the next start.
                cleared.broken_off += usize::from(fs::remove_dir_all(&path).is_ok());
            } else {
                self.put_aside(&path, &name, &mut cleared);
            }
        }
        for (path, name) in entries(&self.files)? {
            if !rows.contains(&name) {
                self.put_aside(&path, &name, &mut cleared);
            }
        }
        for name in rows.iter().filter(|name| !self.files.join(name).exists()) {
            if self.leaving.join(name).exists() {
                continue;
            }
            match fs::rename(self.aside.join(name), self.files.join(name)) {
                Ok(()) => cleared.put_back += 1,
                Err(_) => cleared.missing += 1,
            }
        }
        Ok(cleared)
    }

    fn put_aside(&self, path: &Path, name: &str, cleared: &mut Cleared) {
        let free = |at: usize| {
            let name = if at == 0 { name.to_owned() } else { format!("{name}.{at}") };
            Some(self.aside.join(name)).filter(|path| fs::symlink_metadata(path).is_err())
        };
        let to = (0..1000).find_map(free);
        let moved = to.is_some_and(|to| fs::rename(path, to).is_ok());
        *(if moved { &mut cleared.put_aside } else { &mut cleared.left }) += 1;
    }

    /// How many things lie aside.
    pub fn aside(&self) -> usize {
        entries(&self.aside).map_or(0, |all| all.len())
    }

    /// What is being deleted, or could not be.
    pub fn leaving(&self) -> Vec<String> {
        entries(&self.leaving).map_or(vec![], |all| all.into_iter().map(|(_, name)| name).collect())
    }

    /// Removes what is left of one of these. Says whether all of it is gone: it could have been put back to its place by hand.
    pub fn finish(&self, name: &str) -> io::Result<bool> {
        gone(fs::remove_dir_all(self.leaving.join(name)))?;
        Ok(!self.files.join(name).exists())
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

    /// Removes the files of a submission; where they are gone already, that is as good. Errors: something of them stays.
    ///
    /// First the whole folder leaves its place: where that cannot be done, nothing of it is touched.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        let (here, leaving) = (self.files.join(name), self.leaving.join(name));
        match fs::rename(&here, &leaving) {
            Ok(()) => gone(fs::remove_dir_all(&leaving)),
            // It left before, or was never here.
            Err(_) if fs::symlink_metadata(&here).is_err() => gone(fs::remove_dir_all(&leaving)),
            // On a full disk there may be no room to move, and there is some afterwards.
            Err(why) if why.kind() == io::ErrorKind::StorageFull || !self.leaving.is_dir() => gone(fs::remove_dir_all(&here)),
            Err(why) => Err(why),
        }
    }
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// What lies in a folder, with the names; a folder that is not there holds nothing.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let all = match fs::read_dir(folder) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        all => all?,
    };
    all.map(|entry| {
        let entry = entry?;
        Ok((entry.path(), entry.file_name().to_string_lossy().into_owned()))
    })
    .collect()
}

/// Makes a folder that only this user can read, or closes one that others could read too.
fn private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    close(path)
}

/// The database and what belongs to it: their folder is closed, but a copy of them would not be.
fn close_files(root: &Path) -> io::Result<()> {
    for (path, name) in entries(root)? {
        if name.starts_with("intake.sqlite") {
            close(&path)?;
        }
    }
    Ok(())
}

/// Takes every right from group and others.
#[cfg(unix)]
fn close(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o7700))
}

/// Other systems have no such rights.
#[cfg(not(unix))]
fn close(_: &Path) -> io::Result<()> {
    Ok(())
}

fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
