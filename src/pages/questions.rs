//! Every question on one page, to read ahead or to print.

use crate::case::Place;
use crate::components::{Back, DeskMain};
use crate::door::Door;
use crate::errands;
use engine::{ItemView, Truth};
use leptos::prelude::*;
use rulebook::FieldId;

/// The page.
pub fn page() -> impl IntoView {
    let door = Door::here();
    // From the rulebook, not from the rows that exist: a group is shown once.
    let parts = door.slice(|case| {
        case.assessment()
            .steps
            .iter()
            .filter(|step| step.asked != Truth::No)
            .map(|step| {
                let fields = step
                    .items
                    .iter()
                    .flat_map(|item| match item {
                        ItemView::Heading(_) => vec![],
                        ItemView::Field(slot) => vec![(
                            slot.field.clone(),
                            case.assessment().fields.get(slot).map(|view| (view.asked, view.required)),
                        )],
                        ItemView::Group(group) => case
                            .book()
                            .fields()
                            .filter(|(part, _)| part.id == step.part)
                            .map(|(_, field)| field.id.clone())
                            .filter(|field| case.book().part(&step.part).is_some_and(|part| in_group(part, &group.id, field)))
                            .map(|field| (field, None))
                            .collect(),
                    })
                    .collect::<Vec<(FieldId, Option<(Truth, Truth)>)>>();
                let knows = case.knows_page(&step.id).map(|knower| format!("knows.page.{}", knower.word()));
                (step.id.clone(), knows, fields)
            })
            .collect::<Vec<_>>()
    });
    let line = move |(field, view): (FieldId, Option<(Truth, Truth)>)| {
        let (asked, required) = view.unwrap_or((Truth::Unknown, Truth::Unknown));
        (asked != Truth::No).then(|| {
            view! {
                <li class="all_questions-row" data-state=(asked == Truth::Unknown).then_some("perhaps")><div>
                    <p class="all_questions-ask"><span class="all_questions-name">{door.asks(&field)}</span>
                        {(required == Truth::Yes).then(|| view! { <span class="required_mark">{door.t("ui.required")}</span> })}</p>
                    {door.t_if(&format!("{}.help", door.peek(|case| case.words_of(&field)).unwrap_or_default())).map(|help| view! { <p class="all_questions-note">{help}</p> })}</div>
                    <div class="all_questions-answer"></div></li>
            }
        })
    };
    view! {
        <DeskMain back=move || view! { <Back to=Place::Tasks text="ui.back"/> } title=door.text("ui.questions") lead=door.text("questions.lead")>
            <div class="all_questions">{move || parts.get().into_iter().map(|(step, knows, fields)| view! {
                <section class="all_questions-part"><h2>{door.t(step.as_str())}</h2>{knows.map(|knows| view! { <p class="quiet">{door.t(&knows)}</p> })}<ul class="all_questions-list">{fields.into_iter().map(line).collect_view()}</ul></section>
            }).collect_view()}</div>
            <div class="counter"><button class="button" type="button" data-kind="main" on:click=move |_| errands::print()>{move || door.t("ui.print")}</button></div>
        </DeskMain>
    }
}

fn in_group(part: &rulebook::Part, group: &rulebook::GroupId, field: &FieldId) -> bool {
    part.steps
        .iter()
        .flat_map(|step| &step.items)
        .any(|item| matches!(item, rulebook::Item::Group(it) if it.id == *group && it.fields.iter().any(|one| one.id == *field)))
}
