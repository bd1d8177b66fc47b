//! Building the site with Trunk, and the receiving side with Cargo.

use crate::args::Args;
use crate::run::{Outcome, cargo, program, run};
use crate::{build_id, place, setup};
use std::path::PathBuf;

/// `build [--release]`
pub fn command(mut args: Args) -> Outcome {
    let release = args.flag("--release");
    args.end()?;
    setup::ensure(setup::For::Building)?;
    let dir = site(release)?;
    println!("the site is in {}", place::shown(&dir));
    Ok(())
}

/// Builds the site and says where it lies.
pub fn site(release: bool) -> Outcome<PathBuf> {
    let dir = place::site(release);
    // Trunk is offline so that it downloads no tools, and tells Cargo the same: the crates must be here before.
    run(&mut cargo(&["fetch", "--locked"]))?;
    let mut trunk = program("trunk");
    trunk
        .arg("build")
        .arg("--dist")
        .arg(&dir)
        .env(build_id::VARIABLE, build_id::build_id()?)
        // It is added to what `.cargo/config.toml` says.
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths().join(" "))
        // Trunk takes this for a flag of its own and stops at "1".
        .env_remove("NO_COLOR")
        // The compiler has said what is wrong; Trunk's own stack would only push it out of sight.
        .env_remove("RUST_BACKTRACE");
    if release {
        trunk.arg("--release");
    }
    run(&mut trunk)?;
    Ok(dir)
}

/// What makes the compiler call the folders of fetched crates `crates`: whoever visits need not read where somebody built this, and
/// two machines build the same files.
fn without_paths() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let folders = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let folders = folders
        .into_iter()
        .flatten()
        .flatten()
        .map(|folder| folder.path().display().to_string());
    // The variable is parted at spaces. A path with one in it stays as it is.
    let folders = folders.filter(|folder| !folder.contains(' '));
    folders.map(|folder| format!("--remap-path-prefix={folder}=crates")).collect()
}

/// Builds the receiving side and says where the program lies.
pub fn intake() -> Outcome<PathBuf> {
    run(&mut cargo(&[
        "build",
        "--quiet",
        "--profile",
        "tool",
        "--package",
        "intake",
        "--bin",
        "intake",
    ]))?;
    Ok(place::intake())
}
