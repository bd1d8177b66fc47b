//! What stands between a field and the control inside its frame.

use engine::{RowId, Slot};
use leptos::prelude::*;
use rulebook::Field;

/// The id of the first control of a field.
pub fn field_id(slot: &Slot) -> String {
    let name = slot.field.as_str().replace('.', "-");
    if slot.row == RowId::NONE {
        name
    } else {
        format!("{name}-{}", slot.row.0)
    }
}

/// What a control needs to know of its frame.
#[derive(Clone)]
pub struct Control {
    /// The answer that it edits.
    pub slot: Slot,
    /// The field as the rulebook has it.
    pub field: Field,
    /// Id of its first control.
    pub id: String,
    /// Ids that describe it.
    pub described: Signal<String>,
    /// Whether it is wrong.
    pub invalid: Signal<bool>,
    /// The slice of what was typed.
    pub typed: Memo<String>,
}

impl Control {
    /// `aria-invalid`, only where it is true.
    pub fn aria_invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let invalid = self.invalid;
        move || invalid.get().then_some("true")
    }

    /// `aria-describedby`, only where there is something.
    pub fn aria_described(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
        let described = self.described;
        move || Some(described.get()).filter(|ids| !ids.is_empty())
    }
}
