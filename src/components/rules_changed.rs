//! What other rules made different since the draft was saved, until the person has seen it.

use super::{FindingView, Icon};
use crate::case::{Change, Changed, Place, Shift};
use crate::door::Door;
use leptos::prelude::*;

/// The notice; nothing where there is nothing to tell.
#[component]
pub fn RulesChanged() -> impl IntoView {
    let door = Door::here();
    let changed = door.slice(|case| case.changed());
    let told = move || {
        let changed = changed.get()?;
        Some(view! {
            <section class="notice under-5" aria-labelledby="rules-changed"><Icon name="hint"/><div>
                <h2 class="size-18" id="rules-changed">{door.t("changed.title")}</h2>
                <p>{door.sentences([door.t_if(outcome(&changed)), door.t_if("changed.kept")])}</p>
                {lists(door, changed)}
                <p class="gap-4"><button class="button" type="button" data-size="s" on:click=move |_| door.apply(Change::SeenChanges)>{door.t("changed.seen")}</button></p>
            </div></section>
        })
    };
    view! { {told} }
}

fn outcome(changed: &Changed) -> &'static str {
    if !changed.whole {
        "changed.unknown"
    } else if changed.is_nothing() {
        "changed.same"
    } else {
        "changed.differs"
    }
}

fn lists(door: Door, changed: Changed) -> impl IntoView {
    let links =
        |head: &'static str, all: Vec<(String, Place)>| list(door, head, all.into_iter().map(|(id, to)| link(door, id, to)).collect());
    let gone = |head: &'static str, ids: Vec<String>| list(door, head, named(door, ids));
    let day = move |day| door.words().plain_day(day);
    let yen = move |amount| door.words().yen(amount);
    view! {
        {links("changed.asked", changed.asked.into_iter().map(|(id, to)| (id.to_string(), to)).collect())}
        {gone("changed.not_asked", changed.not_asked.iter().map(ToString::to_string).collect())}
        {links("changed.needed", changed.needed.into_iter().map(|(id, to)| (id.to_string(), to)).collect())}
        {gone("changed.not_needed", changed.not_needed.iter().map(ToString::to_string).collect())}
        {list(door, "changed.fee", changed.fee.into_iter().map(|(id, shift)| shifted(door, id.as_str(), shift, yen)).collect())}
        {list(door, "changed.dates", changed.dates.into_iter().map(|(id, shift)| shifted(door, id.as_str(), shift, day)).collect())}
        {(!changed.against.is_empty()).then(|| view! {
            <h3 class="size-17 gap-4">{door.t("changed.against")}</h3>
            {changed.against.into_iter().map(|finding| view! { <FindingView finding/> }).collect_view()}
        })}
    }
}

fn list(door: Door, head: &'static str, lines: Vec<AnyView>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <h3 class="size-17 gap-4">{door.t(head)}</h3><ul>{lines}</ul> }
    })
}

fn link(door: Door, id: String, to: Place) -> AnyView {
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        door.apply(Change::MendAt(to.clone()));
    };
    view! { <a href="#" on:click=go>{door.t(&id)}</a> }.into_any()
}

/// Those that still have a name, and how many have none any more.
fn named(door: Door, ids: Vec<String>) -> Vec<AnyView> {
    let names: Vec<String> = ids.iter().filter_map(|id| door.t_if(id)).collect();
    let nameless = ids.len() - names.len();
    let rest = (nameless > 0).then(|| door.tf("changed.nameless", &[("n", &nameless.to_string())]));
    names.into_iter().chain(rest).map(IntoAny::into_any).collect()
}

fn shifted<V>(door: Door, id: &str, shift: Shift<V>, say: impl Fn(V) -> String) -> AnyView {
    let text = match (&shift.was, &shift.is) {
        (Some(_), Some(_)) => "changed.from_to",
        (Some(_), None) => "changed.gone",
        (None, _) => "changed.new",
    };
    let value = |value: Option<V>| value.map(&say).unwrap_or_default();
    let (name, was, is) = (door.t(id), value(shift.was), value(shift.is));
    door.tf(text, &[("name", &name), ("was", &was), ("is", &is)]).into_any()
}
