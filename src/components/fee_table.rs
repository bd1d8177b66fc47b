//! What is paid: a table for the procedure and one for each that is filed together with it, and the sum. Where nothing is paid, that is said in
//! place of a table. Of what is not filed online, only the counter's price is told.

use super::grade::stands_out;
use super::{GradeMark, WhyOf};
use crate::case::Case;
use crate::door::Door;
use engine::{Asked, FeeTotal, FeeView};
use leptos::prelude::*;

/// The tables.
#[component]
pub fn FeeTable() -> impl IntoView {
    let door = Door::here();
    let fees = door.slice(|case| (case.assessment().fees.clone(), Case::pays_at_counter(case)));
    // What is open must not close when more words arrive: they change inside of a table.
    let tables = move || {
        let (fees, offline) = fees.get();
        let named = fees.len() > 1;
        let paid = fees.iter().any(|fee| !is_free(fee));
        let total = FeeTotal::of(&fees).filter(|_| named && paid);
        let sum = total.map(|total| {
            let text = if offline { "fee.total.counter" } else { "fee.total" };
            let sum = move || {
                let words = door.words();
                words.fill(
                    text,
                    &[("online", &words.yen(total.online)), ("counter", &words.yen(total.counter))],
                )
            };
            let says = if offline { "fee.total.counter.says" } else { "fee.total.says" };
            view! { <p class="gap-3"><strong>{sum}</strong>" "{move || door.t(says)}</p> }
        });
        let how = (paid && !offline).then(|| view! { <p class="quiet gap-3">{move || door.t("fee.how")}</p> });
        view! { {fees.into_iter().map(|fee| table(door, fee, named, offline)).collect_view()}{sum}{how} }
    };
    view! { {tables} }
}

/// Whether nothing is paid, whatever is granted.
pub fn is_free(fee: &FeeView) -> bool {
    fee.bands.iter().all(|band| (band.online, band.counter) == (0, 0))
}

fn table(door: Door, fee: FeeView, named: bool, offline: bool) -> impl IntoView {
    let (id, day, grade) = (fee.procedure.to_string(), fee.on, fee.cite.grade());
    let name = {
        let id = id.clone();
        Signal::derive(move || door.t_if(&format!("{id}.official")).unwrap_or_else(|| door.t(&id)))
    };
    let free = is_free(&fee);
    let body = if free {
        view! { <p data-fee=id>{door.text("fee.none")}</p> }.into_any()
    } else {
        view! { <div class="table_scroll" data-fee=id>{bands(door, &fee, offline)}</div> }.into_any()
    };
    let note = move || {
        let on =
            (!free).then(|| view! { <span class="nowrap">{move || door.tf("fee.on", &[("day", &door.words().plain_day(day))])}</span> });
        let grade = stands_out(grade).then(|| view! { <GradeMark grade/>" " });
        (on.is_some() || grade.is_some()).then(|| view! { <p class="quiet gap-2">{grade}{on}</p> })
    };
    view! {
        {named.then(|| view! { <h3 class="size-17 gap-4">{name}</h3> })}
        {body}{note}
        <WhyOf asked=Asked::Fee(fee) row=true>{move || door.t("why.ask")}<span class="unseen">" "{name}</span></WhyOf>
    }
}

/// What each thing costs that may be granted. The charge for paying stands beneath the amount to which it is added.
fn bands(door: Door, fee: &FeeView, offline: bool) -> impl IntoView {
    // A kind has no period; where there is only one thing to be granted, nothing of it is asked for.
    let first = door.text(if fee.by_period() { "fee.period" } else { "fee.kind" });
    let wish = fee.bands.len() > 1;
    let yen = move |amount: u32| view! { <span class="amount">{move || door.words().yen(amount)}</span> };
    let head = move |text: &'static str| view! { <th scope="col" class="num">{door.text(text)}</th> };
    let online = move |amount: u32, charge: u32| {
        let charge = (charge > 0).then(|| {
            view! { <small class="amount">{move || door.tf("fee.charge.plus", &[("fee", &door.words().yen(charge))])}</small> }
        });
        view! { <td class="num">{yen(amount)}{charge}</td> }
    };
    let rows = fee.bands.iter().enumerate().map(|(at, band)| {
        let chosen = wish && fee.desired == Some(at);
        let name = band.name.clone();
        view! {
            <tr data-chosen=chosen.then_some("")>
                <th scope="row">{move || door.t(&name)}{chosen.then(|| view! { " "<small>{door.text("fee.desired")}</small> })}</th>
                {(!offline).then(|| online(band.online, band.charge))}<td class="num">{yen(band.counter)}</td>
            </tr>
        }
    });
    view! {
        <table class="table"><caption class="unseen">{door.text("fee.caption")}</caption>
            <thead><tr><th scope="col">{first}</th>{(!offline).then(|| head("fee.online"))}{head("fee.counter")}</tr></thead>
            <tbody>{rows.collect_view()}</tbody></table>
    }
}
