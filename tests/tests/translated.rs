//! The page while its browser translates it: what is shown follows what is true.
//!
//! The translators here do to the page what those of browsers do, but leave the words as they are: so what should be shown is known, and
//! whatever was not told to the eye is seen.

use end_to_end::{Book, Browser, Desk, End, Next, Root, edges, site, until, with};
use serde_json::json;

const CASE: &str = "extension/minimal_engineer";

/// As one browser does: every text is taken away, and two elements stand in its place; what comes later is translated later.
const REPLACE: &str = "const inside = (node) => node.parentElement?.closest('font, textarea, script, style, [translate=no]');
    const one = (text) => {
        if (!text.isConnected || !text.data.trim() || inside(text)) return;
        const outer = document.createElement('font'); const inner = document.createElement('font');
        outer.style.verticalAlign = inner.style.verticalAlign = 'inherit';
        inner.append(text.data); outer.append(inner); text.replaceWith(outer); };
    const all = (node) => {
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT); const texts = [];
        if (node.nodeType === Node.TEXT_NODE) texts.push(node);
        while (walker.nextNode()) texts.push(walker.currentNode);
        texts.forEach(one); };
    all(root);
    new MutationObserver((records) => setTimeout(() => records.forEach((record) =>
        record.type === 'characterData' ? all(record.target) : record.addedNodes.forEach(all)), a))
        .observe(root, { childList: true, characterData: true, subtree: true }); return true";

/// As another does: everything is taken out of an element, and words and elements come back, nothing else.
const MERGE: &str = "const skip = 'textarea, select, option, svg, svg *';
    const one = (element) => {
        if (!element.isConnected || element.matches(skip)) return;
        const nodes = [...element.childNodes];
        if (!nodes.some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim())) return;
        nodes.forEach((it) => it.remove());
        nodes.filter((it) => it.nodeType !== Node.COMMENT_NODE).forEach((it) => { if (it.data) it.data = it.data; element.append(it); }); };
    const all = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.parentElement && one(node.parentElement);
        if (node.nodeType === Node.ELEMENT_NODE) [node, ...node.querySelectorAll('*')].forEach(one); };
    const what = { childList: true, characterData: true, subtree: true };
    const observer = new MutationObserver((records) => setTimeout(() => {
        for (const record of records) if (record.type === 'characterData') all(record.target); else record.addedNodes.forEach(all);
        observer.takeRecords(); }, a));
    all(root.querySelector('.desk')); observer.observe(root, what); return true";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translated_page_tells_what_is_true() {
    for kind in edges() {
        with(kind, "translated", async |browser: &Browser| told(browser, REPLACE).await).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_put_together_anew_tells_what_is_true() {
    for kind in edges() {
        with(kind, "merged", async |browser: &Browser| told(browser, MERGE).await).await;
    }
}

async fn told(browser: &Browser, translator: &str) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;
    assert_eq!(root.ask(translator, &[json!(30)]).await, json!(true));

    println!("  errors come, and go");
    assert!(matches!(person.next().await, Next::Wrong(_)));
    let said = person.summary().await;
    assert!(!said.is_empty() && said.iter().all(|line| !line.is_empty()), "{said:?}");
    assert_eq!(root.count(".error_summary li").await as usize, said.len());
    root.wait_text(".error_summary-head", &said.len().to_string()).await;
    person.answer().await;
    root.wait_gone(".error_summary").await;
    root.wait_gone("main .field-error").await;

    println!("  the title, the saved line, another language");
    person.next().await;
    let place = root.place().await;
    let id = place.replace("step/", "st.");
    let title = book.text(&id).to_owned();
    root.wait_text("main h1", &title).await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
    let japanese = shown(root).await;
    let english = Book::read("en");
    root.speak("en").await;
    root.wait_text("main h1", english.text(&id)).await;
    settle().await;
    let now = shown(root).await;
    assert!(!now.contains(book.text("ui.next")), "Japanese is left: {now}");
    root.speak("ja").await;
    root.wait_text("main h1", &title).await;
    settle().await;
    assert_eq!(shown(root).await, japanese);

    println!("  to the tasks, each page as it is without a translator");
    person.walk_to("tasks").await;
    for _ in 0..3 {
        settle().await;
        let (place, translated) = (root.place().await, shown(root).await);
        browser.driver.refresh().await.expect("the page again");
        until("the same place", async || {
            (root.place().await == place && root.has("main h1").await).then_some(())
        })
        .await;
        settle().await;
        assert_eq!(shown(root).await, translated, "at {place}");
        assert_eq!(root.ask(translator, &[json!(30)]).await, json!(true));
        person.go_on(&place).await;
    }

    println!("  to the end");
    assert_eq!(person.walk_as_far_as_it_goes().await, End::Receipt);
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// What stands on the desk, but for what tells the time.
async fn shown(root: &Root) -> String {
    let body = "const copy = root.querySelector('.desk').cloneNode(true);
        copy.querySelectorAll('.saved_mark, .sprite, [role=status]').forEach((it) => it.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim()";
    root.ask(body, &[]).await.as_str().unwrap_or_default().to_owned()
}

async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
}
