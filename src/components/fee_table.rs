//! What each granted period costs.

use super::GradeMark;
use crate::door::Door;
use leptos::prelude::*;

/// The table, with only those bands that the status of residence can be granted.
#[component]
pub fn FeeTable() -> impl IntoView {
    let door = Door::here();
    let fee = door.slice(|case| {
        let assessment = case.assessment();
        let status = case
            .book()
            .core
            .statuses
            .iter()
            .find(|status| Some(status.id.as_str()) == assessment.status.as_deref());
        let periods = status.map(|status| status.periods.clone()).unwrap_or_default();
        assessment.fee.clone().map(|fee| (fee, periods))
    });
    let table = move || {
        let (fee, periods) = fee.get()?;
        let words = door.words();
        let rows = fee.bands.iter().enumerate().filter(|(_, band)| {
            periods.is_empty() || periods.iter().any(|months| band.min <= *months && band.max.is_none_or(|max| *months <= max))
        }).map(|(at, band)| {
            let chosen = fee.desired == Some(at);
            view! {
                <tr data-chosen=chosen.then_some("")>
                    <th scope="row">{words.get(&band.name).to_owned()}{chosen.then(|| view! { " "<small>{words.get("fee.desired").to_owned()}</small> })}</th>
                    <td class="num">{words.yen(band.online)}</td><td class="num">{words.yen(band.counter)}</td><td class="num">{words.yen(band.charge)}</td>
                </tr>
            }
        }).collect_view();
        Some(view! {
            <div class="table_scroll"><table class="table"><caption class="unseen">{words.get("fee.caption").to_owned()}</caption>
                <thead><tr><th scope="col">{words.get("fee.period").to_owned()}</th><th scope="col" class="num">{words.get("fee.online").to_owned()}</th>
                    <th scope="col" class="num">{words.get("fee.counter").to_owned()}</th><th scope="col" class="num">{words.get("fee.charge.head").to_owned()}</th></tr></thead>
                <tbody>{rows}</tbody></table></div>
            <p class="quiet gap-3">{words.get("fee.how").to_owned()}" "<GradeMark grade=fee.cite.grade()/>" "<span class="nowrap">{words.fill("fee.on", &[("day", &words.plain_day(fee.on))])}</span></p>
        })
    };
    view! { {table} }
}
