//! A real browser, driven over WebDriver, with what it says on the side.

use crate::clock::ms_until_morning_of;
use crate::process::{self, Process, free_port};
use crate::root::Root;
use crate::walker::Walker;
use crate::watch::Watch;
use crate::{Book, contract, until};
use engine::cases::CaseFile;
use futures_util::FutureExt;
use serde_json::{Value, json};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use thirtyfour::prelude::*;
use tokio::sync::Semaphore;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Kind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
        }
    }
}

/// A browser with one window.
pub struct Browser {
    /// The session.
    pub driver: WebDriver,
    /// Which one it is.
    pub kind: Kind,
    /// What it says and asks for.
    pub watch: Watch,
    /// Where downloads go.
    pub downloads: tempfile::TempDir,
    name: String,
    profile: Arc<tempfile::TempDir>,
    _process: Process,
}

/// What outlives a browser: the folder in which it keeps what pages store.
#[derive(Clone)]
pub struct Profile(Arc<tempfile::TempDir>);

impl Default for Profile {
    fn default() -> Profile {
        Profile(Arc::new(tempfile::tempdir().expect("a folder")))
    }
}

// Two browsers at once are enough for a small machine, however many threads the test runner has.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Gives a browser to a test. When the test fails, a picture and the text of the page are kept in `target/screens`.
pub async fn with(kind: Kind, test: &str, body: impl AsyncFnOnce(&Browser)) {
    with_profile(kind, test, &Profile::default(), body).await;
}

/// Gives a browser with this profile to a test. Whether the browser still lives afterwards is the test's affair.
pub async fn with_profile(kind: Kind, test: &str, profile: &Profile, body: impl AsyncFnOnce(&Browser)) {
    let _turn = TURNS.acquire().await.expect("the semaphore is never closed");
    let browser = Browser::start(kind, test, profile).await;
    let ended = AssertUnwindSafe(body(&browser)).catch_unwind().await;
    if ended.is_err() {
        browser.keep_evidence().await;
    }
    let Browser { driver, .. } = browser;
    // A browser that has gone is no reason to hide why.
    let _ = driver.quit().await;
    if let Err(panic) = ended {
        std::panic::resume_unwind(panic);
    }
}

impl Browser {
    /// Ends the browser and all that belongs to it at once, as when the machine kills it: nothing in it can do anything any more.
    pub fn kill(&self) {
        process::kill_all_with(&self.profile.path().to_string_lossy());
    }

    async fn start(kind: Kind, test: &str, profile: &Profile) -> Browser {
        /// On a busy machine a browser may fail to come up, which says nothing of the page.
        const TRIES: usize = 3;
        let mut why = String::new();
        for _ in 0..TRIES {
            match Browser::try_to_start(kind, test, profile).await {
                Ok(browser) => return browser,
                Err(fault) => why = fault,
            }
            eprintln!("{test}: {} does not start: {why}", kind.name());
        }
        panic!("{} does not start: {why}", kind.name());
    }

    async fn try_to_start(kind: Kind, test: &str, profile: &Profile) -> Result<Browser, String> {
        let (downloads, profile) = (tempfile::tempdir().expect("a folder"), profile.0.clone());
        let port = free_port();
        let mut wanted = Capabilities::new();
        let args = match kind {
            Kind::Chromium => {
                let options = json!({
                    // As root in a container there is no sandbox and little shared memory.
                    "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1200,1000",
                        format!("--user-data-dir={}", profile.path().display())],
                    "prefs": { "download.default_directory": downloads.path(), "download.prompt_for_download": false },
                });
                wanted.set("browserName", "chrome").expect("json");
                wanted.set("goog:chromeOptions", options).expect("json");
                vec![format!("--port={port}")]
            }
            Kind::Firefox => {
                let options = json!({
                    "args": ["-headless", "--width=1200", "--height=1000", "-profile", profile.path()],
                    "prefs": { "browser.download.folderList": 2, "browser.download.dir": downloads.path() },
                });
                wanted.set("browserName", "firefox").expect("json");
                wanted.set("moz:firefoxOptions", options).expect("json");
                let socket = free_port();
                vec!["--port".into(), port.to_string(), "--websocket-port".into(), socket.to_string()]
            }
        };
        wanted.set("webSocketUrl", true).expect("json");
        let process = Process::listening(contract::driver(kind), &args, port)?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await;
        let driver = session.map_err(|why| why.to_string())?;
        let watch = Watch::over(&driver).await?;
        println!("{test}: {} is open", kind.name());
        Ok(Browser {
            driver,
            kind,
            watch,
            downloads,
            name: format!("{test}-{}", kind.name()),
            profile,
            _process: process,
        })
    }

    /// From the next page on, it is the morning of this day, and what the page's policy forbids is said on the console.
    ///
    /// Chromium tells WebDriver nothing of a policy that was broken; the page's own event does.
    pub async fn on_day(&self, day: rulebook::Day) {
        self.after_morning_of(day, Duration::ZERO).await;
    }

    /// The same so long after the morning: for whoever comes back in another browser, time has gone on.
    pub async fn after_morning_of(&self, day: rulebook::Day, passed: Duration) {
        let shift = ms_until_morning_of(day) + passed.as_millis() as i64;
        let script = format!(
            "() => {{
                // A browser may be given to several people, each with a day of their own: every one counts from the true clock.
                const real = Date.now.true ?? Date.now;
                Date.now = Object.assign(() => real() + ({shift}), {{ true: real }});
                addEventListener('securitypolicyviolation', (event) =>
                    console.error('forbidden by policy: ' + event.effectiveDirective + ' ' + event.blockedURI), true);
            }}"
        );
        self.before_every_page(&script).await;
    }

    /// From the next page on, this function of a script runs before everything else in it.
    pub async fn before_every_page(&self, script: &str) {
        let bidi = self.driver.bidi().await.expect("BiDi");
        bidi.script().add_preload_script(script).await.expect("a script before all others");
    }

    /// Opens our own page for a case, on its day, and gives somebody who is at the first question.
    pub async fn begin<'a>(&'a self, address: &str, book: &'a Book, case: &'a CaseFile) -> Walker<'a> {
        self.on_day(case.today).await;
        let root = self.open(address).await;
        Walker::new(self, root, book, case)
    }

    /// Opens an address and waits until the desk asks its first question or shows its place.
    pub async fn open(&self, address: &str) -> Root {
        self.driver.goto(address).await.expect("the page");
        let root = Root::new(&self.driver, "madoguchi-desk");
        root.wait("main h1").await;
        until("the desk to be open", async || root.find("main form, main .counter").await).await;
        root
    }

    /// How many drafts and how many files rest in the browser.
    pub async fn kept(&self) -> Vec<u64> {
        let script = "const done = arguments[arguments.length - 1];
            const open = indexedDB.open('madoguchi');
            open.onupgradeneeded = () => open.transaction.abort(); // whoever only looks makes nothing
            open.onerror = () => done([-1]);
            open.onsuccess = () => {
                const stores = ['drafts', 'files'], store = open.result, counts = [];
                if (!stores.every((name) => store.objectStoreNames.contains(name))) { store.close(); return done([-2]); }
                const look = store.transaction(stores);
                stores.forEach((name, at) => { look.objectStore(name).count().onsuccess = (event) => { counts[at] = event.target.result; }; });
                look.oncomplete = () => { store.close(); done(counts); };
            }";
        let found = self
            .driver
            .execute_async(script, vec![])
            .await
            .map_or(json!([]), |it| it.json().clone());
        found
            .as_array()
            .map(|it| it.iter().filter_map(Value::as_u64).collect())
            .unwrap_or_default()
    }

    /// The title of the page.
    pub async fn title(&self) -> String {
        self.driver.title().await.unwrap_or_default()
    }

    /// Makes the page so wide and high, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let bidi = self.driver.bidi().await.expect("BiDi");
        let context = self.driver.window().await.expect("a window").to_string();
        let size = json!({ "context": context, "viewport": { "width": width, "height": height } });
        bidi.send_raw("browsingContext.setViewport", size).await.expect("another size");
    }

    /// Takes a picture of the whole page at this width, for people to look at: `target/screens/<name>.png`.
    pub async fn picture(&self, name: &str, width: u32) {
        self.resize(width, 900).await;
        let script = "return document.scrollingElement.scrollHeight";
        let tall = self
            .driver
            .execute(script, vec![])
            .await
            .ok()
            .and_then(|it| it.json().as_u64())
            .unwrap_or(900);
        self.resize(width, tall.clamp(900, 12_000) as u32).await;
        self.driver
            .screenshot(&screens().join(format!("{name}.png")))
            .await
            .expect("a picture");
    }

    async fn keep_evidence(&self) {
        let picture = screens().join(format!("{}.png", self.name));
        if self.driver.screenshot(&picture).await.is_ok() {
            eprintln!("{}: kept {}", self.name, picture.display());
        }
        let script = "return location.href + '\\n' + [...document.querySelectorAll('madoguchi-desk')]
            .map((desk) => desk.shadowRoot ? desk.shadowRoot.querySelector('main')?.innerText : 'not open').join('\\n----\\n')";
        if let Ok(text) = self.driver.execute(script, vec![]).await {
            eprintln!("{}: the page says:\n{}", self.name, text.json().as_str().unwrap_or_default());
        }
        eprintln!("{}: the console: {:?}", self.name, self.watch.errors());
    }
}

/// Where pictures are kept.
fn screens() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| contract::root().join("target"), PathBuf::from);
    let folder = target.join("screens");
    let _ = std::fs::create_dir_all(&folder);
    folder
}
