//! What came back, and what comes next.

use crate::case::{Change, Place};
use crate::components::{Dates, DeskMain, Guides, Icon};
use crate::door::{Door, Receiver};
use crate::errands;
use leptos::prelude::*;
use rulebook::GuidePlace;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    let receipt = door.slice(|case| case.receipt().cloned());
    let what = door.slice(|case| {
        (
            case.applicant_name().map(str::to_owned),
            case.assessment().procedure.clone().unwrap_or_default(),
            case.answers().all_files().count(),
        )
    });
    let originals = door.slice(|case| case.originals().map(|document| document.id.clone()).collect::<Vec<_>>());
    let (sure, set_sure) = signal(false);
    let receiver = match door.receiver() {
        Receiver::Address(host) => host,
        _ => String::new(),
    };
    view! {
        <DeskMain centre=true>
            {move || receipt.get().map(|receipt| {
                let (name, procedure, files) = what.get();
                let words = door.words();
                let digest = receipt.digest.get(..16).unwrap_or(&receipt.digest).to_owned();
                view! {
                    <section class="receipt" aria-labelledby="receipt-head">
                        <div class="receipt-top"><svg class="icon receipt-sign" aria-hidden="true"><use href="#i-done"></use></svg>
                            <h1 id="receipt-head">{words.get("receipt.title").to_owned()}</h1><p>{words.get("receipt.number").to_owned()}</p>
                            <p class="receipt-number" translate="no">{receipt.number.clone()}</p><p class="quiet"><time datetime=receipt.received_at.clone()>{words.moment(&receipt.received_at)}</time></p></div>
                        <div class="receipt-tear"></div>
                        <div class="receipt-rest"><dl class="receipt-facts">
                            {name.map(|name| view! { <dt>{words.get("card.applicant").to_owned()}</dt><dd>{name}</dd> })}
                            <dt>{words.get("card.procedure").to_owned()}</dt><dd>{words.get(&procedure).to_owned()}</dd>
                            {(!receiver.is_empty()).then(|| view! { <dt>{words.get("receipt.by").to_owned()}</dt><dd>{receiver.clone()}</dd> })}
                            <dt>{words.get("receipt.what").to_owned()}</dt><dd>{words.fill("receipt.what.says", &[("n", &files.to_string())])}</dd>
                            <dt>{words.get("receipt.secret").to_owned()}</dt><dd><span class="code" translate="no">{receipt.secret.clone()}</span></dd>
                            <dt>{words.get("receipt.digest").to_owned()}</dt><dd><span class="code" translate="no">{digest}</span></dd>
                            <dt>{words.get("receipt.until").to_owned()}</dt><dd>{words.plain_day(receipt.kept_until)}</dd></dl>
                            <p class="quiet gap-3">{words.get("receipt.ours").to_owned()}</p></div>
                    </section>
                }
            })}
            <section class="gap-7"><h2 class="under-5">{move || door.t("receipt.next")}</h2>
                <div class="under-5"><ul>{["receipt.next.1", "receipt.next.2", "receipt.next.3", "receipt.next.4", "receipt.next.5", "receipt.next.6"].map(|text| view! { <li>{move || door.t(text)}</li> }).collect_view()}</ul></div>
                <Show when=move || !originals.with(Vec::is_empty)>
                    <div class="under-5"><p>{move || door.t("receipt.originals")}</p>
                        <ul>{move || originals.get().into_iter().map(|document| view! { <li>{door.t(document.as_str())}</li> }).collect_view()}</ul></div>
                </Show>
                <Dates/>
                <Guides place=GuidePlace::Receipt/></section>
            <section class="gap-7"><h2 class="under-3">{move || door.t("receipt.again")}</h2>
                <p>{move || door.t("receipt.again.says")}</p>
                <Show when=move || sure.get() fallback=move || view! { <p class="gap-4"><button class="button" type="button" on:click=move |_| set_sure.set(true)>{move || door.t("receipt.again.go")}</button></p> }>
                    <div class="draft_list-sure" role="group"><p>{move || door.t("receipt.again.sure")}</p><div class="draft_list-do">
                        <button class="button" type="button" data-kind="go" data-size="s" on:click=move |_| errands::begin_again(door)>{move || door.t("receipt.again.yes")}</button>
                        <button class="button" type="button" data-size="s" on:click=move |_| set_sure.set(false)>{move || door.t("receipt.again.no")}</button></div></div>
                </Show></section>
            <div class="counter gap-7">
                <button class="button" type="button" data-kind="go" on:click=move |_| errands::print()><Icon name="print"/>{move || door.t("ui.print")}</button>
                <button class="button" type="button" on:click=move |_| errands::save_zip(door)>{move || door.t("receipt.save")}</button>
                <button class="button" type="button" data-kind="plain" on:click=move |_| errands::save_calendar(door)>{move || door.t("ui.calendar")}</button>
                <a class="button" data-kind="plain" href="#drafts" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Shelf)) }>{move || door.t("receipt.forget")}</a>
            </div>
        </DeskMain>
    }
}
