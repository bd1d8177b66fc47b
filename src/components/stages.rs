//! What happens after the application has been handed in, each to be ticked by the person, with room for what it brings.

use super::heard::{ticked, written};
use super::{GradeMark, Icon, SourceList, stands_out};
use crate::case::OfHand;
use crate::door::Door;
use crate::errands;
use leptos::html;
use leptos::prelude::*;
use rulebook::{Guide, GuidePlace};

/// The stages that concern this person; nothing until the guidance is here.
#[component]
pub fn Stages() -> impl IntoView {
    let door = Door::here();
    let stages = door.slice(|case| case.guides(GuidePlace::Stage));
    let missing = door.slice(|case| case.book().pack_for_guides().is_some());
    Effect::new(move |_| {
        if missing.get() || door.t_if("guides.title").is_none() {
            errands::want_guides(door);
        }
    });
    let told = move || door.t_if("guides.title").is_some();
    view! {
        <Show when=told>
            <ol class="stages">{move || stages.get().into_iter().map(|guide| view! { <Line guide/> }).collect_view()}</ol>
        </Show>
    }
}

#[component]
fn Line(guide: Guide) -> impl IntoView {
    let door = Door::here();
    let (id, grade) = (guide.id.clone(), guide.cite.grade());
    let now = {
        let id = id.clone();
        door.slice(move |case| case.stage(&id))
    };
    let put = StoredValue::new(id.clone());
    let note = move |done: bool, note: String| door.apply(OfHand::Stage(put.get_value(), done, note));
    let (tick, text): (NodeRef<html::Input>, NodeRef<html::Input>) = (NodeRef::new(), NodeRef::new());
    let done = ticked(door, tick, move || now.get().done, move |on| note(on, now.get_untracked().note));
    let noted = written(
        door,
        text,
        move || Some(now.get().note),
        move |typed| note(now.get_untracked().done, typed),
    );
    let (title, says, asks) = (id.to_string(), format!("{id}.says"), format!("{id}.note"));
    let (tick_id, note_id) = (format!("{id}-done-{}", door.number()), format!("{id}-note-{}", door.number()));
    let (tick_for, note_for) = (tick_id.clone(), note_id.clone());
    let has_note = door.t_if(&asks).is_some();
    let asks = StoredValue::new(asks);
    view! {
        <li class="stages-row" data-stage=id.as_str().to_owned() data-state=move || now.get().done.then_some("done")>
            <label class="choice_field-row" for=tick_for><input type="checkbox" id=tick_id node_ref=tick on:change=move |_| done.read()/>
                <span class="choice_field-name" data-plain="">{door.t(&title)}</span></label>
            {has_note.then(|| view! {
                <div class="stages-note"><label class="field-label" for=note_for>{move || door.t(&asks.get_value())}</label>
                    <input class="input" id=note_id node_ref=text autocomplete="off" on:input=move |_| noted.read()/></div> })}
            <details class="field-why"><summary><Icon name="next"/><span>{move || door.t("stages.what")}<span class="unseen">": "{door.t(&title)}</span>" "{stands_out(grade).then(|| view! { <GradeMark grade/> })}</span></summary>
                <div><p>{door.t(&says)}</p><SourceList source=guide.cite.source.clone() grade rule=id.to_string()/></div></details>
        </li>
    }
}
