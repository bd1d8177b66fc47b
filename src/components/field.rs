//! The frame that all fields share: label, required or not, official number, help, who knows, error, control, correction, why.

use super::Icon;
use super::choice_field::ChoiceField;
use super::control::{Control, field_id};
use crate::door::Door;
use crate::parts::{FORM, beside, shown as later};
use engine::{At, Slot, Truth};
use leptos::prelude::*;
use rulebook::{FieldKind, Severity, Shape};

/// One field with its frame, shown when it is asked.
#[component]
pub fn FieldFrame(
    /// Which answer it edits.
    at: Slot,
) -> impl IntoView {
    let door = Door::here();
    let view = door.field(at.clone());
    let asked = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.asked == Truth::Yes)));
    let slot = StoredValue::new(at);
    move || asked.get().then(|| shown(door, slot.get_value()))
}

fn shown(door: Door, slot: Slot) -> AnyView {
    let Some(field) = door.peek(|case| case.field(&slot.field).cloned()).flatten() else {
        return ().into_any();
    };
    let id = field_id(&slot);
    let view = door.field(slot.clone());
    let required = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.required == Truth::Yes)));
    let findings = door.findings(At::Field(slot.clone()));
    let errors = Memo::new(move |_| {
        findings
            .get()
            .into_iter()
            .filter(|it| it.severity == Severity::Blocks)
            .collect::<Vec<_>>()
    });
    let doubts = Memo::new(move |_| {
        findings
            .get()
            .into_iter()
            .filter(|it| it.severity != Severity::Blocks)
            .collect::<Vec<_>>()
    });
    // Its words may be those of its road; it is found by its own name.
    let (field_name, name) = (field.id.as_str().to_owned(), field.words().to_owned());
    let help = {
        let name = name.clone();
        Signal::derive(move || door.t_if(&format!("{name}.help")))
    };
    let knows = {
        let field = slot.field.clone();
        door.slice(move |case| case.knows(&field).map(|knower| format!("knows.{}", knower.word())))
    };
    let described = {
        let id = id.clone();
        Signal::derive(move || {
            let mut ids = Vec::new();
            if help.with(Option::is_some) {
                ids.push(format!("{id}-h"));
            }
            if knows.with(Option::is_some) {
                ids.push(format!("{id}-k"));
            }
            if !errors.with(Vec::is_empty) {
                ids.push(format!("{id}-e"));
            }
            ids.push(format!("{id}-c"));
            ids.join(" ")
        })
    };
    let control = Control {
        slot: slot.clone(),
        field: field.clone(),
        id: id.clone(),
        described,
        invalid: Signal::derive(move || !errors.with(Vec::is_empty)),
        typed: door.typed(slot.clone()),
    };
    let grouped = matches!(
        &field.kind,
        FieldKind::Date { .. }
            | FieldKind::Month { .. }
            | FieldKind::Choices { .. }
            | FieldKind::Choice {
                shape: Shape::Radio | Shape::Cards | Shape::Confirm,
                ..
            }
    );
    let label = {
        let name = name.clone();
        let no = field.no.clone();
        move || {
            view! {
                <span>{ let name = name.clone(); move || door.t(&name)}</span>
                <span class="required_mark" data-kind=move || (!required.get()).then_some("optional")>
                    {move || door.t(if required.get() { "ui.required" } else { "ui.optional" })}</span>
                {(!no.is_empty()).then(|| { let no = no.clone(); view! { <span class="field-no">{move || door.tf("ui.number", &[("no", &no)])}</span> } })}
            }
        }
    };
    let (help_id, knows_id) = (format!("{id}-h"), format!("{id}-k"));
    let (error_id, correction_id) = (format!("{id}-e"), format!("{id}-c"));
    let inside = view! {
        {move || { let id = help_id.clone(); help.get().map(|help| view! { <p class="field-help" id=id>{help}</p> }) }}
        {move || { let id = knows_id.clone(); knows.get().map(|knows| view! { <p class="field-help" id=id data-knows="">{door.t(&knows)}</p> }) }}
        {move || { let id = error_id.clone(); (!errors.with(Vec::is_empty)).then(|| view! {
            <div id=id>{errors.get().into_iter().map(|finding| {
                let (says, fix) = (door.words().says(&finding), door.words().fix(&finding));
                view! {
                    <p class="field-error"><Icon name="stop"/><span><span class="unseen">{door.t("ui.error")}</span>{says}
                    {fix.map(|fix| view! { <span class="field-fix">" "{fix}</span> })}</span></p>
                    {beside(&FORM, move |part| (part.why)(finding.clone()))}
                }
            }).collect_view()}</div>
        }) }}
        {controls(control)}
        <div id=correction_id role="status">{beside(&FORM, move |part| (part.correction)(slot.clone()))}</div>
        {move || doubts.get().into_iter().map(|finding| beside(&FORM, move |part| (part.finding)(finding.clone()))).collect_view()}
        {
            let why = format!("{name}.why");
            move || door.t_if(&why).map(|why| view! {
                <details class="field-why"><summary><Icon name="next"/>{door.t("why.question")}</summary><div>{why}</div></details>
            })
        }
    };
    if grouped {
        view! { <fieldset class="field" data-field=field_name id=format!("{id}-set")><legend class="field-label">{label()}</legend>{inside}</fieldset> }.into_any()
    } else {
        view! { <div class="field" data-field=field_name><label class="field-label" for=id>{label()}</label>{inside}</div> }.into_any()
    }
}

/// The first question is chosen from a few; what the others want comes after it.
fn controls(control: Control) -> AnyView {
    match control.field.kind {
        FieldKind::Choice {
            shape: Shape::Radio | Shape::Cards,
            ..
        }
        | FieldKind::Choices { .. } => view! { <ChoiceField control/> }.into_any(),
        _ => later(&FORM, move |part| (part.control)(control.clone())),
    }
}
