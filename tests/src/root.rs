//! One desk's shadow root: finding, waiting, pressing, typing, and finding by label.
//!
//! Everything goes through scripts: `get_shadow_root().find()` of the client asks an address that geckodriver does not know.

use crate::clock::{Deadline, PATIENCE};
use crate::until;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::prelude::*;

/// The inside of one `<madoguchi-desk>`, found anew each time: a reload does not make it stale.
#[derive(Clone)]
pub struct Root {
    driver: WebDriver,
    host: String,
}

impl Root {
    /// The desk at this CSS path of the page.
    pub fn new(driver: &WebDriver, host: &str) -> Root {
        Root {
            driver: driver.clone(),
            host: host.into(),
        }
    }

    /// Runs a script with `root` and the arguments `a`, `b` and `c`. `null` while the desk is not there.
    pub async fn script(&self, body: &str, args: &[Value]) -> Option<ScriptRet> {
        let script = format!(
            "const host = document.querySelector(arguments[0]); const root = host && host.shadowRoot;
             if (!root) return null; const [a, b, c] = [arguments[1], arguments[2], arguments[3]]; {body}"
        );
        let mut all = vec![json!(self.host)];
        all.extend(args.iter().cloned());
        self.driver.execute(script, all).await.ok()
    }

    /// What a script answers.
    pub async fn ask(&self, body: &str, args: &[Value]) -> Value {
        self.script(body, args).await.map_or(Value::Null, |it| it.json().clone())
    }

    /// The texts that a script answers.
    pub async fn texts(&self, body: &str, args: &[Value]) -> Vec<String> {
        let answer = self.ask(body, args).await;
        let list = answer.as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    }

    /// The element that a script answers.
    pub async fn element(&self, body: &str, args: &[Value]) -> Option<WebElement> {
        self.script(body, args).await?.element().ok()
    }

    /// The first element that fits.
    pub async fn find(&self, css: &str) -> Option<WebElement> {
        self.element("return root.querySelector(a)", &[json!(css)]).await
    }

    /// Whether something fits.
    pub async fn has(&self, css: &str) -> bool {
        self.ask("return !!root.querySelector(a)", &[json!(css)]).await == json!(true)
    }

    /// How many fit.
    pub async fn count(&self, css: &str) -> u64 {
        self.ask("return root.querySelectorAll(a).length", &[json!(css)])
            .await
            .as_u64()
            .unwrap_or(0)
    }

    /// Waits for the first element that fits.
    pub async fn wait(&self, css: &str) -> WebElement {
        until(css, async || self.find(css).await).await
    }

    /// Waits until nothing fits any more.
    pub async fn wait_gone(&self, css: &str) {
        until(&format!("{css} to go"), async || (!self.has(css).await).then_some(())).await;
    }

    /// The words of the first element that fits; nothing where none does.
    pub async fn text(&self, css: &str) -> String {
        let text = self.ask("return root.querySelector(a)?.textContent.trim()", &[json!(css)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until these words stand in the first element that fits.
    pub async fn wait_text(&self, css: &str, text: &str) {
        until(&format!("`{text}` in {css}"), async || {
            self.text(css).await.contains(text).then_some(())
        })
        .await;
    }

    /// Presses what a script answers, however often it is drawn anew meanwhile.
    pub async fn press_that(&self, what: &str, body: &str, args: &[Value]) {
        let deadline = Deadline::after(PATIENCE);
        let mut why = "it is not there".to_owned();
        loop {
            if let Some(element) = self.element(body, args).await {
                let bring = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
                let _ = self.driver.execute(bring, vec![element.to_json().unwrap_or_default()]).await;
                match element.click().await {
                    Ok(()) => return,
                    Err(fault) => why = fault.to_string(),
                }
            }
            assert!(!deadline.is_over(), "cannot press {what}: {why}");
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Presses the first element that fits.
    pub async fn press(&self, css: &str) {
        self.press_that(css, "return root.querySelector(a)", &[json!(css)]).await;
    }

    /// Presses the first element that fits and says these words (what only a screen reader hears does not count).
    pub async fn press_text(&self, css: &str, text: &str) {
        let body = "return [...root.querySelectorAll(a)].find((it) => {
            const copy = it.cloneNode(true); copy.querySelectorAll('.unseen').forEach((one) => one.remove());
            return copy.textContent.trim() === b; })";
        self.press_that(&format!("`{text}`"), body, &[json!(css), json!(text)]).await;
    }

    /// The control or the fieldset whose label or legend says these words, in the frame of this field.
    pub async fn by_label(&self, field: &str, label: &str) -> WebElement {
        let body = "for (const name of root.querySelectorAll('main label, main legend')) {
                const copy = name.cloneNode(true);
                copy.querySelectorAll('.required_mark, .field-no').forEach((mark) => mark.remove());
                if (copy.textContent.trim() !== b) continue;
                const frame = name.closest('[data-field]');
                if (!frame || frame.dataset.field !== a) continue;
                return name.tagName === 'LEGEND' ? name.closest('fieldset') : root.getElementById(name.htmlFor);
            }
            return null";
        let what = format!("a control labelled `{label}` ({field})");
        until(&what, async || self.element(body, &[json!(field), json!(label)]).await).await
    }

    /// Types a text in place of what stands there.
    pub async fn type_into(&self, element: &WebElement, text: &str) {
        let now = element.prop("value").await.ok().flatten().unwrap_or_default();
        if !now.is_empty() {
            element.clear().await.expect("an empty box");
        }
        element.send_keys(text).await.expect("typed");
    }

    /// What stands in the control with this id.
    pub async fn value(&self, id: &str) -> String {
        let value = self.ask("return root.getElementById(a)?.value ?? null", &[json!(id)]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in the first control that fits.
    pub async fn value_of(&self, css: &str) -> String {
        let value = self.ask("return root.querySelector(a)?.value ?? null", &[json!(css)]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The place where the person is: what the desk told its host page, or on our own page what the address bar says.
    pub async fn place(&self) -> String {
        let place = self
            .ask("return host.dataset.place ?? decodeURI(location.hash).slice(1)", &[])
            .await;
        place.as_str().unwrap_or_default().to_owned()
    }

    /// Goes to a place by the address bar, as only our own page allows it.
    pub async fn go(&self, place: &str) {
        self.ask("location.hash = a", &[json!(place)]).await;
        until(&format!("the page {place}"), async || {
            let title = self.text("main h1").await;
            (self.place().await == place && !title.is_empty()).then_some(())
        })
        .await;
        // The page follows its address in the next turn.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    /// Changes the language by the links in the head.
    pub async fn speak(&self, lang: &str) {
        self.press(&format!(".language_switch a[lang={lang}]")).await;
        self.wait(&format!(".desk[lang={lang}]")).await;
    }

    /// The id of the element that has the focus, or its first class.
    pub async fn focused(&self) -> String {
        let focus = self
            .ask(
                "const it = root.activeElement; return it && (it.id || it.className || it.tagName)",
                &[],
            )
            .await;
        focus.as_str().unwrap_or_default().to_owned()
    }

    /// The rules of the findings that stand in this part of the page.
    pub async fn rules(&self, css: &str) -> Vec<String> {
        let body = "return [...root.querySelectorAll(a + ' [data-rule]')].map((it) => it.dataset.rule)";
        self.texts(body, &[json!(css)]).await
    }
}
