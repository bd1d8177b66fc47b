//! What this repository needs of a machine: every tool once, with its version and the reason for it.

use super::For;
use super::probe;
use super::ways::Way;
use crate::place;
use crate::run::Outcome;

/// One tool.
pub struct Need {
    pub name: &'static str,
    pub version: String,
    pub why: &'static str,
    pub takes: &'static str,
    pub present: bool,
    pub way: Way,
}

impl Need {
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version).trim().to_owned()
    }
}

const WASM_OPT: &str = "132";
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
/// The newest Trunk for each compiler: 0.22 asks for rustc 1.96.1.
const TRUNK: [&str; 2] = ["0.21.14", "0.22.1"];

pub fn all(purpose: For) -> Outcome<Vec<Need>> {
    if purpose == For::Measuring {
        return Ok(vec![chromium(), qpdf()]);
    }
    let mut needs = building()?;
    if purpose == For::Testing {
        needs.extend(checking());
        needs.extend(browsers());
    }
    Ok(needs)
}

fn building() -> Outcome<Vec<Need>> {
    let trunk = TRUNK[usize::from(probe::rustc()? >= (1, 96, 1))];
    Ok(vec![
        Need {
            name: "wasm32-unknown-unknown",
            version: String::new(),
            why: "the target the desk is compiled for",
            takes: "some seconds",
            present: probe::wasm_target(),
            way: Way::Rustup(&["target", "add", "wasm32-unknown-unknown"]),
        },
        Need {
            name: "trunk",
            version: trunk.to_owned(),
            why: "builds the site",
            takes: "4 to 8 minutes",
            present: probe::is("trunk", &TRUNK),
            way: Way::cargo("trunk", trunk, true),
        },
        Need {
            name: "binaryen",
            version: BINARYEN.to_owned(),
            why: "wasm-opt, which makes the release smaller",
            takes: "some seconds",
            present: probe::is("wasm-opt", &[WASM_OPT]),
            way: Way::npm("binaryen", BINARYEN),
        },
    ])
}

fn checking() -> Vec<Need> {
    vec![
        Need {
            name: "rustfmt and clippy",
            version: String::new(),
            why: "format and lints",
            takes: "some seconds",
            present: probe::answers("cargo", &["fmt", "--version"]) && probe::answers("cargo", &["clippy", "--version"]),
            way: Way::Rustup(&["component", "add", "rustfmt", "clippy"]),
        },
        Need {
            name: "cargo-deny",
            version: CARGO_DENY.to_owned(),
            why: "licences and sources of dependencies",
            takes: "3 to 6 minutes",
            present: probe::is("cargo-deny", &[CARGO_DENY]),
            way: Way::cargo("cargo-deny", CARGO_DENY, true),
        },
        Need {
            name: "axe-core",
            version: AXE.to_owned(),
            why: "accessibility checks inside the browser",
            takes: "some seconds",
            present: probe::npm_version("axe-core").as_deref() == Some(AXE),
            way: Way::npm("axe-core", AXE),
        },
        qpdf(),
    ]
}

fn qpdf() -> Need {
    Need {
        name: "qpdf",
        version: String::new(),
        why: "a second opinion on PDFs",
        takes: "some seconds",
        present: place::program("qpdf").is_some(),
        way: Way::Apt(vec!["qpdf"]),
    }
}

fn any(names: &[&str]) -> bool {
    names.iter().any(|it| place::program(it).is_some())
}

fn chromium() -> Need {
    Need {
        name: "chromium",
        version: String::new(),
        why: "a browser to test and to measure in",
        takes: "half a minute",
        present: any(&place::CHROMIUM),
        way: Way::Apt(vec!["chromium"]),
    }
}

fn browsers() -> Vec<Need> {
    vec![
        chromium(),
        Need {
            name: "chromedriver",
            version: String::new(),
            why: "drives Chromium",
            takes: "some seconds",
            present: probe::driver("CHROMEDRIVER", "chromedriver").is_some(),
            way: Way::Apt(vec!["chromium-driver"]),
        },
        Need {
            name: "firefox",
            version: String::new(),
            why: "second browser of the end-to-end tests",
            takes: "half a minute",
            present: any(&["firefox-esr", "firefox"]),
            way: Way::Apt(vec!["firefox-esr"]),
        },
        Need {
            name: "geckodriver",
            version: GECKODRIVER.to_owned(),
            why: "drives Firefox",
            takes: "2 to 3 minutes",
            present: probe::driver("GECKODRIVER", "geckodriver").is_some(),
            way: Way::cargo("geckodriver", GECKODRIVER, true),
        },
        Need {
            name: "a Japanese font",
            version: String::new(),
            why: "without one every text is boxes",
            takes: "half a minute",
            present: probe::japanese_font(),
            way: Way::Apt(vec!["fontconfig", "fonts-noto-cjk"]),
        },
    ]
}
