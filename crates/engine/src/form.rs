//! The form as it is for these answers: which steps, groups and fields are asked, and what is wrong in them.

use crate::Truth;
use crate::answers::{Entry, RowId, Slot};
use crate::broken::broken;
use crate::correct::{Correction, correct};
use crate::faults::faults;
use crate::finding::{Arg, At, Finding, at_field, checked};
use crate::look::{Look, Scope};
use crate::read::Value;
use rulebook::{Field, FieldId, FieldKind, FieldNo, Group, GroupId, GroupNo, Item, Judging, PartId, Place, Rule, StepId, TextId};
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
pub(crate) struct FormView {
    pub steps: Vec<StepView>,
    pub fields: BTreeMap<Slot, FieldView>,
    pub findings: Vec<Finding>,
}

pub(crate) fn form(look: &Look<'_>) -> FormView {
    let mut maker = Maker {
        look,
        step: 0,
        field: 0,
        group: 0,
        views: vec![],
        findings: vec![],
    };
    maker.views.resize_with(look.spots.count(), || None);
    let mut pages: Vec<(StepView, Page)> = Vec::new();
    let mut broken = Broken::default();
    for (part, rules) in look.parts.iter().zip(&look.road.rules) {
        for step in &part.steps {
            let mut page = Page::default();
            let items = step.items.iter().map(|item| maker.item(item, &mut page)).collect();
            let view = StepView {
                id: step.id.clone(),
                part: part.id.clone(),
                asked: look.shown(maker.step),
                state: StepState::Untouched,
                items,
            };
            pages.push((view, page));
            maker.step += 1;
        }
        for rule in part.rules.iter().zip(rules) {
            apply(look, rule, &mut maker.findings, &mut broken);
        }
    }
    let steps = pages.into_iter().map(|(view, page)| StepView {
        state: page.state(&broken),
        ..view
    });
    FormView {
        steps: steps.collect(),
        fields: fields(look, maker.views),
        findings: maker.findings,
    }
}

/// The views by their slots, taken in the order of the names: each then finds its place where the last one stands.
fn fields(look: &Look<'_>, mut views: Vec<Option<FieldView>>) -> BTreeMap<Slot, FieldView> {
    let mut fields = BTreeMap::new();
    for (_, no) in look.road.by_name() {
        let group = look.road.fields.get(*no).and_then(|it| it.group);
        let rows = group.map_or(1, |group| look.rows(group).len());
        for row in (0..rows).map(|row| group.map(|_| row)) {
            let view = look.spots.index(*no, row).and_then(|at| views.get_mut(at)?.take());
            if let (Some(slot), Some(view)) = (look.slot(*no, look.row_scope(*no, row)), view) {
                fields.insert(slot, view);
            }
        }
    }
    fields
}

/// Goes through the form in its order; it counts pages, groups and fields as the road does.
struct Maker<'m, 'a> {
    look: &'m Look<'a>,
    step: usize,
    field: FieldNo,
    group: GroupNo,
    /// The views of each field and row, by the spots of their answers.
    views: Vec<Option<FieldView>>,
    findings: Vec<Finding>,
}

/// Of what a page has to know how far it is.
#[derive(Default)]
struct Page {
    fields: Vec<(FieldNo, Option<usize>)>,
    groups: Vec<GroupNo>,
    /// Whether an answer that was typed blocks, anything blocks, anything is open, anything was answered.
    wrong: bool,
    blocked: bool,
    open: bool,
    answered: bool,
}

/// Where rules between fields block.
#[derive(Default)]
struct Broken {
    fields: Vec<(FieldNo, Option<usize>, bool)>,
    groups: Vec<GroupNo>,
}

impl Page {
    fn state(&self, broken: &Broken) -> StepState {
        let here = broken.fields.iter().filter(|(no, row, _)| self.fields.contains(&(*no, *row)));
        let wrong = self.wrong || here.clone().any(|(.., typed)| *typed);
        let blocked = self.blocked || here.count() > 0 || broken.groups.iter().any(|group| self.groups.contains(group));
        match (wrong, self.open || blocked, self.answered) {
            (true, ..) => StepState::Wrong,
            (false, false, _) => StepState::Done,
            (false, true, true) => StepState::Started,
            (false, true, false) => StepState::Untouched,
        }
    }
}

impl Maker<'_, '_> {
    fn item(&mut self, item: &Item, page: &mut Page) -> ItemView {
        match item {
            Item::Heading(heading) => ItemView::Heading(heading.text.clone()),
            Item::Field(field) => {
                let slot = Slot::from(field.id.clone());
                self.one(self.field, None, &slot, page);
                self.field += 1;
                ItemView::Field(slot)
            }
            Item::Group(group) => ItemView::Group(self.rows(group, page)),
        }
    }

    fn rows(&mut self, group: &Group, page: &mut Page) -> GroupView {
        let (no, first) = (self.group, self.field);
        self.group += 1;
        self.field += group.fields.len();
        page.groups.push(no);
        let mut rows: Vec<(RowId, Vec<Slot>)> = Vec::new();
        for (at, row) in self.look.rows(no).iter().enumerate() {
            let slots = group.fields.iter().map(|field| Slot {
                field: field.id.clone(),
                row: *row,
            });
            let slots: Vec<Slot> = slots.collect();
            for (field, slot) in (first..).zip(&slots) {
                self.one(field, Some(at), slot, page);
            }
            rows.push((*row, slots));
        }
        let asked = self.look.group_asked(self.step, no);
        let count = |name: &str, count: u8| vec![(name.to_owned(), Arg::Number(f64::from(count)))];
        let mut say = |check: &str, args| {
            let finding = checked(check, At::Group(group.id.clone()), &group.cite, args);
            page.blocked |= finding.blocks();
            self.findings.push(finding);
        };
        if asked == Truth::Yes && rows.len() < usize::from(group.min) {
            say("check.rows", count("min", group.min));
        }
        if asked == Truth::Yes && rows.len() > usize::from(group.max) {
            say("check.rows.most", count("max", group.max));
        }
        GroupView {
            id: group.id.clone(),
            asked,
            min: group.min,
            max: group.max,
            title: group.title.clone(),
            rows,
        }
    }

    fn one(&mut self, no: FieldNo, row: Option<usize>, slot: &Slot, page: &mut Page) {
        let look = self.look;
        let scope = look.row_scope(no, row);
        let (Some(field), Some(asking), Some(spot)) = (look.at(no), look.road.fields.get(no), look.spot(no, scope)) else {
            return;
        };
        let asked = look.asked(no, scope);
        let required = if asked == Truth::No {
            Truth::No
        } else {
            asked.and(look.truth(&asking.required, scope))
        };
        let typed = look.typed(no, scope);
        let list = if asked == Truth::No { None } else { look.list_of(no, scope) };
        let correction = typed
            .filter(|_| asked != Truth::No)
            .and_then(|typed| correct(look.book, field, typed));
        if asked == Truth::Yes {
            let before = self.findings.len();
            match typed {
                Some(typed) => faults(look, no, scope, slot, typed, list.as_deref(), &mut self.findings),
                None if required == Truth::Yes => self.findings.push(missing(slot, field, list.is_none())),
                None => {}
            }
            let blocks = self.findings.get(before..).is_some_and(|new| new.iter().any(Finding::blocks));
            page.fields.push((no, row));
            page.wrong |= blocks && typed.is_some();
            page.blocked |= blocks;
            page.open |= spot.entry.is_none();
            page.answered |= spot.entry.is_some();
        }
        let view = FieldView {
            asked,
            required,
            value: look.value(no, scope).cloned(),
            correction,
            list,
        };
        if let Some(place) = look.spots.index(no, row).and_then(|at| self.views.get_mut(at)) {
            *place = Some(view);
        }
    }
}

/// An answer that must be given and is not.
fn missing(slot: &Slot, field: &Field, no_list: bool) -> Finding {
    let check = match &field.kind {
        FieldKind::Choice { parent: Some(_), .. } if no_list => "check.parent",
        FieldKind::Choice { .. } | FieldKind::Choices { .. } => "check.required.choice",
        _ => "check.required",
    };
    at_field(check, slot, field, vec![])
}

/// Applies a rule between fields; inside a group once for each row.
fn apply(look: &Look<'_>, rule: (&Rule, &Judging), findings: &mut Vec<Finding>, blocked: &mut Broken) {
    let (of, judging) = rule;
    let mut ask = |scope: Scope<'_>, at: &dyn Fn() -> At| {
        let before = findings.len();
        broken(look, rule, scope, at, findings);
        findings.get(before..).is_some_and(|new| new.iter().any(Finding::blocks))
    };
    match (&of.at, judging.field) {
        (Place::Field(_), Some(no)) => {
            let group = look.road.fields.get(no).and_then(|it| it.group);
            let rows: Vec<Option<usize>> = match group {
                Some(group) => (0..look.rows(group).len()).map(Some).collect(),
                None => vec![None],
            };
            for row in rows {
                let scope = look.row_scope(no, row);
                if look.asked(no, scope) != Truth::Yes {
                    continue;
                }
                let Some(slot) = look.slot(no, scope) else { continue };
                if ask(scope, &|| At::Field(slot.clone())) {
                    let typed = matches!(look.spot(no, scope).and_then(|spot| spot.entry), Some(Entry::Typed(_)));
                    blocked.fields.push((no, row, typed));
                }
            }
        }
        (Place::Group(group), _) => {
            if ask(Scope::default(), &|| At::Group(group.clone())) {
                blocked.groups.extend(judging.group);
            }
        }
        (Place::Eligibility, _) => _ = ask(Scope::default(), &|| At::Eligibility),
        // Rules about documents and files stand in document sets.
        (Place::Field(_) | Place::Document(_) | Place::Files(_) | Place::Papers, _) => {}
    }
}
