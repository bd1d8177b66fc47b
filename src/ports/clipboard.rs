//! The clipboard of the device.

use wasm_bindgen_futures::JsFuture;

/// Puts words on it, in answer to a click. `false` where there is none, or the browser or the page around does not allow it.
pub async fn put(words: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // On a page that is not served safely there is none.
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(words)).await.is_ok()
}
