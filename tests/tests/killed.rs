//! The browser is killed (not closed) at random moments: what was shown as kept is there, what was typed over a second before as well, and
//! nothing is sent twice.
//!
//! Five times in each browser, or a hundred with `--all`.

use end_to_end::files::pdf;
use end_to_end::{Book, Browser, Deadline, Desk, Kind, Profile, Root, Walker, browsers, everything, site, until, with_profile};
use engine::cases::CaseFile;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::prelude::*;

/// How long ago something must have been entered to be safe.
const PROMISE: Duration = Duration::from_secs(1);
const REASON: &str = "#f-reason";
const PHOTO: &str = "#document-d-photo";
const PAPER: &str = "main li[id^=document-]:not(details *)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_kept_is_lost_when_the_browser_is_killed() {
    for kind in browsers() {
        let rounds = if everything() { 100 } else { 5 };
        let mut life = Life::new(kind);
        for round in 0..rounds {
            println!("killed: round {round} in {}", kind.name());
            life.round(round).await;
        }
    }
}

/// What is known of one person's draft, over all the browsers that are killed under it.
struct Life {
    kind: Kind,
    profile: Profile,
    book: Book,
    case: CaseFile,
    desk: Desk,
    /// Time goes on over all browsers, as the newest draft is the one that is found again.
    began: Deadline,
    chance: u64,
    /// What surely stands in the free text, and what may stand after it.
    typed: (String, String),
    /// Files that were shown as kept and not taken away since, by document.
    kept: Vec<(String, String)>,
    sent: usize,
}

impl Life {
    fn new(kind: Kind) -> Life {
        let book = Book::read("ja");
        let case = book.case("extension/minimal_engineer");
        let desk = Desk::start(&site(), &case.today.to_string());
        Life {
            kind,
            profile: Profile::default(),
            book,
            case,
            desk,
            began: Deadline::after(Duration::MAX / 4),
            chance: 0x2545_f491_4f6c_dd1d,
            typed: Default::default(),
            kept: Vec::new(),
            sent: 0,
        }
    }

    /// A number from 0 to 1, the same in every run.
    fn chance(&mut self) -> f64 {
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 40) as f64 / f64::from(1 << 24)
    }

    async fn round(&mut self, round: usize) {
        let profile = self.profile.clone();
        let name = format!("killed-{round}");
        with_profile(self.kind, &name, &profile, async |browser| {
            let address = self.desk.address();
            browser.after_morning_of(self.case.today, self.began.passed()).await;
            let root = browser.open(&address).await;
            if round == 0 {
                let case = self.case.clone();
                Walker::new(browser, root.clone(), &self.book, &case).walk_to("check").await;
                self.kept = given(&root).await;
                root.go("step/request").await;
                root.wait(REASON).await;
                self.typed = (root.value_of(REASON).await, String::new());
                saved(&root, &self.book).await;
            } else {
                self.come_back(browser, &root).await;
            }
            match round % 5 {
                0 => self.type_on(browser, &root, false).await,
                1 => self.type_on(browser, &root, true).await,
                2 => self.give_and_cut(browser, &root).await,
                3 => self.give_and_join(browser, &root).await,
                _ => self.send(browser, &root).await,
            }
        })
        .await;
        if round % 5 == 4 {
            self.find_out().await;
        }
    }

    /// Opens what rests, and holds it against what is known.
    async fn come_back(&mut self, browser: &Browser, root: &Root) {
        root.wait_text(".notice", self.book.text("shelf.found")).await;
        root.press(".notice button").await;
        until("the draft", async || (root.place().await != "step/who").then_some(())).await;
        root.go("step/request").await;
        root.wait(REASON).await;
        let (sure, perhaps) = &self.typed;
        let found = until("the text", async || {
            Some(root.value_of(REASON).await).filter(|it| it.starts_with(sure.as_str()))
        })
        .await;
        assert!(
            format!("{sure}{perhaps}").starts_with(&found),
            "{found:?} is not of {sure:?} and {perhaps:?}"
        );
        self.typed = (found, String::new());
        let there = given(root).await;
        for file in &self.kept {
            assert!(there.contains(file), "{file:?} was shown as kept, and there is only {there:?}");
        }
        assert_eq!(unreadable(browser).await, Vec::<String>::new(), "bytes are missing");
        self.kept = there;
    }

    /// Types without a pause, and is killed in it.
    async fn type_on(&mut self, browser: &Browser, root: &Root, composing: bool) {
        root.go("step/request").await;
        let area = root.wait(REASON).await;
        // From a short text on: one that is too long could not be sent afterwards.
        root.type_into(&area, "begun: ").await;
        saved(root, &self.book).await;
        let begun = Deadline::after(Duration::from_millis(1_500 + (self.chance() * 3_500.0) as u64));
        let before = root.value_of(REASON).await;
        let (mut written, mut log) = (String::new(), Vec::new());
        let letters = "abcdefghijklmnopqrstuvwxyz";
        while !begun.is_over() {
            let next = letters.chars().nth(written.len() % letters.len()).expect("a letter");
            written.push(next);
            if composing {
                compose(browser, root, &area, &before, &written).await;
            } else {
                area.send_keys(next.to_string()).await.expect("a key");
            }
            log.push((begun.passed(), written.len()));
            // Nobody types faster; and it is under the quiet after which a desk saves.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        browser.kill();
        let killed = begun.passed();
        let safe = log
            .iter()
            .rev()
            .find(|(at, _)| *at + PROMISE <= killed)
            .map_or(0, |(_, many)| *many);
        println!("  {} letters, of which {safe} over a second ago", written.len());
        let (sure, perhaps) = written.split_at(safe);
        self.typed = (format!("{before}{sure}"), perhaps.to_owned());
    }

    /// Gives a picture in place of the photo, cuts it, and is killed in it.
    async fn give_and_cut(&mut self, browser: &Browser, root: &Root) {
        root.go("photo").await;
        let case = self.case.clone();
        let person = Walker::new(browser, root.clone(), &self.book, &case);
        self.kept.retain(|(document, _)| document != PHOTO.trim_start_matches('#'));
        person.give(PHOTO, &person.files.portrait()).await;
        root.wait(&format!("{PHOTO} .photo_crop")).await;
        // As it is shown now, it is kept.
        let shown = given(root).await;
        self.kept
            .extend(shown.into_iter().filter(|(document, _)| *document == PHOTO.trim_start_matches('#')));
        root.press_text(".photo_crop button", self.book.text("photo.use")).await;
        tokio::time::sleep(Duration::from_millis((self.chance() * 1_200.0) as u64)).await;
        browser.kill();
        // The picture or what was cut out of it: which of the two nobody can say.
        self.kept.retain(|(document, _)| document != PHOTO.trim_start_matches('#'));
        self.kept.push((PHOTO.trim_start_matches('#').into(), "portrait.jpg".into()));
    }

    /// Gives papers and puts them together, and is killed in it.
    async fn give_and_join(&mut self, browser: &Browser, root: &Root) {
        root.go("papers").await;
        let case = self.case.clone();
        let person = Walker::new(browser, root.clone(), &self.book, &case);
        let documents = root
            .texts("return [...root.querySelectorAll(a)].map((it) => it.id)", &[json!(PAPER)])
            .await;
        let document = documents.first().expect("a paper that is asked for").clone();
        let place = format!("#{document}");
        let many = root.count(&format!("{place} .file_list-row")).await;
        for at in 0..2 {
            let name = format!("page-{many}-{at}.pdf");
            person.give(&place, &person.files.put(&name, &pdf(1, &name))).await;
            self.kept.push((document.clone(), name));
        }
        let fold = format!("{place} .arrange > summary");
        root.press(&fold).await;
        root.wait(&format!("{place} .page_list")).await;
        root.press(&format!("{place} .page_list button[data-kind=go]")).await;
        tokio::time::sleep(Duration::from_millis((self.chance() * 1_200.0) as u64)).await;
        browser.kill();
        // All are there, or the one that was made of them.
        self.kept.retain(|(it, _)| *it != document);
    }

    /// Sends, and is killed in it.
    async fn send(&mut self, browser: &Browser, root: &Root) {
        let case = self.case.clone();
        let person = Walker::new(browser, root.clone(), &self.book, &case);
        root.go("check").await;
        root.wait("#confirm").await;
        person.accept().await;
        person.press_send().await;
        // On one machine a sending takes no longer than this.
        tokio::time::sleep(Duration::from_millis((self.chance() * 400.0) as u64)).await;
        browser.kill();
        self.sent += 1;
    }

    /// Comes back after a sending that was cut off, brings it to its receipt, and begins another application from it.
    async fn find_out(&mut self) {
        let profile = self.profile.clone();
        with_profile(self.kind, "killed-found-out", &profile, async |browser| {
            browser.after_morning_of(self.case.today, self.began.passed()).await;
            let root = browser.open(&self.desk.address()).await;
            let case = self.case.clone();
            let person = Walker::new(browser, root.clone(), &self.book, &case);
            root.go("drafts").await;
            // The newest is the first of the list.
            root.wait(".draft_list-do button[data-kind=go]").await;
            root.press(".draft_list-do button[data-kind=go]").await;
            let place = until("the draft", async || Some(root.place().await).filter(|place| place != "drafts")).await;
            println!("  back at {place}");
            match place.as_str() {
                "receipt" => {}
                "send" => root.press("main .finding button").await,
                _ => {
                    root.go("check").await;
                    root.wait("#confirm").await;
                    person.accept().await;
                    person.press_send().await;
                }
            }
            let (number, _) = person.receipt().await;
            println!("  {number}");
            assert_eq!(self.desk.kept().len(), self.sent, "nothing was sent twice");
            // The receipt is kept within the second that is promised for everything.
            tokio::time::sleep(PROMISE).await;
            root.press_text("main button", self.book.text("receipt.again.go")).await;
            root.press_text("main button", self.book.text("receipt.again.yes")).await;
            until("another application", async || (root.place().await == "tasks").then_some(())).await;
            root.go("step/request").await;
            root.wait(REASON).await;
            self.typed = (root.value_of(REASON).await, String::new());
            self.kept = given(&root).await;
            saved(&root, &self.book).await;
        })
        .await;
    }
}

/// The next letter, while an input method composes: everything so far is one composition.
async fn compose(browser: &Browser, root: &Root, area: &WebElement, before: &str, written: &str) {
    match browser.kind {
        Kind::Chromium => {
            let _ = area;
            let wish = json!({ "text": written, "selectionStart": written.len(), "selectionEnd": written.len() });
            browser
                .driver
                .cdp()
                .send_raw("Input.imeSetComposition", wish)
                .await
                .expect("a composition");
        }
        // Its driver has no input method: the events are those that one makes.
        Kind::Firefox => {
            let body = "const area = root.querySelector(a), first = c.length === 1;
                if (first) area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
                area.value = b + c;
                area.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, composed: true, data: c }));
                area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true, data: c }));";
            root.ask(body, &[json!(REASON), json!(before), json!(written)]).await;
        }
    }
}

/// Every file that is shown as given and kept, with its document, on the pages of files. Comes back to where it was.
async fn given(root: &Root) -> Vec<(String, String)> {
    let place = root.place().await;
    let mut found = Vec::new();
    for page in ["photo", "papers"] {
        root.go(page).await;
        root.wait("main .attach_place").await;
        let settled = "return [...root.querySelectorAll('.file_list-verdict')].every((it) => it.dataset.state !== 'now')";
        until("every file to be looked at", async || {
            (root.ask(settled, &[]).await == json!(true)).then_some(())
        })
        .await;
        let body = "return [...root.querySelectorAll('.file_list-row')]
            .filter((row) => !row.querySelector('[data-rule=\"check.file.lost\"]'))
            .map((row) => [row.closest('[id^=document-]')?.id ?? '', row.querySelector('.file_list-name').textContent])";
        let rows = root.ask(body, &[]).await;
        let pair = |row: &Value| Some((row.get(0)?.as_str()?.to_owned(), row.get(1)?.as_str()?.to_owned()));
        found.extend(rows.as_array().into_iter().flatten().filter_map(pair));
    }
    root.go(&place).await;
    found
}

/// Files that a draft names and whose bytes cannot be read from the store, or are not as many as it says.
async fn unreadable(browser: &Browser) -> Vec<String> {
    let script = "const done = arguments[arguments.length - 1];
        const open = indexedDB.open('madoguchi');
        open.onerror = () => done(['no store']);
        open.onsuccess = async () => {
            const store = open.result, look = store.transaction(['drafts', 'files']);
            const all = (name, what) => new Promise((yes) => { look.objectStore(name)[what]().onsuccess = (event) => yes(event.target.result); });
            const [drafts, keys, blobs] = await Promise.all([all('drafts', 'getAll'), all('files', 'getAllKeys'), all('files', 'getAll')]);
            const missing = [];
            for (const draft of drafts.map((text) => JSON.parse(text)))
                for (const file of [...draft.files, ...(draft.made ?? []).flatMap((made) => made.of)]) {
                    const blob = blobs[keys.indexOf(draft.id + '/' + file.key)];
                    const bytes = blob && await blob.arrayBuffer().catch(() => null);
                    if (bytes?.byteLength !== file.bytes) missing.push(file.name);
                }
            store.close();
            done(missing);
        }";
    let found = browser
        .driver
        .execute_async(script, vec![])
        .await
        .map_or(json!(["no answer"]), |it| it.json().clone());
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect()
}

async fn saved(root: &Root, book: &Book) {
    tokio::time::sleep(PROMISE).await;
    root.wait_text("#saved", book.start_of("saved.at")).await;
}
