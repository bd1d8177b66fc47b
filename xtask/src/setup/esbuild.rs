//! Makes one module of many, for a page: what lies in packages is written for a bundler.

use super::package::Package;
use crate::run::{Outcome, program, run};
use std::path::Path;
use std::process::Stdio;

const ESBUILD: Package = Package {
    folder: "engines/node_modules/esbuild-wasm",
    name: "esbuild-wasm",
    version: "0.28.2",
    seal: "61594de12ce998652be2aa0ab72dda54bfa49407fb37ee3464468a2aac306baa",
};

/// Bundles what begins in the file `from`. `rivals` is where packages are fetched to, `modules` where those that it names lie.
pub(super) fn bundle(rivals: &Path, modules: &Path, from: &Path, more: &[String]) -> Outcome {
    ESBUILD.bring(rivals)?;
    let mut esbuild = program("node");
    esbuild
        .arg(rivals.join(ESBUILD.folder).join("bin/esbuild"))
        .arg(from)
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--platform=browser",
            "--main-fields=module,main",
        ])
        .args(["--log-level=error", r#"--define:process.env.NODE_ENV="production""#])
        .args(more)
        .env("NODE_PATH", modules)
        // It would listen there, and with nobody to speak it never ends.
        .stdin(Stdio::null());
    run(&mut esbuild)
}
