//! A file counts as given only when its bytes are kept: a store that refuses, is full or was cleared, and a file that is gone from the disk.

use end_to_end::files::pdf;
use end_to_end::{Book, Browser, Desk, Root, browsers, site, until, with};
use serde_json::json;
use std::time::Duration;

/// A store that can be told to be full, for files or for everything; it fails as a real one does, when the transaction ends.
const FULL: &str = "() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, ...rest) {
        const full = sessionStorage.full === 'all' || (sessionStorage.full === 'files' && value instanceof Blob);
        if (full) throw new DOMException('no room', 'QuotaExceededError');
        return put.call(this, value, ...rest);
    };
}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_counts_as_given_only_when_its_bytes_are_kept() {
    for kind in browsers() {
        with(kind, "unkept", unkept).await;
    }
}

async fn unkept(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    browser.before_every_page(FULL).await;
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("papers").await;
    let root = &person.root;
    let documents = root
        .texts(
            "return [...root.querySelectorAll('main li[id^=document-]')].map((it) => it.id)",
            &[],
        )
        .await;
    let place = format!("#{}", documents.first().expect("a paper"));

    println!("  no room for files: it is said at the file and where it is saved, and nothing says otherwise");
    full(root, "files").await;
    let path = person.files.put("loose.pdf", &pdf(1, "loose"));
    person.give(&place, &path).await;
    rule(root, &place, "check.file.loose").await;
    // Its own file may go: what is at hand is a copy.
    std::fs::remove_file(&path).expect("the person deletes it");
    let files = book.text("saved.files").replace("{n}", "1");
    root.wait_text("#saved", &files).await;
    root.go("step/request").await;
    root.type_into(&root.wait("#f-reason").await, "changed meanwhile").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    root.wait_text("#saved", &files).await;

    println!("  room again: it is kept, and there after a reload");
    full(root, "").await;
    root.type_into(&root.wait("#f-reason").await, "changed again").await;
    until("nothing to be missing", async || {
        (!root.text("#saved").await.contains(&files)).then_some(())
    })
    .await;
    root.go("papers").await;
    browser.driver.refresh().await.expect("a reload");
    root.wait(&format!("{place} .file_list-row")).await;
    until("the file to be good", async || {
        root.has(&format!("{place} .file_list-verdict:is([data-state=good], [data-state=care])"))
            .await
            .then_some(())
    })
    .await;
    assert!(
        root.rules(&place).await.iter().all(|rule| !rule.starts_with("check.file")),
        "{:?}",
        root.rules(&place).await
    );

    println!("  no room for the answers either: tried again until there is");
    full(root, "all").await;
    root.go("step/request").await;
    root.type_into(&root.wait("#f-reason").await, "no room for this").await;
    root.wait_text("#saved", book.text("saved.full")).await;
    full(root, "").await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
    browser.driver.refresh().await.expect("a reload");
    root.wait("#f-reason").await;
    until("what was typed", async || {
        (root.value_of("#f-reason").await == "no room for this").then_some(())
    })
    .await;

    println!("  a file that is deleted on the disk at once is kept, or is said to be gone");
    root.go("papers").await;
    root.wait(&format!("{place} input[type=file]")).await;
    let gone = person.files.put("gone.pdf", &pdf(1, "gone"));
    let input = root.wait(&format!("{place} input[type=file]")).await;
    input.send_keys(gone.to_string_lossy()).await.expect("a file");
    std::fs::remove_file(&gone).expect("the person deletes it");
    until("a verdict on it", async || {
        let state = "return [...root.querySelectorAll(a + ' .file_list-row')].find((row) => row.querySelector('.file_list-name').textContent === 'gone.pdf')
            ?.querySelector('.file_list-verdict').dataset.state";
        let state = root.ask(state, &[json!(place)]).await;
        (state.is_string() && state != "now").then_some(())
    })
    .await;
    let lost = root.rules(&place).await.iter().any(|rule| rule == "check.file.lost");
    browser.driver.refresh().await.expect("a reload");
    root.wait(&format!("{place} .file_list-row:nth-child(2)")).await;
    until("the same verdict", async || {
        (root.rules(&place).await.iter().any(|rule| rule == "check.file.lost") == lost).then_some(())
    })
    .await;
    println!("    it was {}", if lost { "gone" } else { "kept" });

    println!("  a draft that is gone: nothing brings it back by itself, and nothing that is on the page is lost");
    let clear_all = "const done = arguments[arguments.length - 1], open = indexedDB.open('madoguchi');
        open.onsuccess = () => { const tx = open.result.transaction(['drafts', 'files'], 'readwrite');
            tx.objectStore('drafts').clear(); tx.objectStore('files').clear();
            tx.oncomplete = () => { open.result.close(); done(true); }; }";
    root.go("step/request").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    browser.driver.execute_async(clear_all, vec![]).await.expect("cleared");
    root.type_into(&root.wait("#f-reason").await, "after it was cleared").await;
    root.wait_text(".elsewhere", book.text("saved.gone")).await;
    root.press_text(".elsewhere button", book.text("gone.keep")).await;
    root.wait_gone(".elsewhere").await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    browser.driver.refresh().await.expect("a reload");
    root.wait("#f-reason").await;
    until("what was typed", async || {
        (root.value_of("#f-reason").await == "after it was cleared").then_some(())
    })
    .await;
    root.go("papers").await;
    root.wait(&format!("{place} .file_list-row")).await;
    tokio::time::sleep(Duration::from_secs(1)).await;

    println!("  a store of files that was cleared: named after the opening, not sent, not left out of the ZIP without a word");
    let clear = "const done = arguments[arguments.length - 1], open = indexedDB.open('madoguchi');
        open.onsuccess = () => { const tx = open.result.transaction('files', 'readwrite'); tx.objectStore('files').clear();
            tx.oncomplete = () => { open.result.close(); done(true); }; }";
    browser.driver.execute_async(clear, vec![]).await.expect("cleared");
    browser.driver.refresh().await.expect("a reload");
    rule(root, &place, "check.file.lost").await;
    let missing = root.text("#saved").await;
    assert!(
        missing.contains(book.text("saved.files").split("{n}").next().expect("words")),
        "{missing}"
    );
    root.go("check").await;
    root.wait("main .needs[data-state=failed]").await;
    root.press_text("main .counter button", book.text("save.zip")).await;
    until("what is missing to be named", async || {
        let said = person.summary().await;
        said.iter().any(|line| line.starts_with("loose.pdf")).then_some(())
    })
    .await;
    assert!(desk.kept().is_empty());
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

async fn full(root: &Root, what: &str) {
    root.ask("sessionStorage.full = a; return true", &[json!(what)]).await;
}

async fn rule(root: &Root, place: &str, rule: &str) {
    until(rule, async || root.rules(place).await.iter().any(|it| it == rule).then_some(())).await;
}
