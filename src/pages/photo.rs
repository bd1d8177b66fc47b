//! The photo: what is asked of it, the file, and its verdict rule by rule.

use crate::case::{Change, Place};
use crate::components::{Back, CaseCard, Counter, ErrorSummary, FileField, FindingView, Icon, Stage, Stepper, WhyDocument};
use crate::door::Door;
use crate::errands;
use engine::{At, Need};
use leptos::prelude::*;
use rulebook::Takes;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let documents = door.slice(|case| {
        case.assessment()
            .documents
            .iter()
            .filter(|document| document.takes == Takes::Photo)
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        <main class="desk_main" id="main" tabindex="-1">
            <div class="desk_main-body">
                <Back to=Place::Tasks text="ui.back.tasks"/>
                <Stepper now=Stage::Gather/>
                <ErrorSummary/>
                <div class="desk_main-title"><p class="desk_main-over">{move || door.tf("step.over.gather", &[("n", "1"), ("of", "2")])}</p>
                    <h1>{move || door.t("place.photo")}</h1><p class="lead">{move || door.t("photo.lead")}</p></div>
                <form novalidate on:submit=move |event| { event.prevent_default(); errands::next(door) }>
                    <div class="sheet">
                        {move || documents.get().into_iter().map(|document| {
                            let missing = door.findings(At::Document(document.id.clone()));
                            let id = crate::components::place_id(&At::Document(document.id.clone()));
                            let needed = document.need == Need::Needed;
                            view! {
                                <section class="sheet-part" id=id tabindex="-1">
                                    <h2>{door.t(document.id.as_str())}</h2>
                                    <p>{door.t_if(&format!("{}.help", document.id))}</p>
                                    {(!needed).then(|| view! { <p class="quiet">{door.t(if document.need == Need::Perhaps { "need.perhaps" } else { "need.not" })}</p> })}
                                    {move || missing.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
                                    <div class="gap-4"><FileField document=document.id.clone() takes=Takes::Photo/></div>
                                    <WhyDocument document=document/>
                                </section>
                            }
                        }).collect_view()}
                        <section class="sheet-part"><h2>{move || door.t("photo.rules")}</h2>
                            <ul>{["photo.rule.size", "photo.rule.face", "photo.rule.background", "photo.rule.hat", "photo.rule.recent", "photo.rule.edit"].map(|rule| view! { <li>{move || door.t(rule)}</li> }).collect_view()}</ul>
                            <p class="quiet gap-3"><Icon name="hint"/>" "{move || door.t("photo.machine")}</p></section>
                    </div>
                    <Counter>
                        <button class="button" data-kind="main" type="submit">{move || door.t("ui.next")}</button>
                        <a class="button" data-kind="plain" href="#tasks" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Tasks)) }>{move || door.t("ui.back.tasks")}</a>
                    </Counter>
                </form>
            </div>
            <CaseCard/>
        </main>
    }
}
