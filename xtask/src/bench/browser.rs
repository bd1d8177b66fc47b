//! A Chromium without a window, and with a profile that is new each time: nothing of a former run is in its stores.

use crate::place;
use crate::run::{Outcome, at, output, program};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// A running browser; it ends with this.
pub struct Browser {
    child: Child,
    profile: PathBuf,
    log: PathBuf,
}

impl Browser {
    pub fn open(address: &str) -> Outcome<Browser> {
        let folder = place::target().join("bench");
        let (profile, log) = (folder.join("profile"), folder.join("browser.log"));
        if profile.exists() {
            at(&profile, fs::remove_dir_all(&profile))?;
        }
        at(&profile, fs::create_dir_all(&profile))?;
        let said = at(&log, fs::File::create(&log))?;
        let found = program_file().ok_or("there is no Chromium")?;
        let child = program(found)
            .args([
                "--headless=new",
                // As root in a container there is no sandbox, little shared memory, and no graphics card; WebGL is then done by
                // the processor, and MediaPipe does not start without it.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--enable-unsafe-swiftshader",
                "--no-first-run",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn();
        Ok(Browser {
            child: at(&profile, child)?,
            profile,
            log,
        })
    }

    /// What is to be said when nothing comes from its page any more.
    pub fn silent(&self) -> String {
        format!("the page has gone silent; what the browser said is in {}", place::shown(&self.log))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself, and the next run clears what is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// What the browser calls itself.
pub fn version() -> String {
    let said = program_file().and_then(|it| output(program(it).arg("--version")).ok());
    said.map_or_else(String::new, |it| it.trim().to_owned())
}

/// Where it is.
pub fn program_file() -> Option<PathBuf> {
    place::CHROMIUM.into_iter().find_map(place::program)
}
