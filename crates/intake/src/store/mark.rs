//! By what a folder of data is known: a small file of its own. Without it a folder is taken only where it is empty, or where everything
//! in it shows that an earlier edition of this program made it.

use super::StoreError;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// Name of the mark.
pub(super) const MARK: &str = "intake.data";

const WORDS: &str = "This folder belongs to the program intake, which keeps in it what was handed in. Form 1.\n";

/// What lies in a folder of ours beside the mark: an earlier edition set none.
const OLDER: [&str; 11] = [
    "lock",
    "intake.sqlite",
    "intake.sqlite-wal",
    "intake.sqlite-shm",
    "intake.sqlite-journal",
    "arriving",
    "files",
    "leaving",
    "aside",
    "day",
    "reserve",
];

/// What a folder is to us.
#[derive(Debug, PartialEq)]
pub(super) enum Known {
    /// It has the mark.
    Ours,
    /// It is as an earlier edition left it, and has no mark yet.
    Older,
    /// It is not there, or empty.
    Empty,
}

/// Looks without changing anything. Errors: the folder holds something else.
pub(super) fn look(root: &Path) -> Result<Known, StoreError> {
    if is_file(&root.join(MARK)) {
        return Ok(Known::Ours);
    }
    let names = match names(root) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Known::Empty),
        names => names?,
    };
    if names.is_empty() {
        return Ok(Known::Empty);
    }
    let known = names.iter().all(|name| OLDER.contains(&name.as_str())) && submissions(root)?;
    // Any of these is enough: a backup need not hold all of them.
    let shown = is_file(&root.join("lock")) || has_rows(root)? || entries(&root.join("files"))? > 0;
    if known && shown {
        Ok(Known::Older)
    } else {
        Err(StoreError::Foreign)
    }
}

/// Sets the mark.
pub(super) fn set(root: &Path) -> io::Result<()> {
    let mut file = fs::File::options().write(true).create(true).truncate(true).open(root.join(MARK))?;
    let written = file.write_all(WORDS.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a mark on a full disk is enough to be known by, but the next start shall try again.
        let _ = fs::remove_file(root.join(MARK));
    }
    written
}

/// Every name in a folder but what a file system puts into its own root.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    names
        .filter(|name: &io::Result<String>| !name.as_ref().is_ok_and(|name| name == "lost+found"))
        .collect()
}

/// Whether there is a database. Errors: something else has its name.
fn has_rows(root: &Path) -> Result<bool, StoreError> {
    let mut head = Vec::new();
    match fs::File::open(root.join("intake.sqlite")) {
        Ok(file) => file.take(16).read_to_end(&mut head)?,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(why) => return Err(why.into()),
    };
    match head.as_slice() {
        b"" => Ok(false),
        b"SQLite format 3\0" => Ok(true),
        _ => Err(StoreError::Foreign),
    }
}

/// How much lies in a folder; one that is not there holds nothing.
fn entries(folder: &Path) -> io::Result<usize> {
    match names(folder) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(0),
        names => Ok(names?.len()),
    }
}

/// Whether everything that lies where submissions lie is one.
fn submissions(root: &Path) -> io::Result<bool> {
    for folder in ["files", "arriving"].map(|name| root.join(name)) {
        if entries(&folder)? > 0 && !names(&folder)?.iter().all(|name| is_submission(&folder.join(name), name)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a folder is named as we name them, and holds nothing but what a submission holds.
pub(super) fn is_submission(path: &Path, name: &str) -> bool {
    let ours = |name: &String| name == "packet.json" || name.starts_with("file-");
    let folder = fs::symlink_metadata(path).is_ok_and(|it| it.is_dir());
    folder && is_random(name) && names(path).is_ok_and(|names| names.iter().all(ours))
}

/// Whether a name is one that `random::folder` makes.
fn is_random(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|it| it.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(entries: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        for entry in entries {
            let path = folder.path().join(entry);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match entry.strip_suffix('/') {
                Some(_) => fs::create_dir_all(path).unwrap(),
                None => fs::write(path, "").unwrap(),
            }
        }
        folder
    }

    #[test]
    fn a_folder_is_known_by_its_mark_or_by_what_an_earlier_edition_left() {
        let submission = "files/00112233445566778899aabbccddeeff/packet.json";
        let check = |entries: &[&str], expected: Option<Known>| {
            assert_eq!(look(folder(entries).path()).ok(), expected, "{entries:?}");
        };
        check(&[], Some(Known::Empty));
        check(&["lost+found/"], Some(Known::Empty));
        check(&[MARK, "whatever.txt"], Some(Known::Ours));
        check(&["lock", "intake.sqlite", "arriving/", submission], Some(Known::Older));
        check(&["lock", "files/", "arriving/"], Some(Known::Older));
        check(&["lock", submission], Some(Known::Older));
        check(&[submission], Some(Known::Older));
        // Somebody else's.
        check(&["files/holiday.jpg"], None);
        check(&["lock", "files/holiday.jpg"], None);
        check(&["lock", "arriving/letters/"], None);
        check(&["files/"], None);
        check(&["lock", "files/00112233445566778899aabbccddeeff"], None);
        check(&["lock", "files/00112233445566778899aabbccddeeff/holiday.jpg"], None);
        check(&["lock", "notes.txt", submission], None);
        check(&["index.html"], None);
        assert_eq!(look(Path::new("/nowhere/at/all")).ok(), Some(Known::Empty));
    }
}
