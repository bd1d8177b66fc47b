//! The two lines at the foot of a passport's page: typed, read on the device, held against their check digits, shown beside what is answered, and taken
//! over when the person says so.

use end_to_end::{Book, Browser, Desk, Root, edges, fair, site, until, with};
use serde_json::json;

const CASE: &str = "extension/minimal_engineer";
const BOX: &str = "main .passport_lines textarea";
/// The specimen of ICAO Doc 9303, with the letters of a country that the list knows: no check digit counts them.
const LINES: &str = "P<VNMERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36VNM7408122F1204159ZE184226B<<<<<10";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lines_of_a_passport_fill_in_what_they_say() {
    for kind in edges() {
        with(kind, "passport", walk).await;
    }
}

async fn walk(browser: &Browser) {
    let book = Book::read("ja");
    let case = book.case(CASE);
    let desk = Desk::start(&site(), &case.today.to_string());
    let person = browser.begin(&desk.address(), &book, &case).await;
    let root = &person.root;
    person.page_with("f.name").await;
    let open = || async {
        root.press("main .passport_lines > summary").await;
        root.wait(BOX).await
    };
    let rows = || async {
        root.texts(
            "return [...root.querySelectorAll('.passport_lines-found dd strong')].map((it) => it.textContent)",
            &[],
        )
        .await
    };

    println!("  what is wrong is told with its place");
    let here = open().await;
    root.type_into(&here, &LINES[..LINES.len() - 1]).await;
    assert!(!root.has(".passport_lines .field-error").await, "nobody is told while they type");
    root.press(".passport_lines button").await;
    root.wait_text(".passport_lines .field-error", "87").await;
    in_both_languages(browser, root, "passport-fault").await;
    root.type_into(&here, &LINES.replace("7408122", "7408132")).await;
    root.wait_text(".passport_lines .field-error", book.text("lines.wrong.birth")).await;
    assert_eq!(rows().await.len(), 5, "what holds is offered");

    println!("  what it says is shown, and filled in by one press");
    root.type_into(&here, &LINES.to_lowercase()).await;
    until("all six to be read", async || (rows().await.len() == 6).then_some(())).await;
    assert!(!root.has(".passport_lines .field-error").await);
    assert_eq!(rows().await[0], "ERIKSSON ANNA MARIA");
    in_both_languages(browser, root, "passport-found").await;
    root.press_text(".passport_lines button", book.text("lines.fill")).await;
    root.wait_text(".passport_lines-filled", "6").await;
    until("the focus on what was done", async || {
        root.focused().await.contains("passport_lines-filled").then_some(())
    })
    .await;
    let name = "return root.querySelector('[data-field=\"f.name\"] input').value";
    assert_eq!(root.ask(name, &[]).await, json!("ERIKSSON ANNA MARIA"));
    let chosen = "return root.querySelector('[data-field=\"f.sex\"] input:checked').value";
    assert_eq!(root.ask(chosen, &[]).await, json!("female"));

    println!("  also what another page asks");
    person.answer().await;
    person.page_with("f.passport_number").await;
    let number = "return root.querySelector('[data-field=\"f.passport_number\"] input').value";
    assert_eq!(root.ask(number, &[]).await, json!("L898902C3"));

    println!("  another answer is shown before it is replaced");
    let here = open().await;
    root.type_into(&here, LINES).await;
    root.wait(".passport_lines-found .quiet").await;
    assert_eq!(browser.watch.errors(), Vec::<String>::new());
}

async fn in_both_languages(browser: &Browser, root: &Root, name: &str) {
    for lang in ["en", "ja"] {
        root.speak(lang).await;
        fair(browser, root, &format!("{name}-{lang}")).await;
    }
}
