//! How the desk behaves towards the browser and the page around it, whatever stands on it. Nothing of it is wanted before the first answer, so it comes
//! with what keeps that.

use crate::door::Door;
use crate::ports::{Listening, focused, keys, page, pressed};
use gloo_timers::callback::Interval;
use std::any::Any;

/// All of them; each ends when it is dropped.
pub type Manners = Box<dyn Any>;

/// What each is held by.
struct Held {
    _focus: Option<focused::Caught>,
    _listening: [Listening; 3],
    _looking: Interval,
}

/// How often the boxes are read though nothing happened: nobody is told for long that something is missing that stands there.
const LOOK_MS: u32 = 1_000;

/// How the desk behaves from now on in its root.
pub fn manners(root: &web_sys::HtmlElement, door: Door) -> Manners {
    Box::new(Held {
        _focus: focused::catch_focus(root),
        _listening: [
            keys::keep_keys(root),
            page::before_all(root, move || door.hear()),
            pressed::watch(root),
        ],
        _looking: Interval::new(LOOK_MS, move || door.hear()),
    })
}
