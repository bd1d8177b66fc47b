//! Whether something is being pressed: between pressing down and letting go nothing may move, or the press hits nothing.

use super::Listening;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use web_sys::HtmlElement;

thread_local! {
    static DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Watches presses on an element. That one is let go is heard of the whole page: it may be elsewhere.
pub fn watch(root: &HtmlElement) -> Listening {
    let early = EventListenerOptions::run_in_capture_phase();
    let down = EventListener::new_with_options(root, "pointerdown", early, |_| DOWN.set(true));
    let window = web_sys::window();
    let up = ["pointerup", "pointercancel", "dragend"].into_iter().filter_map(move |name| {
        let window = window.clone()?;
        Some(EventListener::new_with_options(&window, name, early, |_| {
            // The click comes after it, in the same turn.
            Timeout::new(0, let_go).forget();
        }))
    });
    Listening::to(std::iter::once(down).chain(up))
}

fn let_go() {
    DOWN.set(false);
    WAITING.take().into_iter().for_each(|work| work());
}

/// Does something once nothing is being pressed: at once, or after what is pressed has been clicked.
pub fn when_let_go(work: impl FnOnce() + 'static) {
    if DOWN.get() {
        WAITING.with_borrow_mut(|all| all.push(Box::new(work)));
    } else {
        work();
    }
}
