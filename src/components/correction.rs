//! A correction that was made: before, after, and the way back.

use super::{field_id, focus_then};
use crate::case::Change;
use crate::door::Door;
use engine::Slot;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Shown beneath the field for as long as the corrected answer stands.
#[component]
pub fn CorrectionMade(
    /// Which answer.
    at: Slot,
    /// Id of the element, for the field's description.
    id: String,
) -> impl IntoView {
    let door = Door::here();
    let made = {
        let slot = at.clone();
        door.slice(move |case| case.corrected(&slot).cloned())
    };
    let slot = StoredValue::new(at);
    let back = move |event: MouseEvent| {
        let box_ = format!("#{}", field_id(&slot.get_value()));
        door.apply(Change::TakeBack(slot.get_value()));
        focus_then(&event, [box_]);
    };
    view! {
        <div id=id role="status">
            {move || made.get().map(|(before, after)| view! {
                <div class="correction">
                    <p><strong>{move || door.t("correction.made")}</strong></p>
                    <p class="correction-pair">
                        <span class="unseen">{move || door.t("correction.before")}</span><del>{before}</del>
                        <span aria-hidden="true">"→"</span>
                        <span class="unseen">{move || door.t("correction.after")}</span><ins>{after}</ins>
                    </p>
                    <button class="button" type="button" data-size="s" on:click=back>
                        {move || door.t("correction.back")}
                    </button>
                </div>
            })}
        </div>
    }
}
