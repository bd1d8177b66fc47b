//! What is paid: a table for the procedure and one for each that is filed together with it, and the sum.

use super::GradeMark;
use crate::door::Door;
use crate::texts::Words;
use engine::{FeeTotal, FeeView};
use leptos::prelude::*;
use rulebook::Band;

/// A fee with the bands that are shown of it.
type Shown = (FeeView, Vec<(Band, bool)>);

/// The tables, with only those bands that the status of residence can be granted.
#[component]
pub fn FeeTable() -> impl IntoView {
    let door = Door::here();
    let fees = door.slice(|case| {
        let own = |(band, chosen): (&Band, bool)| (band.clone(), chosen);
        let fees = case
            .fees()
            .map(|(fee, bands)| (fee.clone(), bands.into_iter().map(own).collect::<Vec<_>>()));
        fees.collect::<Vec<Shown>>()
    });
    let total = door.slice(|case| FeeTotal::of(&case.assessment().fees));
    let several = Memo::new(move |_| fees.with(|fees| fees.len() > 1));
    view! {
        {move || { let named = several.get(); fees.get().into_iter().map(|fee| table(&door.words(), fee, named)).collect_view() }}
        {move || total.get().filter(|_| several.get()).map(|total| {
            let words = door.words();
            let sum = words.fill("fee.total", &[("online", &words.yen(total.online)), ("counter", &words.yen(total.counter))]);
            view! { <p class="gap-3"><strong>{sum}</strong>" "{words.get("fee.total.says").to_owned()}</p> }
        })}
        <Show when=move || !fees.with(Vec::is_empty)><p class="quiet gap-3">{move || door.t("fee.how")}</p></Show>
    }
}

fn table(words: &Words, (fee, bands): Shown, named: bool) -> impl IntoView + use<> {
    let head = |text: &str| words.get(text).to_owned();
    // A kind has no period; where there is only one thing to be granted, nothing of it is asked for.
    let by_period = fee.bands.iter().any(|band| band.min > 0 || band.max.is_some());
    let first = head(if by_period { "fee.period" } else { "fee.kind" });
    let wish = fee.bands.len() > 1;
    let rows = bands.iter().map(|(band, chosen)| {
        let chosen = *chosen && wish;
        view! {
            <tr data-chosen=chosen.then_some("")>
                <th scope="row">{head(&band.name)}{chosen.then(|| view! { " "<small>{head("fee.desired")}</small> })}</th>
                <td class="num">{words.yen(band.online)}</td><td class="num">{words.yen(band.counter)}</td><td class="num">{words.yen(band.charge)}</td>
            </tr>
        }
    });
    let id = fee.procedure.as_str();
    let name = named.then(|| words.find(&format!("{id}.official")).unwrap_or_else(|| words.get(id)).to_owned());
    view! {
        {name.map(|name| view! { <h3 class="size-17 gap-4">{name}</h3> })}
        <div class="table_scroll" data-fee=id.to_owned()><table class="table"><caption class="unseen">{head("fee.caption")}</caption>
            <thead><tr><th scope="col">{first}</th><th scope="col" class="num">{head("fee.online")}</th>
                <th scope="col" class="num">{head("fee.counter")}</th><th scope="col" class="num">{head("fee.charge.head")}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody></table></div>
        <p class="quiet gap-2"><GradeMark grade=fee.cite.grade()/>" "<span class="nowrap">{words.fill("fee.on", &[("day", &words.plain_day(fee.on))])}</span></p>
    }
}
