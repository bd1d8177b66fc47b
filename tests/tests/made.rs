//! What the desk has made of pictures and papers is judged again where it arrives, and taken.

use end_to_end::files::pdf;
use end_to_end::{Book, Browser, Desk, compare, edges, site, until, with};
use serde_json::json;

const PHOTO: &str = "#document-d-photo";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_made_is_taken() {
    for kind in edges() {
        with(kind, "made", made).await;
    }
}

async fn made(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;

    person.walk_to("photo").await;
    println!("  a photo cut out of a picture");
    person.give(PHOTO, &person.files.portrait()).await;
    root.wait_text(&format!("{PHOTO} .photo_crop"), book.text("photo.crop.auto")).await;
    root.press_text(".photo_crop button", book.text("photo.use")).await;
    root.wait(".photo_crop-pair").await;
    root.wait_gone(&format!("{PHOTO} .file_list-verdict[data-state=now]")).await;
    person.next_must_move("photo").await;

    println!("  a paper put together of two");
    person.attach().await;
    let (document, files) = case
        .files
        .iter()
        .find(|(id, files)| id.as_str() != "d.photo" && files.len() == 1)
        .expect("a paper of one file");
    let place = format!("#document-{}", document.as_str().replace('.', "-"));
    person.give(&place, &person.files.put("second.pdf", &pdf(2, "second"))).await;
    root.press(&format!("{place} .arrange > summary")).await;
    root.wait(&format!("{place} .page_list-row:nth-child(3)")).await;
    root.press(&format!("{place} .page_list-row:nth-child(2) [data-act=turn]")).await;
    root.press(&format!("{place} .page_list button[data-kind=go]")).await;
    root.wait_text(&format!("{place} .file_list-made"), "second.pdf").await;
    let measured = "return root.querySelectorAll(a + ' .file_list-verdict:not([data-state=now])').length";
    until("the paper to be measured", async || {
        (root.ask(measured, &[json!(place)]).await == json!(1)).then_some(())
    })
    .await;
    person.next_must_move("papers").await;

    person.walk_to("receipt").await;
    let kept = desk.kept();
    let [(packet, sizes)] = kept.as_slice() else {
        panic!("{} packets are kept", kept.len())
    };
    assert_eq!(compare(&case, packet, sizes), Vec::<String>::new());
    let size = |path: std::path::PathBuf| std::fs::metadata(path).map_or(0, |it| it.len());
    let papers = ["second.pdf"].into_iter().chain(files.iter().map(|file| file.name.as_str()));
    let mut given: Vec<u64> = papers.map(|name| size(person.files.path().join(name))).collect();
    given.push(size(person.files.portrait()));
    assert!(!given.contains(&0), "{given:?}");
    for (file, bytes) in packet.files.iter().zip(sizes) {
        assert!(!given.contains(bytes), "{}: as it was given", file.name);
    }
    let named = |document: &str| {
        packet
            .files
            .iter()
            .find(|it| it.document.as_str() == document)
            .map(|it| it.name.as_str())
    };
    assert_eq!(named("d.photo"), Some("photo.jpg"));
    assert!(
        named(document.as_str()).is_some_and(|name| name.ends_with(".pdf")),
        "{:?}",
        packet.files
    );
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}
