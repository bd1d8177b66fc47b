//! The app's two files, named by their content.
//!
//! Trunk's own hash (switched off) is taken before the last tools have run, so that a file could change under an old name.

use super::{Site, names::short_hash};
use crate::run::Outcome;

/// As Trunk names them: after the program.
const BUILT: &str = "madoguchi";

pub struct App {
    pub js: String,
    pub wasm: String,
}

pub fn rename(site: &Site) -> Outcome<App> {
    let (built_js, built_wasm) = (format!("{BUILT}.js"), format!("{BUILT}_bg.wasm"));
    let program = site.read(&built_wasm)?;
    let wasm = format!("app-{}_bg.wasm", short_hash(&program));
    site.write(&wasm, &program)?;
    site.remove(&built_wasm)?;

    // The glue names the program as its default.
    let glue = site.text(&built_js)?.replace(&built_wasm, &wasm);
    let js = format!("app-{}.js", short_hash(glue.as_bytes()));
    site.write(&js, glue.as_bytes())?;
    site.remove(&built_js)?;
    Ok(App { js, wasm })
}
