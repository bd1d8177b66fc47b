//! How sure we are, in words.

use crate::door::Door;
use leptos::prelude::*;
use rulebook::Grade;

/// The mark of a grade.
#[component]
pub fn GradeMark(
    /// How sure.
    grade: Grade,
) -> impl IntoView {
    let door = Door::here();
    view! { <span class="grade" data-grade=grade.word()>{move || door.t(&format!("grade.{}", grade.word()))}</span> }
}
