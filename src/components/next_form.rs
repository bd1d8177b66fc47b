//! What is filled in and handed on: a form whose button is "next".

use super::Counter;
use crate::case::{Case, Change, Place};
use crate::door::Door;
use crate::errands;
use crate::parts::{FORM, shown};
use leptos::prelude::*;

/// A form with its counter.
#[component]
pub fn NextForm(
    /// Whether one can also go back to the list of tasks; before the form there is none yet.
    #[prop(default = true)]
    tasks: bool,
    /// What is filled in.
    children: Children,
) -> impl IntoView {
    let door = Door::here();
    let waits = door.slice(Case::waits);
    view! {
        <form novalidate aria-describedby="saved" on:submit=move |event| { event.prevent_default(); errands::next(door) }>
            {children()}
            {move || waits.get().then(|| shown(&FORM, |_| ().into_any()))}
            <Counter>
                <button class="button" data-kind="main" type="submit">{door.text("ui.next")}</button>
                {tasks.then(|| view! { <ToTasks/> })}
            </Counter>
        </form>
    }
}

/// The way to the list of tasks, as it stands on a counter.
#[component]
pub fn ToTasks() -> impl IntoView {
    let door = Door::here();
    view! {
        <a class="button" data-kind="plain" href="#tasks" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Tasks)) }>
            {door.text("ui.back.tasks")}
        </a>
    }
}
