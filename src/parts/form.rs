//! What the pages of questions are made of beyond the first, and what tells whether one can file online.

use crate::case::Judge;
use crate::components::Control;
use crate::components::{CaseCard, CorrectionMade, FindingView, GroupCards, Guides, PassportBox, PointsTables, Why, control};
use crate::errands;
use crate::pages::{Found, verdict_page};
use engine::{Finding, Slot};
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rulebook::{GroupId, GuidePlace, Loaded, PackName, StepId};
use std::sync::Arc;

/// Puts packs that have arrived to what is loaded.
type Arriving = fn(&Loaded, &[(PackName, Vec<u8>)]) -> Arc<Loaded>;

/// What it can do.
#[derive(Clone, Copy)]
pub struct Hands {
    /// The page that answers.
    pub verdict: fn() -> AnyView,
    /// What an answer is typed or chosen with.
    pub control: fn(Control) -> AnyView,
    /// The rows of a group.
    pub group: fn(GroupId) -> AnyView,
    /// The case in the margin.
    pub card: fn() -> AnyView,
    /// Where the lines of a passport can be given, on a page that asks what stands in one.
    pub passport: fn(StepId) -> AnyView,
    /// The tables of points that count what is asked on a page.
    pub points: fn(StepId) -> AnyView,
    /// What is told of the way outside of this desk.
    pub guides: fn(GuidePlace) -> AnyView,
    /// That there are drafts.
    pub found: fn() -> AnyView,
    /// A correction that was made.
    pub correction: fn(Slot) -> AnyView,
    /// A finding.
    pub finding: fn(Finding) -> AnyView,
    /// Why it was found.
    pub why: fn(Finding) -> AnyView,
    /// What judges.
    pub judge: Judge,
    /// The rulebook with what has come of it.
    pub arrive: Arriving,
}

#[wasm_split(form, wasm_split_path = ::leptos::wasm_split, fallible)]
fn hands() -> Result<Hands, SplitLoaderError> {
    Ok(Hands {
        verdict: verdict_page,
        control,
        group: |group| view! { <GroupCards group/> }.into_any(),
        card: || view! { <CaseCard/> }.into_any(),
        passport: |at| view! { <PassportBox at/> }.into_any(),
        points: |at| view! { <PointsTables at/> }.into_any(),
        guides: |place| view! { <Guides place/> }.into_any(),
        found: || view! { <Found/> }.into_any(),
        correction: |at| view! { <CorrectionMade at/> }.into_any(),
        finding: |finding| view! { <div class="gap-4"><FindingView finding/></div> }.into_any(),
        why: |finding| view! { <Why finding/> }.into_any(),
        judge: engine::assess,
        arrive: errands::arrive,
    })
}

pub(super) fn load() -> super::Loading<Hands> {
    Box::pin(async { hands().await.ok() })
}
