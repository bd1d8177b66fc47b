//! Walks any procedure from a worked person, as somebody does who reads the labels.

use crate::book::Book;
use crate::browser::Browser;
use crate::files::Folder;
use crate::fill::fill;
use crate::root::Root;
use crate::until;
use engine::cases::CaseFile;
use serde_json::json;
use std::collections::BTreeSet;

/// The button with which the form is begun, also by whoever was told no.
const BEGIN: &str = "main .counter button[data-go=begin]";

/// One person on the way.
pub struct Walker<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// The desk.
    pub root: Root,
    /// The words.
    pub book: &'a Book,
    /// Who it is.
    pub case: &'a CaseFile,
    /// The files that are given.
    pub files: Folder,
}

/// Where a walk ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// With a receipt.
    Receipt,
    /// A page does not let go: the fields at which something is said to be wrong.
    Stopped(BTreeSet<String>),
    /// Everything is filled in and may not be sent: the rules of what stands against it.
    Refused(BTreeSet<String>),
    /// The verdict says that this desk has not built the road, or that the law does not allow it: there is nothing to begin.
    Verdict {
        /// By the law.
        says: String,
        /// Whether it is told apart that the desk has not built it.
        not_built: bool,
    },
}

/// What pressing "next" led to.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Another place.
    To(String),
    /// The summary of what is wrong.
    Wrong(Vec<String>),
}

impl<'a> Walker<'a> {
    /// Somebody at the first question.
    pub fn new(browser: &'a Browser, root: Root, book: &'a Book, case: &'a CaseFile) -> Walker<'a> {
        Walker {
            browser,
            root,
            book,
            case,
            files: Folder::new(),
        }
    }

    /// Walks until this place is reached (`tasks`, `check`, `step/...`), without doing anything there.
    pub async fn walk_to(&self, stop: &str) {
        for _ in 0..200 {
            let place = self.root.place().await;
            if place == stop {
                return;
            }
            self.go_on(&place).await;
        }
        panic!("never came to {stop}");
    }

    /// Walks until this question is on the page, and says where that is.
    pub async fn page_with(&self, field: &str) -> String {
        for _ in 0..60 {
            let place = self.root.place().await;
            if self.root.has(&format!("main [data-field='{field}']")).await {
                return place;
            }
            self.go_on(&place).await;
        }
        panic!("nobody asks for {field}");
    }

    /// Walks until there is a receipt or something stands in the way.
    pub async fn walk_as_far_as_it_goes(&self) -> End {
        for _ in 0..200 {
            let place = self.root.place().await;
            println!("  at {place}");
            match place.as_str() {
                "receipt" => return End::Receipt,
                "check" if self.root.has("main .needs[data-state=failed]").await => return End::Refused(self.blocking().await),
                "verdict" if !self.root.has(BEGIN).await => return self.verdict().await,
                step if step.starts_with("step/") => {
                    self.answer_page().await;
                    let wrong = self.wrong_fields().await;
                    if !wrong.is_empty() {
                        return End::Stopped(wrong);
                    }
                    self.look(step).await;
                    if let Next::Wrong(_) = self.next().await {
                        return End::Stopped(self.wrong_fields().await);
                    }
                }
                other => {
                    self.look(other).await;
                    self.go_on(other).await;
                }
            }
        }
        panic!("the walk has no end");
    }

    /// With `MADOGUCHI_LOOK` set, keeps the page as pictures for people to look at: in both languages, wide and narrow.
    async fn look(&self, place: &str) {
        let Some(name) = std::env::var_os("MADOGUCHI_LOOK") else { return };
        let name = format!("{}-{}", name.to_string_lossy(), place.replace('/', "-"));
        for lang in ["en", "ja"] {
            self.root.speak(lang).await;
            for width in [1280, 390] {
                self.browser.picture(&format!("{name}-{lang}-{width}"), width).await;
            }
        }
        self.browser.resize(1200, 1000).await;
    }

    /// What the verdict says of a road that cannot be begun here.
    async fn verdict(&self) -> End {
        let body = "return [root.querySelector('main .verdict').dataset.says]";
        End::Verdict {
            says: self.root.texts(body, &[]).await.concat(),
            not_built: self.root.has("main .verdict [data-desk=not-built]").await,
        }
    }

    /// The fields at which something is said to be wrong, by their ids.
    async fn wrong_fields(&self) -> BTreeSet<String> {
        let body = "return [...root.querySelectorAll('main [data-field]')].filter((it) =>
            [...it.querySelectorAll('.field-error')].some((said) => said.closest('[data-field]') === it)).map((it) => it.dataset.field)";
        self.root.texts(body, &[]).await.into_iter().collect()
    }

    /// The rules of what blocks, when all of it is shown.
    async fn blocking(&self) -> BTreeSet<String> {
        let body = "return [...root.querySelectorAll('main .finding[data-severity=blocks]')].map((it) => it.dataset.rule)";
        self.root.texts(body, &[]).await.into_iter().collect()
    }

    /// Does what is to be done at this place, and goes on to the next.
    pub async fn go_on(&self, place: &str) {
        println!("  at {place}");
        match place {
            "verdict" => self.leave(place, BEGIN).await,
            "tasks" => self.leave(place, "main .counter a[data-kind=main]").await,
            "photo" | "papers" => {
                self.attach().await;
                self.next_must_move(place).await;
            }
            "check" => {
                self.accept().await;
                self.send().await;
            }
            "send" => {
                until("the receipt", async || (self.root.place().await != "send").then_some(())).await;
            }
            step if step.starts_with("step/") => {
                self.answer().await;
                self.next_must_move(step).await;
            }
            other => panic!("does not know what to do at {other}"),
        }
    }

    /// Answers everything on this page that the case answers, and all that the answers bring up. Nothing may be wrong in a row.
    pub async fn answer(&self) {
        self.answer_page().await;
        let wrong = self.wrong_fields().await;
        let row = self.root.text(".group_cards-edit").await;
        assert!(row.is_empty(), "a row does not close, because of {wrong:?}: {row}");
    }

    /// Answers everything on this page; a row in which something is wrong stays open.
    async fn answer_page(&self) {
        let frames = "return [...root.querySelectorAll('main form [data-field]')]
            .filter((it) => !it.closest('.group_cards-edit')).map((it) => it.dataset.field)";
        let mut seen = BTreeSet::new();
        loop {
            let asked = self.root.texts(frames, &[]).await;
            let Some(field) = asked.into_iter().find(|field| !seen.contains(field)) else {
                break;
            };
            if let Some(typed) = self.case.answers.get(field.as_str()).filter(|typed| !typed.is_empty()) {
                fill(&self.root, self.book, &field, typed).await;
            }
            seen.insert(field);
        }
        self.rows().await;
    }

    /// Adds the rows of every group on this page.
    async fn rows(&self) {
        let groups = "return [...root.querySelectorAll('main form section[id^=group-]')].map((it) => it.id)";
        for id in self.root.texts(groups, &[]).await {
            let rows: Vec<_> = self.case.rows.iter().filter(|row| section_of(row.group.as_str()) == id).collect();
            for row in rows {
                self.root.press(&format!("#{id} > p > button[data-kind=go]")).await;
                self.root.wait(&format!("#{id} .group_cards-edit")).await;
                let mut seen = BTreeSet::new();
                let frames = "return [...root.querySelectorAll('.group_cards-edit [data-field]')].map((it) => it.dataset.field)";
                loop {
                    let asked = self.root.texts(frames, &[]).await;
                    let Some(field) = asked.into_iter().find(|field| !seen.contains(field)) else {
                        break;
                    };
                    if let Some(typed) = row.answers.get(field.as_str()).filter(|typed| !typed.is_empty()) {
                        fill(&self.root, self.book, &field, typed).await;
                    }
                    seen.insert(field);
                }
                self.root.press(&format!("#{id} .group_cards-edit button[data-kind=go]")).await;
                let closed = until("the row to close, or to say why not", async || {
                    let open = self.root.has(&format!("#{id} .group_cards-edit")).await;
                    (!open || !self.errors().await.is_empty()).then_some(!open)
                })
                .await;
                if !closed {
                    return;
                }
            }
        }
    }

    /// What is said beside the fields of this page.
    pub async fn errors(&self) -> Vec<String> {
        self.root
            .texts(
                "return [...root.querySelectorAll('main .field-error')].map((it) => it.textContent.trim())",
                &[],
            )
            .await
    }

    /// The lines of the summary.
    pub async fn summary(&self) -> Vec<String> {
        self.root
            .texts(
                "return [...root.querySelectorAll('.error_summary li')].map((it) => it.textContent.trim())",
                &[],
            )
            .await
    }

    /// Presses "next".
    pub async fn next(&self) -> Next {
        let before = self.root.place().await;
        let had = self.root.has(".error_summary").await;
        let mut presses = 0;
        until("something to happen after `next`", async || {
            // The first press may be lost when leaving a field moves the button away from under it.
            if presses % 40 == 0 {
                self.root
                    .press_text("main form button[type=submit]", self.book.text("ui.next"))
                    .await;
            }
            presses += 1;
            let now = self.root.place().await;
            if now != before {
                return Some(Next::To(now));
            }
            let wrong = self.root.has(".error_summary").await && (!had || self.root.focused().await.contains("error_summary"));
            if wrong { Some(Next::Wrong(self.summary().await)) } else { None }
        })
        .await
    }

    /// Goes on to the next place.
    pub async fn next_must_move(&self, place: &str) {
        match self.next().await {
            Next::To(_) => {}
            Next::Wrong(said) => panic!("cannot go on at {place}: {said:?}"),
        }
    }

    async fn leave(&self, place: &str, css: &str) {
        self.root.press(css).await;
        until("another place", async || (self.root.place().await != place).then_some(())).await;
    }

    /// Gives the files of the case that are asked for here, and waits until they are measured.
    pub async fn attach(&self) {
        for (document, files) in &self.case.files {
            let place = format!("#document-{}", document.as_str().replace('.', "-"));
            if !self.root.has(&place).await {
                continue;
            }
            for file in files {
                let path = self.files.good(document.as_str(), &file.name);
                self.give(&place, &path).await;
            }
            // A doubt may stand there: the photo of the tests is a real portrait, and its wall is not plain.
            let stands = format!("{place} .finding[data-severity=blocks]");
            assert!(!self.root.has(&stands).await, "{document}: {:?}", self.root.rules(&place).await);
        }
    }

    /// Puts a file into the first file box of a part of the page, and waits until it is measured.
    pub async fn give(&self, place: &str, path: &std::path::Path) {
        // What is only perhaps asked for is folded away.
        let folded = "return root.querySelector(a)?.closest('details:not([open])')?.querySelector('summary')";
        if self.root.element(folded, &[json!(place)]).await.is_some() {
            self.root.press_that("what is folded away", folded, &[json!(place)]).await;
        }
        let before = self.root.count(&format!("{place} .file_list-row")).await;
        let one = place.contains("photo");
        let input = self.root.wait(&format!("{place} input[type=file]")).await;
        input.send_keys(path.to_string_lossy()).await.expect("a file");
        let measured = format!("{place} .file_list-verdict:not([data-state=now])");
        let rows = if one { 1 } else { before + 1 };
        until(&format!("{} to be measured", path.display()), async || {
            (self.root.count(&measured).await == rows && self.root.count(&format!("{place} .file_list-row")).await == rows).then_some(())
        })
        .await;
    }

    /// Goes on with every doubt, and confirms.
    pub async fn accept(&self) {
        let open =
            "return [...root.querySelectorAll('main .finding-do .choice_field-row')].find((it) => !it.querySelector('input').checked)";
        let left = "return [...root.querySelectorAll('main .finding-do input')].filter((it) => !it.checked).length";
        loop {
            let now = self.root.ask(left, &[]).await.as_u64().unwrap_or(0);
            if now == 0 {
                break;
            }
            self.root.press_that("a doubt", open, &[]).await;
            until("the doubt to be accepted", async || {
                (self.root.ask(left, &[]).await.as_u64() < Some(now)).then_some(())
            })
            .await;
        }
        if self.root.ask("return root.getElementById('confirm').checked", &[]).await != json!(true) {
            let label = "return root.getElementById('confirm').closest('label')";
            self.root.press_that("the confirmation", label, &[]).await;
        }
    }

    /// Presses "send" and waits until the desk is somewhere else.
    pub async fn send(&self) {
        self.press_send().await;
        until("the sending to begin", async || (self.root.place().await != "check").then_some(())).await;
    }

    /// Presses "send".
    pub async fn press_send(&self) {
        self.root.press_text("main .counter button", self.book.text("check.send")).await;
    }

    /// The number and the secret on the receipt.
    pub async fn receipt(&self) -> (String, String) {
        self.root.wait(".receipt-number").await;
        (
            self.root.text(".receipt-number").await,
            self.root.text(".receipt-facts .code").await,
        )
    }
}

/// The id of the element in which a group stands.
fn section_of(group: &str) -> String {
    format!("group-{}", group.replace('.', "-"))
}
