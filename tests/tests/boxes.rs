//! Boxes that are filled by the browser or by a program, which tells nobody or only half of it.

use end_to_end::{Book, Browser, Desk, Next, Root, edges, site, until, with};
use rulebook::{FieldKind, Shape};
use serde_json::json;
use std::collections::BTreeSet;

const CASE: &str = "extension/minimal_engineer";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn boxes_filled_without_a_word_are_read() {
    for kind in edges() {
        with(kind, "filled", async |browser: &Browser| filled(browser, "").await).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn boxes_filled_with_no_word_but_change_are_read() {
    for kind in edges() {
        with(kind, "changed", async |browser: &Browser| filled(browser, "change").await).await;
    }
}

/// Puts an answer into the boxes of a field as a program does: no key, no press; and tells at most `a`.
const PUT: &str = "const frame = root.querySelector(`main [data-field='${a.field}']`);
    const tell = (it) => a.tell && it.dispatchEvent(new Event(a.tell, { bubbles: true, composed: true }));
    const one = (it, value) => { it.value = value; tell(it); };
    const tick = (it) => { it.checked = true; tell(it); };
    if (a.parts) a.parts.forEach(([part, value]) => one(frame.querySelector(`[data-part=${part}]`), value));
    else if (a.ids) a.ids.forEach((id) => tick(frame.querySelector(`input[value='${id}']`)));
    else if (a.confirm) tick(frame.querySelector('input'));
    else one(frame.querySelector('select, textarea, input'), a.value);
    return true";

/// Every kind of box, to the end of the form.
async fn filled(browser: &Browser, tell: &str) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;
    let mut kinds = BTreeSet::new();
    for _ in 0..60 {
        let place = root.place().await;
        println!("  at {place}");
        match place.as_str() {
            "photo" => break,
            step if step.starts_with("step/") => {
                // The page follows its address in the next turn.
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                let mut seen = BTreeSet::new();
                loop {
                    let asked = root
                        .texts(
                            "return [...root.querySelectorAll('main form [data-field]')].map((it) => it.dataset.field)",
                            &[],
                        )
                        .await;
                    let Some(field) = asked.into_iter().find(|field| !seen.contains(field)) else {
                        break;
                    };
                    if let Some(typed) = case.answers.get(field.as_str()).filter(|typed| !typed.is_empty()) {
                        kinds.insert(put(root, &book, &field, typed, tell).await);
                        // What an answer brings up is asked once the answer was read, though nothing else is done.
                        tokio::time::sleep(std::time::Duration::from_millis(if tell.is_empty() { 1_200 } else { 150 })).await;
                    }
                    seen.insert(field);
                }
                person.next_must_move(step).await;
            }
            other => person.go_on(other).await,
        }
    }
    println!("  {kinds:?}");
    assert!(kinds.len() >= 6, "kinds of boxes that were tried: {kinds:?}");
    root.go("check").await;
    for field in ["f.name", "f.municipality", "f.reason", "f.has_spouse"] {
        let blank = format!("main [data-field='{field}'] .summary_list-blank");
        assert!(!root.has(&blank).await, "{field} was not heard");
    }
}

/// Fills one field, and says which kind of box it was.
async fn put(root: &Root, book: &Book, field: &str, typed: &str, tell: &str) -> &'static str {
    let (kind, mut what) = match book.kind(field) {
        FieldKind::Text { lines } if lines > 1 => ("lines", json!({ "value": typed })),
        FieldKind::Text { .. } | FieldKind::Number { .. } => ("text", json!({ "value": typed })),
        FieldKind::Date { .. } | FieldKind::Month { .. } => {
            let parts: Vec<_> = ["year", "month", "day"].into_iter().zip(typed.split('-')).collect();
            ("date", json!({ "parts": parts }))
        }
        FieldKind::Choices { .. } => ("boxes", json!({ "ids": typed.split_whitespace().collect::<Vec<_>>() })),
        FieldKind::Choice { list, shape, .. } => match shape {
            Shape::Radio | Shape::Cards => ("radio", json!({ "ids": [typed] })),
            Shape::Confirm => ("confirm", json!({ "confirm": true })),
            Shape::Select => ("list", json!({ "value": typed })),
            Shape::Search => ("search", json!({ "value": book.choice(list.as_str(), typed) })),
        },
    };
    what["field"] = json!(field);
    what["tell"] = json!(tell);
    until(&format!("the list of {field}"), async || {
        (!root.has(&format!("main [data-field='{field}'] .needs")).await).then_some(())
    })
    .await;
    assert_eq!(root.ask(PUT, &[what]).await, json!(true), "{field}");
    kind
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_just_put_there_is_read_before_next() {
    for kind in edges() {
        with(kind, "just-filled", just).await;
    }
}

/// Filled and handed in within one turn: nobody has had time to look.
async fn just(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;
    assert!(matches!(person.next().await, Next::Wrong(_)));
    let put = "const box = root.querySelector(`main [data-field='f.applicant'] input[value='k.self']`);
        box.checked = true; root.querySelector('main form').requestSubmit(); return true";
    assert_eq!(root.ask(put, &[]).await, json!(true));
    until("the error to go", async || {
        (!root.has("main [data-field='f.applicant'] .field-error").await).then_some(())
    })
    .await;

    println!("  beside a box that a program fills later, nothing is said to be missing for long");
    person.walk_to("tasks").await;
    let place = person.page_with("f.postal_code").await;
    println!("  {place}");
    assert!(matches!(person.next().await, Next::Wrong(_)));
    root.wait("#f-postal_code-e").await;
    root.ask("root.getElementById('f-postal_code').value = '1600023'", &[]).await;
    root.wait_gone("#f-postal_code-e").await;
    assert_eq!(root.value("f-postal_code").await, "1600023");
}
