//! What the law allows and what this desk has built are two sentences with two pictures, and where the desk cannot help it says who can. Each
//! thing says why, a "no" says what would change it, and what is old says so.

use end_to_end::{Book, Browser, Desk, End, Root, edges, site, until, with};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_law_and_the_desk_are_told_apart() {
    for kind in edges() {
        with(kind, "verdict", told).await;
    }
}

async fn told(browser: &Browser) {
    let book = Book::read("ja");
    for (name, says, not_built) in [("change/not_built", "yes", true), ("permanent_residence/not_online", "no", false)] {
        println!("  {name}");
        let case = book.case(name);
        let desk = Desk::start(&site(), &case.today.to_string());
        let person = browser.begin(&desk.address(), &book, &case).await;
        let (root, end) = (&person.root, person.walk_as_far_as_it_goes().await);
        let expected = End::Verdict {
            says: says.into(),
            not_built,
        };
        assert_eq!(end, expected, "{name}");
        assert_eq!(root.text("#verdict-head").await, book.text(&format!("verdict.{says}")));
        let pictures = "return [...root.querySelectorAll('main .verdict use')].map((it) => it.getAttribute('href'))";
        let pictures = root.texts(pictures, &[]).await;
        let shown: &[&str] = if not_built { &["#i-done", "#i-shut"] } else { &["#i-stop"] };
        assert_eq!(pictures, shown, "{name}");
        let system = root.has("main .counter a[href*='rasens-immi.moj.go.jp']").await;
        assert_eq!(system, not_built, "{name}: the way to whoever takes it");
        // When, what it costs and what goes together is told of a road that is not built too.
        let page = root.text("main").await;
        for part in ["verdict.when", "verdict.cost", "together.title"] {
            assert_eq!(page.contains(book.text(part)), not_built, "{name}: {part}");
        }
        if not_built {
            println!("  how to register there");
            root.wait_text("main .guides h2", book.text("guides.title")).await;
            root.wait_text("main .guides [data-guide='guide.register']", book.text("guide.register.says"))
                .await;
        }
        if !not_built {
            println!("  what to know at the counter, and the page about it");
            root.wait_text("main .guides h2", book.text("guides.title.otherwise")).await;
            root.wait_text("main .guides", book.text("guide.permanent_wait.says")).await;
            assert!(root.has("main .counter a[data-kind=main][href$='procedures/16-4.html']").await);
        }
        assert!(
            !root.has("main .guides [data-guide='guide.reentry']").await,
            "{name}: only what concerns them"
        );
        // There is nothing to fill in: whoever asks for the list of tasks is at a question before the form again.
        root.ask("location.hash = '#tasks'; return a", &[json!(1)]).await;
        root.wait("main form").await;
        assert!(root.place().await.starts_with("step/"), "{name}: {}", root.place().await);
        assert_eq!(browser.watch.errors(), Vec::<String>::new(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_no_says_what_would_change_it_and_only_the_counters_price() {
    for kind in edges() {
        with(kind, "acts", acts).await;
    }
}

async fn acts(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case_but("permanent_residence/not_online", &[("f.procedure", "p.reentry")]);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let (root, end) = (&person.root, person.walk_as_far_as_it_goes().await);
    let no = End::Verdict {
        says: "no".into(),
        not_built: false,
    };
    assert_eq!(end, no);
    println!("  only what somebody can do");
    let place = "main .finding[data-rule='r.reentry_alone'] .finding-acts";
    root.wait_text(place, book.text("acts.head")).await;
    let offered = "return [...root.querySelectorAll(a + ' [data-act]')].map((it) => it.dataset.act)";
    let offered = root.texts(offered, &[json!(place)]).await;
    assert_eq!(offered, ["act.reentry_with_extension", "act.reentry_with_change"]);
    assert!(
        !root.has("main .counter [data-kind=main]").await,
        "the way is not the agency's page"
    );
    assert!(root.text(place).await.contains(book.text("act.reentry_with_extension")));
    println!("  no price online, and nothing of paying there");
    let heads = "return [...root.querySelectorAll('main .table thead th')].map((it) => it.textContent.trim())";
    assert_eq!(
        root.texts(heads, &[]).await,
        [book.text("fee.kind"), book.text("fee.counter")],
        "the counter's column alone"
    );
    assert!(!root.text("main").await.contains(book.text("fee.how")));
    assert!(!root.has("main [data-desk=old]").await, "it was compared not long ago");
    println!("  what is only another answer is one press away");
    root.press(&format!("{place} [data-act='act.reentry_with_extension'] button")).await;
    until("a question that is open now", async || {
        root.place().await.starts_with("step/").then_some(())
    })
    .await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_is_told_why() {
    for kind in edges() {
        with(kind, "why", why).await;
    }
}

async fn why(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("change/not_built");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_as_far_as_it_goes().await;
    let root = &person.root;
    println!("  nothing is open before somebody asks");
    assert!(!root.has("main .sheet details[open]").await);
    assert!(!root.text("main").await.contains(book.start_of("why.day")));
    println!("  a day");
    let day = "main [data-date='t.last_online']";
    opened(root, day).await;
    root.wait_text(day, book.start_of("why.day")).await;
    root.wait_text(day, book.text("f.expiry")).await;
    root.wait_text(day, book.text("why.because")).await;
    root.wait(&format!("{day} .why_panel-source a[href^=http]")).await;
    root.wait_text(day, book.text("why.read")).await;
    assert!(!root.text(day).await.contains("f.expiry"), "nobody reads an id");
    println!("  it stays open in another language, and is told in it");
    root.speak("en").await;
    let english = Book::read("en");
    root.wait_text(day, english.start_of("why.day")).await;
    assert!(root.has(&format!("{day} details[open]")).await);
    root.speak("ja").await;
    println!("  a fee");
    let fee = "main [data-fee] ~ .field-why";
    root.press(&format!("{fee} > summary")).await;
    root.wait_text(fee, book.text("fee.by_receipt")).await;
    println!("  a paper that hangs on a question");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("verdict").await;
    person.root.press("main details[data-papers=perhaps] > summary").await;
    let paper = "main details[data-papers=perhaps] .why_panel-list > li";
    opened(&person.root, paper).await;
    person.root.wait_text(paper, book.start_of("why.needed")).await;
    person.root.wait_text(paper, book.text("why.open")).await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// Opens what is folded away at a place.
async fn opened(root: &Root, place: &str) {
    root.press(&format!("{place} > .field-why > summary")).await;
    until("it to open", async || {
        root.has(&format!("{place} > .field-why[open] > div > *")).await.then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_old_says_so() {
    for kind in edges() {
        with(kind, "old", old).await;
    }
}

async fn old(browser: &Browser) {
    let book = Book::read("ja");
    let mut case = book.case("permanent_residence/not_online");
    let read = book.loaded().core.read.expect("something was read");
    case.today = engine::shift(read, 400, rulebook::Unit::Days).expect("a day long after");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_as_far_as_it_goes().await;
    let notice = "main [data-desk=old]";
    person.root.wait_text(notice, book.text("verdict.old")).await;
    person.root.wait_text(notice, book.start_of("verdict.old.says")).await;
    person.root.wait(&format!("{notice} a[href^='https://www.moj.go.jp/isa/']")).await;
    let first = "const [one, other] = [root.querySelector('main [data-desk=old]'), root.querySelector('main .verdict')];
        return !!(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)";
    assert_eq!(person.root.ask(first, &[]).await, json!(true), "before any verdict");
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
