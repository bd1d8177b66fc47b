//! The photo: what is asked of it, the file, and its verdict rule by rule.

use crate::case::Place;
use crate::components::{Back, CaseCard, DeskMain, FileField, FindingView, Icon, NextForm, Stage, WhyDocument, place_id};
use crate::door::Door;
use engine::{At, DocumentView, Need};
use leptos::prelude::*;
use rulebook::Takes;

/// What a machine does not see: read beside the picture.
const RULES: [&str; 6] = [
    "photo.rule.size",
    "photo.rule.face",
    "photo.rule.background",
    "photo.rule.hat",
    "photo.rule.recent",
    "photo.rule.edit",
];

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
    let over = Signal::derive(move || door.tf("step.over.gather", &[("n", "1"), ("of", "2")]));
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back.tasks"/> } stage=Stage::Gather summary=true
            over title=door.text("place.photo") lead=door.text("photo.lead") margin=move || view! { <CaseCard/> }>
            <NextForm>
                <div class="sheet">
                    {move || documents.get().into_iter().map(|document| of_document(door, document)).collect_view()}
                    {rules(door)}
                </div>
            </NextForm>
        </DeskMain>
    }
}

/// One photo that is asked for: its place, and what is said of it.
fn of_document(door: Door, document: DocumentView) -> impl IntoView {
    let missing = door.findings(At::Document(document.id.clone()));
    let id = place_id(&At::Document(document.id.clone()));
    let unneeded = match document.need {
        Need::Needed => None,
        Need::Perhaps => Some("need.perhaps"),
        Need::OneOf | Need::Optional | Need::NotNeeded => Some("need.not"),
    };
    view! {
        <section class="sheet-part" id=id tabindex="-1">
            <h2>{door.t(document.id.as_str())}</h2>
            <p>{door.t_if(&format!("{}.help", document.id))}</p>
            {unneeded.map(|says| view! { <p class="quiet">{door.t(says)}</p> })}
            {move || missing.get().into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
            <div class="gap-4"><FileField document=document.id.clone() takes=Takes::Photo/></div>
            <WhyDocument document/>
        </section>
    }
}

fn rules(door: Door) -> impl IntoView {
    view! {
        <section class="sheet-part"><h2>{move || door.t("photo.rules")}</h2>
            <ul>{RULES.map(|rule| view! { <li>{move || door.t(rule)}</li> }).collect_view()}</ul>
            <p class="quiet gap-3"><Icon name="hint"/>" "{move || door.t("photo.machine")}</p></section>
    }
}
