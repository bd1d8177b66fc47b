//! What is paid: a table for the procedure and one for each that is filed together with it, and the sum. Of what only the counter takes, only
//! its price is told.

use super::{GradeMark, WhyOf};
use crate::door::Door;
use engine::{Asked, FeeTotal, FeeView};
use leptos::prelude::*;

/// The tables.
#[component]
pub fn FeeTable() -> impl IntoView {
    let door = Door::here();
    let fees = door.slice(|case| (case.assessment().fees.clone(), case.assessment().eligibility.offline));
    // What is open must not close when more words arrive: they change inside of a table.
    let tables = move || {
        let (fees, offline) = fees.get();
        let named = fees.len() > 1;
        let total = FeeTotal::of(&fees).filter(|_| named);
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
        let how = (!fees.is_empty() && !offline).then(|| view! { <p class="quiet gap-3">{move || door.t("fee.how")}</p> });
        view! { {fees.into_iter().map(|fee| table(door, fee, named, offline)).collect_view()}{sum}{how} }
    };
    view! { {tables} }
}

fn table(door: Door, fee: FeeView, named: bool, offline: bool) -> impl IntoView {
    // A kind has no period; where there is only one thing to be granted, nothing of it is asked for.
    let first = door.text(if fee.by_period() { "fee.period" } else { "fee.kind" });
    let wish = fee.bands.len() > 1;
    let yen = move |amount: u32| view! { <td class="num">{move || door.words().yen(amount)}</td> };
    let head = move |text: &'static str| view! { <th scope="col" class="num">{door.text(text)}</th> };
    let rows = fee.bands.iter().enumerate().map(|(at, band)| {
        let chosen = wish && fee.desired == Some(at);
        let name = band.name.clone();
        view! {
            <tr data-chosen=chosen.then_some("")>
                <th scope="row">{move || door.t(&name)}{chosen.then(|| view! { " "<small>{door.text("fee.desired")}</small> })}</th>
                {(!offline).then(|| yen(band.online))}{yen(band.counter)}{(!offline).then(|| yen(band.charge))}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let (id, day, grade) = (fee.procedure.to_string(), fee.on, fee.cite.grade());
    let name = {
        let id = id.clone();
        Signal::derive(move || door.t_if(&format!("{id}.official")).unwrap_or_else(|| door.t(&id)))
    };
    view! {
        {named.then(|| view! { <h3 class="size-17 gap-4">{name}</h3> })}
        <div class="table_scroll" data-fee=id><table class="table"><caption class="unseen">{door.text("fee.caption")}</caption>
            <thead><tr><th scope="col">{first}</th>{(!offline).then(|| head("fee.online"))}{head("fee.counter")}{(!offline).then(|| head("fee.charge.head"))}</tr></thead>
            <tbody>{rows}</tbody></table></div>
        <p class="quiet gap-2"><GradeMark grade/>" "<span class="nowrap">{move || door.tf("fee.on", &[("day", &door.words().plain_day(day))])}</span></p>
        <WhyOf asked=Asked::Fee(fee) row=true>{move || door.t("why.ask")}<span class="unseen">" "{name}</span></WhyOf>
    }
}
