//! The form as it is for these answers: which steps, groups and fields are asked, and what is wrong in them.

use crate::Truth;
use crate::answers::{Entry, RowId, Slot};
use crate::correct::{Correction, correct};
use crate::faults::faults;
use crate::finding::{Arg, At, Finding};
use crate::look::{Look, Scope};
use crate::read::Value;
use rulebook::{Cite, Field, FieldId, FieldKind, GroupId, Item, PartId, Rule, Severity, StepId, TextId};
use std::collections::BTreeMap;

/// One page of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The step.
    pub id: StepId,
    /// The part that it is of.
    pub part: PartId,
    /// Whether it is asked.
    pub asked: Truth,
    /// How far it is.
    pub state: StepState,
    /// What stands on it, asked or not, in order.
    pub items: Vec<ItemView>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Nothing answered yet.
    Untouched,
    /// Something is answered, something is open.
    Started,
    /// An answer must be corrected.
    Wrong,
    /// Nothing is open.
    Done,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemView {
    /// A heading.
    Heading(TextId),
    /// A field outside groups.
    Field(Slot),
    /// A group with its rows.
    Group(GroupView),
}

/// A group and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupView {
    /// The group.
    pub id: GroupId,
    /// Whether it is asked.
    pub asked: Truth,
    /// How few rows are enough.
    pub min: u8,
    /// How many rows the official form has.
    pub max: u8,
    /// The field that names a row.
    pub title: FieldId,
    /// Its rows with their fields.
    pub rows: Vec<(RowId, Vec<Slot>)>,
}

/// One field in this case.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldView {
    /// Whether it is asked.
    pub asked: Truth,
    /// Whether an answer must be given.
    pub required: Truth,
    /// What the answer means.
    pub value: Option<Value>,
    /// An offered correction.
    pub correction: Option<Correction>,
    /// The list that a choice is made from, once it is known.
    pub list: Option<String>,
}

/// What the form yields.
#[derive(Default)]
pub(crate) struct FormView {
    pub steps: Vec<StepView>,
    pub fields: BTreeMap<Slot, FieldView>,
    pub findings: Vec<Finding>,
}

pub(crate) fn form<'a>(look: &Look<'a>) -> FormView {
    let mut view = FormView::default();
    for part in &look.parts {
        for step in &part.steps {
            let items = step
                .items
                .iter()
                .map(|item| match item {
                    Item::Heading(heading) => ItemView::Heading(heading.text.clone()),
                    Item::Field(field) => {
                        let slot = Slot::from(field.id.clone());
                        one(look, &slot, &mut view);
                        ItemView::Field(slot)
                    }
                    Item::Group(group) => {
                        let rows: Vec<(RowId, Vec<Slot>)> = look
                            .answers
                            .rows(&group.id)
                            .iter()
                            .map(|row| {
                                (
                                    *row,
                                    group
                                        .fields
                                        .iter()
                                        .map(|field| Slot {
                                            field: field.id.clone(),
                                            row: *row,
                                        })
                                        .collect(),
                                )
                            })
                            .collect();
                        rows.iter().flat_map(|(_, slots)| slots).for_each(|slot| one(look, slot, &mut view));
                        let asked = look
                            .truth(&step.asked, Scope::default())
                            .and(look.truth(&group.asked, Scope::default()));
                        if asked == Truth::Yes && rows.len() < usize::from(group.min) {
                            let args = vec![("min".into(), Arg::Number(f64::from(group.min)))];
                            view.findings
                                .push(checked("check.rows", At::Group(group.id.clone()), &group.cite, args));
                        }
                        if asked == Truth::Yes && rows.len() > usize::from(group.max) {
                            let args = vec![("max".into(), Arg::Number(f64::from(group.max)))];
                            view.findings
                                .push(checked("check.rows.most", At::Group(group.id.clone()), &group.cite, args));
                        }
                        let (min, max, title) = (group.min, group.max, group.title.clone());
                        ItemView::Group(GroupView {
                            id: group.id.clone(),
                            asked,
                            min,
                            max,
                            title,
                            rows,
                        })
                    }
                })
                .collect();
            let asked = look.truth(&step.asked, Scope::default());
            view.steps.push(StepView {
                id: step.id.clone(),
                part: part.id.clone(),
                asked,
                state: StepState::Untouched,
                items,
            });
        }
        part.rules.iter().for_each(|rule| apply(look, rule, &mut view.findings));
    }
    let states: Vec<StepState> = view.steps.iter().map(|step| state(look, step, &view)).collect();
    for (step, state) in view.steps.iter_mut().zip(states) {
        step.state = state;
    }
    view
}

fn state(look: &Look<'_>, step: &StepView, view: &FormView) -> StepState {
    let mut slots = Vec::new();
    let mut groups = Vec::new();
    for item in &step.items {
        match item {
            ItemView::Heading(_) => {}
            ItemView::Field(slot) => slots.push(slot),
            ItemView::Group(group) => {
                groups.push(&group.id);
                slots.extend(group.rows.iter().flat_map(|(_, slots)| slots));
            }
        }
    }
    slots.retain(|slot| view.fields.get(slot).is_some_and(|field| field.asked == Truth::Yes));
    let here = |finding: &&Finding| match &finding.at {
        At::Field(slot) => slots.contains(&slot),
        At::Group(group) => groups.contains(&group),
        _ => false,
    };
    let blocking: Vec<&Finding> = view.findings.iter().filter(here).filter(|finding| finding.blocks()).collect();
    let typed = |slot: &Slot| matches!(look.answers.get(slot), Some(Entry::Typed(_)));
    let wrong = blocking.iter().any(|finding| match &finding.at {
        At::Field(slot) => typed(slot),
        _ => false,
    });
    let open = slots.iter().any(|slot| look.answers.get(slot).is_none());
    match (
        wrong,
        open || !blocking.is_empty(),
        slots.iter().any(|slot| look.answers.get(slot).is_some()),
    ) {
        (true, ..) => StepState::Wrong,
        (false, false, _) => StepState::Done,
        (false, true, true) => StepState::Started,
        (false, true, false) => StepState::Untouched,
    }
}

fn one<'a>(look: &Look<'a>, slot: &Slot, view: &mut FormView) {
    let Some(stand) = look.stand(&slot.field) else { return };
    let scope = look.row_scope(stand, slot.row);
    let asked = look.asked(&slot.field, scope);
    let required = if asked == Truth::No {
        Truth::No
    } else {
        asked.and(look.truth(&stand.field.required, scope))
    };
    let typed = match look.answers.get(slot) {
        Some(Entry::Typed(typed)) => Some(typed.as_str()),
        _ => None,
    };
    let list = if asked == Truth::No {
        None
    } else {
        look.list_of(stand.field, slot.row)
    };
    let correction = typed
        .filter(|_| asked != Truth::No)
        .and_then(|typed| correct(look.book, stand.field, typed));
    if asked == Truth::Yes {
        match typed {
            Some(typed) => faults(look, stand, slot, typed, list.as_deref(), &mut view.findings),
            None if required == Truth::Yes => {
                let check = match &stand.field.kind {
                    FieldKind::Choice { parent: Some(_), .. } if list.is_none() => "check.parent",
                    FieldKind::Choice { .. } | FieldKind::Choices { .. } => "check.required.choice",
                    _ => "check.required",
                };
                view.findings.push(at_field(check, slot, stand.field, vec![]));
            }
            None => {}
        }
    }
    view.fields.insert(
        slot.clone(),
        FieldView {
            asked,
            required,
            value: look.value(slot),
            correction,
            list,
        },
    );
}

pub(crate) fn at_field(check: &str, slot: &Slot, field: &Field, mut args: Vec<(String, Arg)>) -> Finding {
    args.push(("label".into(), Arg::Words(TextId::new(field.words()))));
    checked(check, At::Field(slot.clone()), &field.cite, args)
}

/// A finding of one of the engine's own checks, as strong as the source of the question.
pub(crate) fn checked(check: &str, at: At, cite: &Cite, args: Vec<(String, Arg)>) -> Finding {
    let grade = cite.grade();
    Finding {
        rule: check.into(),
        at,
        severity: if grade.may_block() { Severity::Blocks } else { Severity::Warns },
        grade,
        text: TextId::new(check),
        args,
        hint: TextId::new(format!("{check}.fix")),
        source: cite.source.clone(),
        because: vec![],
    }
}

/// Applies a rule between fields; inside a group once for each row.
fn apply<'a>(look: &Look<'a>, rule: &'a Rule, findings: &mut Vec<Finding>) {
    match &rule.at {
        rulebook::Place::Field(id) => {
            let Some(stand) = look.stand(id) else { return };
            let rows: Vec<RowId> = match stand.group {
                Some(group) => look.answers.rows(&group.id).to_vec(),
                None => vec![RowId::NONE],
            };
            for row in rows {
                let scope = look.row_scope(stand, row);
                if look.asked(id, scope) == Truth::Yes {
                    broken(look, rule, scope, At::Field(Slot { field: id.clone(), row }), findings);
                }
            }
        }
        rulebook::Place::Group(group) => broken(look, rule, Scope::default(), At::Group(group.clone()), findings),
        rulebook::Place::Eligibility => broken(look, rule, Scope::default(), At::Eligibility, findings),
        // Rules about documents and files stand in document sets.
        rulebook::Place::Document(_) | rulebook::Place::Files(_) | rulebook::Place::Papers => {}
    }
}

/// Adds the finding of a rule when it is in force and broken. A rule on a weak source never blocks, whatever it says; and none does for
/// an age that is reached when this day ends.
pub(crate) fn broken<'a>(look: &Look<'a>, rule: &'a Rule, scope: Scope<'a>, at: At, findings: &mut Vec<Finding>) {
    if !rule.in_force(look.filing) {
        return;
    }
    let (truth, on_eve) = (look.broken(rule, scope), look.broken_on_eve(rule, scope));
    let doubt = (truth == Truth::Yes) != (on_eve == Truth::Yes) && truth != Truth::Unknown && on_eve != Truth::Unknown;
    if truth != Truth::Yes && !doubt {
        return;
    }
    let (text, hint, severity) = if doubt {
        (
            "check.age.eve".to_owned(),
            "check.age.eve.fix".to_owned(),
            rule.weight().max(Severity::Warns),
        )
    } else {
        (rule.id.to_string(), format!("{}.fix", rule.id), rule.weight())
    };
    findings.push(Finding {
        rule: rule.id.as_str().into(),
        at,
        severity,
        grade: rule.cite.grade(),
        text: TextId::new(text),
        args: args(look, rule, scope),
        hint: TextId::new(hint),
        source: rule.cite.source.clone(),
        because: look.because(&rule.wrong, scope),
    });
}

/// What a rule compared, under the names of the values, facts and fields, for its texts: `{v.min_age}`, `{file.bytes}`.
pub(crate) fn args<'a>(look: &Look<'a>, rule: &'a Rule, scope: Scope<'a>) -> Vec<(String, Arg)> {
    use crate::look::Seen;
    let mut found: Vec<(String, Arg)> = Vec::new();
    for part in rule.wrong.compared() {
        let name = part.to_string();
        let arg = match look.see(part, scope) {
            Seen::Number(number) => Arg::Number(number),
            Seen::Day(day) => Arg::Day(day),
            Seen::Text(text) => Arg::Text(text),
            _ => continue,
        };
        if !found.iter().any(|(seen, _)| *seen == name) {
            found.push((name, arg));
        }
    }
    found
}
