//! How sure we are, in words.

use crate::door::Door;
use leptos::prelude::*;
use rulebook::Grade;

/// Whether a grade is told at once. That something rests on the agency's own text is told to whoever asks why.
pub fn stands_out(grade: Grade) -> bool {
    !matches!(grade, Grade::Official | Grade::Copy)
}

/// The mark of a grade.
#[component]
pub fn GradeMark(
    /// How sure.
    grade: Grade,
) -> impl IntoView {
    let door = Door::here();
    view! { <span class="grade" data-grade=grade.word()>{move || door.t(&format!("grade.{}", grade.word()))}</span> }
}
