//! Pages that are opened as a visitor opens them: `bench/visits` drives a Chromium for each visit, and is told here whose pages.

use super::report::Figures;
use super::{Sites, browser, node};
use crate::post_build::{Site, compress};
use crate::run::{Outcome, at};
use crate::{place, setup};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Visits our site, another build of it where one was named, and a page of SurveyJS, made with these options of its bundler.
pub fn figures(part: &str, times: u32, sites: &Sites, options: &[String], about: Value) -> Outcome<Figures> {
    let folder = place::target().join("bench");
    // A run that was broken off leaves its last profile.
    let visits = folder.join("visits");
    gone(&visits)?;
    let survey = folder.join("survey").join(part);
    let title = page(part, &Site::at(&survey), options)?;
    let mut visited = vec![json!({ "name": "ours", "folder": sites.ours, "title": "ours" })];
    if let Some(dir) = &sites.beside {
        visited.push(json!({ "name": "beside", "folder": dir, "title": "the site beside" }));
    }
    visited.push(json!({ "name": "survey", "folder": survey, "title": title }));
    let config = json!({
        "times": times,
        "chromium": browser::program_file().ok_or("there is no Chromium")?,
        "folder": visits,
        "sites": visited,
        "about": about,
    });
    node::figures(&format!("visits/{part}.js"), part, &config)
}

/// Makes the page of SurveyJS for a part, packed as our own files are, and says what it is called.
fn page(part: &str, site: &Site, options: &[String]) -> Outcome<String> {
    let folder = site.path("");
    gone(&folder)?;
    let title = setup::survey(part, &folder, options)?;
    // Both files are asked for at once, as a good page has it.
    let html = format!(
        "<!doctype html><html lang=ja><meta charset=utf-8><meta content=\"width=device-width,initial-scale=1\" name=viewport>\
         <title>SurveyJS</title><link href=data:, rel=icon><link href=./{part}.css rel=stylesheet>\
         <script src=./{part}.js type=module></script><div id=form></div>"
    );
    site.write("index.html", html.as_bytes())?;
    compress::all(site)?;
    Ok(title)
}

fn gone(folder: &Path) -> Outcome {
    match folder.exists() {
        true => at(folder, fs::remove_dir_all(folder)),
        false => Ok(()),
    }
}
