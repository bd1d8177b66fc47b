//! Two tabs and one draft: one has it, the other looks, and nothing of what either does is lost, doubled or brought back from the dead.

use end_to_end::files::pdf;
use end_to_end::{Book, Browser, Desk, Root, Walker, axe, browsers, site, until, with};
use serde_json::json;
use std::time::Duration;
use thirtyfour::prelude::*;

const REASON: &str = "#f-reason";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_tab_has_a_draft_and_the_others_look() {
    for kind in browsers() {
        with(kind, "tabs", tabs).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_locks_nobody_saves_over_what_another_tab_has_saved() {
    for kind in browsers() {
        with(kind, "tabs-without-locks", without_locks).await;
    }
}

async fn tabs(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("papers").await;
    let root = person.root.clone();
    let documents = root
        .texts(
            "return [...root.querySelectorAll('main li[id^=document-]')].map((it) => it.id)",
            &[],
        )
        .await;
    let paper = format!("#{}", documents.first().expect("a paper"));
    person.give(&paper, &person.files.put("kept.pdf", &pdf(1, "kept"))).await;
    let holder = browser.driver.window().await.expect("a window");
    rests(&root, &book).await;

    println!("  the second tab looks");
    let looker = second(browser, &desk, &book).await;
    root.wait_text(".elsewhere", book.text("saved.elsewhere")).await;
    assert!(axe::violations(browser).await.is_empty());
    root.go("papers").await;
    let away = root.wait(&format!("{paper} .file_list-row > button")).await;
    assert!(
        !away.is_enabled().await.expect("a state"),
        "a file can be taken away by a tab that does not have the draft"
    );
    let _ = root
        .ask("root.querySelector(a + ' .file_list-row > button').click()", &[json!(paper)])
        .await;
    root.go("step/request").await;
    let area = root.wait(REASON).await;
    assert!(!area.is_enabled().await.expect("a state"));
    browser.picture("tabs-looking", 390).await;
    browser.resize(1200, 1000).await;

    println!("  what the first types meanwhile is there when the second takes it over");
    browser.driver.switch_to_window(holder.clone()).await.expect("the first");
    root.go("step/request").await;
    root.type_into(&root.wait(REASON).await, "typed in the first").await;
    browser.driver.switch_to_window(looker.clone()).await.expect("the second");
    root.press(".elsewhere button").await;
    root.wait_gone(".elsewhere").await;
    until("what the first has typed", async || {
        (root.value_of(REASON).await == "typed in the first").then_some(())
    })
    .await;
    root.type_into(&root.wait(REASON).await, "typed in the second").await;
    rests(&root, &book).await;

    println!("  and now the first looks");
    browser.driver.switch_to_window(holder.clone()).await.expect("the first");
    root.wait_text(".elsewhere", book.text("saved.taken")).await;
    assert_eq!(root.focused().await, "elsewhere", "the focus is where it is said");
    assert!(!root.wait(REASON).await.is_enabled().await.expect("a state"));

    println!("  it goes on by itself when the second is closed");
    browser.driver.switch_to_window(looker).await.expect("the second");
    browser.driver.close_window().await.expect("closed");
    browser.driver.switch_to_window(holder.clone()).await.expect("the first");
    root.wait_gone(".elsewhere").await;
    until("what the second has typed", async || {
        (root.value_of(REASON).await == "typed in the second").then_some(())
    })
    .await;
    root.go("papers").await;
    until("the file", async || {
        (root.text(&format!("{paper} .file_list-name")).await == "kept.pdf").then_some(())
    })
    .await;
    browser.driver.refresh().await.expect("a reload");
    root.wait(&format!("{paper} .file_list-row")).await;
    assert!(!root.has("[data-rule='check.file.lost']").await, "its bytes are there");

    println!("  deleted in another tab, it stays deleted");
    let other = second_tab(browser, &desk).await;
    root.go("drafts").await;
    root.press_text(".draft_list-do button", book.text("shelf.delete")).await;
    root.press_text(".draft_list-sure button", book.text("shelf.sure.yes")).await;
    root.wait_text("main .sheet", book.text("shelf.none")).await;
    browser.driver.switch_to_window(holder).await.expect("the first");
    root.wait_text("#saved", book.text("saved.deleted")).await;
    assert_eq!(root.place().await, "step/who", "a new application");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(browser.kept().await, [0, 0], "nothing came back");
    browser.driver.switch_to_window(other).await.expect("the other");
    browser.driver.close_window().await.expect("closed");
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

async fn without_locks(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    browser
        .before_every_page("() => Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })")
        .await;
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("tasks").await;
    let root = person.root.clone();
    root.go("step/request").await;
    root.type_into(&root.wait(REASON).await, "one").await;
    rests(&root, &book).await;
    let first = browser.driver.window().await.expect("a window");

    println!("  both have it, and the second saves");
    let second = second(browser, &desk, &book).await;
    root.go("step/request").await;
    root.type_into(&root.wait(REASON).await, "one, two").await;
    rests(&root, &book).await;

    println!("  the first does not save over that, and says so where one types");
    browser.driver.switch_to_window(first).await.expect("the first");
    root.type_into(&root.wait(REASON).await, "one, three").await;
    root.wait_text(".elsewhere", book.text("saved.overtaken")).await;
    assert_eq!(root.value_of(REASON).await, "one, three", "what was typed can still be read");
    root.press(".elsewhere button").await;
    root.wait_gone(".elsewhere").await;
    until("what rests", async || (root.value_of(REASON).await == "one, two").then_some(())).await;
    root.type_into(&root.wait(REASON).await, "one, two, four").await;
    rests(&root, &book).await;
    browser.driver.switch_to_window(second).await.expect("the second");
    root.wait(".elsewhere").await;
    assert!(
        !Walker::new(browser, root.clone(), &book, &case)
            .root
            .wait(REASON)
            .await
            .is_enabled()
            .await
            .expect("a state")
    );
}

/// A second tab, in which the draft on the shelf is opened.
async fn second(browser: &Browser, desk: &Desk, book: &Book) -> WindowHandle {
    let tab = second_tab(browser, desk).await;
    let root = Root::new(&browser.driver, "madoguchi-desk");
    root.wait_text(".notice", book.text("shelf.found")).await;
    root.press(".notice button").await;
    until("the draft", async || (root.place().await != "step/who").then_some(())).await;
    tab
}

async fn second_tab(browser: &Browser, desk: &Desk) -> WindowHandle {
    let tab = browser.driver.new_tab().await.expect("a tab");
    browser.driver.switch_to_window(tab.clone()).await.expect("the new one");
    browser.open(&desk.address()).await;
    tab
}

/// Waits until what was last done rests.
async fn rests(root: &Root, book: &Book) {
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
}
