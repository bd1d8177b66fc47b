//! `dist`: what goes to a web server, and what goes to a package registry.

use crate::args::Args;
use crate::post_build::names::integrity;
use crate::post_build::page::{ALONE, to_receiver};
use crate::post_build::{Site, compress};
use crate::run::{Outcome, at};
use crate::{build, place, setup};
use std::path::Path;

/// Of our own page; an embedder has a page already.
const PAGE_ONLY: [&str; 4] = ["index.html", ALONE, "page.css", "mark.svg"];
/// Beside the program: how to use it, and on which terms.
const BESIDE: [(&str, &str); 4] = [
    ("widget/madoguchi.d.ts", "madoguchi.d.ts"),
    ("widget/README.md", "README.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

pub fn command(mut args: Args) -> Outcome {
    let out = args.value("--out")?.unwrap_or_else(|| "dist".to_owned());
    let backend = args.value("--backend")?;
    args.end()?;
    setup::ensure(setup::For::Building)?;
    let built = build::site(true)?;
    let out = place::root().join(out);
    site(&built, &out.join("site"), backend.as_deref())?;
    npm(&built, &out.join("npm"))?;
    let to = backend.map_or("sends to nobody; name a receiver with --backend".into(), |to| {
        format!("sends to {to}")
    });
    println!("site: {} ({to})", place::shown(&out.join("site")));
    println!("npm:  {} (publish with `npm publish` there)", place::shown(&out.join("npm")));
    Ok(())
}

/// Without a receiver the page sends to nobody: any server of files can carry it.
fn site(built: &Path, out: &Path, backend: Option<&str>) -> Outcome {
    fresh(out)?;
    for file in place::files(built)? {
        if !file.display().to_string().starts_with(ALONE) {
            copy(&built.join(&file), &out.join(&file))?;
        }
    }
    let site = Site::at(out);
    let page = to_receiver(&site.text("index.html")?, backend)?;
    site.write("index.html", page.as_bytes())?;
    compress::one(&site.path("index.html"))
}

fn npm(built: &Path, out: &Path) -> Outcome {
    fresh(out)?;
    let mut values = serde_json::Map::new();
    for file in place::files(built)? {
        let name = file.display().to_string().replace('\\', "/");
        // A registry packs for itself.
        if PAGE_ONLY.iter().any(|it| name.starts_with(it)) || name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        copy(&built.join(&file), &out.join(&file))?;
        let bytes = at(&file, std::fs::read(built.join(&file)))?;
        values.insert(name, integrity(&bytes).into());
    }
    for (from, to) in BESIDE {
        copy(&place::root().join(from), &out.join(to))?;
    }
    // For hosts that load `madoguchi.js` from elsewhere with an `integrity` attribute.
    let values = format!("{:#}\n", serde_json::Value::from(values));
    write(&out.join("integrity.json"), &values)?;
    write(&out.join("package.json"), &manifest())
}

/// In this order: of several conditions, the first that fits counts.
fn manifest() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#"{{
  "name": "madoguchi-desk",
  "version": "{version}",
  "description": "An application desk for residence procedures in Japan, as a custom element that runs wholly in the browser",
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "main": "madoguchi.js",
  "types": "madoguchi.d.ts",
  "exports": {{
    ".": {{ "types": "./madoguchi.d.ts", "default": "./madoguchi.js" }},
    "./*": "./*"
  }},
  "sideEffects": true
}}
"#
    )
}

/// Empty, whatever an earlier build left: an old hashed name must not be published again.
fn fresh(dir: &Path) -> Outcome {
    if dir.exists() {
        at(dir, std::fs::remove_dir_all(dir))?;
    }
    at(dir, std::fs::create_dir_all(dir))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(dir) = to.parent() {
        at(dir, std::fs::create_dir_all(dir))?;
    }
    at(from, std::fs::copy(from, to)).map(drop)
}

fn write(path: &Path, text: &str) -> Outcome {
    at(path, std::fs::write(path, text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_manifest_is_json() {
        let read: Result<serde_json::Value, _> = serde_json::from_str(&super::manifest());
        assert!(read.is_ok_and(|it| it["main"] == "madoguchi.js"));
    }
}
