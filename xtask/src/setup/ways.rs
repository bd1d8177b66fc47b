//! The ways in which a tool can be installed.

use super::needs::Need;
use super::probe;
use crate::place;
use crate::run::{Outcome, at, cargo, program, run};

/// How one tool, or several in one go, come to this machine.
#[derive(Clone)]
pub enum Way {
    Rustup(&'static [&'static str]),
    Cargo {
        package: &'static str,
        version: String,
        locked: bool,
    },
    Npm(Vec<String>),
    Apt(Vec<&'static str>),
}

impl Way {
    pub fn cargo(package: &'static str, version: &str, locked: bool) -> Way {
        Way::Cargo {
            package,
            version: version.to_owned(),
            locked,
        }
    }

    pub fn npm(package: &str, version: &str) -> Way {
        Way::Npm(vec![format!("{package}@{version}")])
    }

    /// Why this way is closed on this machine, as an advice.
    pub fn blocked(&self) -> Option<String> {
        let have = |name| place::program(name).is_some();
        match self {
            Way::Rustup(words) if !have("rustup") => Some(format!(
                "rustup (https://rustup.rs), or by hand what `rustup {}` would bring",
                words.join(" ")
            )),
            Way::Npm(packages) if !have("npm") => Some(format!("Node.js 20 or newer with npm (for {})", packages.join(", "))),
            Way::Apt(packages) if !have("apt-get") => Some(format!(
                "with your own package manager: {} (names as in Debian)",
                packages.join(", ")
            )),
            Way::Apt(packages) if !probe::is_root() => Some(format!("sudo apt-get install --no-install-recommends {}", packages.join(" "))),
            _ => None,
        }
    }

    pub fn title(&self) -> String {
        match self {
            Way::Rustup(words) => format!("rustup {}", words.join(" ")),
            Way::Cargo { package, version, .. } => format!("cargo install {package} {version}"),
            Way::Npm(packages) => format!("npm install {}", packages.join(" ")),
            Way::Apt(packages) => format!("apt-get install {}", packages.join(" ")),
        }
    }

    pub fn install(&self) -> Outcome {
        match self {
            Way::Rustup(words) => run(program("rustup").args(*words)),
            Way::Cargo { package, version, locked } => cargo_install(package, version, *locked),
            Way::Npm(packages) => npm_install(packages),
            Way::Apt(packages) => apt_install(packages),
        }
    }
}

/// One call of npm and one of apt-get instead of one for each package.
pub fn joined(missing: &[&Need]) -> Vec<Way> {
    let mut rest = Vec::new();
    let (mut npm, mut apt) = (Vec::new(), Vec::new());
    for need in missing {
        match &need.way {
            Way::Npm(packages) => npm.extend(packages.clone()),
            Way::Apt(packages) => apt.extend(packages.clone()),
            way => rest.push(way.clone()),
        }
    }
    let mut ways = Vec::new();
    ways.extend((!npm.is_empty()).then_some(Way::Npm(npm)));
    ways.extend((!apt.is_empty()).then_some(Way::Apt(apt)));
    ways.extend(rest);
    ways
}

fn cargo_install(package: &str, version: &str, locked: bool) -> Outcome {
    let tools = place::tools();
    let mut command = cargo(&["install", package, "--version", version, "--force"]);
    command
        .arg("--root")
        .arg(&tools)
        // What these tools share is compiled once.
        .env("CARGO_TARGET_DIR", tools.join("build"))
        // A tool that runs for seconds need not be optimized for minutes.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env_remove("RUSTFLAGS");
    if locked {
        command.arg("--locked");
    }
    run(&mut command)
}

fn npm_install(packages: &[String]) -> Outcome {
    let tools = place::tools();
    at(&tools, std::fs::create_dir_all(&tools))?;
    let mut command = program("npm");
    command
        .args(["install", "--save-exact", "--no-fund", "--no-audit"])
        .arg("--prefix")
        .arg(&tools)
        .args(packages);
    run(&mut command)
}

fn apt_install(packages: &[&str]) -> Outcome {
    let apt = |words: &[&str]| run(program("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update"])?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(packages);
    apt(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_one_manager_go_in_one_call() {
        let need = |way| Need {
            name: "",
            version: String::new(),
            why: "",
            takes: "",
            present: false,
            way,
        };
        let needs = [
            need(Way::Apt(vec!["qpdf"])),
            need(Way::cargo("trunk", "1", true)),
            need(Way::Apt(vec!["chromium"])),
        ];
        let ways = joined(&needs.iter().collect::<Vec<_>>());
        let titles: Vec<String> = ways.iter().map(Way::title).collect();
        assert_eq!(titles, ["apt-get install qpdf chromium", "cargo install trunk 1"]);
    }
}
