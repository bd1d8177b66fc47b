//! Somebody with an answer to every question, with rows in every group and all the papers.

use end_to_end::{Book, Browser, Desk, compare, edges, site, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_answered() {
    for kind in edges() {
        with(kind, "maximal", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/maximal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("receipt").await;
    person.receipt().await;
    // Of the certificates the originals are to be kept, of copies nothing is said.
    person.root.wait_text("main", book.text("receipt.originals")).await;
    person.root.wait_text("main", book.text("d.resident_tax_payment")).await;
    assert!(!person.root.text("main").await.contains(book.text("d.working_conditions")));
    let kept = desk.kept();
    let [(packet, sizes)] = kept.as_slice() else {
        panic!("{} packets are kept", kept.len())
    };
    assert_eq!(compare(&case, packet, sizes), Vec::<String>::new());
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
