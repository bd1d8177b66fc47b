//! Looking at answers through the rulebook: values, whether a field is asked; in `see` what is known of an expression, in `hold` whether a
//! condition holds and why.
//!
//! A look goes along a prepared road (`rulebook::Road`): it knows fields, groups and pages by their numbers, and each answer by its spot.
//! What it has worked out it keeps, for as long as it lasts.

mod hold;
mod see;
mod spots;

use crate::Truth;
use crate::answers::{Answers, Entry, Fact, RowId, Slot};
use crate::read::{Fault, Value, read};
use rulebook::{
    Asking, Day, DocumentSet, FactId, Field, FieldId, FieldKind, FieldNo, GroupNo, Loaded, Part, Road, Role, Test, Variant, Wanting, Years,
};
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use spots::{Spot, Spots};

/// One look at a case: the rulebook, the answers and the day, with what has been worked out so far.
pub(crate) struct Look<'a> {
    pub book: &'a Loaded,
    pub answers: &'a Answers,
    pub today: Day,
    pub filing: Day,
    /// What the procedure consists of on this road, where the desk has it.
    pub variant: Option<&'a Variant>,
    /// Whether questions are open that decide which variant it is.
    pub undecided: bool,
    pub parts: Vec<&'a Part>,
    pub road: Arc<Road>,
    fields: Vec<&'a Field>,
    pub spots: Spots<'a>,
    steps: Vec<Cell<Option<Truth>>>,
    groups: Vec<Cell<Option<Truth>>>,
    years: OnceCell<Option<Years>>,
    /// Whether ages count as those of people whose birthday is tomorrow have it tomorrow.
    eve: Cell<bool>,
}

/// What a condition may look at besides the answers.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope<'s> {
    /// The group whose row it is, and the how-manieth row from 0; none where the row is not told.
    pub group: Option<(GroupNo, Option<usize>)>,
    pub facts: Option<&'s Measured<'s>>,
}

/// The facts of a file by their numbers, as far as the road names them.
pub(crate) struct Measured<'f>(Vec<Option<&'f Fact>>);

/// What is known of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen<'s> {
    /// A text or the id of a choice.
    Text(&'s str),
    /// Several choices.
    Many(&'s [String]),
    /// A number.
    Number(f64),
    /// A number of which only the bounds are known, as the age of somebody whose day of birth is not.
    Between(f64, f64),
    /// A day.
    Day(Day),
    /// Yes or no.
    Bool(bool),
    /// Decided: there is no value, because the field is not asked or was left empty.
    Nothing,
    /// Not answered yet, or not readable.
    Unknown,
}

impl<'a> Look<'a> {
    /// Along the road to which the answers lead; as long as they lead nowhere, along the questions before the form.
    pub fn new(book: &'a Loaded, answers: &'a Answers, today: Day) -> Self {
        let start = Look::along(book, None, answers, today);
        let mut look = match start.leads_to() {
            Some((variant, Truth::Yes)) => Look::along(book, Some(variant), answers, today),
            open => {
                start.spots.forget();
                Look {
                    undecided: open.is_some(),
                    ..start
                }
            }
        };
        look.settle_filing();
        look
    }

    /// The variant of these answers, whether or not its questions are asked: of those for the procedure and the status the first whose
    /// condition holds, or is open.
    fn leads_to(&self) -> Option<(&'a Variant, Truth)> {
        let named = |role| Some(self.answers.typed(&Slot::from(self.role(role)?.clone())));
        let (procedure, status) = (named(Role::Procedure)?, named(Role::Status)?);
        let mut all = self.book.core.procedures.iter().zip(&self.road.variants);
        let (procedure, tests) = all.find(|(it, _)| it.id.as_str() == procedure)?;
        let variants = procedure.variants.iter().zip(tests);
        let mut fitting = variants.filter(|(it, _)| it.statuses.iter().any(|one| one.as_str() == status));
        fitting.find_map(|(variant, when)| {
            let truth = self.truth(when, Scope::default());
            (truth != Truth::No).then_some((variant, truth))
        })
    }

    fn along(book: &'a Loaded, variant: Option<&'a Variant>, answers: &'a Answers, today: Day) -> Self {
        let road = book.road(variant);
        let parts = book.parts_of(variant);
        Look {
            book,
            answers,
            today,
            filing: today,
            variant,
            undecided: false,
            fields: parts.iter().flat_map(|part| part.fields()).collect(),
            spots: Spots::new(&road, answers),
            steps: vec![Cell::new(None); road.steps.len()],
            groups: vec![Cell::new(None); road.groups.len()],
            parts,
            road,
            years: OnceCell::new(),
            eve: Cell::new(false),
        }
    }

    /// Takes the day of filing from the answers.
    fn settle_filing(&mut self) {
        let filing = self.road.role(Role::FilingDay).map(|no| self.field(no, Scope::default()));
        if let Some(Seen::Day(day)) = filing {
            self.filing = day.max(self.today);
        }
        // What was found on the way may hang on the day.
        self.steps.iter().chain(&self.groups).for_each(|known| known.set(None));
    }

    /// The sets of documents of the road, and what was prepared of them.
    pub fn sets(&self) -> impl Iterator<Item = (&'a DocumentSet, &Wanting)> {
        self.book.sets_of(self.variant).into_iter().zip(&self.road.sets)
    }

    /// The field with this number.
    pub fn at(&self, no: FieldNo) -> Option<&'a Field> {
        self.fields.get(no).copied()
    }

    fn asking(&self, no: FieldNo) -> Option<&Asking> {
        self.road.fields.get(no)
    }

    pub fn role(&self, role: Role) -> Option<&'a FieldId> {
        self.at(self.road.role(role)?).map(|field| &field.id)
    }

    /// The text of the field with this meaning, when it is answered.
    pub fn named(&self, role: Role) -> Option<String> {
        match self.field(self.road.role(role)?, Scope::default()) {
            Seen::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    /// What is chosen in the field with this meaning, where it takes any number of choices.
    pub fn named_all(&self, role: Role) -> &[String] {
        match self.road.role(role).map(|no| self.field(no, Scope::default())) {
            Some(Seen::Many(all)) => all,
            _ => &[],
        }
    }

    /// The rows of a group in the person's order.
    pub fn rows(&self, group: GroupNo) -> &'a [RowId] {
        self.spots.rows(group)
    }

    /// The facts of a file, for the rules about it.
    pub fn measured<'f>(&self, facts: &'f BTreeMap<FactId, Fact>) -> Measured<'f> {
        let mut found = vec![None; self.road.fact_names().len()];
        // Both are in order.
        let mut facts = facts.iter().peekable();
        for (name, no) in self.road.facts_by_name() {
            while facts.next_if(|(id, _)| *id < name).is_some() {}
            if let (Some((id, fact)), Some(place)) = (facts.peek(), found.get_mut(*no))
                && *id == name
            {
                *place = Some(*fact);
            }
        }
        Measured(found)
    }

    /// Which years a day can have, where its question says nothing.
    pub fn years(&self) -> Option<&Years> {
        let value = |name: &str| self.book.core.value_for(name)?.since.cited_on(self.filing);
        let years = || {
            let (back, ahead) = (value("years-back")?, value("years-ahead")?);
            Some(Years {
                back: back.is? as u16,
                ahead: ahead.is? as u16,
                cite: back.cite.clone(),
            })
        };
        self.years.get_or_init(years).as_ref()
    }

    /// Where a field stands, seen from one of its rows.
    pub fn row_scope(&self, no: FieldNo, row: Option<usize>) -> Scope<'static> {
        Scope {
            group: self.asking(no).and_then(|it| it.group).map(|group| (group, row)),
            facts: None,
        }
    }

    /// The address of a field in this scope.
    pub fn slot(&self, no: FieldNo, scope: Scope<'_>) -> Option<Slot> {
        let group = self.asking(no)?.group;
        let row = scope
            .group
            .filter(|(at, _)| Some(*at) == group)
            .and_then(|(at, row)| self.rows(at).get(row?).copied());
        Some(Slot {
            field: self.at(no)?.id.clone(),
            row: row.unwrap_or(RowId::NONE),
        })
    }

    /// The field at an address, and the scope in which it stands there; of a row that does not exist, in none.
    pub fn place(&self, slot: &Slot) -> Option<(FieldNo, Scope<'static>)> {
        let no = self.road.field(&slot.field)?;
        let group = self.asking(no)?.group;
        let row = group.and_then(|group| self.rows(group).iter().position(|row| *row == slot.row));
        Some((no, self.row_scope(no, row)))
    }

    /// What is known of the answer to a field in this scope.
    pub fn spot(&self, no: FieldNo, scope: Scope<'_>) -> Option<&Spot<'a>> {
        let row = match (self.asking(no)?.group, scope.group) {
            (Some(mine), Some((group, row))) if mine == group => row,
            _ => None,
        };
        self.spots.get(no, row)
    }

    /// What was typed there; nothing where it was left empty or not seen.
    pub fn typed(&self, no: FieldNo, scope: Scope<'_>) -> Option<&'a str> {
        match self.spot(no, scope)?.entry? {
            Entry::Typed(typed) => Some(typed),
            Entry::Blank => None,
        }
    }

    /// Whether a page is shown.
    pub fn shown(&self, step: usize) -> Truth {
        self.kept(self.steps.get(step), self.road.steps.get(step))
    }

    /// Whether a group is asked.
    pub fn group_asked(&self, step: usize, group: GroupNo) -> Truth {
        self.shown(step).and(self.kept(self.groups.get(group), self.road.groups.get(group)))
    }

    fn kept(&self, known: Option<&Cell<Option<Truth>>>, test: Option<&Test>) -> Truth {
        let (Some(known), Some(test)) = (known, test) else {
            return Truth::Unknown;
        };
        known.get().unwrap_or_else(|| {
            let truth = self.truth(test, Scope::default());
            known.set(Some(truth));
            truth
        })
    }

    /// Whether a field is asked. A field whose condition looks at itself, however far round, stays unknown.
    pub fn asked(&self, no: FieldNo, scope: Scope<'_>) -> Truth {
        let (Some(spot), Some(asking)) = (self.spot(no, scope), self.asking(no)) else {
            return Truth::Unknown;
        };
        match spot.asked.get() {
            Some(Some(known)) => return known,
            Some(None) => return Truth::Unknown,
            None => spot.asked.set(Some(None)),
        }
        // What is asked does not change for one evening, and outside a row hangs on none.
        let eve = self.eve.replace(false);
        let row = scope.group.filter(|(group, _)| asking.group == Some(*group));
        let truth = self.asked_today(no, asking, Scope { group: row, facts: None });
        self.eve.set(eve);
        spot.asked.set(Some(Some(truth)));
        truth
    }

    fn asked_today(&self, no: FieldNo, asking: &Asking, scope: Scope<'_>) -> Truth {
        let mut truth = match asking.group {
            Some(group) => self.group_asked(asking.step, group),
            None => self.shown(asking.step),
        };
        if self.at(no).is_some_and(|field| !field.in_force(self.filing)) {
            truth = Truth::No;
        }
        if truth != Truth::No {
            truth = truth.and(self.truth(&asking.asked, scope));
        }
        truth
    }

    /// The open questions on which it hangs whether a field is asked.
    pub fn unasked_for(&self, no: FieldNo, scope: Scope<'_>) -> Vec<Slot> {
        let Some(asking) = self.asking(no) else { return Vec::new() };
        let step = self.road.steps.get(asking.step);
        let group = asking.group.and_then(|group| self.road.groups.get(group));
        let whole = step.into_iter().chain(group).map(|test| (test, Scope::default()));
        let open = whole
            .chain([(&asking.asked, scope)])
            .filter(|(test, scope)| self.truth(test, *scope) == Truth::Unknown);
        open.flat_map(|(test, scope)| self.because(test, scope)).collect()
    }

    /// The readable value there; none where nothing was typed, nothing is asked or nothing can be read.
    pub fn value(&self, no: FieldNo, scope: Scope<'_>) -> Option<&Value> {
        self.typed(no, scope)?;
        if self.asked(no, scope) == Truth::No {
            return None;
        }
        self.read(no, scope)?.as_ref().ok()
    }

    /// What was typed there, as it reads; it is read once.
    pub fn read(&self, no: FieldNo, scope: Scope<'_>) -> Option<&Result<Value, Fault>> {
        let (typed, field) = (self.typed(no, scope)?, self.at(no)?);
        Some(self.spot(no, scope)?.read.get_or_init(|| read(&field.kind, typed)))
    }

    fn field(&self, no: FieldNo, scope: Scope<'_>) -> Seen<'_> {
        let Some((asking, field)) = self.asking(no).zip(self.at(no)) else {
            return Seen::Unknown;
        };
        if asking.group.is_some() && asking.group != scope.group.map(|(group, _)| group) {
            return Seen::Unknown;
        }
        match self.asked(no, scope) {
            Truth::No => return Seen::Nothing,
            // What is typed there may still turn out not to count.
            Truth::Unknown => return Seen::Unknown,
            Truth::Yes => {}
        }
        let typed = match self.spot(no, scope).and_then(|spot| spot.entry) {
            None => return Seen::Unknown,
            Some(Entry::Blank) => return Seen::Nothing,
            Some(Entry::Typed(typed)) => typed,
        };
        if let FieldKind::Text { .. } | FieldKind::Choice { .. } = field.kind {
            return Seen::Text(typed);
        }
        match self.read(no, scope) {
            None | Some(Err(_)) => Seen::Unknown,
            Some(Ok(Value::Text(text) | Value::Choice(text))) => Seen::Text(text),
            Some(Ok(Value::Choices(many))) => Seen::Many(many),
            Some(Ok(Value::Number(number))) => Seen::Number(*number as f64),
            Some(Ok(Value::Day(day))) => day.whole().map_or(Seen::Unknown, Seen::Day),
            Some(Ok(Value::Month(month))) => month
                .month
                .and_then(|of| Day::from_ymd_opt(month.year, of, 1))
                .map_or(Seen::Unknown, Seen::Day),
        }
    }

    /// The name of the list that a choice is made from, once its parent is answered.
    pub fn list_of(&self, no: FieldNo, scope: Scope<'_>) -> Option<String> {
        match &self.at(no)?.kind {
            FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list } => Some(list.as_str().to_owned()),
            FieldKind::Choice { list, parent: Some(_), .. } => {
                let parent = self.asking(no)?.parent?;
                let Value::Choice(id) = self.value(parent, scope)? else {
                    return None;
                };
                let of = self.list_of(parent, scope)?;
                let code = self.book.list(&of)?.get(id)?.code();
                Some(format!("{list}_{code}"))
            }
            _ => None,
        }
    }

    fn scopes(&self, group: GroupNo) -> impl Iterator<Item = Scope<'static>> {
        (0..self.rows(group).len()).map(move |row| Scope {
            group: Some((group, Some(row))),
            facts: None,
        })
    }
}
