//! A package of npm without what it would bring along, known by its content: fetched once, and never built into anything.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::place;
use crate::run::{Outcome, at, output, program, run};

/// A package of npm.
pub(super) struct Package {
    /// Where it lies.
    pub folder: &'static str,
    pub name: &'static str,
    pub version: &'static str,
    /// SHA-256 of the archive.
    pub seal: &'static str,
}

impl Package {
    pub(super) fn bring(&self, folder: &Path) -> Outcome {
        let place = folder.join(self.folder);
        let done = place.join("fetched");
        if fs::read_to_string(&done).is_ok_and(|it| it == self.seal) {
            return Ok(());
        }
        println!("setup: fetching {} {}", self.name, self.version);
        if place.exists() {
            at(&place, fs::remove_dir_all(&place))?;
        }
        at(&place, fs::create_dir_all(&place))?;
        let mut npm = program("npm");
        npm.args(["pack", "--silent", &format!("{}@{}", self.name, self.version), "--pack-destination"]);
        let said = output(npm.arg(&place))?;
        let archive = place.join(said.lines().last().unwrap_or_default().trim());
        sealed(&archive, self.seal)?;
        let mut tar = program("tar");
        tar.args(["--extract", "--strip-components", "1", "--directory"]);
        run(tar.arg(&place).arg("--file").arg(&archive))?;
        at(&archive, fs::remove_file(&archive))?;
        at(&done, fs::write(&done, self.seal))
    }
}

/// It is what it was when the seal was written down.
pub(super) fn sealed(file: &Path, seal: &str) -> Outcome {
    let bytes = at(file, fs::read(file))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match found == seal {
        true => Ok(()),
        false => Err(format!("{} has the SHA-256 {found}, not {seal}", place::shown(file))),
    }
}
