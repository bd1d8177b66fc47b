//! What an answer is typed or chosen with, by the kind of question.

use super::choice_field::ChoiceField;
use super::confirm_box::ConfirmBox;
use super::control::Control;
use super::date_field::DateField;
use super::month_field::MonthField;
use super::search_select::SearchSelect;
use super::select_field::SelectField;
use super::text_field::TextField;
use leptos::prelude::*;
use rulebook::{FieldKind, Shape};

/// The control of a question.
pub fn control(control: Control) -> AnyView {
    match control.field.kind.clone() {
        FieldKind::Text { .. } | FieldKind::Number { .. } => view! { <TextField control/> }.into_any(),
        FieldKind::Date { unknown } => view! { <DateField control unknown/> }.into_any(),
        FieldKind::Month { unknown } => view! { <MonthField control unknown/> }.into_any(),
        FieldKind::Choice {
            shape: Shape::Radio | Shape::Cards,
            ..
        }
        | FieldKind::Choices { .. } => view! { <ChoiceField control/> }.into_any(),
        FieldKind::Choice { shape: Shape::Select, .. } => view! { <SelectField control/> }.into_any(),
        FieldKind::Choice { shape: Shape::Search, .. } => view! { <SearchSelect control/> }.into_any(),
        FieldKind::Choice { shape: Shape::Confirm, .. } => view! { <ConfirmBox control/> }.into_any(),
    }
}
