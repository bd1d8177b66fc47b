//! The build id: app and workers must be of one build, and a worker's files carry no hash in their names.
//!
//! It is a hash of all that decides how a worker speaks, and of nothing else: a changed word in a page must neither
//! recompile the workers nor make browsers fetch them again.

use crate::place;
use crate::post_build::names::short_hash;
use crate::run::{Outcome, at};
use std::path::{Path, PathBuf};

/// Where the compiler finds it (`media::BUILD`).
pub const VARIABLE: &str = "MADOGUCHI_BUILD";

/// What `media::BUILD` says where nobody set the variable, as in a bare `trunk build`: the version of the workspace.
const WITHOUT: &str = env!("CARGO_PKG_VERSION");

/// The id of the sources as they stand.
pub fn build_id() -> Outcome<String> {
    let mut files = vec![place::root().join("Cargo.lock"), place::root().join("Cargo.toml")];
    for dir in ["crates/media", "workers"] {
        all_files(&place::root().join(dir), &mut files)?;
    }
    files.sort();
    let mut all = Vec::new();
    for file in &files {
        // The name as well: a moved file is another program.
        all.extend_from_slice(place::shown(file).as_bytes());
        all.push(0);
        all.extend(at(file, std::fs::read(file))?);
        all.push(0);
    }
    Ok(short_hash(&all))
}

/// The id that this build was given.
pub fn given() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_| WITHOUT.to_owned())
}

/// Sources only: tests of a crate do not change its programs.
fn all_files(dir: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for entry in at(dir, std::fs::read_dir(dir))? {
        let path = at(dir, entry)?.path();
        let skipped = path.file_name().is_some_and(|it| it == "tests" || it == "target");
        if path.is_dir() && !skipped {
            all_files(&path, found)?;
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}
