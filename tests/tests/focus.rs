//! By keyboard the work goes on where it is: after everything that can be pressed, something that is there has the focus.

use end_to_end::files::pdf;
use end_to_end::{Book, Browser, Desk, Next, Root, Walker, edges, site, until, with};
use rulebook::FieldKind;
use serde_json::json;
use thirtyfour::Key;

const CASE: &str = "extension/minimal_engineer";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_focus_goes_where_the_work_is() {
    for kind in edges() {
        with(kind, "focus", focus).await;
    }
}

async fn focus(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;

    println!("  another language");
    enter(root, ".language_switch a[lang=en]").await;
    root.wait(".desk[lang=en]").await;
    kept(root, "another language").await;
    root.speak("ja").await;

    println!("  a correction is taken back");
    person.walk_to("tasks").await;
    person.page_with("f.postal_code").await;
    let box_ = root.wait("#f-postal_code").await;
    root.type_into(&box_, "\u{ff11}\u{ff16}\u{ff10}0023").await;
    box_.send_keys(Key::Tab + "").await.expect("a key");
    root.wait("#f-postal_code-c button").await;
    enter(root, "#f-postal_code-c button").await;
    root.wait_gone("#f-postal_code-c button").await;
    has_focus(root, "#f-postal_code").await;
    person.answer().await;

    rows(&person).await;
    municipality(&person).await;

    println!("  sent with something missing");
    root.go("check").await;
    enter_text(root, "main .counter button", book.text("check.send")).await;
    has_focus(root, ".error_summary").await;

    println!("  a file goes away");
    root.go("papers").await;
    let place = root.ask("return root.querySelector('main li[id^=document-]').id", &[]).await;
    let place = format!("#{}", place.as_str().expect("a paper"));
    person.give(&place, &person.files.put("one.pdf", &pdf(1, "one"))).await;
    person.give(&place, &person.files.put("two.pdf", &pdf(1, "two"))).await;
    for left in [1, 0] {
        enter(root, &format!("{place} .file_list-row > button")).await;
        until("the file to go", async || {
            (root.count(&format!("{place} .file_list-row")).await == left).then_some(())
        })
        .await;
        has_focus(root, &format!("{place} :is(button, input, select, summary)")).await;
    }

    println!("  all drafts deleted, or not");
    root.go("drafts").await;
    for (last, what) in [("last-child", "asked, and said no"), ("first-child", "asked, and said yes")] {
        enter(root, "main [data-ask]").await;
        has_focus(root, ".draft_list-sure button").await;
        enter(root, &format!(".draft_list-sure button:{last}")).await;
        root.wait_gone(".draft_list-sure").await;
        kept(root, what).await;
    }
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// A group, on whatever page there is one: rows that are added, finished, opened, dropped and brought back.
async fn rows(person: &Walker<'_>) {
    let root = &person.root;
    root.go("tasks").await;
    let steps = "return [...root.querySelectorAll('main .task_list a[href^=\"#step\"]')].map((it) => it.getAttribute('href').slice(1))";
    let mut group = None;
    for step in root.texts(steps, &[]).await {
        root.go(&step).await;
        // A group is asked for once somebody says that there is something to tell.
        for field in root
            .texts(
                "return [...root.querySelectorAll('main [data-field]')].map((it) => it.dataset.field)",
                &[],
            )
            .await
        {
            let yes = format!("main [data-field='{field}'] input[value='yes']");
            if field.starts_with("f.has_") && root.has(&yes).await {
                root.ask("root.querySelector(a).click()", &[json!(yes)]).await;
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        if root.has("main section[id^=group-] > p > button").await {
            group = root
                .ask("return root.querySelector('main section[id^=group-]').id", &[])
                .await
                .as_str()
                .map(str::to_owned);
            break;
        }
    }
    let group = format!("#{}", group.expect("a page with a group"));
    println!("  rows of {group}");
    let (add, edit) = (format!("{group} > p > button"), format!("{group} .group_cards-edit"));
    enter(root, &add).await;
    has_focus(root, &format!("{edit} :is(input, select, textarea)")).await;
    println!("    an empty one dropped");
    enter(root, &format!("{edit} button[data-kind=plain]")).await;
    root.wait_gone(&edit).await;
    kept(root, "dropped").await;
    println!("    finished with something missing");
    enter(root, &add).await;
    root.wait(&edit).await;
    enter(root, &format!("{edit} button[data-kind=go]")).await;
    has_focus(root, ".error_summary").await;
    println!("    taken away, and brought back");
    let text = root.wait(&format!("{edit} input:not([type=radio]):not([type=checkbox])")).await;
    text.send_keys("A").await.expect("typed");
    enter(root, &format!("{edit} button[data-kind=plain]")).await;
    has_focus(root, &format!("{group} .undo button")).await;
    enter(root, &format!("{group} .undo button")).await;
    has_focus(root, &format!("{group} .group_cards-card button")).await;
    println!("    opened again");
    enter(root, &format!("{group} .group_cards-card button")).await;
    has_focus(root, &format!("{edit} :is(input, select, textarea)")).await;
}

/// Another prefecture after a municipality was chosen: a name is shown, and it is said to choose again.
async fn municipality(person: &Walker<'_>) {
    println!("  another prefecture after a municipality");
    let (root, book) = (&person.root, person.book);
    root.go(&format!("step/{}", step_of(person).await)).await;
    let FieldKind::Choice { list, .. } = book.kind("f.prefecture") else {
        panic!("a list")
    };
    let other = book.choice(list.as_str(), "270008");
    let name = root.value("f-municipality").await;
    assert!(!name.is_empty() && !name.contains(|c: char| c.is_ascii_digit()), "{name}");
    let box_ = root.wait("#f-prefecture").await;
    root.type_into(&box_, &other).await;
    box_.send_keys(Key::Enter + "").await.expect("a key");
    until("the other prefecture", async || {
        (root.value("f-prefecture").await == other).then_some(())
    })
    .await;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(root.value("f-municipality").await, name, "the name that was chosen is still shown");
    assert!(matches!(person.next().await, Next::Wrong(_)));
    root.wait_text("#f-municipality-e", book.text("check.list.fix")).await;
    let shown = root.ask("return root.querySelector('main').textContent", &[]).await;
    assert!(!shown.as_str().unwrap_or_default().contains("131041"), "a raw code is shown");
}

/// The page on which the address is asked for.
async fn step_of(person: &Walker<'_>) -> String {
    let book = person.book.loaded();
    let place = book
        .fields()
        .find_map(|(part, field)| {
            (field.id.as_str() == "f.municipality").then(|| {
                part.steps.iter().find(|step| {
                    step.items
                        .iter()
                        .any(|item| matches!(item, rulebook::Item::Field(it) if it.id == field.id))
                })
            })
        })
        .flatten()
        .expect("a page with the address");
    place.id.as_str().trim_start_matches("st.").to_owned()
}

/// Presses something by the keyboard.
async fn enter(root: &Root, css: &str) {
    let element = root.wait(css).await;
    root.ask("root.querySelector(a).focus()", &[json!(css)]).await;
    element.send_keys(Key::Enter + "").await.expect("a key");
}

async fn enter_text(root: &Root, css: &str, text: &str) {
    let body = "const it = [...root.querySelectorAll(a)].find((it) => it.textContent.trim() === b); it.focus(); return it";
    let element = until(text, async || root.element(body, &[json!(css), json!(text)]).await).await;
    element.send_keys(Key::Enter + "").await.expect("a key");
}

/// What has the focus is one of these.
async fn has_focus(root: &Root, css: &str) {
    until(&format!("the focus in {css}"), async || {
        let there = root.ask("return !!root.activeElement?.matches(a)", &[json!(css)]).await;
        (there == json!(true)).then_some(())
    })
    .await;
}

/// A moment later, something on the desk has the focus.
async fn kept(root: &Root, after: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    let has = root
        .ask("return !!root.activeElement && document.activeElement !== document.body", &[])
        .await;
    assert_eq!(has, json!(true), "nothing has the focus: {after}");
}
