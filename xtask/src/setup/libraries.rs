//! What others have made to judge a form, for `bench engine`: fetched as the other rivals are, with what they bring along, and made one module.

use super::esbuild;
use super::package::Package;
use crate::place;
use crate::run::{Outcome, at};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

macro_rules! packages {
    ($($name:literal $version:literal $seal:literal)*) => {
        [$(Package { folder: concat!("engines/node_modules/", $name), name: $name, version: $version, seal: $seal }),*]
    };
}

const PACKAGES: [Package; 10] = packages! {
    "ajv" "8.20.0" "b2f0b3a893bbb8cc5efb6814f08b1499e19e31d5dd73683f5893382f48f6e7b3"
    "ajv-formats" "3.0.1" "f4d6980fd367381fd29199066911e863db8d97496613b6c2c5b91563a150acc5"
    "fast-deep-equal" "3.1.3" "b019a0980f27638dc3f85836b0e478f188e00d7a6e5852c0819fa86f56e47b8f"
    "fast-uri" "3.1.9" "4f5a67f7b61110aae7b3ad38e806627f5712f4c150bd38eb804a562e69a9ee5e"
    "json-schema-traverse" "1.0.0" "023222622df29fc274bde5d3590e47aa1d4a8e3c1d6e2aba029948ed79799b21"
    "require-from-string" "2.0.2" "cb694a4965908f7775a0c757f00cf4e624d193cd71d77988fbcca0f597b88d82"
    "@cfworker/json-schema" "4.1.6" "816fd637a08f4ea48b17850ed1a91bc888100db893539c53237af9cb274886f5"
    "survey-core" "3.1.1" "6e1249606b162059e4ba33da56b9ff9614ca235f0630f2529cfff9c5d29fcda6"
    "@jsonforms/core" "3.8.0" "586d2263471b2ef3473ec3c029eb757475d440729d138eac6d8d97109bd263bb"
    "lodash" "4.18.1" "696942c2a488c9d7428e9ca5f12ccf03b52de01dcdbfe4d4751d392f0491ae16"
};

/// What each is called in `bench/engine/libraries.js`, and its package.
const NAMES: [(&str, &str, &str); 4] = [
    ("ajv", "ajv", ", compiled (needs eval)"),
    ("cfworker", "@cfworker/json-schema", ", interpreted"),
    ("survey", "survey-core", ""),
    ("jsonForms", "@jsonforms/core", " with ajv"),
];

/// Where they lie, and what they are called.
pub struct Libraries {
    pub folder: PathBuf,
    pub titles: BTreeMap<&'static str, String>,
}

/// The libraries; they are fetched if they are not there.
pub fn fetch() -> Outcome<Libraries> {
    let folder = place::tools().join("rivals");
    let engines = folder.join("engines");
    at(&engines, fs::create_dir_all(&engines))?;
    for package in &PACKAGES {
        package.bring(&folder)?;
    }
    let kind = engines.join("package.json");
    at(&kind, fs::write(&kind, r#"{ "type": "module" }"#))?;
    let from = place::root().join("bench/engine/libraries.js");
    let into = format!("--outfile={}", engines.join("libraries.js").display());
    esbuild::bundle(&folder, &engines.join("node_modules"), &from, &[into])?;
    let version = |name: &str| PACKAGES.iter().find(|it| it.name == name).map_or("", |it| it.version);
    let title = |(name, package, more): (&'static str, &str, &str)| (name, format!("{package} {}{more}", version(package)));
    Ok(Libraries {
        folder,
        titles: NAMES.into_iter().map(title).collect(),
    })
}
