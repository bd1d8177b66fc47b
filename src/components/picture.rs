//! A picture out of a file of the case, or a part of it.

use crate::door::Door;
use crate::errands::{self, Cut};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The picture; a sentence where this browser cannot show it.
#[component]
pub fn Picture(
    /// Key of the file.
    key: String,
    /// Which part of it; all of it while nothing is named.
    #[prop(optional, into)]
    part: Option<Signal<Option<Cut>>>,
    /// What it is, for whom it is not seen. Without it, somebody else says so.
    #[prop(optional)]
    label: Option<Signal<String>>,
) -> impl IntoView {
    let door = Door::here();
    let canvas: NodeRef<html::Canvas> = NodeRef::new();
    let unseen = RwSignal::new(false);
    Effect::new(move |_| {
        let (part, key) = (part.and_then(|part| part.get()), key.clone());
        let Some(canvas) = canvas.get() else { return };
        spawn_local(async move {
            let shown = errands::show_picture(door, key, canvas, part).await;
            // The page may be gone by now.
            let _ = unseen.try_set(!shown);
        });
    });
    view! {
        <canvas class="picture" role=label.is_some().then_some("img") aria-label=move || label.map(|label| label.get())
            aria-hidden=label.is_none().then_some("true") node_ref=canvas></canvas>
        {move || unseen.get().then(|| view! { <p class="quiet" role="status">{door.t("photo.unseen")}</p> })}
    }
}
