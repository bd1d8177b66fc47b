//! A photo in every format that a browser opens becomes a JPEG of the right shape; of one that it does not open the person is told how to
//! save it otherwise.

use end_to_end::{Book, Browser, Desk, Kind, Root, browsers, everything, site, until, with};
use std::path::Path;

const PLACE: &str = "#document-d-photo";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_format_is_opened_or_explained() {
    for kind in browsers() {
        with(kind, "formats", formats).await;
    }
}

async fn formats(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("photo").await;
    let root = &person.root;
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("files");

    for format in ["png", "webp", "avif", "bmp", "gif"] {
        println!("  {format}");
        person.give(PLACE, &files.join(format!("portrait.{format}"))).await;
        root.wait_text(&format!("{PLACE} .photo_crop"), book.text("photo.crop.auto")).await;
        let rules = root.rules(PLACE).await;
        assert!(rules.iter().any(|rule| rule == "r.photo_not_jpeg"), "{rules:?}");
        root.press_text(".photo_crop button", book.text("photo.use")).await;
        root.wait(".photo_crop-pair").await;
        until("a JPEG of one face", async || {
            let rules = root.rules(PLACE).await;
            let gone = ["r.photo_not_jpeg", "r.photo_shape", "r.photo_no_face"];
            (measured(root).await && !rules.iter().any(|rule| gone.contains(&rule.as_str()))).then_some(())
        })
        .await;
        assert!(root.text(".file_list-name").await.ends_with(".jpg"));
        root.press(&format!("{PLACE} .file_list-row > button")).await;
        root.wait_gone(".photo_crop").await;
    }

    println!("  heic");
    person.give(PLACE, &files.join("portrait.heic")).await;
    until("the way to save it otherwise", async || {
        let rules = root.rules(PLACE).await;
        rules.iter().any(|rule| rule == "r.photo_heic_closed").then_some(())
    })
    .await;
    let rules = root.rules(PLACE).await;
    assert!(
        !rules
            .iter()
            .any(|rule| rule == "r.photo_not_looked_at" || rule == "r.photo_not_jpeg"),
        "it is said once: {rules:?}"
    );
    root.wait_text(PLACE, "HEIC").await;
    if everything() && browser.kind == Kind::Chromium {
        for width in [1200, 390] {
            browser.picture(&format!("photo-heic-ja-{width}"), width).await;
        }
    }
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// Whether the file that is given has been looked at to the end.
async fn measured(root: &Root) -> bool {
    root.has(&format!("{PLACE} .file_list-verdict:is([data-state=good], [data-state=care])"))
        .await
}
