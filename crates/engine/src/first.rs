//! The first look at a case of which nothing is answered: what stands on its first page. It judges nothing, and is there before all that does.

use crate::{Assessment, Eligibility, FieldView, ItemView, Slot, StepState, StepView, Truth, Verdict};
use rulebook::{Condition, Day, FieldKind, Item, Loaded};
use std::collections::{BTreeMap, BTreeSet};

/// The pages before the form, and of the first of them what is asked whatever is answered. The rest is open until it is judged.
pub fn first_look(book: &Loaded, today: Day) -> Assessment {
    let start = &book.core.start;
    let always = |condition: &Condition| if condition.is_always() { Truth::Yes } else { Truth::Unknown };
    let mut fields = BTreeMap::new();
    let mut steps = Vec::new();
    for (at, step) in start.steps.iter().enumerate() {
        let mut items = Vec::new();
        for item in step.items.iter().filter(|_| at == 0) {
            match item {
                Item::Heading(heading) => items.push(ItemView::Heading(heading.text.clone())),
                Item::Field(field) => {
                    let slot = Slot::from(field.id.clone());
                    let list = match &field.kind {
                        FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list, .. } => Some(list.to_string()),
                        _ => None,
                    };
                    let view = FieldView {
                        asked: always(&field.asked),
                        required: always(&field.required),
                        value: None,
                        correction: None,
                        list,
                    };
                    fields.insert(slot.clone(), view);
                    items.push(ItemView::Field(slot));
                }
                // Rows stand on no page before the form.
                Item::Group(_) => {}
            }
        }
        steps.push(StepView {
            id: step.id.clone(),
            part: start.id.clone(),
            asked: always(&step.asked),
            state: StepState::Untouched,
            items,
        });
    }
    Assessment {
        today,
        filing: today,
        applicant: None,
        procedure: None,
        status: None,
        code: None,
        known: false,
        parts: vec![start.id.clone()],
        road: Vec::new(),
        steps,
        fields,
        documents: Vec::new(),
        eligibility: Eligibility {
            verdict: Verdict::Perhaps,
            open: Vec::new(),
            built: Truth::Unknown,
            exists: false,
            offline: false,
            acts: Vec::new(),
            old: None,
        },
        dates: Vec::new(),
        tallies: Vec::new(),
        fees: Vec::new(),
        findings: Vec::new(),
        needs: BTreeSet::new(),
        ready: false,
    }
}
