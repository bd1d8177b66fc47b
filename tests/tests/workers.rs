//! The worker breaks down over a file: the page lives on, says so, and the next file is measured by a new worker.

use end_to_end::{Book, Browser, Desk, Walker, edges, site, until, with};
use std::path::Path;

const REAL: &str = "pdf.js";
const BROKEN: &str = include_str!("../files/broken_pdf.js");

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
    let copy = tempfile::tempdir().expect("a folder");
    copy_folder(site, copy.path());
    let workers = std::fs::read_dir(copy.path().join("workers")).expect("workers");
    for build in workers.flatten().map(|entry| entry.path()).filter(|path| path.join(REAL).exists()) {
        std::fs::rename(build.join(REAL), build.join(format!("real_{REAL}"))).expect("the real program");
        std::fs::write(build.join(REAL), BROKEN).expect("the breaking program");
    }
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}
