//! What was typed stays on the device until it is deleted: over a reload, over a closed tab, with its files.

use end_to_end::{Book, Browser, Desk, Root, edges, site, until, with};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_comes_back_until_it_is_deleted() {
    for kind in edges() {
        with(kind, "draft", draft).await;
    }
}

async fn draft(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("photo").await;
    person.attach().await;
    let root = &person.root;
    root.go("check").await;
    let answers = answered(root).await;
    assert!(answers.len() > 40, "{answers:?}");
    root.go("photo").await;
    saved(root, &book).await;

    println!("  reloaded");
    browser.driver.refresh().await.expect("a reload");
    is_back(root, &answers).await;

    println!("  reloaded in another language");
    root.speak("en").await;
    // Nothing else has changed, and it is saved all the same.
    saved(root, &Book::read("en")).await;
    browser.driver.refresh().await.expect("a reload");
    root.wait(".desk[lang=en] .file_list-name").await;
    root.speak("ja").await;
    is_back(root, &answers).await;

    println!("  closed, and opened again");
    let old = browser.driver.window().await.expect("a window");
    let new = browser.driver.new_tab().await.expect("a tab");
    browser.driver.switch_to_window(old).await.expect("the old one");
    browser.driver.close_window().await.expect("closed");
    browser.driver.switch_to_window(new).await.expect("the new one");
    browser.open(&desk.address()).await;
    root.wait_text(".notice", book.text("shelf.found")).await;
    assert_eq!(root.place().await, "step/who", "another tab begins at the beginning");
    root.press(".notice button").await;
    is_back(root, &answers).await;

    println!("  deleted");
    root.go("drafts").await;
    assert!(browser.kept().await.iter().all(|count| *count > 0), "{:?}", browser.kept().await);
    root.press_text(".draft_list-do button", book.text("shelf.delete")).await;
    root.press_text(".draft_list-sure button", book.text("shelf.sure.yes")).await;
    root.wait_text("main .sheet", book.text("shelf.none")).await;
    until("everything to be gone", async || {
        browser.kept().await.iter().all(|count| *count == 0).then_some(())
    })
    .await;
    browser.open(&desk.address()).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!root.has(".notice").await, "a deleted draft was found");
    assert_eq!(root.count("main input:checked").await, 0);
    assert_eq!(browser.kept().await, [0, 0], "opening the desk keeps nothing");
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// All answers, as the page shows them.
async fn answered(root: &Root) -> Vec<String> {
    root.texts(
        "return [...root.querySelectorAll('main .summary_list-row')].map((row) => row.textContent.trim())",
        &[],
    )
    .await
}

/// Waits until what was last done rests.
async fn saved(root: &Root, book: &Book) {
    tokio::time::sleep(Duration::from_secs(2)).await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
}

/// At the photo, with the file and every answer.
async fn is_back(root: &Root, answers: &[String]) {
    until("the place where the person was", async || {
        (root.place().await == "photo" && root.has(".file_list-verdict:is([data-state=good], [data-state=care])").await).then_some(())
    })
    .await;
    assert_eq!(root.text(".file_list-name").await, "photo.jpg");
    root.go("check").await;
    until("the same answers", async || (answered(root).await == answers).then_some(())).await;
    root.go("photo").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
}
