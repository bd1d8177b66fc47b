//! Two desks on a page of another origin: they share code and nothing else, and one that is removed leaves nothing behind.

use end_to_end::still::{Stand, Still};
use end_to_end::{Book, Browser, Desk, Next, Root, Walker, edges, site, until, with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_desks_on_a_page_of_another_origin() {
    for kind in edges() {
        with(kind, "widget", widget).await;
    }
}

/// The host's own script; it hears where each desk is.
const SCRIPT: &str = "for (const name of ['madoguchi-place', 'madoguchi-failed'])
    addEventListener(name, (event) => { event.target.dataset[name.slice(10)] = event.detail ?? 'yes'; });";

async fn widget(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let stand = Stand::take().await;
    let allowed = ["--allow-origin".to_owned(), stand.origin()];
    let desk = Desk::start_with(&site(), &case.today.to_string(), &allowed);
    let widget = desk.address();
    let widget = widget.trim_end_matches('/');
    let page = format!(
        "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>Host</title><h1>Host</h1><script src=/host.js></script>
        <script type=module src={widget}/madoguchi.js></script>
        <madoguchi-desk id=one lang=ja procedure=extension backend={widget}/applications></madoguchi-desk>
        <madoguchi-desk id=two lang=en procedure=extension backend={widget}/applications></madoguchi-desk></html>"
    );
    let file = |path, kind, text| Still { path, kind, text };
    let files = vec![
        file("/", "text/html; charset=utf-8", page),
        file("/host.js", "text/javascript", SCRIPT.into()),
        file("/favicon.ico", "image/x-icon", String::new()),
    ];
    let policy = format!(
        "default-src 'none'; script-src 'self' {widget} 'wasm-unsafe-eval'; worker-src blob:; connect-src {widget}; style-src 'self'; \
         img-src 'self' blob: data:"
    );
    let host = stand.origin();
    stand.serve(files, policy);
    browser.on_day(case.today).await;
    browser.driver.goto(&host).await.expect("the host page");
    let (one, two) = (Root::new(&browser.driver, "#one"), Root::new(&browser.driver, "#two"));
    one.wait("main form [data-field]").await;
    two.wait("main form [data-field]").await;

    println!("  one is walked to the photo, whose worker comes from the other origin");
    let first = Walker::new(browser, one, &book, &case);
    first.walk_to("tasks").await;
    first.root.press("main a[href='#photo']").await;
    until("the photo", async || (first.root.place().await == "photo").then_some(())).await;
    first.attach().await;
    assert!(first.root.has(".file_list-verdict:is([data-state=good], [data-state=care])").await);
    println!("  the picture is seen, though the host's policy allows no images");
    let drawn = "const it = root.querySelector('.photo_crop-stage canvas'); if (!it || !it.width) return false;
        const middle = it.getContext('2d').getImageData(it.width >> 1, it.height >> 1, 1, 1).data; return middle[3] === 255";
    until("the picture", async || (first.root.ask(drawn, &[]).await == true).then_some(())).await;

    println!("  the other has heard nothing of it");
    assert_eq!(two.place().await, "step/who");
    assert_eq!(two.count("main input:checked").await, 0);
    let english = Book::read("en");
    let second = Walker::new(browser, two, &english, &case);
    second.answer().await;
    assert!(matches!(second.next().await, Next::To(_)));

    println!("  one is removed");
    let gone = browser
        .driver
        .execute(
            "document.querySelector('#one').remove(); return location.hash + document.title",
            vec![],
        )
        .await;
    // The address bar and the title belong to the host.
    assert_eq!(gone.expect("removed").json(), "Host");
    second.walk_to("tasks").await;
    second.root.press("main a[href='#photo']").await;
    until("the photo", async || (second.root.place().await == "photo").then_some(())).await;
    second.attach().await;
    assert!(second.root.has(".file_list-verdict:is([data-state=good], [data-state=care])").await);
    let failed = browser
        .driver
        .execute("return document.querySelectorAll('[data-failed]').length", vec![])
        .await;
    assert_eq!(failed.expect("asked").json(), 0);
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
