//! The whole road, from the first question to the receipt, in every browser.

use end_to_end::{Book, Browser, Desk, Front, browsers, compare, request, site, with};

const CASE: &str = "extension/minimal_engineer";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_first_question_to_the_receipt() {
    for kind in browsers() {
        with(kind, "road", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let (book, site) = (Book::read("ja"), site());
    let case = book.case(CASE);
    let desk = Desk::start(&site, &case.today.to_string());
    let front = Front::before(desk.port).await;
    let person = browser.begin(&front.address(), &book, &case).await;
    person.walk_to("check").await;
    person.accept().await;

    // Nothing has left the device: only our own files were asked for, by names that carry no answer.
    let arrived = front.arrived();
    println!("  {} requests before sending", arrived.len());
    for request in &arrived {
        assert_eq!(request.method, "GET", "{request:?}");
        assert_eq!((request.bytes, request.told.as_slice()), (0, [].as_slice()), "{request:?}");
        let file = site.join(request.path.trim_start_matches('/'));
        assert!(file.exists(), "{} is no file of the site", request.path);
    }
    for asked in browser.watch.requests() {
        let own = asked.url.starts_with(&front.address()) || asked.url.starts_with("data:") || asked.url.starts_with("blob:");
        assert!(own && asked.method == "GET" && !asked.url.contains('?'), "{asked:?}");
    }
    // What has arrived is not asked for again with every key press.
    let urls: Vec<String> = browser.watch.requests().into_iter().map(|asked| asked.url).collect();
    let again = urls.iter().find(|url| urls.iter().filter(|it| it == url).count() > 2);
    assert_eq!(again, None, "{} requests", urls.len());
    assert!(desk.kept().is_empty());

    person.send().await;
    person.walk_to("receipt").await;
    let (number, secret) = person.receipt().await;
    println!("  taken as {number}");
    assert!(number.starts_with("M-"), "{number}");
    let posted = front.posted();
    assert_eq!(posted.len(), 1, "{posted:?}");

    let path = format!("/applications/{number}");
    let bearer = format!("Bearer {secret}");
    let status = request(desk.port, "GET", &path, &[("Authorization", &bearer)]).await;
    assert_eq!(status.status, 200, "{}", status.body);
    assert!(
        status.body.contains(&format!("\"{number}\"")) && status.body.contains("received"),
        "{}",
        status.body
    );
    let wrong = request(desk.port, "GET", &path, &[("Authorization", "Bearer wrong")]).await;
    assert_eq!(wrong.status, 404, "{}", wrong.body);

    let kept = desk.kept();
    let [(packet, sizes)] = kept.as_slice() else {
        panic!("{} packets are kept", kept.len())
    };
    assert_eq!(compare(&case, packet, sizes), Vec::<String>::new());
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
