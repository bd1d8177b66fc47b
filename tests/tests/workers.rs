//! The worker breaks down over a file: the page lives on, says so, and the next file is measured by a new worker. Whoever helps
//! it breaks down: it goes on alone.

use end_to_end::{Book, Browser, Desk, Walker, edges, site, until, with};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const REAL: &str = "pdf.js";
const PROGRAM: &str = "pdf_bg.wasm";
const LOADER: &str = "pdf_loader.js";
const BROKEN: &str = include_str!("../files/broken_pdf.js");
const WATCHED: &str = include_str!("../files/watched_loader.js");
const JOINING: &str = include_str!("../files/joining.js");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_breaks_down_takes_nothing_with_it() {
    let site = breaking(&site());
    for kind in edges() {
        with(kind, "workers", async |browser| workers(browser, site.path()).await).await;
    }
}

async fn workers(browser: &Browser, site: &Path) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(site, &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("tasks").await;
    person.root.go("papers").await;
    let ids = "return [...root.querySelectorAll('main li[id^=document-]')].map((it) => it.id)";
    let place = format!("#{}", person.root.texts(ids, &[]).await.first().expect("a paper that is asked for"));
    let paper = |name: &str| person.files.put(name, &end_to_end::files::pdf(1, name));

    for breaks in ["trap.pdf", "memory.pdf"] {
        println!("  {breaks}");
        person.give(&place, &paper(breaks)).await;
        not_measured(&person, &place).await;
        take_away(&person, &place).await;
        person.give(&place, &paper("good.pdf")).await;
        measured(&person, &place).await;
        take_away(&person, &place).await;
    }

    println!("  a file that never ends, and one that waits behind it");
    let input = format!("{place} input[type=file]");
    person
        .root
        .wait(&input)
        .await
        .send_keys(paper("hang.pdf").to_string_lossy())
        .await
        .expect("a file");
    until("the file to stand there", async || {
        person.root.has(&format!("{place} [data-state=now]")).await.then_some(())
    })
    .await;
    // While the worker hangs, the page answers.
    person.root.speak("en").await;
    person.root.speak("ja").await;
    person
        .root
        .wait(&input)
        .await
        .send_keys(paper("good.pdf").to_string_lossy())
        .await
        .expect("a file");
    let verdicts = format!("{place} .file_list-verdict:not([data-state=now])");
    until("both to have a verdict", async || {
        (person.root.count(&verdicts).await == 2).then_some(())
    })
    .await;
    not_measured(&person, &place).await;
    assert_eq!(person.root.count(&format!("{place} .file_list-verdict[data-state=good]")).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_worker_helps_to_join_and_may_break_down() {
    let site = watched(&site());
    for kind in edges() {
        with(kind, "help", async |browser| help(browser, site.path()).await).await;
    }
}

async fn help(browser: &Browser, site: &Path) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(site, &case.today.to_string());
    browser.open(&desk.address()).await;
    let join = async |folder: &str| -> Value {
        println!("  {folder}");
        let loader = format!("/workers/{folder}/{LOADER}");
        let script = format!("return (async function () {{ {JOINING} }}).apply(null, arguments)");
        let answer = browser.driver.execute(script, vec![json!(loader)]).await;
        answer.expect("a joining").json().clone()
    };
    let (whole, alone) = (join("watched").await, join("breaking").await);
    // The first picture alone, then one of each pair. Who has broken down is not asked again.
    let parts = whole["asked"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .strip_prefix(&[json!("join")]);
    assert!(
        parts.is_some_and(|parts| parts.len() >= 2 && parts.iter().all(|it| *it == json!("recompress"))),
        "{whole}"
    );
    assert_eq!(alone["asked"], json!(["join", "recompress"]), "{alone}");
    for answer in [&whole, &alone] {
        assert_eq!(answer["broken"], json!([]), "what breaks down over there is no failure here");
        assert!(
            answer["bytes"]
                .as_u64()
                .is_some_and(|bytes| bytes <= answer["under"].as_u64().unwrap_or(0)),
            "{answer}"
        );
    }
    assert_eq!(whole["digest"], alone["digest"]);
}

async fn not_measured(person: &Walker<'_>, place: &str) {
    let rules = person.root.rules(&format!("{place} .file_list-row:first-child")).await;
    assert_eq!(rules, ["r.paper_not_measured"]);
}

async fn measured(person: &Walker<'_>, place: &str) {
    assert!(person.root.has(&format!("{place} .file_list-verdict[data-state=good]")).await);
}

async fn take_away(person: &Walker<'_>, place: &str) {
    person.root.press(&format!("{place} .file_list-row > button")).await;
    let rows = format!("{place} .file_list-row");
    until("the file to go", async || (person.root.count(&rows).await == 0).then_some(())).await;
}

/// A copy of the site in which the papers' program breaks down over files with certain names.
fn breaking(site: &Path) -> tempfile::TempDir {
    let copy = copied(site);
    for build in builds(copy.path()) {
        std::fs::rename(build.join(REAL), build.join(format!("real_{REAL}"))).expect("the real program");
        std::fs::write(build.join(REAL), BROKEN).expect("the breaking program");
    }
    copy
}

/// A copy of the site with two more folders of workers, which tell what they are asked.
fn watched(site: &Path) -> tempfile::TempDir {
    let copy = copied(site);
    for build in builds(copy.path()) {
        for name in ["watched", "breaking"] {
            let folder = build.with_file_name(name);
            std::fs::create_dir(&folder).expect("a folder");
            std::fs::write(folder.join(LOADER), WATCHED).expect("the loader");
            for file in [REAL, PROGRAM] {
                std::fs::copy(build.join(file), folder.join(file)).expect("the program");
            }
        }
    }
    copy
}

fn copied(site: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    copy_folder(site, copy.path());
    copy
}

/// The folders of the papers' program.
fn builds(site: &Path) -> Vec<PathBuf> {
    let workers = std::fs::read_dir(site.join("workers")).expect("workers");
    workers
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join(REAL).exists())
        .collect()
}

/// Without the compressed twins: they would be served in place of what is changed here.
fn copy_folder(from: &Path, to: &Path) {
    let is_twin = |path: &Path| path.extension().is_some_and(|end| end == "br" || end == "gz");
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        if is_twin(&entry.path()) {
            continue;
        }
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}
