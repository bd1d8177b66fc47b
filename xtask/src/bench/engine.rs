//! The engine alone: built as the desk is built, given the rulebook of this folder, and measured in Node and on a page.

use super::people::{self, Person};
use super::report::{Figures, Row, Value};
use super::server::Served;
use super::{browser, hear, node, server, weight};
use crate::run::{Outcome, at, cargo, run};
use crate::setup;
use crate::{clock, place, programs, rulebook};
use engine::cases::CaseFile;
use engine::{Answers, wire};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const PROGRAM: &str = "engine_bench";
/// So many people are in a file of the agency's.
const PEOPLE: usize = 300;

/// Both places, one after the other.
pub fn measure(times: u32, beside: Option<&Path>) -> Outcome<Figures> {
    setup::ensure(setup::For::Building)?;
    let own = build()?;
    let libraries = match beside {
        None => Some(setup::libraries()?),
        Some(_) => None,
    };
    let data = place::target().join("bench/engine-data");
    let about = write_data(&data)?;
    let mut folders = vec![("own", own.clone()), ("data", data), ("engine", place::root().join("bench/engine"))];
    folders.extend(beside.map(|dir| ("beside", dir.to_owned())));
    folders.extend(libraries.as_ref().map(|it| ("rivals", it.folder.clone())));
    let config = |where_: &str| {
        let mut config = json!({
            "part": "engine", "times": times, "where": where_, "engine": about,
            "folders": folders.iter().map(|(name, dir)| (*name, dir.display().to_string())).collect::<std::collections::BTreeMap<_, _>>(),
        });
        match &libraries {
            Some(it) => config["rivals"] = json!(it.titles),
            None => config["beside"] = json!(true),
        }
        config
    };

    let mut figures = node::figures("engine/node.js", "engine", &config("Node"))?;
    let served = Served {
        pages: place::root().join("bench"),
        portrait: PathBuf::new(),
        folders: folders.clone(),
        papers: Vec::new(),
        config: config("Chromium"),
    };
    let (stand, told) = server::open(served)?;
    let browser = browser::Browser::open(&stand.address)?;
    let page = hear("engine", &told, &browser)?;
    drop(browser);
    figures.rows.extend(page.rows);
    figures.about = json!({ "node": figures.about, "chromium": page.about });
    figures.rows.push(size(&own, beside)?);
    Ok(figures)
}

/// The program with the profile of the desk, as small as the desk is made. Says where it lies.
fn build() -> Outcome<PathBuf> {
    let folder = place::target().join("bench/engine");
    run(&mut cargo(&[
        "build",
        "--quiet",
        "--release",
        "--target",
        "wasm32-unknown-unknown",
        "--package",
        "engine-bench",
    ]))?;
    let wasm = place::target().join(format!("wasm32-unknown-unknown/release/{PROGRAM}.wasm"));
    programs::shape(&wasm, &folder, PROGRAM, false)?;
    programs::smaller(&folder, "-Oz")?;
    // Node takes it for a module only so.
    let kind = folder.join("package.json");
    at(&kind, fs::write(&kind, r#"{ "type": "module" }"#))?;
    println!("bench: our engine is in {}", place::shown(&folder));
    Ok(folder)
}

/// The packs, and what the page is told of them and of the people.
fn write_data(folder: &Path) -> Outcome<serde_json::Value> {
    let book = rulebook::book()?;
    if folder.exists() {
        at(folder, fs::remove_dir_all(folder))?;
    }
    at(folder, fs::create_dir_all(folder))?;
    let mut names = Vec::new();
    for pack in book.packs().into_iter().filter(|pack| pack.lang.is_none()) {
        let file = folder.join(format!("{}.bin", pack.name));
        at(&file, fs::write(&file, &pack.bytes))?;
        names.push(pack.name.to_string());
    }
    let loaded = book.loaded();
    // They stand in one file of the agency's, so they are of one code.
    let people = people::of_one_code(&book, &loaded)?;
    let (first, last) = people.first().zip(people.last()).ok_or("no worked person may be sent")?;
    let told = |it: &Person| {
        let press = it
            .longest(&loaded, 0)
            .map(|(slot, text)| json!({ "field": slot.field, "text": text }));
        json!({
            "name": it.name(),
            "questions": it.seen.fields.len(),
            "asked": it.asked(),
            "person": person(&it.case, &it.answers),
            "press": press,
        })
    };
    Ok(json!({ "today": clock::today(), "packs": names, "count": PEOPLE, "people": [told(last), told(first)] }))
}

fn person(case: &CaseFile, answers: &Answers) -> serde_json::Value {
    let file = |(document, file): (&_, &engine::FileEntry)| json!({ "document": document, "key": file.key, "facts": file.facts });
    json!({
        "today": case.today,
        "answers": wire::entries(answers),
        "rows": wire::rows(answers),
        "files": answers.all_files().map(file).collect::<Vec<_>>(),
    })
}

/// What the engine alone would weigh on a line.
fn size(own: &Path, beside: Option<&Path>) -> Outcome<Row> {
    let file = format!("{PROGRAM}_bg.wasm");
    let weigh = |dir: &Path| Ok::<_, String>(Value::once(weight::packed(&dir.join(&file))? as f64));
    Ok(Row {
        what: "engine: the program, packed".to_owned(),
        unit: "bytes".to_owned(),
        ours: weigh(own)?,
        rival: beside.map(|_| "the build beside".to_owned()).unwrap_or_default(),
        theirs: beside.map(weigh).transpose()?,
    })
}
