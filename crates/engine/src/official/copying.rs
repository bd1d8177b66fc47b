//! What a person copies by hand into the agency's screens: each answer as the agency's system takes it, in the order of its sheets, which is that
//! of the official form.

use super::layout::{Input, Layout, slot};
use super::write::values;
use crate::characters::sendable;
use crate::look::Look;
use crate::read::{Value, read};
use crate::{Answers, Assessment, ItemView, Slot, Truth};
use rulebook::{Field, FieldKind, GroupId, Loaded, OfficialForm, StepId};
use std::collections::BTreeSet;

/// Rows that stand together: a run of questions of one page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyPage {
    /// The page whose title they have.
    pub step: StepId,
    /// The rows, in the order of the agency.
    pub rows: Vec<CopyRow>,
}

/// One answer to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyRow {
    /// The question.
    pub slot: Slot,
    /// Its group, and the how-manieth row of it, from 1; nothing outside of groups.
    pub row: Option<(GroupId, usize)>,
    /// Number on the printed form; empty where it has none.
    pub no: String,
    /// The label of the agency's tool, in its language; empty where no tool asks it.
    pub label: String,
    /// What is done with it.
    pub how: CopyHow,
    /// What is put in: one text, the labels of what is chosen, or the pieces of a day that are known (year, month, day; none where nothing is).
    pub pieces: Vec<String>,
}

/// What is done with an answer on the agency's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyHow {
    /// It is pasted.
    Paste,
    /// It is chosen from a list.
    Choose,
    /// It is a day or a month.
    Date,
}

impl CopyRow {
    /// What goes onto the clipboard: of a day the digits as the agency's own file has them.
    pub fn text(&self) -> String {
        match self.how {
            CopyHow::Paste | CopyHow::Choose => self.pieces.join("\u{3001}"),
            CopyHow::Date => self.pieces.iter().map(|piece| format!("{piece:0>2}")).collect(),
        }
    }
}

/// The answers to copy. With the agency's form only what it asks, in its order; without one (no tool takes this procedure) what the pages of the
/// form ask, in theirs. What is not asked or has no answer is not there: it stays empty on the screen.
pub fn copying(book: &Loaded, form: Option<&OfficialForm>, answers: &Answers, seen: &Assessment) -> Vec<CopyPage> {
    let places = places(seen);
    let mut pages: Vec<CopyPage> = Vec::new();
    let rows = match form {
        Some(form) => of_form(book, form, answers, seen),
        None => of_pages(book, answers, seen),
    };
    for mut row in rows {
        // Questions before the form, too, fill columns; one whose page is not there any more stands with those before it.
        let place = places.iter().find(|(slot, ..)| *slot == row.slot);
        let step = place.map(|(_, step, _)| step).or(pages.last().map(|page| &page.step)).cloned();
        let Some(step) = step else { continue };
        row.row = place.and_then(|(.., row)| row.clone());
        match pages.last_mut() {
            Some(page) if page.step == step => page.rows.push(row),
            _ => pages.push(CopyPage { step, rows: vec![row] }),
        }
    }
    pages
}

/// A question, its page, and the how-manieth row of a group it is in.
type Place = (Slot, StepId, Option<(GroupId, usize)>);

/// Every question of the pages that are asked.
fn places(seen: &Assessment) -> Vec<Place> {
    let mut places = Vec::new();
    for step in seen.steps.iter().filter(|step| step.asked == Truth::Yes) {
        for item in &step.items {
            match item {
                ItemView::Heading(_) => {}
                ItemView::Field(slot) => places.push((slot.clone(), step.id.clone(), None)),
                ItemView::Group(group) => {
                    for (at, (_, slots)) in group.rows.iter().enumerate() {
                        let row = Some((group.id.clone(), at + 1));
                        places.extend(slots.iter().map(|slot| (slot.clone(), step.id.clone(), row.clone())));
                    }
                }
            }
        }
    }
    places
}

fn of_form(book: &Loaded, form: &OfficialForm, answers: &Answers, seen: &Assessment) -> Vec<CopyRow> {
    let layout = Layout::new(book, form);
    let look = Look::new(book, answers, seen.today);
    let (out, values) = (layout.out(&look), values(&layout, answers, &look));
    let asked = |slot: &Slot| seen.fields.get(slot).is_some_and(|view| view.asked == Truth::Yes);
    let mut taken = BTreeSet::new();
    let mut rows = Vec::new();
    for input in layout.inputs.iter().filter(|input| !out.contains(input.sheet)) {
        let (Some(place), Some(slot)) = (layout.place(input), slot(&layout, input, answers)) else {
            continue;
        };
        // Several columns may be about one answer: a month and whether it is known, each of several that can be chosen.
        if asked(&slot) && !answers.typed(&slot).is_empty() && taken.insert(slot.clone()) {
            let named = |id: &str| label(&layout, input, &values, id);
            rows.push(row(place.field, slot, answers, input.column.label.clone(), named));
        }
    }
    rows
}

fn label(layout: &Layout<'_>, input: &Input<'_>, values: &[String], id: &str) -> Option<String> {
    let in_lists = layout.find(input, values, |item| item.id == id).map(|(_, item)| item.label());
    in_lists.or_else(|| own_label(layout.book, layout.place(input)?.field, id))
}

/// The label in the list that our question chooses from.
fn own_label(book: &Loaded, field: &Field, id: &str) -> Option<String> {
    let (FieldKind::Choice { list, .. } | FieldKind::Choices { list }) = &field.kind else {
        return None;
    };
    book.item_near(list.as_str(), id).map(rulebook::Code::label)
}

fn of_pages(book: &Loaded, answers: &Answers, seen: &Assessment) -> Vec<CopyRow> {
    let start = &book.core.start.id;
    let steps = seen.steps.iter().filter(|step| step.asked == Truth::Yes && step.part != *start);
    let slots = steps.flat_map(|step| &step.items).flat_map(|item| match item {
        ItemView::Heading(_) => vec![],
        ItemView::Field(slot) => vec![slot.clone()],
        ItemView::Group(group) => group.rows.iter().flat_map(|(_, slots)| slots.clone()).collect(),
    });
    let asked = |slot: &Slot| seen.fields.get(slot).is_some_and(|view| view.asked == Truth::Yes);
    let answered = slots.filter(|slot| asked(slot) && !answers.typed(slot).is_empty());
    answered
        .filter_map(|slot| {
            let field = seen
                .parts
                .iter()
                .filter_map(|id| book.part(id))
                .find_map(|part| part.fields().find(|field| field.id == slot.field))?;
            let named = |id: &str| own_label(book, field, id);
            Some(row(field, slot, answers, String::new(), named))
        })
        .collect()
}

fn row(field: &Field, slot: Slot, answers: &Answers, label: String, named: impl Fn(&str) -> Option<String>) -> CopyRow {
    let typed = answers.typed(&slot);
    let named = |id: &str| named(id).unwrap_or_else(|| id.to_owned());
    let (how, pieces) = match read(&field.kind, typed) {
        Ok(Value::Choice(id)) => (CopyHow::Choose, vec![named(&id)]),
        Ok(Value::Choices(ids)) => (CopyHow::Choose, ids.iter().map(|id| named(id)).collect()),
        Ok(Value::Day(day)) => {
            let year = day.year.map(|year| format!("{year:04}"));
            let rest = [day.month, day.day].into_iter().flatten().map(|piece| piece.to_string());
            (CopyHow::Date, year.into_iter().chain(rest).collect())
        }
        Ok(Value::Month(month)) => {
            let year = [format!("{:04}", month.year)];
            (
                CopyHow::Date,
                year.into_iter().chain(month.month.map(|month| month.to_string())).collect(),
            )
        }
        // What cannot be understood is copied as it was typed: a finding stands at it.
        Ok(Value::Text(_) | Value::Number(_)) | Err(_) => (CopyHow::Paste, vec![sendable(typed, false)]),
    };
    CopyRow {
        slot,
        row: None,
        no: field.no.clone(),
        label,
        how,
        pieces,
    }
}
