//! Fetches packs of the rulebook: files of our own build, asked for without cookies, without a referrer and without an answer in them.

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, Response};

/// After this long a request is given up.
const LIMIT_MS: u32 = 30_000;

/// Why a pack did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackFault {
    /// The server was not reached, or was too slow: try again when there is a connection.
    Offline,
    /// The server has no such file (its HTTP status): the page is older than what lies there now, and should be reloaded.
    Missing(u16),
}

/// Fetches `<base>packs/<file>`, where `base` is the folder of `madoguchi.js` and `file` is `<name>.<hash>.json`. Tries twice.
pub async fn fetch(base: &str, file: &str) -> Result<Vec<u8>, PackFault> {
    let url = format!("{base}packs/{file}");
    // The name carries a hash, so what the browser has is right. Unless it kept a failure: the second time it must ask.
    match once(&url, RequestCache::ForceCache).await {
        Ok(bytes) => Ok(bytes),
        Err(_) => once(&url, RequestCache::Reload).await,
    }
}

async fn once(url: &str, cache: RequestCache) -> Result<Vec<u8>, PackFault> {
    let abort = Abort(AbortController::new().map_err(offline)?);
    let options = RequestInit::new();
    options.set_credentials(RequestCredentials::Omit);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_cache(cache);
    options.set_signal(Some(&abort.0.signal()));
    let _limit = Timeout::new(LIMIT_MS, {
        let controller = abort.0.clone();
        move || controller.abort()
    });
    let window = web_sys::window().ok_or(PackFault::Offline)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, &options))
        .await
        .and_then(JsCast::dyn_into)
        .map_err(offline)?;
    if !response.ok() {
        return Err(PackFault::Missing(response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(offline)?).await.map_err(offline)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn offline(_: JsValue) -> PackFault {
    PackFault::Offline
}

/// A request that nobody waits for any more is taken back. After the answer this does nothing.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
