//! The photo is cut out of a picture by the person: proposed, moved by keys and by mouse, taken, compared, kept over a reload, put back.

use end_to_end::files::png;
use end_to_end::{Book, Browser, Desk, Kind, Root, axe, browsers, everything, site, until, with};
use serde_json::{Value, json};
use thirtyfour::Key;

const PLACE: &str = "#document-d-photo";
const FRAME: &str = ".photo_crop-stage svg";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_is_cut_out_of_a_picture() {
    for kind in browsers() {
        with(kind, "photo", photo).await;
    }
}

async fn photo(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("photo").await;
    let root = &person.root;

    println!("  where no face is, the frame is placed by eye");
    person.give(PLACE, &person.files.put("wall.png", &png(900, 700))).await;
    root.wait_text(&format!("{PLACE} .photo_crop"), book.text("photo.crop.eye")).await;
    pictures(browser, root, "eye").await;
    assert!(root.has(".photo_crop-chin").await && !root.has(".photo_crop-line").await);

    println!("  a frame is proposed");
    person.give(PLACE, &person.files.portrait()).await;
    root.wait_text(&format!("{PLACE} .photo_crop"), book.text("photo.crop.auto")).await;
    root.wait(".photo_crop-line").await;
    until("the picture", async || drawn(root, ".photo_crop-stage").await.then_some(())).await;
    let proposed = readout(root).await;
    assert_eq!(proposed.len(), 3, "{proposed:?}");
    assert_eq!(root.count("#photo-now [data-state=met]").await, 3, "{proposed:?}");
    let violations = axe::violations(browser).await;
    assert!(violations.is_empty(), "{violations:?}");
    pictures(browser, root, "cut").await;
    assert_eq!(state(root, book.text("r.photo_shape.name")).await, "missed");
    assert_eq!(root.count(&format!("{PLACE} [data-rule='r.photo_shape']")).await, 1, "said once");

    println!("  moved by keys");
    let frame = root.wait(FRAME).await;
    // Ten steps of 0.2 mm to the right.
    frame.send_keys(Key::Right.value().to_string().repeat(10)).await.expect("keys");
    until("the middle to be off", async || {
        (root.count("#photo-now [data-state=missed]").await == 1).then_some(())
    })
    .await;
    root.wait_text(".photo_crop [role=status].unseen", book.text("photo.missed")).await;
    root.press_text(".photo_crop-tools button", book.text("photo.move.auto")).await;
    until("the place that was proposed", async || {
        (readout(root).await == proposed).then_some(())
    })
    .await;
    root.press_text(".photo_crop-tools button", book.text("photo.move.smaller")).await;

    println!("  and by mouse");
    let smaller = readout(root).await;
    assert_ne!(smaller, proposed);
    drag(browser, root, 12, 0).await;
    until("another place", async || (readout(root).await != smaller).then_some(())).await;
    let placed = readout(root).await;

    println!("  what no machine sees is ticked");
    let looks = root.count(".photo_eye input").await;
    assert!(looks > 1);
    root.press(".photo_eye li:first-child label").await;
    until("a tick", async || (root.count(".photo_eye input:checked").await == 1).then_some(())).await;

    println!("  cut");
    root.press_text(".photo_crop button", book.text("photo.use")).await;
    root.wait(".photo_crop-pair").await;
    until("the focus to follow", async || (root.focused().await == "photo-crop").then_some(())).await;
    pair(root, &book).await;
    until("the photo to be measured", async || {
        (state(root, book.text("r.photo_face_size.name")).await == "met").then_some(())
    })
    .await;
    assert_eq!(state(root, book.text("r.photo_shape.name")).await, "met");
    assert_eq!(state(root, book.text("r.photo_gps.name")).await, "met");
    let violations = axe::violations(browser).await;
    assert!(violations.is_empty(), "{violations:?}");

    assert_eq!(root.count(".photo_eye input:checked").await, 1, "it was looked at in the picture");
    pictures(browser, root, "made").await;

    println!("  printed at its size");
    print(browser, root, &book).await;

    println!("  both are there after a reload, and the frame where it was");
    root.wait_text(".saved_mark", book.start_of("saved.at")).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    browser.driver.refresh().await.expect("a reload");
    root.wait(".photo_crop-pair").await;
    pair(root, &book).await;
    assert_eq!(root.count(".photo_eye input:checked").await, 1);
    root.press_text(".photo_crop button", book.text("photo.again")).await;
    until("the frame", async || (readout(root).await == placed).then_some(())).await;

    println!("  put back");
    root.press_text(".photo_crop button", book.text("photo.back")).await;
    root.wait_gone(".photo_crop-pair").await;
    assert_eq!(root.text(".file_list-name").await, "portrait.jpg");
    until("what was proposed", async || (readout(root).await == proposed).then_some(())).await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// With `--all`, pictures to look at are kept, in both languages.
async fn pictures(browser: &Browser, root: &Root, name: &str) {
    if everything() && browser.kind == Kind::Chromium {
        for lang in ["en", "ja"] {
            root.speak(lang).await;
            for width in [1200, 390] {
                browser.picture(&format!("photo-{name}-{lang}-{width}"), width).await;
            }
        }
        browser.resize(1200, 1000).await;
    }
}

/// How the photo fits as the frame lies.
async fn readout(root: &Root) -> Vec<String> {
    root.texts(
        "return [...root.querySelectorAll('#photo-now li')].map((it) => it.textContent.trim())",
        &[],
    )
    .await
}

/// How the rule of this name came out.
async fn state(root: &Root, name: &str) -> String {
    let body = "return [...root.querySelectorAll('.rule_list-row')].find((it) =>
        it.querySelector('.rule_list-name').textContent === a)?.dataset.state";
    let state = root.ask(body, &[json!(name)]).await;
    state.as_str().unwrap_or_default().to_owned()
}

/// Whether a picture is seen there: something is drawn, and not one colour.
async fn drawn(root: &Root, css: &str) -> bool {
    let body = "const it = root.querySelector(a)?.querySelector('canvas'); if (!it || !it.width) return false;
        const data = it.getContext('2d').getImageData(0, 0, it.width, it.height).data;
        return new Set(new Uint32Array(data.buffer)).size > 100";
    root.ask(body, &[json!(css)]).await == json!(true)
}

/// Both pictures are seen, with what is told of them.
async fn pair(root: &Root, book: &Book) {
    for side in ["figure:first-child", "figure:last-child"] {
        let css = format!(".photo_crop-pair {side}");
        until(&css, async || drawn(root, &css).await.then_some(())).await;
    }
    let told = |side: &str| format!(".photo_crop-pair figure:{side} figcaption");
    root.wait_text(&told("first-child"), "512 × 512").await;
    root.wait_text(&told("first-child"), book.text("photo.place.yes")).await;
    root.wait_text(&told("last-child"), book.text("photo.place.gone")).await;
    let shape = "const it = root.querySelectorAll('.photo_crop-pair canvas')[1]; return it.height / it.width";
    let shape = root.ask(shape, &[]).await.as_f64().unwrap_or_default();
    assert!((shape - 4.0 / 3.0).abs() < 0.01, "{shape}");
}

/// Moves the frame by its middle, in px of the screen.
async fn drag(browser: &Browser, root: &Root, right: i64, down: i64) {
    let hit = root.wait(".photo_crop-hit").await;
    let moves = browser.driver.action_chain();
    moves
        .click_and_hold_element(&hit)
        .move_by_offset(right, down)
        .release()
        .perform()
        .await
        .expect("dragged");
}

/// The sheet is its own window, and the photo stands twice on it, 30 by 40 mm. Only the printer is missing.
async fn print(browser: &Browser, root: &Root, book: &Book) {
    let here = browser.driver.window().await.expect("a window");
    let catch = "const open = window.open; window.open = (...all) => {
        const sheet = open.apply(window, all); sheet.print = () => { sheet.document.title += ' printed' }; return sheet }";
    root.ask(catch, &[]).await;
    root.press_text(".photo_crop button", book.text("photo.print")).await;
    let sheet = until("a sheet", async || {
        let windows = browser.driver.windows().await.ok()?;
        windows.into_iter().find(|window| *window != here)
    })
    .await;
    browser.driver.switch_to_window(sheet).await.expect("the sheet");
    until("the dialogue", async || browser.title().await.ends_with("printed").then_some(())).await;
    let sizes = "return [...document.querySelectorAll('canvas')].map((it) => { const box = it.getBoundingClientRect();
        return [box.width, box.height].map((side) => Math.round(side / 96 * 25.4)) })";
    let sizes = browser.driver.execute(sizes, vec![]).await.expect("sizes");
    assert_eq!(sizes.json(), &json!([[30, 40], [30, 40]]));
    let inked = "return [...document.querySelectorAll('canvas')].every((it) => new Set(new Uint32Array(
        it.getContext('2d').getImageData(0, 0, it.width, it.height).data.buffer)).size > 100)";
    let inked = browser.driver.execute(inked, vec![]).await.expect("a look");
    assert_eq!(inked.json(), &Value::Bool(true));
    browser.driver.close_window().await.expect("closed");
    browser.driver.switch_to_window(here).await.expect("the page");
}
