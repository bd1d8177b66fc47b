//! One page of the form, or of the questions before it.

use crate::case::Place;
use crate::components::{Back, DeskMain, FieldFrame, NextForm, Stage};
use crate::door::Door;
use crate::parts::{FORM, beside, shown as later};
use engine::{ItemView, Truth};
use leptos::prelude::*;
use rulebook::{GuidePlace, StepId, TextId};

/// The page of a step.
pub fn page(id: StepId) -> impl IntoView {
    let door = Door::here();
    let step = {
        let id = id.clone();
        door.peek(|case| case.assessment().steps.iter().find(|step| step.id == id).cloned())
            .flatten()
    };
    let before_form = step
        .as_ref()
        .is_some_and(|step| door.peek(|case| case.book().core.start.id == step.part).unwrap_or(false));
    let first = door
        .peek(|case| case.book().core.start.steps.first().is_some_and(|first| first.id == id))
        .unwrap_or(false);
    let count = {
        let id = id.clone();
        door.slice(move |case| {
            let start = &case.book().core.start.id;
            let shown: Vec<_> = case
                .assessment()
                .steps
                .iter()
                .filter(|step| step.asked == Truth::Yes && (step.part == *start) == before_form)
                .collect();
            (shown.iter().position(|step| step.id == id).map_or(0, |at| at + 1), shown.len())
        })
    };
    let stage = if before_form { Stage::Look } else { Stage::Answer };
    let over = Signal::derive(move || {
        let (at, of) = count.get();
        door.tf(
            if before_form { "step.over.look" } else { "step.over.answer" },
            &[("n", &at.to_string()), ("of", &of.to_string())],
        )
    });
    let help = format!("{id}.help");
    let lead = MaybeProp::derive(move || door.t_if(&help));
    let title = {
        let id = id.clone();
        Signal::derive(move || door.t(id.as_str()))
    };
    let items = step.map(|step| step.items).unwrap_or_default();
    let shown = items
        .iter()
        .enumerate()
        .map(|(at, item)| match item {
            ItemView::Heading(text) => heading(door, text.clone(), items.get(at + 1).cloned()).into_any(),
            ItemView::Field(slot) => view! { <FieldFrame at=slot.clone()/> }.into_any(),
            ItemView::Group(group) => {
                let group = group.id.clone();
                later(&FORM, move |part| (part.group)(group.clone()))
            }
        })
        .collect_view();
    let knows = {
        let id = id.clone();
        door.slice(move |case| case.knows_page(&id).map(|knower| format!("knows.page.{}", knower.word())))
    };
    let back_to = door.slice(|case| case.back_to().cloned());
    let margin = move || {
        if before_form {
            view! { <crate::pages::verdict::Aside/> }.into_any()
        } else {
            beside(&FORM, |part| (part.card)())
        }
    };
    let way_back = move || match (back_to.get(), before_form, first) {
        (Some(place), ..) => Some(view! { <Back to=place text="ui.back"/> }),
        (None, true, true) => None,
        (None, true, false) => Some(view! { <Back to=before(door) text="ui.back"/> }),
        (None, false, _) => Some(view! { <Back to=Place::Tasks text="ui.back.tasks"/> }),
    };
    view! {
        <DeskMain back=way_back stage summary=true over title lead margin>
            {first.then(|| beside(&FORM, |part| (part.found)()))}
            <NextForm tasks=!before_form><div class="sheet">
                {move || knows.get().map(|knows| view! { <p class="quiet under-5" data-knows="">{door.t(&knows)}</p> })}
                {beside(&FORM, { let id = id.clone(); move |part| (part.passport)(id.clone()) })}
                {shown}{beside(&FORM, move |part| (part.points)(id.clone()))}</div></NextForm>
            {first.then(|| view! { <div class="gap-5">{beside(&FORM, |part| (part.guides)(GuidePlace::Start))}</div> })}
        </DeskMain>
    }
}

/// A heading that is shown when the field after it is.
fn heading(door: Door, text: TextId, next: Option<ItemView>) -> impl IntoView {
    let asked = door.slice(move |case| match &next {
        Some(ItemView::Field(slot)) => case.is_asked(slot),
        Some(ItemView::Group(group)) => group.asked == Truth::Yes,
        _ => true,
    });
    view! { <Show when=move || asked.get()><h2 class="gap-part">{let text = text.clone(); move || door.t(text.as_str())}</h2></Show> }
}

/// The page before this one among the questions before the form.
fn before(door: Door) -> Place {
    door.peek(|case| {
        let Place::Step(now) = case.place() else { return None };
        let start = &case.book().core.start.id;
        let shown = case
            .assessment()
            .steps
            .iter()
            .filter(|step| step.part == *start && step.asked == Truth::Yes);
        shown
            .take_while(|step| step.id != *now)
            .last()
            .map(|step| Place::Step(step.id.clone()))
    })
    .flatten()
    .unwrap_or(Place::Verdict)
}
