//! Moving the focus inside one root: links by id do not reach into a shadow root.

use crate::errands::when_let_go;
use leptos::prelude::{request_animation_frame, set_timeout};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Document, Element, Event, FocusEvent, HtmlElement, ShadowRoot};
use std::time::Duration;

fn find(near: &Element, id: &str) -> Option<HtmlElement> {
    let root = near.get_root_node();
    let found = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.get_element_by_id(id),
        None => root.dyn_ref::<Document>().and_then(|document| document.get_element_by_id(id)),
    };
    found?.dyn_into().ok()
}

/// Focuses the element with this id in the root of another element. Answers whether it is there.
pub fn focus_id(near: &Element, id: &str) -> bool {
    let found = find(near, id);
    if let Some(element) = &found {
        let _ = element.focus();
        element.scroll_into_view_with_bool(true);
    }
    found.is_some()
}

/// Focuses the first of these selectors that finds something on the desk, once what was pressed has done its work: it may be gone by then.
pub fn focus_then<const N: usize>(event: &Event, selectors: [String; N]) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(desk) = pressed.and_then(|pressed| pressed.closest(".desk").ok().flatten()) else {
        return;
    };
    request_animation_frame(move || {
        let found = selectors.iter().find_map(|css| desk.query_selector(css).ok().flatten());
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// What a link to an id in the same root does when it is pressed.
pub fn link_to(id: String) -> impl Fn(leptos::ev::MouseEvent) {
    move |event| {
        event.prevent_default();
        if let Some(near) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            focus_id(&near, &id);
        }
    }
}

/// Does what is to be done when a field is left, without moving what the person is about to press.
///
/// A correction makes the page longer. If it appeared between pressing something down and letting it go, that would have moved away and nothing
/// would happen: it waits until nothing is being pressed. A button that gets the focus does its own work ("next" corrects as well);
/// where the browser does not say what gets the focus, a moment passes first. Who is back in the field by then has not left it, and may be
/// composing there already.
pub fn on_leave(event: &FocusEvent, leave: impl FnOnce() + 'static) {
    let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
    let from = event.target().and_then(|from| from.dyn_into::<Element>().ok());
    let is_back = move || from.is_some_and(|from| from.matches(":focus").unwrap_or(false));
    match to {
        Some(to) if matches!(to.tag_name().as_str(), "BUTTON" | "A") => {}
        Some(_) => when_let_go(leave),
        None => set_timeout(
            move || {
                when_let_go(move || {
                    if !is_back() {
                        leave()
                    }
                });
            },
            Duration::from_millis(250),
        ),
    }
}

/// Focuses what says that nothing can be changed here, else the summary of what is wrong, else the heading of the page.
pub fn focus_heading(desk: &Element) {
    let found = desk
        .query_selector(".elsewhere h2")
        .ok()
        .flatten()
        .or_else(|| desk.query_selector(".error_summary").ok().flatten())
        .or_else(|| desk.query_selector("main h1").ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        if element.get_attribute("tabindex").is_none() {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
        // The head of the page comes into view with it, so that "back" and the stepper are seen as well.
        let top = if element.class_name().contains("error_summary") {
            element
        } else {
            desk.clone().dyn_into().unwrap_or(element)
        };
        top.scroll_into_view_with_bool(true);
    }
}
