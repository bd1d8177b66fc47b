//! PDF files of other projects, for `test --all`: what we measure in them must agree with qpdf.
//!
//! They are fetched, not kept: each has a licence of its own. Two come as the sources of Python packages, known by their
//! content. qpdf's own are there only where a package manager knows Debian's sources.

use std::fs;
use std::path::{Path, PathBuf};

use crate::place;
use crate::run::{Outcome, at, output, program, run};

/// Name, version, and SHA-256 of the source.
const PACKAGES: [(&str, &str, &str); 2] = [
    ("pypdf", "7.1.0", "ca3fa902369e98a6d2cb7b56396de902b72ef9bb3c1e8706c1bfc7d8bd0cf0d7"),
    (
        "pikepdf",
        "10.17.0",
        "de4ccaae83628e86c1fd473b384c09c6ff1dd35a583a8dacbf61d2aa4bea843b",
    ),
];

/// The folder with the files; they are fetched if they are not there.
pub fn fetch() -> Outcome<PathBuf> {
    let folder = place::root().join("target/corpus");
    let done = folder.join("fetched");
    let wanted = PACKAGES.map(|(name, version, _)| format!("{name} {version}")).join("\n");
    if fs::read_to_string(&done).is_ok_and(|it| it.starts_with(&wanted)) {
        return Ok(folder);
    }
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    at(&folder, fs::create_dir_all(&folder))?;
    println!("corpus: fetching papers of other projects into {}", place::shown(&folder));
    python_sources(&folder)?;
    let beside = match qpdf_source(&folder) {
        Ok(()) => "qpdf",
        Err(why) => {
            println!("corpus: goes on without the papers of qpdf: {why}");
            "without qpdf"
        }
    };
    at(&done, fs::write(&done, format!("{wanted}\n{beside}\n")))?;
    Ok(folder)
}

fn python_sources(folder: &Path) -> Outcome {
    for (name, version, hash) in PACKAGES {
        let list = folder.join(format!("{name}.txt"));
        at(&list, fs::write(&list, format!("{name}=={version} --hash=sha256:{hash}\n")))?;
        let mut pip = program("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]);
        // Only this one: what pip needs to look into it may well come built.
        pip.args(["--no-binary", name, "--dest"])
            .arg(folder)
            .arg("--requirement")
            .arg(&list);
        run(&mut pip)?;
        unpack(folder, &folder.join(format!("{name}-{version}.tar.gz")))?;
    }
    Ok(())
}

/// Debian's source of qpdf, by lists of its own: nothing of the machine's package manager is changed.
fn qpdf_source(folder: &Path) -> Outcome {
    let apt = folder.join("apt");
    let [lists, cache, parts] = ["lists", "cache", "parts"].map(|it| apt.join(it));
    for dir in [lists.join("partial"), cache.join("archives/partial"), parts.clone()] {
        at(&dir, fs::create_dir_all(&dir))?;
    }
    lists_of_sources(&parts)?;
    let option = |name: &str, path: &Path| format!("{name}={}", path.display());
    let options = [
        option("Dir::State::lists", &lists),
        option("Dir::Cache", &cache),
        option("Dir::Etc::sourcelist", Path::new("/dev/null")),
        option("Dir::Etc::sourceparts", &parts),
    ];
    let apt_get = |words: &[&str]| {
        let mut command = program("apt-get");
        command.args(options.iter().flat_map(|it| ["--option", it.as_str()])).args(words);
        output(command.current_dir(&apt)).map(drop)
    };
    apt_get(&["update"])?;
    apt_get(&["source", "--download-only", "qpdf"])?;
    let brought = place::files(&apt)?;
    let archive = brought.iter().find(|it| {
        let name = it.to_string_lossy();
        name.contains(".orig.tar.") && !name.ends_with(".asc")
    });
    unpack(folder, &apt.join(archive.ok_or("apt-get brought no source")?))
}

/// Where this machine has its packages from, there are their sources too.
fn lists_of_sources(parts: &Path) -> Outcome {
    let apt = Path::new("/etc/apt");
    let more = apt.join("sources.list.d");
    let mut lists = vec![apt.join("sources.list")];
    lists.extend(place::files(&more).unwrap_or_default().iter().map(|it| more.join(it)));
    for list in lists {
        let (Ok(text), Some(name)) = (fs::read_to_string(&list), list.file_name()) else {
            continue;
        };
        let to = parts.join(name);
        at(&to, fs::write(&to, sources_instead(&text)))?;
    }
    Ok(())
}

/// A list of places for packages, turned into one for their sources; both ways of writing one.
fn sources_instead(list: &str) -> String {
    let line = |line: &str| match line {
        line if line.starts_with("deb ") => line.replacen("deb ", "deb-src ", 1),
        line if line.starts_with("Types:") => "Types: deb-src".to_owned(),
        line => line.to_owned(),
    };
    list.lines().map(|it| line(it) + "\n").collect()
}

fn unpack(folder: &Path, archive: &Path) -> Outcome {
    run(program("tar")
        .arg("--extract")
        .arg("--directory")
        .arg(folder)
        .arg("--file")
        .arg(archive))
}

#[cfg(test)]
mod tests {
    use super::sources_instead;

    #[test]
    fn packages_become_sources() {
        assert_eq!(sources_instead("deb a b c\n# deb x\n"), "deb-src a b c\n# deb x\n");
        assert_eq!(sources_instead("Types: deb\nURIs: a\n"), "Types: deb-src\nURIs: a\n");
    }
}
