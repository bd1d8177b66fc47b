//! Looking at answers through the rulebook: values, whether a field is asked; in `see` what is known of an expression, in `hold` whether a
//! condition holds and why.

mod hold;
mod see;

use crate::Truth;
use crate::answers::{Answers, Entry, Fact, FileEntry, RowId, Slot};
use crate::read::{Value, read};
use rulebook::{Day, FactId, Field, FieldId, FieldKind, Group, GroupId, Loaded, Part, Role, Step, Variant};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

/// A field and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Stand<'a> {
    pub step: &'a Step,
    pub group: Option<&'a Group>,
    pub field: &'a Field,
}

/// One look at a case: the rulebook, the answers and the day, with what has been worked out so far.
pub(crate) struct Look<'a> {
    pub book: &'a Loaded,
    pub answers: &'a Answers,
    pub today: Day,
    pub filing: Day,
    pub parts: Vec<&'a Part>,
    /// What the procedure consists of on this road, where the desk has it.
    pub variant: Option<&'a Variant>,
    /// Whether questions are open that decide which variant it is.
    pub undecided: bool,
    stands: HashMap<&'a str, Stand<'a>>,
    roles: HashMap<Role, &'a FieldId>,
    asked: RefCell<HashMap<&'a str, Option<Truth>>>,
    /// Whether ages count as those of people whose birthday is tomorrow have it tomorrow.
    eve: Cell<bool>,
}

/// What a condition may look at besides the answers.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope<'a> {
    pub row: RowId,
    pub group: Option<&'a GroupId>,
    pub facts: Option<&'a BTreeMap<FactId, Fact>>,
}

/// What is known of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// A text or the id of a choice.
    Text(String),
    /// Several choices.
    Many(Vec<String>),
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
    pub fn new(book: &'a Loaded, answers: &'a Answers, today: Day) -> Self {
        let mut look = Look {
            book,
            answers,
            today,
            filing: today,
            parts: vec![&book.core.start],
            variant: None,
            undecided: false,
            stands: HashMap::new(),
            roles: HashMap::new(),
            asked: RefCell::default(),
            eve: Cell::new(false),
        };
        look.index(&book.core.start);
        let chosen = look.chosen();
        look.variant = chosen.filter(|(_, truth)| *truth == Truth::Yes).map(|(variant, _)| variant);
        look.undecided = chosen.is_some() && look.variant.is_none();
        // What was worked out so far was worked out without the form.
        look.asked.borrow_mut().clear();
        if let Some(variant) = look.variant {
            look.parts.extend(variant.parts.iter().filter_map(|part| book.parts.get(part)));
        }
        for at in 1..look.parts.len() {
            if let Some(part) = look.parts.get(at).copied() {
                look.index(part);
            }
        }
        if let Some(Seen::Day(day)) = look.roles.get(&Role::FilingDay).map(|id| look.field(id, Scope::default())) {
            look.filing = day.max(today);
        }
        look
    }

    fn index(&mut self, part: &'a Part) {
        for (step, group, field) in part.places() {
            self.stands.insert(field.id.as_str(), Stand { step, group, field });
            if let Some(role) = field.role {
                self.roles.entry(role).or_insert(&field.id);
            }
        }
    }

    /// The variant of these answers: of those for the procedure and the status the first whose condition holds, or is open.
    fn chosen(&self) -> Option<(&'a Variant, Truth)> {
        let named = |role| Some(self.answers.typed(&Slot::from((*self.roles.get(&role)?).clone())));
        let (procedure, status) = (named(Role::Procedure)?, named(Role::Status)?);
        let mut all = self
            .book
            .core
            .variants(procedure, status)
            .map(|it| (it, self.truth(&it.when, Scope::default())));
        all.find(|(_, truth)| *truth != Truth::No)
    }

    pub fn stand(&self, id: &FieldId) -> Option<Stand<'a>> {
        self.stands.get(id.as_str()).copied()
    }

    pub fn role(&self, role: Role) -> Option<&'a FieldId> {
        self.roles.get(&role).copied()
    }

    /// The text of the field with this meaning, when it is answered.
    pub fn named(&self, role: Role) -> Option<String> {
        match self.field(self.role(role)?, Scope::default()) {
            Seen::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What is chosen in the field with this meaning, where it takes any number of choices.
    pub fn named_all(&self, role: Role) -> Vec<String> {
        match self.role(role).map(|id| self.field(id, Scope::default())) {
            Some(Seen::Many(all)) => all,
            _ => Vec::new(),
        }
    }

    /// Whether a field is asked. A field whose condition looks at itself, however far round, stays unknown.
    pub fn asked(&self, id: &FieldId, scope: Scope<'a>) -> Truth {
        // What is asked does not change for one evening.
        let eve = self.eve.replace(false);
        let truth = self.asked_today(id, scope);
        self.eve.set(eve);
        truth
    }

    fn asked_today(&self, id: &FieldId, scope: Scope<'a>) -> Truth {
        let Some(stand) = self.stand(id) else { return Truth::Unknown };
        let in_row = scope.row != RowId::NONE && stand.group.is_some();
        if !in_row {
            match self.asked.borrow().get(id.as_str()) {
                Some(Some(known)) => return *known,
                Some(None) => return Truth::Unknown,
                None => {}
            }
            self.asked.borrow_mut().insert(stand.field.id.as_str(), None);
        }
        let mut truth = self.truth(&stand.step.asked, Scope::default());
        if let Some(group) = stand.group {
            truth = truth.and(self.truth(&group.asked, Scope::default()));
        }
        if !stand.field.in_force(self.filing) {
            truth = Truth::No;
        }
        if truth != Truth::No {
            truth = truth.and(self.truth(&stand.field.asked, scope));
        }
        if !in_row {
            self.asked.borrow_mut().insert(stand.field.id.as_str(), Some(truth));
        }
        truth
    }

    /// The readable value at a slot; none where nothing was typed, nothing is asked or nothing can be read.
    pub fn value(&self, slot: &Slot) -> Option<Value> {
        let stand = self.stand(&slot.field)?;
        let scope = self.row_scope(stand, slot.row);
        match self.answers.get(slot)? {
            Entry::Typed(typed) if self.asked(&slot.field, scope) != Truth::No => read(&stand.field.kind, typed).ok(),
            _ => None,
        }
    }

    pub fn row_scope(&self, stand: Stand<'a>, row: RowId) -> Scope<'a> {
        Scope {
            row,
            group: stand.group.map(|group| &group.id),
            facts: None,
        }
    }

    fn field(&self, id: &FieldId, scope: Scope<'a>) -> Seen {
        let Some(stand) = self.stand(id) else { return Seen::Unknown };
        let row = match stand.group {
            None => RowId::NONE,
            Some(group) if scope.group == Some(&group.id) => scope.row,
            Some(_) => return Seen::Unknown,
        };
        match self.asked(id, scope) {
            Truth::No => return Seen::Nothing,
            // What is typed there may still turn out not to count.
            Truth::Unknown => return Seen::Unknown,
            Truth::Yes => {}
        }
        match self.answers.get(&Slot { field: id.clone(), row }) {
            None => Seen::Unknown,
            Some(Entry::Blank) => Seen::Nothing,
            Some(Entry::Typed(typed)) => match read(&stand.field.kind, typed) {
                Err(_) => Seen::Unknown,
                Ok(Value::Text(text) | Value::Choice(text)) => Seen::Text(text),
                Ok(Value::Choices(many)) => Seen::Many(many),
                Ok(Value::Number(number)) => Seen::Number(number as f64),
                Ok(Value::Day(day)) => day.whole().map_or(Seen::Unknown, Seen::Day),
                Ok(Value::Month(month)) => month
                    .month
                    .and_then(|of| Day::from_ymd_opt(month.year, of, 1))
                    .map_or(Seen::Unknown, Seen::Day),
            },
        }
    }

    /// The name of the list that a choice is made from, once its parent is answered.
    pub fn list_of(&self, field: &Field, row: RowId) -> Option<String> {
        match &field.kind {
            FieldKind::Choice { list, parent: None, .. } | FieldKind::Choices { list } => Some(list.as_str().to_owned()),
            FieldKind::Choice {
                list,
                parent: Some(parent),
                ..
            } => {
                let stand = self.stand(parent)?;
                let row = if stand.group.is_some() { row } else { RowId::NONE };
                let Value::Choice(id) = self.value(&Slot {
                    field: parent.clone(),
                    row,
                })?
                else {
                    return None;
                };
                let of = self.list_of(stand.field, row)?;
                let code = self.book.list(&of)?.get(&id)?.code().to_owned();
                Some(format!("{list}_{code}"))
            }
            _ => None,
        }
    }

    fn scopes(&self, group: &'a GroupId) -> impl Iterator<Item = Scope<'a>> {
        self.answers.rows(group).iter().map(move |row| Scope {
            row: *row,
            group: Some(group),
            facts: None,
        })
    }
}

/// Facts of all files together, for the rules about the whole.
pub(crate) fn totals<'a>(files: impl Iterator<Item = &'a FileEntry>) -> BTreeMap<FactId, Fact> {
    let files: Vec<&FileEntry> = files.collect();
    let bytes: f64 = files.iter().filter_map(|file| file.number("file.bytes")).sum();
    BTreeMap::from([
        (FactId::new("case.files"), Fact::Number(files.len() as f64)),
        (FactId::new("case.bytes"), Fact::Number(bytes)),
    ])
}
