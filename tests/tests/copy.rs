//! Copying a whole case into the agency's screens by hand: what lies on the clipboard is what the agency's file says, what was copied is remembered,
//! and what has changed since is told. What comes after filing is noted down beside it.

use end_to_end::{Book, Browser, Desk, edges, fair, site, until, with};
use engine::assess;
use engine::official::{CopyRow, copying};
use serde_json::json;
use thirtyfour::prelude::*;

const CASE: &str = "extension/maximal_child";
const ROWS: &str = ".copy_pages .copy_row";
const STAGE: &str = "[data-stage='guide.stage_number']";

/// Everything that is put onto the clipboard is noted as well; that it arrives there, is tried by pasting.
const NOTE: &str =
    "() => { window.copied = []; if (!navigator.clipboard) return; const put = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => { window.copied.push(text); return put(text); }; }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_case_is_copied_by_hand() {
    for kind in edges() {
        with(kind, "copy", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let loaded = book.loaded();
    let mut answers = case.judged(&loaded);
    // On the way through the pages the desk puts in what was obviously meant.
    for (slot, view) in &assess(&loaded, &answers, case.today).fields {
        if let Some(correction) = &view.correction {
            answers.set(slot.clone(), correction.to.clone());
        }
    }
    let seen = assess(&loaded, &answers, case.today);
    let form = seen
        .code
        .as_ref()
        .and_then(|code| loaded.official(code))
        .expect("a form of the agency");
    let pages = copying(&loaded, Some(&form), &answers, &seen);
    let rows: Vec<&CopyRow> = pages.iter().flat_map(|page| &page.rows).collect();
    let texts: Vec<String> = rows.iter().map(|row| row.text()).collect();

    let desk = Desk::start(&site(), &case.today.to_string());
    browser.before_every_page(NOTE).await;
    // The page that has no receiver: what is finished can only be saved, or copied.
    let person = browser.begin(&format!("{}alone.html", desk.address()), &book, &case).await;
    let root = &person.root;
    person.walk_to("check").await;
    assert!(
        !root.text("main .counter").await.contains(book.text("check.send")),
        "there is nobody to send to"
    );
    root.press_text("main .counter button", book.text("copy.go")).await;
    until("the rows", async || (root.count(ROWS).await == rows.len() as u64).then_some(())).await;

    println!("  {} rows by the keyboard alone", rows.len());
    let focus = "const it = root.querySelector(a); it.focus(); return true";
    root.ask(focus, &[json!(format!("{ROWS} button"))]).await;
    for at in 0..rows.len() {
        press(browser, Key::Enter.into()).await;
        let done = format!("{ROWS}[data-state=done]");
        until("the tick", async || (root.count(&done).await == at as u64 + 1).then_some(())).await;
    }
    assert_eq!(root.texts("return window.copied", &[]).await, texts, "what was copied");
    let all = book
        .text("copy.count")
        .replace("{all}", &rows.len().to_string())
        .replace("{n}", &rows.len().to_string());
    root.wait_text(".copy_bar [role=status]", &all).await;
    assert_eq!(pasted(browser).await, texts[rows.len() - 1], "what lies on the clipboard");
    fair(browser, root, "copy-ja").await;

    println!("  the tick can be taken away, and comes back");
    root.ask(focus, &[json!(format!("{ROWS} button"))]).await;
    press(browser, " ".into()).await;
    root.wait(&format!("{ROWS}:not([data-state])")).await;
    press(browser, Key::Down.into()).await;
    press(browser, Key::Up.into()).await;
    press(browser, " ".into()).await;
    root.wait_gone(&format!("{ROWS}:not([data-state])")).await;
    assert_eq!(
        root.texts("return window.copied", &[]).await.len(),
        rows.len(),
        "nothing was copied by that"
    );

    println!("  what comes after filing is noted down");
    root.press(&format!("{STAGE} input[type=checkbox]")).await;
    let note = root.wait(&format!("{STAGE} .input")).await;
    root.type_into(&note, "AB-12").await;

    println!("  all of it is there after a reload");
    browser.kept().await;
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    browser.driver.refresh().await.expect("a reload");
    until("the ticks", async || {
        (root.count(&format!("{ROWS}[data-state=done]")).await == rows.len() as u64).then_some(())
    })
    .await;
    root.wait(&format!("{STAGE}[data-state=done]")).await;
    assert_eq!(root.value_of(&format!("{STAGE} .input")).await, "AB-12");

    println!("  what has changed since is told");
    root.press_text("main .back", book.text("copy.back")).await;
    root.press(".summary_list-row[data-field='f.postal_code'] a").await;
    let box_ = root.by_label("f.postal_code", book.text("f.postal_code")).await;
    root.type_into(&box_, "1000001").await;
    root.go("copy").await;
    let changed = format!("{ROWS}[data-state=changed]");
    root.wait(&format!("{changed}[data-field='f.postal_code']")).await;
    root.press(&format!("{changed}[data-field='f.postal_code'] button")).await;
    root.wait_gone(&format!("{changed}[data-field='f.postal_code']")).await;
    assert_eq!(pasted(browser).await, "1000001");

    println!("  the files as they go out");
    let files = "return [...root.querySelectorAll('.copy_list bdi')].map((it) => it.textContent)";
    let names = root.texts(files, &[]).await;
    assert!(names.len() > 1 && names[0].starts_with("01_"), "{names:?}");
    root.press_that(
        "the first file",
        "return root.querySelector('.copy_list bdi').closest('button')",
        &[],
    )
    .await;
    saved(browser, &names[0]).await;
    root.press_text("main button", book.text("copy.files.all")).await;
    saved(browser, ".zip").await;

    root.speak("en").await;
    fair(browser, root, "copy-en").await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

async fn press(browser: &Browser, keys: TypingData) {
    let driver = &browser.driver;
    driver.action_chain().send_keys(keys).perform().await.expect("a key");
}

/// What the clipboard holds, pasted as a person pastes: into a box beside the desk, which goes again.
async fn pasted(browser: &Browser) -> String {
    let driver = &browser.driver;
    let make = "const it = document.createElement('textarea'); it.id = 'paste-here'; document.body.prepend(it); it.focus()";
    driver.execute(make, vec![]).await.expect("a box");
    let here = driver.find(By::Id("paste-here")).await.expect("the box");
    here.send_keys(Key::Control + "v").await.expect("pasting");
    let value = until("something to be pasted", async || {
        let value = here.prop("value").await.ok().flatten().unwrap_or_default();
        (!value.is_empty()).then_some(value)
    })
    .await;
    driver
        .execute("document.getElementById('paste-here').remove()", vec![])
        .await
        .expect("gone");
    value
}

async fn saved(browser: &Browser, end: &str) {
    until(end, async || {
        let entries = std::fs::read_dir(browser.downloads.path()).expect("the folder of downloads");
        let mut names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        names.find(|name| name.ends_with(end))
    })
    .await;
}
