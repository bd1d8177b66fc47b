//! Says above every page that the draft is open somewhere else, or is gone from the device, and what can be done about it.

use super::Icon;
use crate::case::{Saved, Standing};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;
use rulebook::TextId;

/// The notice; nothing where the draft is here.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let door = Door::here();
    let away = door.slice(|case| match (case.standing(), case.saved()) {
        (Standing::Looking, Saved::Elsewhere(text)) => Some(Away::With(text.clone())),
        (Standing::Open, Saved::Gone) => Some(Away::Gone),
        _ => None,
    });
    let (asked, set_asked) = signal(false);
    Effect::new(move |_| {
        if away.with(Option::is_none) {
            set_asked.set(false);
        }
    });
    let told = move || {
        let (title, says, button) = match away.get()? {
            Away::With(text) => {
                let go = move |_| {
                    set_asked.set(true);
                    errands::take_over(door);
                };
                let word = move || door.t(if asked.get() { "elsewhere.asked" } else { "elsewhere.go" });
                let button =
                    view! { <button class="button" type="button" data-kind="go" data-size="s" disabled=asked on:click=go>{word}</button> };
                ("elsewhere.title", text.to_string(), button.into_any())
            }
            Away::Gone => {
                let button = view! { <button class="button" type="button" data-kind="go" data-size="s" on:click=move |_| errands::keep_again(door)>{door.t("gone.keep")}</button> };
                ("gone.title", "saved.gone".to_owned(), button.into_any())
            }
        };
        Some(view! {
            <section class="elsewhere" aria-labelledby="elsewhere"><div class="notice"><Icon name="lock"/><div>
                <h2 class="size-18" id="elsewhere" tabindex="-1">{door.t(title)}</h2>
                <p>{door.t(&says)}</p>
                <p class="gap-3">{button}</p>
            </div></div></section>
        })
    };
    view! { {told} }
}

/// Where the draft is.
#[derive(Clone, PartialEq)]
enum Away {
    /// With another tab; the text says how that came.
    With(TextId),
    /// Nowhere on this device.
    Gone,
}
