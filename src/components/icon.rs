//! Icons: one sprite in each root, and references to its symbols.

use leptos::prelude::*;

/// The sprite. Once in each shadow root, because `<use>` finds only symbols in its own.
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false" inner_html=include_str!("../../style/icons.svg")></svg> }
}

/// One icon. Never alone: a word always stands beside it.
#[component]
pub fn Icon(
    /// Name of the symbol without its `i-`.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=move || format!("#i-{}", name.get())></use></svg> }
}
