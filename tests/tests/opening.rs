//! Before the first question: on lines that break, fall silent or are slow, and when a newer desk has been put in place of this one.

use end_to_end::still::{Stand, Still};
use end_to_end::{Browser, Front, Root, Scene, Spoilt, axe, browsers, everything, site, until, with};
use serde_json::{Value, json};

/// The constants of `madoguchi.js` that name what loads first.
const PARTS: [&str; 5] = ["GLUE", "PROGRAM", "STYLES", "CORE", "FIRST_WORDS"];
const ALWAYS: usize = usize::MAX;

/// The name of a part in this build; of the first words, that of one file in Japanese.
fn file(part: &str) -> String {
    let script = std::fs::read_to_string(site().join("madoguchi.js")).expect("madoguchi.js");
    let value = |sign: &str| {
        let (_, rest) = script.split_once(sign)?;
        serde_json::Deserializer::from_str(rest).into_iter::<Value>().next()?.ok()
    };
    let one = value(&format!("const {part} = "));
    let file = one.or_else(|| Some(value(&format!("const {part} = new Map("))?[0][1][1].clone()));
    let file = file.unwrap_or_else(|| panic!("madoguchi.js names no {part}"));
    file["name"].as_str().expect("a name").to_owned()
}

/// A page of another origin that puts nothing into the element, so that the element speaks for itself.
async fn bare(front: &Front) -> String {
    let (stand, desk) = (Stand::take().await, front.address());
    let page = format!(
        "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>Host</title><h1>Host</h1>
        <script type=module src={desk}madoguchi.js></script><madoguchi-desk></madoguchi-desk><p id=after>After</p></html>"
    );
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; connect-src {0}; worker-src blob:",
        desk.trim_end_matches('/')
    );
    let address = stand.origin();
    let file = |path, kind, text| Still { path, kind, text };
    let files = vec![
        file("/", "text/html; charset=utf-8", page),
        file("/favicon.ico", "image/x-icon", String::new()),
    ];
    stand.serve(files, policy);
    address
}

async fn go(browser: &Browser, address: &str) -> Root {
    browser.driver.goto(address).await.expect("the page");
    Root::new(&browser.driver, "madoguchi-desk")
}

/// What a script answers about the page itself.
async fn ask(browser: &Browser, script: &str) -> Value {
    let answer = browser.driver.execute(script, vec![]).await;
    answer.map_or(Value::Null, |it| it.json().clone())
}

/// Waits until the page shows this of its own.
async fn until_seen(browser: &Browser, css: &str) {
    let script = format!("return [...document.querySelectorAll('{css}')].some((it) => it.getClientRects().length > 0)");
    until(css, async || (ask(browser, &script).await == true).then_some(())).await;
}

/// Our own page says this and nothing else, and no desk is open.
async fn page_says(browser: &Browser, root: &Root, mark: &str) {
    until_seen(browser, mark).await;
    let others = "return ['.before-wait', '[data-failed]', '[data-newer]'].filter((css) =>
        [...document.querySelectorAll(css)].some((it) => it.getClientRects().length > 0))";
    assert_eq!(ask(browser, others).await, json!([mark]));
    assert!(!root.has(".desk").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_breaks_once_is_fetched_again() {
    for kind in browsers() {
        with(kind, "opening-once", once).await;
    }
}

async fn once(browser: &Browser) {
    let scene = Scene::set(browser).await;
    for part in PARTS {
        let front = scene.with(&file(part), Spoilt::Cut, 1).await;
        browser.open(&front.address()).await;
        assert!(front.asked(&file(part)) > 1);
    }
    // Half a minute of silence is shortened, or these tests would take as long.
    let hurried =
        "() => { const real = setTimeout; window.setTimeout = (what, ms, ...more) => real(what, ms === 30000 ? 4000 : ms, ...more); }";
    browser.before_every_page(hurried).await;
    for part in ["GLUE", "PROGRAM", "CORE"] {
        let front = scene.with(&file(part), Spoilt::Silent, 1).await;
        // Firefox calls a page loaded only when an import has ended, and one from which nothing comes does not end.
        go(browser, "about:blank").await;
        ask(browser, &format!("location.assign('{}')", front.address())).await;
        Root::new(&browser.driver, "madoguchi-desk").wait("main form").await;
        assert!(front.asked(&file(part)) > 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stays_broken_is_said_and_can_be_tried_again() {
    for kind in browsers() {
        with(kind, "opening-always", always).await;
    }
}

async fn always(browser: &Browser) {
    let scene = Scene::set(browser).await;
    for part in PARTS {
        let front = scene.with(&file(part), Spoilt::Cut, ALWAYS).await;
        let root = go(browser, &bare(&front).await).await;
        root.wait_text("[role=status]", scene.book.text("element.failed")).await;
        assert!(!root.has(".desk").await);
        front.mend();
        root.press_text("[role=status] button", scene.book.text("element.again")).await;
        root.wait("main form").await;
        assert!(!root.has("[role=status] slot").await, "what was said stays");
    }
    println!("  our own page says it in its own words");
    let front = scene.with(&file("PROGRAM"), Spoilt::Cut, ALWAYS).await;
    let root = go(browser, &front.address()).await;
    page_says(browser, &root, "[data-failed]").await;
    front.mend();
    browser.open(&front.address()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_gone_is_told_from_what_is_broken() {
    for kind in browsers() {
        with(kind, "opening-newer", newer).await;
    }
}

async fn newer(browser: &Browser) {
    let scene = Scene::set(browser).await;
    for part in PARTS {
        let front = scene.with(&file(part), Spoilt::Gone, ALWAYS).await;
        let root = go(browser, &bare(&front).await).await;
        root.wait_text("[role=status]", scene.book.text("element.newer")).await;
        assert!(!root.has("[role=status] button").await, "to try again would ask for the same files");
    }
    for part in ["PROGRAM", "CORE"] {
        let front = scene.with(&file(part), Spoilt::Gone, ALWAYS).await;
        let root = go(browser, &front.address()).await;
        page_says(browser, &root, "[data-newer]").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_on_its_way_is_not_run() {
    for kind in browsers() {
        with(kind, "opening-changed", changed).await;
    }
}

async fn changed(browser: &Browser) {
    let scene = Scene::set(browser).await;
    let refuses = async |part| {
        let front = scene.with(&file(part), Spoilt::Changed, ALWAYS).await;
        let root = go(browser, &front.address()).await;
        page_says(browser, &root, "[data-failed]").await;
    };
    for part in ["PROGRAM", "STYLES"] {
        refuses(part).await;
        let front = scene.with(&file(part), Spoilt::Changed, 1).await;
        browser.open(&front.address()).await;
    }
    println!("  the same on a page without TLS, where the browser checks");
    let plain = "() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })";
    browser.before_every_page(plain).await;
    for part in ["PROGRAM", "STYLES"] {
        refuses(part).await;
        let front = scene.with(&file(part), Spoilt::Cut, 1).await;
        browser.open(&front.address()).await;
        assert_eq!(ask(browser, "return crypto.subtle === undefined").await, true);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_seen_how_far_it_is_and_nothing_jumps() {
    for kind in browsers() {
        with(kind, "opening-slow", slow).await;
    }
}

/// From the first picture on: where the headings of our page stand; and what its bar said, also where it went before the next picture.
const WATCH: &str = "() => {
    const places = new Set(), shown = [];
    Object.assign(window, { places, shown });
    new MutationObserver((records) => {
        const bar = records.map((it) => it.target).findLast((it) => it.matches('.before progress'));
        const far = bar && bar.value / bar.max;
        if (bar && far !== shown.at(-1)) shown.push(far);
    }).observe(document, { attributes: true, attributeFilter: ['value'], subtree: true });
    const look = () => {
        const bar = document.querySelector('.before progress');
        const heads = [...document.querySelectorAll('.before h1, .before h2, .before-note')];
        // Before the last of it and its styles are here nothing is painted, and once the desk is open nothing of it.
        if (heads.length === 5 && getComputedStyle(bar).display === 'block' && bar.getClientRects().length) {
            const where = (it) => { const box = it.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; };
            places.add(JSON.stringify([...heads, bar].map(where)));
        }
        requestAnimationFrame(look);
    };
    look();
}";

async fn slow(browser: &Browser) {
    let scene = Scene::set(browser).await;
    browser.before_every_page(WATCH).await;
    let front = scene.with(&file("PROGRAM"), Spoilt::Slow(30), 1).await;
    let root = go(browser, &front.address()).await;
    println!("  the packs do not wait for the program");
    until("the packs to be asked for", async || {
        (front.asked(&file("CORE")) + front.asked(&file("FIRST_WORDS")) == 2).then_some(())
    })
    .await;
    let far = async || ask(browser, "return window.shown.at(-1)").await.as_f64().unwrap_or_default();
    until("the bar to have begun", async || (far().await > 0.0).then_some(())).await;
    assert!(far().await < 0.9, "the program came too quickly to prove anything");
    assert!(!root.has("main form").await);
    root.wait("main form").await;
    for part in PARTS {
        let file = file(part);
        // What the browser had in store would not be seen at the door.
        let asked = browser.watch.requests().into_iter().filter(|it| it.url.ends_with(&file)).count();
        assert_eq!((front.asked(&file), asked), (1, 1), "{part}");
    }

    println!("  the bar only grows, and nothing moves");
    let shown = ask(browser, "return window.shown").await;
    let shown: Vec<f64> = shown.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    println!("  {shown:.2?}");
    assert!(shown.len() > 5 && shown.is_sorted(), "{shown:?}");
    assert!((shown[0], shown[shown.len() - 1]) == (0.0, 1.0), "{shown:?}");
    let places = ask(browser, "return [...window.places]").await;
    assert_eq!(places.as_array().map(Vec::len), Some(1), "{places}");

    println!("  accessible and narrow enough");
    let front = scene.with(&file("PROGRAM"), Spoilt::Slow(600), 1).await;
    go(browser, &front.address()).await;
    until("the bar to have begun", async || (far().await > 0.0).then_some(())).await;
    assert_eq!(axe::violations(browser).await, Vec::<String>::new());
    if everything() {
        for width in [1280, 390] {
            browser.picture(&format!("opening-{}-{width}", browser.kind.name()), width).await;
        }
    }
    browser.resize(320, 800).await;
    assert_eq!(
        ask(browser, "return document.scrollingElement.scrollWidth <= innerWidth").await,
        true
    );
    browser.resize(1200, 1000).await;

    println!("  the element's own bar, on a page without words");
    let front = scene.with(&file("PROGRAM"), Spoilt::Slow(40), 1).await;
    let root = go(browser, &bare(&front).await).await;
    let look = "const bar = root.querySelector('[role=status] progress'); if (!bar) return null;
        return { far: bar.value / bar.max, after: document.querySelector('#after').getBoundingClientRect().y }";
    let when = async |least: f64| {
        until("the bar of the element", async || {
            let seen = root.ask(look, &[]).await;
            (seen["far"].as_f64()? > least).then(|| seen["after"].as_f64()).flatten()
        })
        .await
    };
    let (early, late) = (when(0.0).await, when(0.6).await);
    assert!((early - late).abs() < 0.5, "{early} {late}");
    root.wait("main form").await;
    root.wait_gone("progress").await;
}
