//! Fetches packs of the rulebook: files of our own build, asked for without cookies, without a referrer and without an answer in them.

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Uint8Array};
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
    /// The server does not give it (its HTTP status).
    Missing(u16),
    /// It arrived, and is no pack.
    Unreadable,
}

impl PackFault {
    /// Whether there is no such file any more: the page is older than what lies there now, and should be reloaded.
    pub fn is_gone(self) -> bool {
        matches!(self, PackFault::Missing(404 | 410))
    }
}

/// Packs that `madoguchi.js` asked for as soon as it ran, so that they need not wait for the program. It gives each once.
pub struct Early(Option<Function>);

impl Early {
    /// What gives a promise of the bytes for the name of a file, or `undefined`.
    pub fn new(give: Option<Function>) -> Early {
        Early(give)
    }

    async fn take(&self, file: &str) -> Option<Result<Vec<u8>, PackFault>> {
        let given = self.0.as_ref()?.call1(&JsValue::UNDEFINED, &file.into()).ok()?;
        let buffer = JsFuture::from(given.dyn_into::<Promise>().ok()?).await;
        Some(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(offline))
    }
}

/// Fetches `<base>packs/<file>`, where `base` is the folder of `madoguchi.js` and `file` is `<name>.<hash>.bin`. Tries twice; what
/// was asked for early has been tried once.
pub async fn fetch(base: &str, file: &str, early: &Early) -> Result<Vec<u8>, PackFault> {
    let url = format!("{base}packs/{file}");
    let first = match early.take(file).await {
        Some(came) => came,
        // The name carries a hash, so what the browser has is right. Unless it kept a failure: the second time it must ask.
        None => once(&url, RequestCache::ForceCache).await,
    };
    match first {
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
