//! What was sent stays sent: in the history, after a reload, on the shelf. Sending again is a decision of its own.

use end_to_end::{Book, Browser, Desk, browsers, fair, site, until, with};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_stays_sent_and_is_sent_again_only_by_decision() {
    for kind in browsers() {
        with(kind, "sent", sent).await;
    }
}

async fn sent(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("receipt").await;
    let root = &person.root;
    let (number, secret) = person.receipt().await;

    println!("  whatever the history leads to, there is only the receipt");
    for _ in 0..3 {
        browser.driver.back().await.expect("back");
        until("the receipt", async || {
            (root.place().await == "receipt" && root.has(".receipt-number").await).then_some(())
        })
        .await;
    }
    for place in ["check", "send", "step/request", "photo", "tasks"] {
        browser
            .driver
            .execute(format!("location.hash = '#{place}'"), vec![])
            .await
            .expect("another address");
        until("the receipt", async || (root.place().await == "receipt").then_some(())).await;
        assert_eq!(root.text(".receipt-number").await, number);
    }

    println!("  nor after a reload, nor from the shelf");
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    browser.driver.refresh().await.expect("a reload");
    assert_eq!(person.receipt().await, (number.clone(), secret.clone()));
    browser.open(&desk.address()).await;
    root.go("drafts").await;
    root.press_text(".draft_list-do button", book.text("shelf.receipt")).await;
    assert_eq!(person.receipt().await, (number.clone(), secret));
    assert_eq!(desk.kept().len(), 1);

    println!("  sending again is a decision, and another application");
    root.press_text("main button", book.text("receipt.again.go")).await;
    root.press_text("main button", book.text("receipt.again.yes")).await;
    until("another application", async || (root.place().await == "tasks").then_some(())).await;
    person.walk_to("receipt").await;
    let (second, _) = person.receipt().await;
    assert_ne!(second, number);
    let kept = desk.kept();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].1, kept[1].1, "with the same files");
    root.go("drafts").await;
    until("both on the shelf", async || {
        (root.count(".draft_list-row").await == 2).then_some(())
    })
    .await;

    println!("  what was sent is withdrawn, and stays so");
    root.press_text(".draft_list-do button", book.text("shelf.receipt")).await;
    person.receipt().await;
    root.press_text("#withdraw button", book.text("withdraw.go")).await;
    root.press_text("#withdraw button", book.text("withdraw.yes")).await;
    root.wait("#withdraw [data-state=gone]").await;
    assert_eq!(desk.kept().len(), 1, "one of the two is gone");
    fair(browser, root, "withdrawn").await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    browser.driver.refresh().await.expect("a reload");
    root.wait_text("#withdraw [data-state=gone]", book.text("withdraw.gone")).await;
    assert!(!root.has("#withdraw button").await);

    println!("  and the device forgets everything");
    let kept = browser.kept().await;
    assert!(kept.len() == 2 && kept.iter().all(|count| *count > 0), "{kept:?}");
    root.press_text("#forget button", book.text("shelf.delete.all")).await;
    root.press_text("#forget button", book.text("shelf.sure.all.yes")).await;
    until("an empty storage", async || (browser.kept().await == [0, 0]).then_some(())).await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
