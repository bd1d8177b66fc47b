//! Boxes that show an answer and are read: when they tell that something was typed, and whenever the desk looks at all of them.
//!
//! What counts is what stands in the box, for browsers, password managers and other programs fill boxes without telling anybody. What was last
//! written into a box or read from it is remembered: only what differs from that is somebody's answer.

use crate::door::{Door, Reader};
use leptos::html;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// A box for text, of one line or of several.
pub trait Written: Clone + JsCast + 'static {
    /// What stands in it.
    fn stands(&self) -> String;
    /// Puts something else in its place.
    fn write(&self, text: &str);
}

impl Written for HtmlInputElement {
    fn stands(&self) -> String {
        self.value()
    }

    fn write(&self, text: &str) {
        self.set_value(text);
    }
}

impl Written for HtmlTextAreaElement {
    fn stands(&self) -> String {
        self.value()
    }

    fn write(&self, text: &str) {
        self.set_value(text);
    }
}

/// What is known of a box.
pub struct Heard<T: 'static> {
    last: StoredValue<T>,
    read: Reader,
}

impl<T: 'static> Clone for Heard<T> {
    fn clone(&self) -> Heard<T> {
        *self
    }
}

impl<T: 'static> Copy for Heard<T> {}

impl<T: Clone + Default + PartialEq + Send + Sync + 'static> Heard<T> {
    /// Reads what `stands` in a box, and tells what was not known.
    fn new(door: Door, stands: impl Fn() -> Option<T> + 'static, hear: impl Fn(T) + 'static) -> Heard<T> {
        let last = StoredValue::new(T::default());
        let read = Reader::new(move |()| {
            if let Some(now) = stands()
                && last.try_with_value(|last| *last != now) == Some(true)
            {
                last.set_value(now.clone());
                hear(now);
            }
        });
        door.heed(read);
        Heard { last, read }
    }

    /// Reads it. A box may be left after it is gone.
    pub fn read(self) {
        let _ = self.read.try_run(());
    }

    /// This stands there now and is known.
    pub fn known(self, now: T) {
        let _ = self.last.try_set_value(now);
    }
}

/// Lets a box show a text (nothing: as it stands), and hears what is typed there.
pub fn written<E>(
    door: Door,
    here: NodeRef<E>,
    shown: impl Fn() -> Option<String> + 'static,
    hear: impl Fn(String) + 'static,
) -> Heard<String>
where
    E: ElementType + 'static,
    E::Output: Written,
{
    let heard = Heard::new(door, move || Some(here.try_get_untracked()??.stands()), hear);
    // Written only where it differs, so that neither the cursor nor a composition is disturbed.
    Effect::new(move |_| {
        if let (Some(text), Some(here)) = (shown(), here.get()) {
            if here.stands() != text {
                here.write(&text);
            }
            // As the box has it: one of a line takes no line breaks.
            heard.known(here.stands());
        }
    });
    heard
}

/// Lets a box be ticked or not, and hears when that changes.
pub fn ticked(door: Door, here: NodeRef<html::Input>, shown: impl Fn() -> bool + 'static, hear: impl Fn(bool) + 'static) -> Heard<bool> {
    let heard = Heard::new(door, move || Some(here.try_get_untracked()??.checked()), hear);
    Effect::new(move |_| {
        let on = shown();
        if let Some(here) = here.get() {
            here.set_checked(on);
            heard.known(on);
        }
    });
    heard
}

/// Hears what is chosen in a list that says itself which of its lines is `shown`.
pub fn picked(
    door: Door,
    here: NodeRef<html::Select>,
    shown: impl Fn() -> String + 'static,
    hear: impl Fn(String) + 'static,
) -> Heard<String> {
    let heard = Heard::new(door, move || Some(here.try_get_untracked()??.value()), hear);
    Effect::new(move |_| heard.known(shown()));
    heard
}
