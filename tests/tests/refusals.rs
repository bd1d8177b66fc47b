//! The receiving side says no: what it found stands in the summary, what can be waited for is waited for, and nothing is lost.

use end_to_end::{Book, Browser, Canned, Desk, Front, Walker, compare, edges, site, until, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_says_what_to_do() {
    for kind in edges() {
        with(kind, "refusals", refused).await;
    }
}

async fn refused(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let mut desk = Desk::start(&site(), &case.today.to_string());
    let front = Front::before(desk.port).await;
    let person = browser.begin(&front.address(), &book, &case).await;
    person.walk_to("check").await;
    person.accept().await;

    println!("  413");
    front.plan([Canned::problem("413 Content Too Large", "too-large", None)]);
    person.send().await;
    says(&person, "send.too_large").await;
    back(&person).await;

    println!("  409: another key is taken for the next attempt");
    front.plan([Canned::problem("409 Conflict", "key-used", None)]);
    person.send().await;
    says(&person, "send.conflict").await;
    let used = front.posted().last().and_then(|it| it.key.clone());
    back(&person).await;

    println!("  422: judged on a day on which it is too late");
    desk.begin_on("2027-02-01");
    person.press_send().await;
    person.root.wait(".error_summary").await;
    until("the summary to have the focus", async || {
        person.root.focused().await.contains("error_summary").then_some(())
    })
    .await;
    let found = person.summary().await;
    println!("  {found:?}");
    assert!(!found.is_empty());
    assert_eq!(person.root.place().await, "check");
    assert!(
        browser.title().await.starts_with(book.text("ui.error")),
        "{}",
        browser.title().await
    );
    assert_ne!(
        front.posted().last().and_then(|it| it.key.clone()),
        used,
        "a used key was used again"
    );
    assert!(desk.kept().is_empty());

    println!("  429 and 503: the desk waits and sends again by itself, with the same key");
    desk.begin_on(&case.today.to_string());
    let before = front.posted().len();
    front.plan([
        Canned::problem("429 Too Many Requests", "too-often", Some(1)),
        Canned::problem("503 Service Unavailable", "unavailable", Some(2)),
    ]);
    person.accept().await;
    person.press_send().await;
    says(&person, "send.busy").await;
    person.receipt().await;
    let posted = front.posted();
    let keys: Vec<_> = posted[before..].iter().map(|it| it.key.clone()).collect();
    assert_eq!(keys.len(), 3, "{posted:?}");
    assert!(keys.iter().all(|key| key.is_some() && *key == keys[0]), "{keys:?}");

    let kept = desk.kept();
    let [(packet, sizes)] = kept.as_slice() else {
        panic!("{} packets are kept", kept.len())
    };
    assert_eq!(compare(&case, packet, sizes), Vec::<String>::new());
}

/// Why it was not taken, in words.
async fn says(person: &Walker<'_>, text: &str) {
    person.root.wait_text("main .finding-say", person.book.text(text)).await;
}

async fn back(person: &Walker<'_>) {
    person.root.press_text("main .counter button", person.book.text("send.later")).await;
    until("the page with all answers", async || {
        (person.root.place().await == "check").then_some(())
    })
    .await;
}
