//! Ten people who only ask: what the counter answers is on the page, in both languages and at both widths, and it is an answer.
//!
//! The people are some of `rulebook/scenarios`, found by a piece of their title. With `MADOGUCHI_LOOK` set the pages are kept as pictures
//! (`target/screens/counter-*.png`) for people to look at.

use end_to_end::axe::violations;
use end_to_end::{Book, Browser, Desk, edges, site, until, with};
use engine::cases::verdict;
use engine::{Assessment, Verdict, assess};

/// A piece of the title of each.
const PEOPLE: [&str; 10] = [
    "The day before the end, a Thursday: the last day online",
    "The end itself, a Friday: only the counter is left",
    "A supervising organisation files the extension of an engineer",
    "Thirty days as an entertainer, thirteen are over",
    "Re-entry permit alone",
    "The thirty-first day after the birth",
    "In the special period: he may stay, and the extension cannot be filed again",
    "In December 2026 somebody wants to become a permanent resident online",
    "Working holiday: hired as an engineer",
    "An engineer who stays an engineer asks for a change",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_is_answered() {
    for kind in edges() {
        with(kind, "counter", answered).await;
    }
}

async fn answered(browser: &Browser) {
    let looked_at = std::env::var_os("MADOGUCHI_LOOK").is_some();
    for lang in ["ja", "en"] {
        let book = Book::read(lang);
        let loaded = book.loaded();
        for (no, piece) in PEOPLE.iter().enumerate() {
            let case = book.scenario(piece);
            println!("  {lang}: {}", case.title);
            let seen = assess(&loaded, &case.judged(&loaded), case.today);
            let desk = Desk::start(&site(), &case.today.to_string());
            let person = browser.begin(&desk.address(), &book, &case).await;
            if lang != "ja" {
                person.root.speak(lang).await;
            }
            person.walk_to("verdict").await;
            says(&person.root, &book, &seen, &case.title).await;
            let told = TOLD.iter().find(|(number, _)| *number == no + 1).map(|(_, text)| book.text(text));
            let line = person.root.text(".verdict-day").await;
            let ends = told.into_iter().flat_map(|text| text.split("{day}"));
            assert_eq!(line.is_empty(), told.is_none(), "{}: {line}", case.title);
            assert!(ends.into_iter().all(|end| line.contains(end)), "{}: {line}", case.title);
            for width in [1280, 390] {
                browser.resize(width, 900).await;
                assert_eq!(violations(browser).await, Vec::<String>::new(), "{}, {width} px", case.title);
                if looked_at {
                    browser.picture(&format!("counter-{}-{lang}-{width}", no + 1), width).await;
                }
            }
            browser.resize(1280, 900).await;
            assert_eq!(browser.watch.errors(), Vec::<String>::new(), "{}", case.title);
        }
    }
}

/// Of these the answer is a day, which stands beneath it: by their number.
const TOLD: [(usize, &str); 4] = [
    (2, "r.expiry_today.day"),
    (4, "r.short_window.day"),
    (6, "r.acquisition_late.day"),
    (7, "r.waiting.day"),
];

/// The page says what the engine says: the answer, the days, what would change it, and nothing of the other kind.
async fn says(root: &end_to_end::Root, book: &Book, seen: &Assessment, title: &str) {
    let eligibility = &seen.eligibility;
    let expected: Vec<String> = seen.dates.iter().map(|date| date.id.to_string()).collect();
    // How long a chosen period is says a list that may still be arriving.
    until(&format!("{title}: the days {expected:?}"), async || {
        let body = "return [...root.querySelectorAll('main [data-date]')].map((it) => it.dataset.date)";
        (root.texts(body, &[]).await == expected).then_some(())
    })
    .await;
    let word = match verdict(eligibility.verdict) {
        "perhaps" if eligibility.open.is_empty() => "care",
        word => word,
    };
    assert_eq!(root.text("#verdict-head").await, book.text(&format!("verdict.{word}")), "{title}");
    let about = seen.findings.iter().filter(|finding| finding.is_about_filing()).count() as u64;
    assert_eq!(root.count("main .sheet .finding").await, about, "{title}: what is said of it");
    let page = root.text("main").await;
    for act in &eligibility.acts {
        let text = book.start_of(act.id.as_str());
        assert!(page.contains(text), "{title}: nothing of {}", act.id);
    }
    assert_eq!(root.has("main [data-fee]").await, !seen.fees.is_empty(), "{title}: what it costs");
    let no = eligibility.verdict == Verdict::No;
    let paid = seen.fees.iter().flat_map(|fee| &fee.bands).any(|band| band.online > 0);
    assert!(paid || !page.contains(book.text("fee.how")), "{title}: how nothing is paid");
    let online = book.text("fee.online");
    let heads = root
        .texts(
            "return [...root.querySelectorAll('main [data-fee] thead th')].map((it) => it.innerText)",
            &[],
        )
        .await;
    assert_eq!(
        heads.iter().any(|head| head == online),
        paid && !eligibility.offline && !no,
        "{title}: a price online"
    );
    // Who cannot file it online is not sent to the page about filing online, and is told what else there is to know.
    let online = "main .counter a[href*='onlineshinsei'], main .counter a[href*='rasens-immi']";
    assert!(!no || !root.has(online).await, "{title}: the way out");
    let turns = eligibility.acts.iter().any(|act| act.here);
    let mains = root.count("main .counter [data-kind=main]").await;
    assert!(!turns || mains == 0, "{title}: another answer is the way");
    assert!(
        !turns || !root.has("main [data-desk=not-built]").await,
        "{title}: the desk has nothing to excuse"
    );
}
