//! The app's files, named by their content: the program, its parts, and the glue, which knows the parts by their hashes.

use super::loader::without_comments;
use super::names::{integrity, short_hash};
use super::{Site, filled, source};
use crate::programs::{self, DESK, Places};
use crate::run::{Outcome, at};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What the glue calls the module of the parts; it becomes a piece of the glue.
const LINK: &str = "./__wasm_split.js";

pub struct App {
    pub js: String,
    pub wasm: String,
}

pub fn write(site: &Site, release: bool) -> Outcome<App> {
    let folder = programs::folder(&DESK, release);
    let built = |name: &str| {
        let file = folder.join(name);
        at(&file, std::fs::read(&file))
    };
    let built_wasm = "madoguchi_bg.wasm";
    let program = built(built_wasm)?;
    let wasm = format!("app-{}_bg.wasm", short_hash(&program));
    site.write(&wasm, &program)?;

    let places = programs::places(&folder)?;
    let mut parts = BTreeMap::new();
    for part in places.iter().flat_map(|(_, parts)| parts) {
        let bytes = built(&format!("{part}.wasm"))?;
        let name = format!("app-{}_{part}.wasm", short_hash(&bytes));
        site.write(&name, &bytes)?;
        parts.insert(part.as_str(), json!([name, integrity(&bytes), bytes.len()]));
    }

    let link = text(&folder, LINK)?;
    // The glue names the program as its default.
    let glue = text(&folder, "madoguchi.js")?.replace(built_wasm, &wasm);
    let ours = source("widget/parts.js")?;
    let ours = if release { without_comments(&ours)? } else { ours };
    let glue = joined(&glue, &link, &ours, &places, &parts)?;
    let js = format!("app-{}.js", short_hash(glue.as_bytes()));
    site.write(&js, glue.as_bytes())?;
    Ok(App { js, wasm })
}

fn text(folder: &Path, name: &str) -> Outcome<String> {
    let file = folder.join(name);
    at(&file, std::fs::read_to_string(&file))
}

/// The glue with `widget/parts.js` in it, in place of the module that the splitter has written: that would import the glue, and each would
/// have to carry the hash of the other.
fn joined(glue: &str, link: &str, ours: &str, places: &Places, parts: &BTreeMap<&str, Value>) -> Outcome<String> {
    let needs = |(place, of): &(String, Vec<String>)| {
        let of: Vec<&Value> = of.iter().filter_map(|part| parts.get(part.as_str())).collect();
        (place.clone(), json!(of))
    };
    let needs: Map<String, Value> = places.iter().map(needs).collect();
    let parts = filled(ours, &[("__PLACES__", needs.into())])?;
    let shared = between(link, "let sharedImports", "\n}\n")
        .ok_or("the splitter does not say getSharedImports any more; post_build/app.rs takes it over")?;
    let loads: String = places
        .iter()
        .map(|(place, _)| format!("const {LOAD}{place} = place(\"{place}\");\n"))
        .collect();
    let mut given: Vec<String> = places.iter().map(|(place, _)| format!("{LOAD}{place}")).collect();
    given.push(ASKED.to_owned());

    // As a module of its own it is imported once for the program, as a whole, and by name for what we ask of it.
    let mut out = String::with_capacity(glue.len() + parts.len());
    let mut names = Vec::new();
    for line in glue.lines() {
        match line.strip_prefix("import * as ").filter(|it| it.contains(LINK)) {
            Some(rest) => names.extend(rest.split(' ').next().map(str::to_owned)),
            None if line.starts_with("import {") && line.contains(LINK) => {}
            None => {
                out += line;
                out.push('\n');
            }
        }
    }
    if names.is_empty() {
        return Err(format!(
            "the glue does not import {LINK} any more; post_build/app.rs puts the parts there"
        ));
    }
    for name in names {
        let entry = format!("\"{LINK}\": {name},");
        if !out.contains(&entry) {
            return Err(format!("the glue does not give {name} to the program any more"));
        }
        out = out.replace(&entry, &format!("\"{LINK}\": {{ {} }},", given.join(", ")));
    }
    Ok(format!("{out}\n{shared}\n{parts}\n{loads}"))
}

/// What the program asks of `widget/parts.js` beside its parts: `src/ports/parts.rs`.
const ASKED: &str = "part_fault";

/// What the program's own calls for its parts begin with.
const LOAD: &str = "__wasm_split_load_";

/// From one piece of a text to the next end, with both.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)?;
    let rest = &text[from..];
    Some(&rest[..rest.find(end)? + end.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "import * as import1 from \"./__wasm_split.js\"\nimport { part_fault } from './__wasm_split.js';\nfunction a() {}\nconst imports = {\n        \"./__wasm_split.js\": import1,\n};\n";
    const OURS: &str = "const PLACES = \"__PLACES__\";\n";
    const SPLIT: &str = "import { initSync } from \"./m.js\";\n\nlet sharedImports = undefined;\nfunction getSharedImports() {\n    return 1;\n}\nfunction wrap() {}\n";

    #[test]
    fn the_parts_become_a_piece_of_the_glue() {
        let places = vec![("desk".to_owned(), vec!["chunk_1".to_owned(), "desk".to_owned()])];
        let parts = BTreeMap::from([("chunk_1", json!(["a", "x", 1])), ("desk", json!(["b", "y", 2]))]);
        let js = joined(GLUE, SPLIT, OURS, &places, &parts).unwrap();
        assert!(!js.contains("import {") && !js.contains("import *"), "{js}");
        assert!(
            js.contains("\"./__wasm_split.js\": { __wasm_split_load_desk, part_fault },"),
            "{js}"
        );
        assert!(js.contains(r#"{"desk":[["a","x",1],["b","y",2]]}"#), "{js}");
        assert!(
            js.contains("function getSharedImports() {\n    return 1;\n}") && !js.contains("function wrap"),
            "{js}"
        );
        assert!(js.contains("const __wasm_split_load_desk = place(\"desk\");"), "{js}");
    }

    #[test]
    fn what_has_changed_its_form_is_not_passed_over() {
        let nothing = (Places::new(), BTreeMap::new());
        assert!(joined("let a;\n", SPLIT, OURS, &nothing.0, &nothing.1).is_err());
        assert!(joined(GLUE, "let b;\n", OURS, &nothing.0, &nothing.1).is_err());
        assert!(joined("import * as x from \"./__wasm_split.js\"\n", SPLIT, OURS, &nothing.0, &nothing.1).is_err());
    }
}
