//! The table of points of a highly skilled professional: it stands with its questions and at the last check, adds up to what the engine says, changes
//! as one answers, and leads to what is open.

use end_to_end::{Book, Browser, Desk, Walker, edges, fair, site, until, with};
use engine::assess;
use serde_json::json;

const CASE: &str = "extension/maximal_professor";
const TABLE: &str = "main .points";
/// A question on the last page with questions that count, and one on the page before it.
const LAST: &str = "f.hsp_award";
const BEFORE: &str = "f.hsp_local";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn points_are_explained_row_by_row() {
    for kind in edges() {
        with(kind, "points", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;

    println!("  while questions are open");
    person.page_with(BEFORE).await;
    assert!(
        root.has(&format!("{TABLE} details:not([open]) tbody tr")).await,
        "folded until the last page"
    );
    let unfold = format!("{TABLE} details:has(table) > summary");
    root.press(&unfold).await;
    let open = root.count(&format!("{TABLE} .points-open a")).await;
    assert!(open > 0, "something is open");
    let here = root.place().await;
    let last = "return [...root.querySelectorAll(a + ' .points-open a')].pop()";
    root.press_that("an open question of another page", last, &[json!(TABLE)]).await;
    until("its page", async || (root.place().await != here).then_some(())).await;
    assert!(root.has(&format!("main [data-field='{LAST}']")).await);
    root.go(&here).await;
    root.press(&unfold).await;
    person.answer().await;
    until("fewer to be open", async || {
        (root.count(&format!("{TABLE} .points-open a")).await < open).then_some(())
    })
    .await;
    assert!(
        root.has(&format!("{TABLE} details[open] tbody tr")).await,
        "what was opened stays open while the numbers change"
    );

    println!("  where the last of them are answered");
    person.page_with(LAST).await;
    person.answer().await;
    let loaded = book.loaded();
    let seen = assess(&loaded, &case.judged(&loaded), case.today);
    let [table] = seen.tallies.as_slice() else {
        panic!("{} tables", seen.tallies.len())
    };
    assert!(table.points.is_settled());
    let sum = table.points.low.to_string();
    until("the sum of the assessment", async || {
        (told(&person).await.last() == Some(&sum)).then_some(())
    })
    .await;
    let rows: u32 = told(&person)
        .await
        .iter()
        .rev()
        .skip(1)
        .map(|points| points.parse::<u32>().expect("a settled row"))
        .sum();
    assert_eq!(rows.to_string(), sum, "the rows add up");
    assert!(root.has(&format!("{TABLE} .points-says[data-state=reached]")).await);
    assert!(!root.has(&format!("{TABLE} .points-open")).await, "nothing is open");
    with_heads(browser, &person, "points").await;

    println!("  at the last check");
    person.walk_to("check").await;
    assert_eq!(told(&person).await.last(), Some(&sum));
    with_heads(browser, &person, "points-check").await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// What each row is worth, and last the sum.
async fn told(person: &Walker<'_>) -> Vec<String> {
    let body = "return [...root.querySelectorAll(a + ' details[open] :is(tbody tr, tr[data-sum])')].map((it) => it.querySelector('td').textContent.trim())";
    person.root.texts(body, &[json!(TABLE)]).await
}

/// The page in both languages, with heads that name rows and columns.
async fn with_heads(browser: &Browser, person: &Walker<'_>, name: &str) {
    for lang in ["en", "ja"] {
        person.root.speak(lang).await;
        let heads = "return [...root.querySelectorAll(a + ' table th')].every((it) => it.scope) && !!root.querySelector(a + ' table caption').textContent";
        assert_eq!(person.root.ask(heads, &[json!(TABLE)]).await, json!(true), "{name} ({lang})");
        fair(browser, &person.root, &format!("{name}-{lang}")).await;
    }
}
