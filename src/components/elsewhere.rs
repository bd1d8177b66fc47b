//! Says that the draft is open somewhere else and is only looked at here, and takes it over.

use super::Icon;
use crate::case::{Saved, Standing};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;

/// The notice; nothing where the case can be changed.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let door = Door::here();
    let looking = door.slice(|case| match (case.standing(), case.saved()) {
        (Standing::Looking, Saved::Elsewhere(text)) => Some(text.clone()),
        _ => None,
    });
    let (asked, set_asked) = signal(false);
    Effect::new(move |_| {
        if looking.with(Option::is_none) {
            set_asked.set(false);
        }
    });
    let told = move || {
        let text = looking.get()?;
        Some(view! {
            <section class="elsewhere" aria-labelledby="elsewhere"><div class="notice"><Icon name="lock"/><div>
                <h2 class="size-18" id="elsewhere" tabindex="-1">{door.t("elsewhere.title")}</h2>
                <p>{door.t(text.as_str())}</p>
                <p class="gap-3"><button class="button" type="button" data-kind="go" data-size="s" disabled=asked
                    on:click=move |_| { set_asked.set(true); errands::take_over(door) }>{move || door.t(if asked.get() { "elsewhere.asked" } else { "elsewhere.go" })}</button></p>
            </div></div></section>
        })
    };
    view! { {told} }
}
