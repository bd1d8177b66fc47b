//! The four stretches: look, answer, gather, hand over.

use super::Icon;
use crate::door::Door;
use leptos::prelude::*;

/// One stretch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Can I file, and when.
    Look,
    /// The form.
    Answer,
    /// Photo and papers.
    Gather,
    /// Check and send.
    Hand,
}

/// Where the person is among the four.
#[component]
pub fn Stepper(
    /// The stretch of this page.
    now: Stage,
) -> impl IntoView {
    let door = Door::here();
    let stages = [
        (Stage::Look, "stage.look"),
        (Stage::Answer, "stage.answer"),
        (Stage::Gather, "stage.gather"),
        (Stage::Hand, "stage.hand"),
    ];
    let step = move |(stage, text): (Stage, &'static str)| {
        let done = stage < now;
        view! {
            <li class="stepper-step" data-state=done.then_some("done") aria-current=(stage == now).then_some("step")>
                <span class="stepper-name">{door.text(text)}</span>
                {done.then(|| view! { <Icon name="check"/><span class="unseen">{door.text("stage.done")}</span> })}
            </li>
        }
    };
    view! { <ol class="stepper" aria-label=door.text("stage.label")>{stages.map(step).collect_view()}</ol> }
}
