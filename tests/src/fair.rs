//! A page in front of everybody: accessible, narrow enough for a small screen, and seen by whoever looks at the pictures.

use crate::axe;
use crate::browser::Browser;
use crate::contract::everything;
use crate::root::Root;
use serde_json::json;

/// The page as it stands, in the language in which it stands. `name` is that of its pictures, which are taken with `--all`.
pub async fn fair(browser: &Browser, root: &Root, name: &str) {
    assert_eq!(axe::violations(browser).await, Vec::<String>::new(), "{name}");
    browser.resize(320, 800).await;
    let wide = "return document.scrollingElement.scrollWidth <= innerWidth";
    assert_eq!(root.ask(wide, &[]).await, json!(true), "{name} at 320 pixels");
    if everything() {
        for width in [1280, 390] {
            browser.picture(&format!("{name}-{width}"), width).await;
        }
    }
    browser.resize(1200, 1000).await;
}
