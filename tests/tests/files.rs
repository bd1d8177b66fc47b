//! Files as people really choose them: empty, renamed, cut off, far too large, made to harm, locked. Each is told what is wrong, and
//! the page lives on.

use end_to_end::files::{pdf, png};
use end_to_end::{Book, Browser, Desk, Walker, edges, site, until, with};
use std::path::PathBuf;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_bad_file_is_told_what_is_wrong() {
    for kind in edges() {
        with(kind, "files", files).await;
    }
}

async fn files(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("tasks").await;
    let folder = &person.files;
    let good = std::fs::read(folder.photo()).expect("the photo");

    person.root.go("photo").await;
    let photo = |path: PathBuf, rule: &'static str| check(&person, "#document-d-photo", path, rule);
    photo(folder.put("empty.jpg", b""), "r.photo_empty").await;
    photo(folder.put("words.jpg", b"this is no picture"), "r.photo_not_picture").await;
    photo(folder.put("cut.jpg", &good[..good.len() / 2]), "r.photo_damaged").await;
    photo(folder.put("renamed.jpg", &png(600, 800)), "r.photo_not_jpeg").await;
    photo(folder.put("bomb.png", &png(30_000, 30_000)), "r.photo_too_many_pixels").await;
    photo(folder.sparse("huge.jpg", 200_000_000), "r.photo_too_big").await;

    person.root.go("papers").await;
    let papers = person
        .root
        .texts(
            "return [...root.querySelectorAll('main li[id^=document-]')].map((it) => it.id)",
            &[],
        )
        .await;
    let place = format!("#{}", papers.first().expect("a paper that is asked for"));
    let paper = |path: PathBuf, rule: &'static str| check(&person, &place, path, rule);
    paper(folder.put("empty.pdf", b""), "r.paper_empty").await;
    paper(folder.put("picture.pdf", &png(600, 800)), "r.paper_format").await;
    paper(folder.put("broken.pdf", &pdf(2, "broken")[..40]), "r.paper_damaged").await;
    paper(folder.sparse("huge.pdf", 200_000_000), "r.paper_too_big").await;
    let locked = folder.locked_pdf("locked.pdf");
    person.give(&place, &locked).await;
    let letter = format!("{place} .finding textarea");
    until("a letter to whoever locked it", async || {
        let letter = person.root.find(&letter).await?;
        letter.prop("value").await.ok()?.filter(|words| words.contains("locked.pdf"))
    })
    .await;
    // Away from the file, what is said of it names it.
    let summary = person.summary().await;
    assert!(summary.iter().any(|line| line.starts_with("locked.pdf")), "{summary:?}");
    take_away(&person, &place).await;
    paper(locked, "r.pdf_password").await;

    println!("  good ones are still taken");
    person.give(&place, &folder.put("good.pdf", &pdf(1, "good"))).await;
    assert!(
        person
            .root
            .has(&format!("{place} .file_list-verdict:is([data-state=good], [data-state=care])"))
            .await
    );
    person.root.go("photo").await;
    person.give("#document-d-photo", &folder.photo()).await;
    assert!(
        person
            .root
            .has("#document-d-photo .file_list-verdict:is([data-state=good], [data-state=care])")
            .await
    );
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

/// Gives the file, reads what is said about it, and takes it away again.
async fn check(person: &Walker<'_>, place: &str, path: PathBuf, rule: &str) {
    person.give(place, &path).await;
    // The header speaks first; what only the whole file tells comes after it.
    until(&format!("{rule} for {}", path.display()), async || {
        let rules = person.root.rules(place).await;
        println!("  {}: {rules:?}", path.file_name().unwrap_or_default().to_string_lossy());
        rules.iter().any(|it| it == rule).then_some(())
    })
    .await;
    take_away(person, place).await;
}

async fn take_away(person: &Walker<'_>, place: &str) {
    person.root.press(&format!("{place} .file_list-row > button")).await;
    until("the file to go", async || {
        (person.root.count(&format!("{place} .file_list-row")).await == 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_of_a_file_is_shown_as_it_is() {
    for kind in edges() {
        with(kind, "names", names).await;
    }
}

/// A name that would turn its letters around, in every place where it is shown.
async fn names(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case("extension/minimal_engineer");
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    person.walk_to("tasks").await;
    let root = &person.root;
    root.go("papers").await;
    let place = root.ask("return root.querySelector('main li[id^=document-]').id", &[]).await;
    let place = format!("#{}", place.as_str().expect("a paper that is asked for"));
    let folder = &person.files;
    person.give(&place, &folder.put("proof\u{202e}fdp.exe", &pdf(1, "turned"))).await;
    person
        .give(
            &place,
            &folder.put("\u{645}\u{633}\u{62a}\u{646}\u{62f} 12.pdf", &pdf(1, "from the right")),
        )
        .await;
    person
        .give(".tray", &folder.put("letter\u{200b}\u{2066}\u{2069}.pdf", &pdf(1, "loose")))
        .await;
    let shown = root
        .texts(
            "return [...root.querySelectorAll('.file_list-name')].map((it) => it.textContent)",
            &[],
        )
        .await;
    for name in ["proof\u{fffd}fdp.exe", "letter\u{fffd}\u{fffd}.pdf"] {
        assert!(shown.iter().any(|it| it == name), "{name} in {shown:?}");
    }
    let apart = "return [...root.querySelectorAll('.file_list-name')].every((it) => getComputedStyle(it).unicodeBidi.includes('isolate'))";
    assert_eq!(root.ask(apart, &[]).await, true, "a name turns nothing around it");
    let unseen = "const bad = /[\\u202a-\\u202e\\u2066\\u2067\\u200b-\\u200f]/;
        return [...root.querySelectorAll('main *')].filter((it) => !it.children.length && bad.test(it.value ?? it.textContent)).length";
    assert_eq!(root.ask(unseen, &[]).await, 0);
    root.go("check").await;
    root.wait_text("main", "proof\u{fffd}fdp.exe").await;
    assert_eq!(root.ask(unseen, &[]).await, 0);
}
