//! What each granted period costs.

use super::GradeMark;
use crate::door::Door;
use leptos::prelude::*;

/// The table, with only those bands that the status of residence can be granted.
#[component]
pub fn FeeTable() -> impl IntoView {
    let door = Door::here();
    let fee = door.slice(|case| case.assessment().fee.clone());
    let bands = door.slice(|case| case.bands().map(|(band, desired)| (band.clone(), desired)).collect::<Vec<_>>());
    let table = move || {
        let fee = fee.get()?;
        let words = door.words();
        let rows = bands.get().into_iter().map(|(band, chosen)| {
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
