//! Makes what a browser loads of what the compiler has written: `programs [--split] IN.wasm OUT NAME`.
//!
//! In the folder OUT stand then `NAME.js` (the glue) and `NAME_bg.wasm`. With `--split` the program is parted first: its parts lie beside it, and
//! `__wasm_split.js` says which of them belong together. Its last words on the standard output are one line for each place at which it was parted: the
//! name, and the files that it needs, in the order in which they are to be started.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

/// Where the parts are asked for; xtask puts its own in that place.
const LINK: &str = "./__wasm_split.js";

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let split = words.first().is_some_and(|it| it == "--split");
    if split {
        words.remove(0);
    }
    let [program, out, name] = &words[..] else {
        return fail("programs [--split] IN.wasm OUT NAME");
    };
    if let Err(why) = make(Path::new(program), Path::new(out), name, split) {
        fail(&format!("{program}: {why}"));
    }
}

fn fail(why: &str) {
    eprintln!("{why}");
    std::process::exit(1);
}

fn make(program: &Path, out: &Path, name: &str, split: bool) -> Result<(), Box<dyn Error>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).omit_default_module_path(false).out_name(name);
    if !split {
        bindgen.input_path(program).generate(out)?;
        return Ok(());
    }
    let main = part(program, out, name)?;
    // What the parts need of the main program is known by the linker's names.
    bindgen.input_path(&main).keep_lld_exports(true).demangle(false).generate(out)?;
    fs::remove_file(main)?;
    Ok(())
}

/// Parts the program, and says where its main part lies.
fn part(program: &Path, out: &Path, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let bytes = fs::read(program)?;
    let main = out.join(format!("{name}.wasm"));
    let glue = format!("./{name}.js");
    let mut options = Options::new(&bytes);
    options.output_dir = out;
    options.main_out_path = &main;
    options.main_module = &glue;
    options.link_name = LINK;
    options.target.web();
    let mut needs: Vec<_> = transform(options)?.prefetch_map.into_iter().collect();
    needs.sort();
    for (place, files) in needs {
        println!("{place} {}", files.join(" "));
    }
    Ok(main)
}
