//! What came back, and what comes next.

use crate::case::{Change, Place};
use crate::components::{Dates, DeskMain, Guides, Icon, Stages, focus_then};
use crate::door::{Door, Receiver};
use crate::errands::{self, Withdrawn};
use leptos::prelude::*;
use leptos::task::spawn_local;
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
            <Withdraw/>
            <section class="sheet gap-7"><h2 class="under-3">{move || door.t("stages.title")}</h2><p class="quiet under-3">{move || door.t("stages.says")}</p><Stages/></section>
            <Forget/>
            <div class="counter gap-7">
                <button class="button" type="button" data-kind="go" on:click=move |_| errands::print()><Icon name="print"/>{move || door.t("ui.print")}</button>
                <button class="button" type="button" on:click=move |_| errands::save_zip(door)>{move || door.t("receipt.save")}</button>
                <button class="button" type="button" data-kind="plain" on:click=move |_| errands::save_calendar(door)>{move || door.t("ui.calendar")}</button>
                <a class="button" data-kind="plain" href="#drafts" on:click=move |event| { event.prevent_default(); door.apply(Change::Go(Place::Shelf)) }>{move || door.t("receipt.shelf")}</a>
            </div>
        </DeskMain>
    }
}

/// Withdrawing what was sent, where the receiving side can be asked to.
#[component]
fn Withdraw() -> impl IntoView {
    let door = Door::here();
    let (sure, set_sure) = signal(false);
    let became: RwSignal<Option<Withdrawn>> = RwSignal::new(None);
    let going = RwSignal::new(false);
    let gone = door.slice(|case| case.is_withdrawn());
    let can = move || matches!(door.receiver(), Receiver::Address(_));
    let ask = move |event: leptos::ev::MouseEvent| {
        became.set(None);
        set_sure.set(true);
        focus_then(&event, ["#withdraw .draft_list-sure button:last-child".into()]);
    };
    let go = move |event: leptos::ev::MouseEvent| {
        set_sure.set(false);
        going.set(true);
        focus_then(&event, ["#withdraw-head".into()]);
        spawn_local(async move {
            let how = errands::withdraw(door).await;
            let _ = going.try_set(false);
            let _ = became.try_set(Some(how));
        });
    };
    let said = move || match (gone.get(), going.get(), became.get()) {
        (true, ..) => Some("withdraw.gone"),
        (_, true, _) => Some("withdraw.going"),
        (.., Some(Withdrawn::Unknown)) => Some("withdraw.unknown"),
        (.., Some(Withdrawn::Failed)) => Some("withdraw.failed"),
        _ => None,
    };
    view! {
        <Show when=can>
            <section class="gap-7" id="withdraw"><h2 class="under-3" id="withdraw-head" tabindex="-1">{move || door.t("withdraw.title")}</h2>
                <p>{move || door.t("withdraw.says")}</p>
                <p role="status" data-state=move || gone.get().then_some("gone")>{move || said().map(|id| door.t(id))}</p>
                <Show when=move || !gone.get() && !going.get()>
                    <Show when=move || sure.get() fallback=move || view! { <p class="gap-4"><button class="button" type="button" on:click=ask>{move || door.t("withdraw.go")}</button></p> }>
                        <div class="draft_list-sure" role="group"><p>{move || door.t("withdraw.sure")}</p><div class="draft_list-do">
                            <button class="button" type="button" data-kind="stop" data-size="s" on:click=go>{move || door.t("withdraw.yes")}</button>
                            <button class="button" type="button" data-size="s" on:click=move |event| { set_sure.set(false); focus_then(&event, ["#withdraw-head".into()]) }>{move || door.t("withdraw.no")}</button></div></div>
                    </Show>
                </Show></section>
        </Show>
    }
}

/// Deleting everything that the desk keeps on this device.
#[component]
fn Forget() -> impl IntoView {
    let door = Door::here();
    let (sure, set_sure) = signal(false);
    let ask = move |event: leptos::ev::MouseEvent| {
        set_sure.set(true);
        focus_then(&event, ["#forget .draft_list-sure button:last-child".into()]);
    };
    view! {
        <section class="gap-7" id="forget"><h2 class="under-3" id="forget-head" tabindex="-1">{move || door.t("receipt.forget")}</h2>
            <p>{move || door.t("receipt.forget.says")}</p>
            <Show when=move || sure.get() fallback=move || view! { <p class="gap-4"><button class="button" type="button" on:click=ask>{move || door.t("shelf.delete.all")}</button></p> }>
                <div class="draft_list-sure" role="group"><p>{move || door.t("shelf.sure.all")}</p><div class="draft_list-do">
                    <button class="button" type="button" data-kind="stop" data-size="s" on:click=move |_| errands::forget_all(door)>{move || door.t("shelf.sure.all.yes")}</button>
                    <button class="button" type="button" data-size="s" on:click=move |event| { set_sure.set(false); focus_then(&event, ["#forget-head".into()]) }>{move || door.t("shelf.sure.no")}</button></div></div>
            </Show></section>
    }
}
