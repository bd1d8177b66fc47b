//! The files of other projects, and what qpdf says of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file, and qpdf's word on it.
pub struct Paper {
    /// Its path inside of the corpus.
    pub name: String,
    pub bytes: Vec<u8>,
    pub qpdf: Verdict,
}

/// `None` is "qpdf cannot say".
pub struct Verdict {
    pub locked: Option<bool>,
    pub needs_password: bool,
    pub may_print: Option<bool>,
    pub may_copy: Option<bool>,
    pub pages: Option<f64>,
    pub checked: Checked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Checked {
    Clean,
    Warnings,
    Errors,
}

/// All files of the folder that `MEDIA_CORPUS` names.
pub fn papers() -> impl Iterator<Item = Paper> {
    let root = std::env::var("MEDIA_CORPUS").expect("MEDIA_CORPUS names the folder with the files");
    let root = PathBuf::from(root);
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("pdf")) {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 100, "{} files are no corpus", files.len());
    files.into_iter().map(move |path| Paper {
        name: path.strip_prefix(&root).unwrap().display().to_string(),
        bytes: fs::read(&path).unwrap(),
        qpdf: verdict(&path),
    })
}

fn verdict(path: &Path) -> Verdict {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let lock = qpdf("--show-encryption", path);
    let said = text(&lock.stdout);
    let allowed = |what: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(what))?;
        Some(!line.contains("not allowed"))
    };
    Verdict {
        locked: if said.contains("File is not encrypted") {
            Some(false)
        } else if said.contains("R = ") {
            Some(true)
        } else {
            None
        },
        needs_password: said.contains("Incorrect password supplied"),
        may_print: allowed("print low resolution"),
        may_copy: allowed("extract for any purpose"),
        pages: text(&qpdf("--show-npages", path).stdout).trim().parse().ok(),
        checked: checked(path),
    }
}

/// What `qpdf --check` says of a file.
pub fn checked(path: &Path) -> Checked {
    match qpdf("--check", path).status.code() {
        Some(0) => Checked::Clean,
        Some(3) => Checked::Warnings,
        _ => Checked::Errors,
    }
}

fn qpdf(option: &str, path: &Path) -> Output {
    let output = Command::new("qpdf").arg(option).arg("--").arg(path).output();
    output.expect("these tests need the program qpdf")
}
