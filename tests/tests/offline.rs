//! The line breaks in the middle of sending: nothing is lost, and nothing is taken twice.

use end_to_end::{Book, Browser, Canned, Desk, Front, compare, edges, site, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_twice_is_taken_once() {
    for kind in edges() {
        with(kind, "offline", offline).await;
    }
}

async fn offline(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let mut desk = Desk::start(&site(), &case.today.to_string());
    let front = Front::before(desk.port).await;
    let person = browser.begin(&front.address(), &book, &case).await;
    person.walk_to("check").await;
    person.accept().await;

    println!("  nobody is there");
    desk.stop();
    person.send().await;
    person.root.wait_text("main .finding-say", book.text("send.offline")).await;
    assert!(desk.kept().is_empty());

    println!("  it is taken, but the answer is lost on the way");
    front.plan([Canned::Lost]);
    let before = front.posted().len();
    desk.begin();
    person.root.press_text("main .finding-do button", book.text("send.again")).await;
    end_to_end::until("the second attempt", async || (front.posted().len() > before).then_some(())).await;
    end_to_end::until("it to be kept", async || (desk.kept().len() == 1).then_some(())).await;

    println!("  sent once more, by the desk itself");
    person.receipt().await;
    let posted = front.posted();
    println!("  {} attempts", posted.len());
    assert!(posted.len() >= 3, "{posted:?}");
    assert!(posted.iter().all(|it| it.key.is_some() && it.key == posted[0].key), "{posted:?}");
    let kept = desk.kept();
    let [(packet, sizes)] = kept.as_slice() else {
        panic!("{} packets are kept", kept.len())
    };
    assert_eq!(compare(&case, packet, sizes), Vec::<String>::new());
}
