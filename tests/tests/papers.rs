//! Papers as they really come: many at once, some without a telling name, in several files, lying on their side.

use end_to_end::files::{noise, pdf};
use end_to_end::{Book, Browser, Desk, Root, axe, edges, everything, site, until, with};
use serde_json::json;
use std::time::Duration;

const KAZEI: &str = "#document-d-resident_tax_assessment";
const REPORT: &str = "#document-d-withholding_report";
const NOZEI: &str = "#document-d-resident_tax_payment";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_papers_are_put_in_order() {
    for kind in edges() {
        with(kind, "papers", papers).await;
    }
}

async fn papers(browser: &Browser) {
    let book = Book::read("ja");
    // A company of category 3: certificates of tax are asked for.
    let answers = [
        ("f.employer_category", "cat3"),
        ("f.first_extension_after_job_change", "no"),
        ("f.language_based_work", "no"),
    ];
    let case = book.case_but("extension/minimal_engineer", &answers);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("papers").await;
    let (root, folder) = (&person.root, &person.files);

    println!("  three at once");
    let photo = std::fs::read(folder.photo()).expect("the photo");
    let files = [
        folder.put("kazei.pdf", &pdf(3, "kazei")),
        folder.put("NOZEI-2026.pdf", &pdf(1, "nozei")),
        folder.put("IMG_0001.jpg", &photo),
    ];
    let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let input = root.wait(".tray input[type=file]").await;
    input.send_keys(paths.join("\n")).await.expect("three files");
    lies(root, KAZEI, &["kazei.pdf"]).await;
    lies(root, NOZEI, &["NOZEI-2026.pdf"]).await;
    lies(root, ".tray", &["IMG_0001.jpg"]).await;
    root.wait_text(".tray > [role=status]", book.text("papers.many.placed")).await;
    let warned = "return [...root.querySelectorAll('main form .finding-say')].some((it) => it.textContent.includes(a))";
    let warning = book.start_of("papers.tray");
    until("the warning", async || {
        (root.ask(warned, &[json!(warning)]).await == json!(true)).then_some(())
    })
    .await;
    println!("  what the employer gives can be asked of it");
    root.press("main form .letter > summary").await;
    let words = root.value_of("main form .letter textarea").await;
    assert!(words.contains(book.text("d.withholding_report")), "{words}");
    assert!(!words.contains(book.text("d.resident_tax_payment")), "{words}");
    root.press("main form .letter button").await;
    let said = "const said = root.querySelector('main form .letter [role=status]').textContent; return a.includes(said)";
    let either = json!([book.text("ask.copied"), book.text("ask.selected")]);
    until("a word about the copy", async || {
        (root.ask(said, std::slice::from_ref(&either)).await == json!(true)).then_some(())
    })
    .await;
    accessible(browser, root, "tray").await;
    root.press("main form .letter > summary").await;

    println!("  the third is said to be a page of the first");
    root.press_that(
        "the certificate in the list",
        "return [...root.querySelectorAll('.tray .file_list-assign option')].find((it) => it.value === a)",
        &[json!("d.resident_tax_assessment")],
    )
    .await;
    root.press(".tray .file_list-assign button").await;
    lies(root, KAZEI, &["kazei.pdf", "IMG_0001.jpg"]).await;
    lies(root, ".tray", &[]).await;
    until("the focus to follow", async || {
        (root.focused().await == KAZEI.trim_start_matches('#')).then_some(())
    })
    .await;
    until("the warning to go", async || {
        (root.ask(warned, &[json!(warning)]).await == json!(false)).then_some(())
    })
    .await;

    println!("  dragged to another document, and back");
    let drag = "const data = new DataTransfer(), fire = (css, kind) => root.querySelector(css).dispatchEvent(\
        new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));\
        fire(a + ' .file_list-row:last-child .file_list-body[draggable]', 'dragstart'); fire(b + ' .file_field-drop', 'drop')";
    root.ask(drag, &[json!(KAZEI), json!(NOZEI)]).await;
    lies(root, NOZEI, &["NOZEI-2026.pdf", "IMG_0001.jpg"]).await;
    root.ask(drag, &[json!(NOZEI), json!(KAZEI)]).await;
    lies(root, KAZEI, &["kazei.pdf", "IMG_0001.jpg"]).await;

    println!("  arranged");
    let fold = format!("{KAZEI} .arrange > summary");
    root.press(&fold).await;
    root.wait(&format!("{KAZEI} .page_list")).await;
    until("four pages", async || {
        (root.count(&format!("{KAZEI} .page_list-row")).await == 4).then_some(())
    })
    .await;
    // The picture first: three times up. The focus follows it, so it is the same key three times.
    let up = format!("{KAZEI} .page_list-row:nth-child(4) [data-act=up]");
    root.press(&up).await;
    for _ in 0..2 {
        let here = root.element("return root.activeElement", &[]).await.expect("a button");
        here.send_keys(thirtyfour::Key::Enter + "").await.expect("a key");
    }
    names(root, &["IMG_0001.jpg:1", "kazei.pdf:1", "kazei.pdf:2", "kazei.pdf:3"], &book).await;
    root.press(&format!("{KAZEI} .page_list-row:nth-child(2) [data-act=turn]")).await;
    root.press(&format!("{KAZEI} .page_list-row:nth-child(3) [data-act=out]")).await;
    root.wait(&format!("{KAZEI} .page_list-row:nth-child(3)[data-out]")).await;
    accessible(browser, root, "arrange").await;
    root.press(&format!("{KAZEI} .page_list button[data-kind=go]")).await;
    let made = made_name(&book);
    lies(root, KAZEI, &[made.as_str()]).await;
    let pages = book.text("file.pages").replace("{n}", "3");
    root.wait_text(&format!("{KAZEI} .file_list-facts"), &pages).await;
    root.wait_text(&format!("{KAZEI} .file_list-made"), "kazei.pdf").await;
    accessible(browser, root, "made").await;

    println!("  issued long ago");
    let issued = async |day: &str| {
        for (part, piece) in ["year", "month", "day"].iter().zip(day.split('-')) {
            let one = root.wait(&format!("{KAZEI} .file_list-issued [data-part={part}]")).await;
            root.type_into(&one, &format!("{piece}{}", thirtyfour::Key::Tab + "")).await;
        }
    };
    let old = async || {
        root.rules(&format!("{KAZEI} .file_list"))
            .await
            .iter()
            .any(|rule| rule == "r.paper_old")
    };
    issued("2026-05-01").await;
    until("the doubt", async || old().await.then_some(())).await;
    issued("2026-11-02").await;
    until("the doubt to go", async || (!old().await).then_some(())).await;

    println!("  reloaded");
    tokio::time::sleep(Duration::from_secs(2)).await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
    browser.driver.refresh().await.expect("a reload");
    lies(root, KAZEI, &[made.as_str()]).await;
    lies(root, NOZEI, &["NOZEI-2026.pdf"]).await;
    root.wait_text(&format!("{KAZEI} .file_list-facts"), &pages).await;
    assert_eq!(root.value_of(&format!("{KAZEI} .file_list-issued [data-part=day]")).await, "02");
    root.press(&fold).await;
    names(root, &["IMG_0001.jpg:1", "kazei.pdf:1", "kazei.pdf:3", "kazei.pdf:2"], &book).await;

    println!("  put back");
    root.press(&format!("{KAZEI} .file_list-made button")).await;
    lies(root, KAZEI, &["kazei.pdf", "IMG_0001.jpg"]).await;

    println!("  what is locked stays alone, and says so");
    person.give(KAZEI, &folder.locked_pdf("locked.pdf")).await;
    person.give(NOZEI, &folder.form_pdf("form.pdf")).await;
    let fold = fold.replace(KAZEI, NOZEI);
    root.press(&fold).await;
    root.wait(&format!("{NOZEI} .page_list-row")).await;
    root.press(&format!("{NOZEI} .page_list button[data-kind=go]")).await;
    let why = book.text("join.form").replace("{file}", "form.pdf");
    root.wait_text(&format!("{NOZEI} .page_list .finding-say"), &why).await;
    lies(root, NOZEI, &["NOZEI-2026.pdf", "form.pdf"]).await;

    println!("  too much, made to fit, and put back");
    let input = root.wait(".tray input[type=file]").await;
    let scan = folder.put("hotei-chosho.png", &noise(3_000, 3_000));
    input.send_keys(scan.to_string_lossy()).await.expect("a large file");
    lies(root, REPORT, &["hotei-chosho.png"]).await;
    root.wait(".budget_bar[data-over]").await;
    root.press(".budget_bar button[data-kind=go]").await;
    lies(root, REPORT, &["hotei-chosho.pdf"]).await;
    root.wait_gone(".budget_bar[data-over]").await;
    root.wait_text(".budget_bar [role=status]", book.text("fit.done")).await;
    root.wait_text(&format!("{REPORT} .file_list-made"), "hotei-chosho.png").await;
    accessible(browser, root, "fit").await;
    root.press(&format!("{REPORT} .file_list-made button")).await;
    lies(root, REPORT, &["hotei-chosho.png"]).await;
    root.wait(".budget_bar[data-over]").await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// The name of the document up to the first bracket.
fn made_name(book: &Book) -> String {
    let name = book.text("d.resident_tax_assessment");
    format!("{}.pdf", name.split(['（', '(']).next().unwrap_or_default().trim())
}

/// Waits until exactly these files lie at a place, measured.
async fn lies(root: &Root, place: &str, names: &[&str]) {
    let body = "return [...root.querySelectorAll(a + ' .file_list-row')]
        .filter((it) => !it.querySelector('.file_list-verdict[data-state=now]'))
        .map((it) => it.querySelector('.file_list-name').textContent.trim())";
    until(&format!("{names:?} at {place}"), async || {
        (root.texts(body, &[json!(place)]).await == names).then_some(())
    })
    .await;
}

/// Waits until the pages stand in this order.
async fn names(root: &Root, pages: &[&str], book: &Book) {
    let expected: Vec<String> = pages
        .iter()
        .filter_map(|page| page.split_once(':'))
        .map(|(file, page)| book.text("arrange.page").replace("{file}", file).replace("{n}", page))
        .collect();
    let body = "return [...root.querySelectorAll(a + ' .page_list-name > span')].map((it) => it.textContent.trim())";
    until(&format!("{pages:?}"), async || {
        (root.texts(body, &[json!(KAZEI)]).await == expected).then_some(())
    })
    .await;
}

/// No violation, no scrolling to the side at 320 pixels; with `--all`, pictures to look at.
async fn accessible(browser: &Browser, root: &Root, name: &str) {
    for lang in ["en", "ja"] {
        root.speak(lang).await;
        assert_eq!(axe::violations(browser).await, Vec::<String>::new(), "{name} ({lang})");
        browser.resize(320, 800).await;
        let wide = root.ask("return document.scrollingElement.scrollWidth", &[]).await;
        assert!(wide.as_u64() <= Some(320), "{name} ({lang}): {wide} pixels wide");
        if everything() {
            for width in [1200, 390] {
                browser.picture(&format!("papers-{name}-{lang}-{width}"), width).await;
            }
        }
        browser.resize(1200, 1000).await;
    }
}
