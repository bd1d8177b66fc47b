//! The place in the address bar, as `#tasks`. The bar belongs to the host page: only where it asked (`routing="hash"`) is this used.

use super::Listening;
use gloo_events::EventListener;
use wasm_bindgen::JsValue;

/// The place that the address names, if any.
pub fn get() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let written = hash.strip_prefix('#')?;
    let place = js_sys::decode_uri(written).ok().map_or_else(|| written.to_owned(), String::from);
    Some(place).filter(|place| !place.is_empty())
}

/// Shows a place as a new entry, so that the browser's Back leads to the one before. Nobody is told: who sets it knows.
pub fn set(place: &str) {
    if get().as_deref() != Some(place) {
        write(place, false);
    }
}

/// Shows a place without a new entry: for the first one, and for a correction of an address that leads nowhere.
pub fn replace(place: &str) {
    if get().as_deref() != Some(place) {
        write(place, true);
    }
}

/// Calls with the place when the person goes back or forward, or changes the address.
pub fn listen(on_place: impl Fn(Option<String>) + 'static) -> Listening {
    let window = web_sys::window();
    Listening::to(window.map(|window| EventListener::new(&window, "hashchange", move |_| on_place(get()))))
}

fn write(place: &str, instead: bool) -> Option<()> {
    let window = web_sys::window()?;
    let now = window.location().href().ok()?;
    // The whole address: a bare `#place` would be taken from the host's <base>, which may lie elsewhere.
    let page = now.split_once('#').map_or(now.as_str(), |(page, _)| page);
    let url = format!("{page}#{}", String::from(js_sys::encode_uri(place)));
    let history = window.history().ok()?;
    // What the host keeps in its entry stays with it; a new entry is ours. Browsers refuse when it is asked too often: the
    // address then lags behind, which does no harm.
    match instead {
        true => history.replace_state_with_url(&history.state().ok()?, "", Some(&url)).ok(),
        false => history.push_state_with_url(&JsValue::NULL, "", Some(&url)).ok(),
    }
}
