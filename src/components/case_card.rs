//! This case in the margin: who, what, until when, how much is left.

use super::Dates;
use crate::case::{Change, Place};
use crate::door::Door;
use leptos::prelude::*;

/// The card.
#[component]
pub fn CaseCard() -> impl IntoView {
    let door = Door::here();
    let name = door.slice(|case| case.applicant_name().map(str::to_owned));
    let procedure = door.slice(|case| case.assessment().procedure.clone());
    let left = door.slice(|case| (case.assessment().blocking().count(), case.assessment().doubtful().count()));
    view! {
        <aside aria-label=move || door.t("ui.aside")>
            <section class="sheet" data-tight="">
                <h2 class="size-18 under-3">{move || door.t("card.title")}</h2>
                <dl class="case_card">
                    {move || name.get().map(|name| view! { <div><dt>{door.t("card.applicant")}</dt><dd>{name}</dd></div> })}
                    {move || procedure.get().map(|id| view! { <div><dt>{door.t("card.procedure")}</dt><dd>{door.t(&id)}</dd></div> })}
                    <div><dt>{move || door.t("card.left")}</dt><dd>{move || { let (blocks, doubts) = left.get(); door.tf("card.left.says", &[("blocks", &blocks.to_string()), ("doubts", &doubts.to_string())]) }}</dd></div>
                </dl>
                <p class="gap-3"><a class="button" data-size="s" href="#tasks" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Tasks)) }>{move || door.t("ui.tasks")}</a></p>
            </section>
            <section class="sheet" data-tight=""><h2 class="size-18 under-4">{move || door.t("dates.title")}</h2><Dates brief=true/></section>
        </aside>
    }
}
