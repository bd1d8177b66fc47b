//! SurveyJS as a page has it, for `bench first` and `bench keys`: fetched as the other rivals are, and made the two files that a page loads.
//!
//! Of its newest edition (`libraries`) there is a view for frameworks only. This is the newest edition that has a view without one.

use super::esbuild;
use super::package::Package;
use crate::place;
use crate::run::{Outcome, at};
use std::fs;
use std::path::Path;

const VERSION: &str = "2.5.38";
const PACKAGES: [Package; 2] = [
    Package {
        folder: "survey/node_modules/survey-core",
        name: "survey-core",
        version: VERSION,
        seal: "985e53ca7050955190becf13f5b8623355dc89391af19bb46b98f9e8bfb27808",
    },
    Package {
        folder: "survey/node_modules/survey-js-ui",
        name: "survey-js-ui",
        version: VERSION,
        seal: "b5d0e22c2c12266579b4eaa02cac7655022f966fead8c988c96161420fb181ca",
    },
];

/// Makes `<page>.js` and `<page>.css` in a folder, from `bench/visits/survey/<page>.js`, and says what they are called. `more` are options of the bundler.
pub fn bundle(page: &str, folder: &Path, more: &[String]) -> Outcome<String> {
    let rivals = place::tools().join("rivals");
    at(&rivals, fs::create_dir_all(&rivals))?;
    for package in &PACKAGES {
        package.bring(&rivals)?;
    }
    let from = place::root().join("bench/visits/survey").join(page).with_extension("js");
    let mut options = vec!["--legal-comments=none".to_owned(), format!("--outdir={}", folder.display())];
    options.extend_from_slice(more);
    esbuild::bundle(&rivals, &rivals.join("survey/node_modules"), &from, &options)?;
    Ok(format!("SurveyJS {VERSION} (survey-core, survey-js-ui)"))
}
