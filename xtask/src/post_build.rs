//! `post-build`: what Trunk does not do. Trunk calls it, with the site in a staging folder that goes live afterwards.
//!
//! Every file whose name does not carry a hash of its content (`index.html`, `madoguchi.js`, `page.css`, `mark.svg`, the terms
//! beside the models) is small and asked for each time; the rest may be kept for ever.

mod app;
pub mod compress;
mod css;
mod loader;
mod models;
pub mod names;
mod packs;
pub mod page;
mod workers;

use crate::args::Args;
use crate::run::{Outcome, at};
use crate::{place, programs};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub fn command(args: Args) -> Outcome {
    args.end()?;
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("post-build is called by Trunk (see Trunk.toml); to build the site use `cargo xtask build`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|it| it == "release");
    let site = Site(PathBuf::from(staging));

    programs::make(release)?;
    let css = css::write(&site, release)?;
    let app = app::write(&site, release)?;
    workers::write(&site, release)?;
    models::copy(&site)?;
    let first = packs::write(&site)?;
    loader::write(&site, &app, &css, &first, release)?;
    page::clean(&site)?;
    if release {
        compress::all(&site)?;
    }
    Ok(())
}

/// The folder that becomes the site.
pub struct Site(PathBuf);

impl Site {
    pub fn at(folder: &Path) -> Site {
        Site(folder.to_owned())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn read(&self, name: &str) -> Outcome<Vec<u8>> {
        let path = self.path(name);
        at(&path, std::fs::read(&path))
    }

    pub fn text(&self, name: &str) -> Outcome<String> {
        let path = self.path(name);
        at(&path, std::fs::read_to_string(&path))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> Outcome {
        let path = self.path(name);
        if let Some(dir) = path.parent() {
            at(dir, std::fs::create_dir_all(dir))?;
        }
        at(&path, std::fs::write(&path, bytes))
    }
}

/// A text with its blanks filled in. Each must occur, and none may be left; a blank stands, in quotes, for a whole value.
fn filled(template: &str, blanks: &[(&str, Value)]) -> Outcome<String> {
    let mut text = template.to_owned();
    for (blank, value) in blanks {
        let quoted = format!("\"{blank}\"");
        if !text.contains(&quoted) {
            return Err(format!(
                "the file of the widget does not hold {quoted} any more; post_build fills it in"
            ));
        }
        text = text.replace(&quoted, &value.to_string());
    }
    match text.split("\"__").nth(1) {
        None => Ok(text),
        Some(rest) => Err(format!(
            "the file of the widget has a blank that nobody fills in: __{}",
            rest.split('"').next().unwrap_or_default()
        )),
    }
}

/// A file of the repository, as text.
fn source(name: &str) -> Outcome<String> {
    read_text(&place::root().join(name))
}

fn read_text(path: &Path) -> Outcome<String> {
    at(path, std::fs::read_to_string(path))
}

#[cfg(test)]
mod tests {
    use super::filled;
    use serde_json::json;

    #[test]
    fn every_blank_is_filled_and_every_value_used() {
        let blanks = [("__A__", "x.js".into())];
        assert_eq!(filled("at(\"__A__\")", &blanks), Ok("at(\"x.js\")".into()));
        assert!(filled("at(\"__A__\", \"__B__\")", &blanks).is_err());
        assert!(filled("at()", &blanks).is_err());
        let object = [("__A__", json!({ "ja": { "b": "\"" } }))];
        assert_eq!(filled("at(\"__A__\")", &object), Ok(r#"at({"ja":{"b":"\""}})"#.into()));
    }
}
