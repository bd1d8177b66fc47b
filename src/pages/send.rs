//! Sending: how far it is, and what to do when it does not arrive.

use crate::case::{Change, Place, Sending};
use crate::components::{DeskMain, Icon, Said, Stage};
use crate::door::Door;
use crate::errands;
use leptos::prelude::*;
use rulebook::Severity;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let sending = door.slice(|case| case.sending().clone());
    let files = door.slice(|case| case.answers().all_files().count());
    let percent = move || match sending.get() {
        Sending::Going(done) => (done * 100.0) as u32,
        _ => 0,
    };
    let title = Signal::derive(move || {
        door.t(match sending.get() {
            Sending::Going(_) => "send.going",
            Sending::Failed { .. } => "send.failed",
            Sending::Unsure => "send.unsure.title",
            Sending::Not | Sending::Refused | Sending::Twice => "place.send",
        })
    });
    view! {
        <DeskMain centre=true stage=Stage::Hand title>
            <div class="sheet">
                <Show when=move || matches!(sending.get(), Sending::Going(_))>
                    <p class="size-18 bold" role="status">{move || door.tf("send.going.says", &[("n", &files.get().to_string())])}</p>
                    <progress class="send_progress-bar gap-3 under-5" max="100" value=move || percent().to_string() aria-label=move || door.t("send.progress")>{move || format!("{} %", percent())}</progress>
                </Show>
                {move || match sending.get() {
                    Sending::Failed { text, again, wait } => view! {
                        <div class="finding" data-severity="blocks" role="alert"><Icon name="stop"/><div class="finding-body">
                            <p><strong class="finding-word">{door.t("send.failed")}</strong>" "<span class="finding-say">{door.t(text.as_str())}</span></p>
                            <p>{door.t("send.safe")}</p>
                            <div class="finding-do">
                                {again.then(|| view! { <button class="button" data-kind="go" type="button" on:click=move |_| errands::send(door)><Icon name="again"/>{door.t("send.again")}</button> })}
                                {wait.map(|wait| view! { <span class="quiet">{door.tf("send.wait", &[("n", &wait.to_string())])}</span> })}
                            </div></div></div> }.into_any(),
                    Sending::Unsure => view! { <Said severity=Severity::Warns text=door.text("send.unsure")>
                        <button class="button" data-kind="go" type="button" on:click=move |_| errands::send(door)><Icon name="again"/>{door.t("send.unsure.again")}</button></Said> }.into_any(),
                    Sending::Twice => view! { <Said severity=Severity::Warns text=door.text("send.twice")>
                        <button class="button" data-kind="stop" type="button" on:click=move |_| errands::send_anyway(door)>{door.t("send.twice.anyway")}</button></Said> }.into_any(),
                    Sending::Not | Sending::Refused => view! { <p>{door.t("send.not")}</p> }.into_any(),
                    Sending::Going(_) => ().into_any(),
                }}
            </div>
            <div class="counter">
                <button class="button" type="button" on:click=move |_| { errands::stop_sending(door); door.apply(Change::Go(Place::Check)) }>{move || door.t("send.later")}</button>
                <button class="button" type="button" data-kind="plain" on:click=move |_| errands::save_zip(door)>{move || door.t("save.zip")}</button>
            </div>
        </DeskMain>
    }
}
