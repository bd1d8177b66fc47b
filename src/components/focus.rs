//! Moving the focus inside one root: links by id do not reach into a shadow root.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Document, Element, HtmlElement, ShadowRoot};

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

/// What a link to an id in the same root does when it is pressed.
pub fn link_to(id: String) -> impl Fn(leptos::ev::MouseEvent) {
    move |event| {
        event.prevent_default();
        if let Some(near) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            focus_id(&near, &id);
        }
    }
}

/// Focuses the summary of what is wrong, else the heading of the page.
pub fn focus_heading(desk: &Element) {
    let found = desk
        .query_selector(".error_summary")
        .ok()
        .flatten()
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
