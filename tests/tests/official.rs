//! The agency's own file is offered to whoever may file in bulk, and what is wrong in it is named before it is saved.

use end_to_end::{Book, Browser, Desk, edges, site, until, with};
use engine::official::decode;

const BUTTON: &str = "main .counter button[data-kind=plain]";
const SAID: &str = "#official-said";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_an_error_says_so_before_it_is_saved() {
    for kind in edges() {
        with(kind, "official", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let book = Book::read("ja");
    let save = book.text("save.official");

    println!("  who files alone is offered no file that the agency takes from others only");
    let alone = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &alone.today.to_string());
    let person = browser.begin(&desk.address(), &book, &alone).await;
    person.walk_to("check").await;
    let counter = person.root.text("main .counter").await;
    assert!(counter.contains(book.text("copy.go")) && !counter.contains(save), "{counter}");

    println!("  who files for others saves it");
    let case = book.case("extension/maximal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("check").await;
    let root = &person.root;
    root.press_text(BUTTON, save).await;
    let file = until("the file", async || files(browser).pop()).await;
    std::fs::remove_file(&file).expect("the file to be put away");
    assert!(!root.has(SAID).await, "nothing is wrong with it");

    root.press(".summary_list-row[data-field='f.postal_code'] a").await;
    let box_ = root.by_label("f.postal_code", book.text("f.postal_code")).await;
    root.type_into(&box_, "12").await;
    root.go("check").await;
    root.press_text(BUTTON, save).await;
    root.wait_text(SAID, book.start_of("save.official.wrong")).await;
    root.wait_text(SAID, book.text("f.postal_code")).await;
    assert_eq!(files(browser), Vec::<std::path::PathBuf>::new(), "saved without a word");
    root.press_text("#official-said button", book.text("save.official.anyway")).await;
    let file = until("the file", async || files(browser).pop()).await;
    let bytes = std::fs::read(&file).expect("the file");
    let lines = decode(&bytes).expect("a file of the agency");
    assert_eq!(lines.len(), 2);
    assert!(lines[1].iter().any(|cell| cell == "12"));
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// What was saved, and is whole: Firefox puts an empty file where it is going to be, with what has come so far beside it.
fn files(browser: &Browser) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(browser.downloads.path()).expect("the folder of downloads");
    let paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let ends = |path: &std::path::Path, with: &str| path.extension().is_some_and(|it| it == with);
    if paths.iter().any(|path| ends(path, "part")) {
        return Vec::new();
    }
    let whole = |path: &std::path::PathBuf| ends(path, "csv") && path.metadata().is_ok_and(|it| it.len() > 0);
    paths.into_iter().filter(whole).collect()
}
