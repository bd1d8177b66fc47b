//! A page with shortcuts of its own: what is typed into the desk is not for it, and what is not typed there is.

use end_to_end::still::{Stand, Still};
use end_to_end::{Book, Browser, Desk, Root, Walker, edges, site, until, with};
use serde_json::json;
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_shortcuts_does_not_hear_what_is_typed() {
    for kind in edges() {
        with(kind, "shortcuts", shortcuts).await;
    }
}

/// It takes letters, signs and arrows for its own, unless they go into a box, as pages do.
const SCRIPT: &str = "window.heard = [];
    for (const name of ['keydown', 'keypress', 'keyup', 'paste']) document.addEventListener(name, (event) => {
        if (event.target.matches('input, textarea, select')) return;
        window.heard.push(name + ' ' + event.key);
        if (event.key !== 'Tab') event.preventDefault(); });
    addEventListener('madoguchi-place', (event) => { event.target.dataset.place = event.detail; });";

async fn shortcuts(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let stand = Stand::take().await;
    let desk = Desk::start(&site(), &case.today.to_string());
    let widget = desk.address();
    let widget = widget.trim_end_matches('/');
    let page = format!(
        "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>Host</title><h1 tabindex=-1>Host</h1><script src=/host.js></script>
        <script type=module src={widget}/madoguchi.js></script><madoguchi-desk lang=ja procedure=extension></madoguchi-desk></html>"
    );
    let file = |path, kind, text| Still { path, kind, text };
    let files = vec![
        file("/", "text/html; charset=utf-8", page),
        file("/host.js", "text/javascript", SCRIPT.into()),
        file("/favicon.ico", "image/x-icon", String::new()),
    ];
    let policy = format!("default-src 'none'; script-src 'self' {widget} 'wasm-unsafe-eval'; worker-src blob:; connect-src {widget}");
    let host = stand.origin();
    stand.serve(files, policy);
    browser.on_day(case.today).await;
    browser.driver.goto(&host).await.expect("the host page");
    let root = Root::new(&browser.driver, "madoguchi-desk");
    root.wait("main form [data-field]").await;
    let person = Walker::new(browser, root, &book, &case);
    person.walk_to("tasks").await;
    let root = &person.root;
    // Without an address bar: by the list of tasks.
    root.press("main .task_list a[href^='#step']").await;
    root.wait("main form").await;
    person.page_with("f.name").await;

    println!("  letters, signs, arrows and the way out, typed into a box");
    forget(browser).await;
    let box_ = root.wait("#f-name").await;
    root.type_into(&box_, "jk/? gs").await;
    for key in [Key::Left, Key::Escape, Key::Home, Key::End] {
        box_.send_keys(key + "").await.expect("a key");
    }
    // The browser's own dialogue would stand in the way of the test.
    let save = "const how = { key: 's', ctrlKey: true, bubbles: true, composed: true, cancelable: true };
        return root.getElementById('f-name').dispatchEvent(new KeyboardEvent('keydown', how))";
    assert_eq!(
        root.ask(save, &[]).await,
        json!(true),
        "what the browser does with it is not touched"
    );
    assert_eq!(root.value("f-name").await, "jk/? gs", "what was typed stands there");
    assert_eq!(heard(browser).await, Vec::<String>::new());

    println!("  the same with a list, and with boxes to choose from");
    for css in ["main select", "main input[type=radio]", "main [role=combobox]"] {
        if let Some(control) = root.find(css).await {
            control.send_keys(Key::Down + "").await.expect("a key");
            control.send_keys(Key::Escape + "").await.expect("a key");
        }
    }
    assert_eq!(heard(browser).await, Vec::<String>::new());

    println!("  what is not typed there is the page's");
    let body = browser.driver.find(thirtyfour::By::Css("h1")).await.expect("the host's heading");
    browser
        .driver
        .execute("document.querySelector('h1').focus()", vec![])
        .await
        .expect("the focus");
    body.send_keys("j").await.expect("a key");
    until("the page to hear its shortcut", async || {
        heard(browser).await.contains(&"keydown j".into()).then_some(())
    })
    .await;
    forget(browser).await;
    // A letter over one of our buttons is no word of ours.
    let button = root.wait("main button[type=submit]").await;
    button.send_keys("k").await.expect("a key");
    assert!(heard(browser).await.contains(&"keydown k".into()));
    // Who keeps the focus within a frame must hear how it leaves.
    forget(browser).await;
    let box_ = root.wait("#f-name").await;
    box_.send_keys(Key::Tab + "").await.expect("a key");
    assert!(heard(browser).await.contains(&"keydown Tab".into()));
}

async fn heard(browser: &Browser) -> Vec<String> {
    let heard = browser
        .driver
        .execute("return window.heard", vec![])
        .await
        .expect("the host's list");
    let heard = heard.json().as_array().cloned().unwrap_or_default();
    heard.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

async fn forget(browser: &Browser) {
    let gone = browser
        .driver
        .execute("window.heard = []; return 0", vec![])
        .await
        .expect("the host's list");
    assert_eq!(gone.json(), &json!(0));
}
