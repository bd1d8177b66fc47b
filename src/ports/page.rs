//! Small things that pages ask of the browser: title, going away, being online, a new id, print.

use super::Listening;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, EventTarget, HtmlInputElement};

/// Sets the title of the page. Only where the page is our own.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Calls when the page is hidden or left: the last moment at which something can be saved. On phones there is no other.
pub fn on_hidden(on_hidden: impl Fn() + Clone + 'static) -> Listening {
    let hidden = document().map(|document| {
        let on_hidden = on_hidden.clone();
        let asked = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if asked.hidden() {
                on_hidden();
            }
        })
    });
    let left = web_sys::window().map(|window| EventListener::new(&window, "pagehide", move |_| on_hidden()));
    Listening::to(hidden.into_iter().chain(left))
}

/// Calls before anything within an element hears that something there is pressed, changed, left or handed in. Boxes to tick are left out when they
/// are pressed: they look different already, and the press may still be taken back.
pub fn before_all(element: &EventTarget, call: impl Fn() + Clone + 'static) -> Listening {
    let listeners = ["click", "change", "blur", "submit"].map(|name| {
        let call = call.clone();
        let early = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(element, name, early, move |event| {
            let box_ = || event.target().is_some_and(|target| target.has_type::<HtmlInputElement>());
            if event.type_() != "click" || !box_() {
                call();
            }
        })
    });
    Listening::to(listeners)
}

/// A text in compatible form (NFKC): half and full width are the same, and marks are part of their letter.
pub fn compatible(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

/// Whether the browser believes that it has a connection. "Yes" promises nothing; "no" is certain.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls with `true` when a connection comes back and with `false` when it goes.
pub fn on_online(on_change: impl Fn(bool) + Clone + 'static) -> Listening {
    let listeners = web_sys::window().map(|window| {
        let gone = on_change.clone();
        [
            EventListener::new(&window, "online", move |_| on_change(true)),
            EventListener::new(&window, "offline", move |_| gone(false)),
        ]
    });
    Listening::to(listeners.into_iter().flatten())
}

/// A new id: 26 letters and digits from 128 random bits.
pub fn random_id() -> String {
    let mut bytes = [0; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if crypto
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .is_none()
    {
        // No browser is known to come here. An id must be new, not secret, so this would do.
        bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
    }
    base32(&bytes)
}

/// Crockford's alphabet in small letters: nothing that is misread, nothing that an address must escape.
fn base32(bytes: &[u8; 16]) -> String {
    let number = u128::from_be_bytes(*bytes);
    (0..26)
        .rev()
        .map(|at| char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[(number >> (5 * at)) as usize & 31]))
        .collect()
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only in a frame that may not open dialogues; there is nothing to do about that.
        let _ = window.print();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_every_bit() {
        let check = |number: u128, id: &str| assert_eq!(base32(&number.to_be_bytes()), id);
        check(0, "00000000000000000000000000");
        check(33, "00000000000000000000000011");
        check(u128::MAX, "7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }
}
