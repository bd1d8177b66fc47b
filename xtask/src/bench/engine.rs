//! The engine alone: built as the desk is built, given the rulebook of this folder, and measured in Node and on a page.

use super::report::{Figures, Row, Value};
use super::server::Served;
use super::{browser, hear, server, weight};
use crate::run::{Outcome, at, cargo, output, program, run};
use crate::setup;
use crate::{clock, place, rulebook};
use ::rulebook::{FieldKind, Loaded};
use engine::cases::CaseFile;
use engine::{Answers, Assessment, Entry, RowId, Truth, assess, wire};
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

    let mut figures = in_node(&config("Node"))?;
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
    let mut bindgen = program("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]);
    run(bindgen.arg(&folder).arg(&wasm))?;
    let made = folder.join(format!("{PROGRAM}_bg.wasm"));
    run(program("wasm-opt").args(["-Oz", "--output"]).arg(&made).arg(&made))?;
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
        let file = folder.join(format!("{}.json", pack.name));
        at(&file, fs::write(&file, &pack.bytes))?;
        names.push(pack.name.to_string());
    }
    let loaded = book.loaded();
    let mut people = Vec::new();
    for case in &book.cases {
        let read = CaseFile::open(&book.root.join(&case.file))?;
        let answers = read.judged(&loaded);
        let seen = assess(&loaded, &answers, read.today);
        if seen.ready && seen.code.is_some() {
            people.push((case.file.clone(), read, answers, seen));
        }
    }
    // They stand in one file of the agency's: those of the code that most are of.
    let of = |code: &Option<String>| people.iter().filter(|(.., seen)| seen.code == *code).count();
    let code = people.iter().map(|(.., seen)| &seen.code).max_by_key(|code| of(code)).cloned();
    people.retain(|(.., seen)| Some(&seen.code) == code.as_ref());
    people.sort_by_key(|(.., seen)| asked(seen));
    let (first, last) = people.first().zip(people.last()).ok_or("no worked person may be sent")?;
    let told = |(file, case, answers, seen): &(String, CaseFile, Answers, Assessment)| {
        json!({
            "name": Path::new(file).file_stem().unwrap_or_default().to_string_lossy(),
            "questions": seen.fields.len(),
            "asked": asked(seen),
            "person": person(case, answers),
            "press": longest(&loaded, answers),
        })
    };
    Ok(json!({ "today": clock::today(), "packs": names, "count": PEOPLE, "people": [told(last), told(first)] }))
}

fn asked(seen: &Assessment) -> usize {
    seen.fields.values().filter(|view| view.asked == Truth::Yes).count()
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

/// The longest text that the person types outside groups: there are most keys to press.
fn longest(book: &Loaded, answers: &Answers) -> serde_json::Value {
    let texts = answers.entries().filter_map(|(slot, entry)| match entry {
        Entry::Typed(text) if slot.row == RowId::NONE => Some((slot, text)),
        _ => None,
    });
    let is_text = |slot: &engine::Slot| book.field(&slot.field).is_some_and(|it| matches!(it.kind, FieldKind::Text { .. }));
    let longest = texts.filter(|(slot, _)| is_text(slot)).max_by_key(|(_, text)| text.chars().count());
    longest.map_or(serde_json::Value::Null, |(slot, text)| json!({ "field": slot.field, "text": text }))
}

fn in_node(config: &serde_json::Value) -> Outcome<Figures> {
    let file = place::target().join("bench/engine.json");
    at(&file, fs::write(&file, config.to_string()))?;
    println!("  in Node; it says nothing until it is done");
    let said = output(program("node").arg(place::root().join("bench/engine/node.js")).arg(&file))?;
    let last = said.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|why| format!("Node says what is not understood: {why}"))
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
