//! What may be filed together with this application.

use super::fee_table::is_free;
use super::{Icon, SourceList};
use crate::door::Door;
use crate::errands;
use crate::texts::Words;
use engine::{FeeView, Together};
use leptos::prelude::*;
use rulebook::Band;

/// What each thing costs that may be granted, by its name where there are several.
fn amounts(words: &Words, fee: &FeeView) -> String {
    let one = |band: &Band| match fee.bands.len() {
        1 => words.yen(band.online),
        _ => words.fill(
            "together.band",
            &[("name", words.get(&band.name)), ("fee", &words.yen(band.online))],
        ),
    };
    fee.bands.iter().map(one).collect::<Vec<_>>().join(words.get("format.list"))
}

/// The list; nothing where there is none.
#[component]
pub fn TogetherList() -> impl IntoView {
    let door = Door::here();
    let together = door.slice(|case| case.together());
    let line = move |it: &Together| {
        let id = it.procedure.to_string();
        let name = door.t_if(&format!("{id}.official")).unwrap_or_else(|| door.t(&id));
        let help = door.t_if(&format!("{id}.help"));
        let only = (!it.alone).then(|| door.t("together.only"));
        let cost = it.fee.as_ref().map(|fee| match is_free(fee) {
            true => door.t("fee.none"),
            false => door.tf("together.cost", &[("fees", &amounts(&door.words(), fee))]),
        });
        view! { <li><strong>{name}</strong>" "{door.sentences([help, only, cost])}</li> }
    };
    let list = move || {
        let together = together.get();
        let cite = together.first()?.cite.clone();
        let built = door.peek(|case| case.assessment().known).unwrap_or_default();
        let rule = door.peek(|case| case.assessment().procedure.clone()).flatten().unwrap_or_default();
        Some(view! {
            <section class="sheet-part"><h2>{door.t("together.title")}</h2>
                <p>{door.t("together.says")}</p>
                <ul>{together.iter().map(line).collect_view()}</ul>
                <p class="quiet gap-3">{door.t(if built { "together.here" } else { "together.not_here" })}</p>
                <details class="field-why" on:toggle=move |_| errands::want_sources(door)><summary><Icon name="next"/>{door.t("why.ask")}</summary>
                    <div><SourceList source=cite.source.clone() grade=cite.grade() rule/></div></details>
            </section>
        })
    };
    view! { {list} }
}
