//! Where things lie: the repository, the build output, the tools.

use crate::run::{Outcome, at};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What Chromium is called on different systems.
pub const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The repository that the person stands in: of several copies of it, each with its own rulebook, the one around the folder in which the
/// command was given. Outside of any, the one of which this program was built.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = std::env::current_dir().unwrap_or_default();
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
        around(&here).unwrap_or(built).to_owned()
    })
}

/// The repository around a folder.
fn around(folder: &Path) -> Option<&Path> {
    let is_one = |it: &&Path| it.join("xtask/Cargo.toml").is_file() && it.join("rulebook/sources.toml").is_file();
    folder.ancestors().find(is_one)
}

/// Cargo's build output, as this run was told.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Our own copies of tools: outside of `$CARGO_TARGET_DIR`, because they survive a change of it.
pub fn tools() -> PathBuf {
    match std::env::var_os("MADOGUCHI_TOOLS") {
        Some(dir) => root().join(dir),
        None => root().join("target/tools"),
    }
}

/// The built site.
pub fn site(release: bool) -> PathBuf {
    target().join("site").join(if release { "release" } else { "debug" })
}

/// The receiving side, built with the profile `tool`.
pub fn intake() -> PathBuf {
    target().join("tool").join(format!("intake{}", std::env::consts::EXE_SUFFIX))
}

/// `PATH` with our tools before those of the person.
pub fn path_with_tools() -> OsString {
    let own = [tools().join("bin"), tools().join("node_modules/.bin")];
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&theirs));
    std::env::join_paths(all).unwrap_or(theirs)
}

/// The program of this name: ours, else the person's.
pub fn program(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&path_with_tools())
        .map(|dir| dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// A path as it reads best: relative to the repository where it lies inside.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Every file below a folder, relative to it, in order.
pub fn files(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in at(&folder, std::fs::read_dir(&folder))? {
            let path = at(&folder, entry)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(dir) {
                found.push(inside.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_the_one_that_one_stands_in() {
        let copy = std::env::temp_dir().join(format!("madoguchi-copy-{}", std::process::id()));
        for file in ["xtask/Cargo.toml", "rulebook/sources.toml", "rulebook/cases/a/b.toml"] {
            let path = copy.join(file);
            std::fs::create_dir_all(path.parent().unwrap_or(&copy)).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(around(&copy.join("rulebook/cases/a")), Some(copy.as_path()));
        std::fs::remove_file(copy.join("xtask/Cargo.toml")).unwrap();
        assert_ne!(around(&copy.join("rulebook")), Some(copy.as_path()), "a rulebook alone is none");
        std::fs::remove_dir_all(copy).unwrap();
    }
}
