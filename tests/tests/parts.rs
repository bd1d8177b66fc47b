//! After the first question: each part of the program on a line that breaks, and on a site that has been renewed.

use end_to_end::{Browser, Root, Scene, Spoilt, browsers, site, until, with};

/// The parts, by the ends of their names.
const PARTS: [&str; 5] = ["split_keep", "split_form", "split_open", "split_files", "split_rest"];
const ALWAYS: usize = usize::MAX;

/// The file of a part in this build.
fn file(part: &str) -> String {
    let all = std::fs::read_dir(site()).expect("the site");
    let names = all.filter_map(|it| it.ok()?.file_name().into_string().ok());
    let ending = format!("_{part}.wasm");
    names
        .into_iter()
        .find(|name| name.ends_with(&ending))
        .unwrap_or_else(|| panic!("the site has no {part}"))
}

async fn answer_and_go_on(root: &Root) {
    root.press("[data-field='f.applicant'] input").await;
    root.press("form button[type=submit]").await;
}

async fn second_page(root: &Root) {
    until("the second page", async || {
        (root.has("main form").await && !root.has("[data-field='f.applicant']").await).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_breaks_once_is_fetched_again_and_nobody_hears_of_it() {
    for kind in browsers() {
        with(kind, "parts-once", once).await;
    }
}

async fn once(browser: &Browser) {
    let scene = Scene::set(browser).await;
    for part in PARTS {
        let front = scene.with(&file(part), Spoilt::Cut, 1).await;
        let root = browser.open(&front.address()).await;
        answer_and_go_on(&root).await;
        second_page(&root).await;
        until("the part is asked for again", async || (front.asked(&file(part)) > 1).then_some(())).await;
        root.go("drafts").await;
        root.wait_text("main h1", scene.book.text("shelf.title")).await;
        root.wait(".draft_list-row").await;
        assert!(!root.has("[data-part=failed]").await && !root.has("[data-desk=stale]").await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_stays_away_is_told_loses_nothing_and_can_be_asked_for_again() {
    for kind in browsers() {
        with(kind, "parts-always", always).await;
    }
}

async fn always(browser: &Browser) {
    let scene = Scene::set(browser).await;
    let said = |id: &str| scene.book.text(id).to_owned();

    let front = scene.with(&file("split_form"), Spoilt::Cut, ALWAYS).await;
    let root = browser.open(&front.address()).await;
    answer_and_go_on(&root).await;
    root.wait_text("[data-part=failed]", &said("later.offline")).await;
    front.mend();
    root.press_text("[data-part=failed] button", &said("later.again")).await;
    second_page(&root).await;
    assert!(!root.has("[data-part=failed]").await, "the press that waited counts");

    let front = scene.with(&file("split_rest"), Spoilt::Cut, ALWAYS).await;
    let root = browser.open(&front.address()).await;
    answer_and_go_on(&root).await;
    second_page(&root).await;
    root.go("drafts").await;
    root.wait_text("[data-part=failed]", &said("later.offline")).await;
    front.mend();
    root.press_text("[data-part=failed] button", &said("later.again")).await;
    root.wait(".draft_list-row").await;

    let front = scene.with(&file("split_keep"), Spoilt::Cut, ALWAYS).await;
    let root = browser.open(&front.address()).await;
    answer_and_go_on(&root).await;
    root.wait_text("#saved", &said("saved.part")).await;
    front.mend();
    let _ = browser.driver.execute("window.dispatchEvent(new Event('online'))", vec![]).await;
    until("the answer to rest on the device", async || {
        browser.kept().await.first().is_some_and(|drafts| *drafts > 0).then_some(())
    })
    .await;
    until("that it is said", async || {
        (root.text("#saved").await != said("saved.part")).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_site_is_told_and_the_draft_is_there_after_loading_anew() {
    for kind in browsers() {
        with(kind, "parts-gone", gone).await;
    }
}

async fn gone(browser: &Browser) {
    let scene = Scene::set(browser).await;
    let front = scene.with(&file("split_rest"), Spoilt::Gone, ALWAYS).await;
    let root = browser.open(&front.address()).await;
    answer_and_go_on(&root).await;
    second_page(&root).await;
    root.go("drafts").await;
    root.wait_text("[data-desk=stale]", scene.book.text("later.gone")).await;
    until("the answer to rest on the device", async || {
        browser.kept().await.first().is_some_and(|drafts| *drafts > 0).then_some(())
    })
    .await;
    front.mend();
    browser.driver.refresh().await.expect("the page again");
    let root = Root::new(&browser.driver, "madoguchi-desk");
    root.wait(".draft_list-row").await;
}
