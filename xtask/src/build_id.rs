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
    let mut files: Vec<PathBuf> = ["Cargo.lock", "Cargo.toml"].map(PathBuf::from).into();
    for dir in ["crates/media", "workers"] {
        let below = place::files(&place::root().join(dir))?.into_iter();
        // The tests of a crate do not change its programs.
        files.extend(below.filter(|it| !it.starts_with("tests")).map(|it| Path::new(dir).join(it)));
    }
    let mut all = Vec::new();
    for file in &files {
        // The name as well: a moved file is another program.
        all.extend_from_slice(file.as_os_str().as_encoded_bytes());
        all.push(0);
        all.extend(at(file, std::fs::read(place::root().join(file)))?);
        all.push(0);
    }
    Ok(short_hash(&all))
}

/// The id that this build was given.
pub fn given() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_| WITHOUT.to_owned())
}
