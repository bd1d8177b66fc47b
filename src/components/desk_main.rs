//! The frame of a page: the way back, the stretch, what is wrong, the title; then the page's own, and beside it the margin.

use super::error_summary::ErrorSummary;
use super::{Stage, Stepper};
use leptos::prelude::*;

/// A page of the desk.
#[component]
pub fn DeskMain(
    /// The way back, above everything.
    #[prop(optional, into)]
    back: ViewFn,
    /// The stretch of this page.
    #[prop(optional)]
    stage: Option<Stage>,
    /// Whether what is wrong on this page stands above its title.
    #[prop(optional)]
    summary: bool,
    /// A quiet line above the title.
    #[prop(optional, into)]
    over: MaybeProp<String>,
    /// The title. A page without one brings its own heading.
    #[prop(optional)]
    title: Option<Signal<String>>,
    /// What is said first.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Whether the column stands in the middle: pages that only tell.
    #[prop(optional)]
    centre: bool,
    /// Whether the column takes all the room there is: the photo, which needs two side by side.
    #[prop(optional)]
    wide: bool,
    /// What stands beside the column.
    #[prop(optional, into)]
    margin: ViewFn,
    /// The page's own.
    children: Children,
) -> impl IntoView {
    view! {
        <main class="desk_main" id="main" tabindex="-1" data-centre=centre.then_some("")>
            <div class="desk_main-body" data-wide=wide.then_some("")>
                {move || back.run()}
                {stage.map(|stage| view! { <Stepper now=stage/> })}
                {summary.then(|| view! { <ErrorSummary/> })}
                {title.map(|title| view! {
                    <div class="desk_main-title">
                        {move || over.get().map(|over| view! { <p class="desk_main-over">{over}</p> })}
                        <h1>{title}</h1>
                        {move || lead.get().map(|lead| view! { <p class="lead">{lead}</p> })}
                    </div>
                })}
                {children()}
            </div>
            {margin.run()}
        </main>
    }
}
