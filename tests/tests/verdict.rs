//! What the law allows and what this desk has built are two sentences with two pictures, and where the desk cannot help it says who can.

use end_to_end::{Book, Browser, Desk, End, edges, site, with};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_law_and_the_desk_are_told_apart() {
    for kind in edges() {
        with(kind, "verdict", told).await;
    }
}

async fn told(browser: &Browser) {
    let book = Book::read("ja");
    for (name, says, not_built) in [
        ("change/student_to_engineer", "yes", true),
        ("permanent_residence/not_online", "no", false),
    ] {
        println!("  {name}");
        let case = book.case(name);
        let desk = Desk::start(&site(), &case.today.to_string());
        let person = browser.begin(&desk.address(), &book, &case).await;
        let (root, end) = (&person.root, person.walk_as_far_as_it_goes().await);
        let expected = End::Verdict {
            says: says.into(),
            not_built,
        };
        assert_eq!(end, expected, "{name}");
        assert_eq!(root.text("#verdict-head").await, book.text(&format!("verdict.{says}")));
        let pictures = "return [...root.querySelectorAll('main .verdict use')].map((it) => it.getAttribute('href'))";
        let pictures = root.texts(pictures, &[]).await;
        let shown: &[&str] = if not_built { &["#i-done", "#i-shut"] } else { &["#i-stop"] };
        assert_eq!(pictures, shown, "{name}");
        let system = root.has("main .counter a[href*='rasens-immi.moj.go.jp']").await;
        assert_eq!(system, not_built, "{name}: the way to whoever takes it");
        // When, what it costs and what goes together is told of a road that is not built too.
        let page = root.text("main").await;
        for part in ["verdict.when", "verdict.cost", "together.title"] {
            assert_eq!(page.contains(book.text(part)), not_built, "{name}: {part}");
        }
        if not_built {
            println!("  how to register there");
            root.wait_text("main .guides h2", book.text("guides.title")).await;
            root.wait_text("main .guides [data-guide='guide.register']", book.text("guide.register.says"))
                .await;
        }
        assert_eq!(root.has("main .guides").await, not_built, "{name}");
        // There is nothing to fill in: whoever asks for the list of tasks is at a question before the form again.
        root.ask("location.hash = '#tasks'; return a", &[json!(1)]).await;
        root.wait("main form").await;
        assert!(root.place().await.starts_with("step/"), "{name}: {}", root.place().await);
        assert_eq!(browser.watch.errors(), Vec::<String>::new(), "{name}");
    }
}
