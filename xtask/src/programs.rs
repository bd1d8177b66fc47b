//! The programs of the site: compiled by Cargo, made into what a browser loads by the package `programs`, and made smaller by wasm-opt.

use crate::build_id;
use crate::place;
use crate::post_build::names::short_hash;
use crate::run::{Outcome, at, cargo, output, program, run};
use std::path::{Path, PathBuf};

/// A program, and how it is made.
pub struct Program {
    package: &'static str,
    /// The profile of a release.
    profile: &'static str,
    /// How wasm-opt is told what counts.
    optimize: &'static str,
    /// Whether it comes in parts.
    split: bool,
}

impl Program {
    /// What its files are called.
    pub fn name(&self) -> &'static str {
        self.package
    }
}

/// The desk: small before anything else, and in parts.
pub const DESK: Program = Program {
    package: "madoguchi",
    profile: "release",
    optimize: "-Oz",
    split: true,
};
/// The workers: fast, and whole.
pub const WORKERS: [Program; 2] = [worker("photo-worker"), worker("pdf-worker")];

const fn worker(package: &'static str) -> Program {
    Program {
        package,
        profile: "worker",
        optimize: "-O3",
        split: false,
    }
}

/// What browsers since spring 2023 have, and the compiler makes use of. Each by its name: with all that it knows, wasm-opt writes what no browser takes yet.
const FEATURES: [&str; 9] = [
    "bulk-memory",
    "bulk-memory-opt",
    "nontrapping-float-to-int",
    "simd",
    "reference-types",
    "multivalue",
    "mutable-globals",
    "sign-ext",
    "call-indirect-overlong",
];

/// Where a program is parted: the name of the place, and the files that it needs, without their ending.
pub type Places = Vec<(String, Vec<String>)>;

/// The folder of what a browser loads of a program.
pub fn folder(program: &Program, release: bool) -> PathBuf {
    let kind = if release { "release" } else { "debug" };
    place::target().join("programs").join(kind).join(program.package)
}

/// Makes all of them; each is in its [`folder`].
pub fn make(release: bool) -> Outcome {
    std::thread::scope(|scope| {
        // A program is compiled on one core, as a whole.
        let workers = scope.spawn(|| WORKERS.iter().try_for_each(|it| one(it, release)));
        let desk = one(&DESK, release);
        let workers = workers.join().unwrap_or_else(|_| Err("the workers could not be made".to_owned()));
        desk.and(workers)
    })
}

fn one(it: &Program, release: bool) -> Outcome {
    let profile = if release { it.profile } else { "dev" };
    let words = [
        "rustc",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
        "--package",
        it.package,
        "--bin",
        it.package,
    ];
    let mut compile = cargo(&words);
    compile.env(build_id::VARIABLE, build_id::build_id()?);
    if it.split {
        // Who parts a program has to know what refers to what.
        compile.args(["--", "-Clink-arg=--emit-relocs"]);
    }
    run(&mut compile)?;
    let below = if release { it.profile } else { "debug" };
    let wasm = place::target().join(format!("wasm32-unknown-unknown/{below}/{}.wasm", it.package));
    let folder = folder(it, release);
    let seal = short_hash(&at(&wasm, std::fs::read(&wasm))?);
    let seal = format!("{seal} {}\n", makers()?);
    let sealed = folder.join("made-of");
    if std::fs::read_to_string(&sealed).is_ok_and(|it| it == seal) {
        return Ok(());
    }
    shape(&wasm, &folder, it.package, it.split)?;
    if release {
        smaller(&folder, it.optimize)?;
    }
    at(&sealed, std::fs::write(&sealed, seal))
}

/// What else decides how a program comes out: how it is made, and by which tools.
fn makers() -> Outcome<String> {
    let mut all = Vec::new();
    for file in [
        "Cargo.lock",
        "xtask/programs/src/main.rs",
        "xtask/src/programs.rs",
        "xtask/src/setup/needs.rs",
    ] {
        let file = place::root().join(file);
        all.extend(at(&file, std::fs::read(&file))?);
    }
    Ok(short_hash(&all))
}

/// Makes the glue, and the parts.
pub fn shape(wasm: &Path, folder: &Path, name: &str, split: bool) -> Outcome {
    let mut programs = cargo(&["run", "--quiet", "--profile", "tool", "--package", "programs", "--"]);
    programs.args(split.then_some("--split")).arg(wasm).arg(folder).arg(name);
    let places = output(&mut programs)?;
    let file = folder.join(PLACES);
    at(&file, std::fs::write(&file, places))
}

const PLACES: &str = "places";

/// Where a program that lies in a folder is parted.
pub fn places(folder: &Path) -> Outcome<Places> {
    let file = folder.join(PLACES);
    let text = at(&file, std::fs::read_to_string(&file))?;
    let line = |line: &str| {
        let mut words = line.split(' ').map(str::to_owned);
        Some((words.next()?, words.collect()))
    };
    Ok(text.lines().filter_map(line).collect())
}

/// Makes every program in a folder smaller, as many side by side as there are cores.
pub fn smaller(folder: &Path, optimize: &str) -> Outcome {
    let files = place::files(folder)?.into_iter();
    let mut files: Vec<PathBuf> = files
        .filter(|it| it.extension().is_some_and(|it| it == "wasm"))
        .map(|it| folder.join(it))
        .collect();
    files.sort_by_key(|it| std::cmp::Reverse(it.metadata().map_or(0, |it| it.len())));
    let queue = std::sync::Mutex::new(files.into_iter());
    let next = || queue.lock().map(|mut it| it.next()).unwrap_or(None);
    let work = || std::iter::from_fn(next).try_for_each(|file| wasm_opt(&file, optimize));
    let cores = std::thread::available_parallelism().map_or(1, |it| it.get());
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let results: Vec<Outcome> = hands
            .into_iter()
            .map(|it| it.join().unwrap_or_else(|_| Err("wasm-opt could not be waited for".to_owned())))
            .collect();
        results.into_iter().collect()
    })
}

fn wasm_opt(file: &Path, optimize: &str) -> Outcome {
    let features = FEATURES.map(|it| format!("--enable-{it}"));
    run(program("wasm-opt").arg(optimize).args(features).arg("--output").arg(file).arg(file))
}
