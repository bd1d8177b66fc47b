//! The board on which the buttons stand.

use super::SavedMark;
use leptos::prelude::*;

/// The counter at the end of a page: its buttons, then what is kept.
#[component]
pub fn Counter(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="counter">{children()}<SavedMark/></div> }
}
