//! Looking at answers through the rulebook: values, whether a field is asked, whether a condition holds.

use crate::Truth;
use crate::answers::{Answers, Entry, Fact, FileEntry, RowId, Slot};
use crate::calendar::{age, shift};
use crate::read::{Value, read};
use rulebook::{Cmp, Condition, Day, Expr, FactId, Field, FieldId, FieldKind, Group, GroupId, Item, Literal, Loaded, Part, Role, Step};
use std::cell::RefCell;
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
    stands: HashMap<&'a str, Stand<'a>>,
    roles: HashMap<Role, &'a FieldId>,
    asked: RefCell<HashMap<&'a str, Option<Truth>>>,
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
            stands: HashMap::new(),
            roles: HashMap::new(),
            asked: RefCell::default(),
        };
        look.index(&book.core.start);
        let named = |role| look.roles.get(&role).map(|id| answers.typed(&Slot::from((*id).clone())));
        if let (Some(procedure), Some(status)) = (named(Role::Procedure), named(Role::Status))
            && let Some(variant) = book.core.variant(procedure, status)
        {
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
        for step in &part.steps {
            for item in &step.items {
                let (group, fields): (_, &[Field]) = match item {
                    Item::Heading(_) => continue,
                    Item::Field(field) => (None, std::slice::from_ref(&**field)),
                    Item::Group(group) => (Some(group), &group.fields),
                };
                for field in fields {
                    self.stands.insert(field.id.as_str(), Stand { step, group, field });
                    if let Some(role) = field.role {
                        self.roles.entry(role).or_insert(&field.id);
                    }
                }
            }
        }
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

    /// Whether a field is asked. A field whose condition looks at itself, however far round, stays unknown.
    pub fn asked(&self, id: &FieldId, scope: Scope<'a>) -> Truth {
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
        if stand.field.from.is_some_and(|from| self.filing < from) {
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

    /// What is known of an expression.
    pub fn see(&self, expr: &'a Expr, scope: Scope<'a>) -> Seen {
        match expr {
            Expr::Field(id) => self.field(id, scope),
            Expr::Role(role) => self.role(*role).map_or(Seen::Unknown, |id| self.field(id, scope)),
            Expr::Fact(id) => match scope.facts.and_then(|facts| facts.get(id)) {
                // The one fact whose absence says something: nothing stood in the way of reading.
                None if scope.facts.is_some() && id.as_str() == "file.unreadable" => Seen::Nothing,
                None => Seen::Unknown,
                Some(Fact::Bool(is)) => Seen::Bool(*is),
                Some(Fact::Number(number)) => Seen::Number(*number),
                Some(Fact::Text(text)) => text.parse().map_or_else(|_| Seen::Text(text.clone()), Seen::Day),
            },
            Expr::Value(id) => self
                .book
                .core
                .value(id)
                .and_then(|value| value.since.on(self.filing))
                .map_or(Seen::Nothing, |number| Seen::Number(*number)),
            Expr::Number(number) => Seen::Number(*number),
            Expr::Day(day) => Seen::Day(*day),
            Expr::Today => Seen::Day(self.today),
            Expr::Filing => Seen::Day(self.filing),
            Expr::Months(of) => self.months(of, scope),
            Expr::Age(of, on) => match (self.see(of, scope), self.see(on, scope)) {
                (Seen::Day(birth), Seen::Day(on)) => Seen::Number(f64::from(age(birth, on))),
                (Seen::Nothing, _) | (_, Seen::Nothing) => Seen::Nothing,
                (Seen::Unknown, Seen::Day(on)) => self.age_of_partial(of, on, scope),
                _ => Seen::Unknown,
            },
            Expr::Shift { day, by, unit, back } => match (self.see(day, scope), self.see(by, scope)) {
                (Seen::Day(day), Seen::Number(by)) => {
                    shift(day, if *back { -(by as i64) } else { by as i64 }, *unit).map_or(Seen::Unknown, Seen::Day)
                }
                (Seen::Nothing, _) | (_, Seen::Nothing) => Seen::Nothing,
                _ => Seen::Unknown,
            },
            Expr::Sum(all) => sum(all.iter().map(|one| self.see(one, scope))),
            Expr::SumRows(group, field) => sum(self.scopes(group).map(|scope| self.field(field, scope))),
            Expr::Count(group) => Seen::Number(self.answers.rows(group).len() as f64),
        }
    }

    /// The age of somebody of whose birth only the year, or year and month, are known.
    fn age_of_partial(&self, of: &'a Expr, on: Day, scope: Scope<'a>) -> Seen {
        let id = match of {
            Expr::Field(id) => id,
            Expr::Role(role) => match self.role(*role) {
                Some(id) => id,
                None => return Seen::Unknown,
            },
            _ => return Seen::Unknown,
        };
        let Some(stand) = self.stand(id) else { return Seen::Unknown };
        let row = stand.group.map_or(RowId::NONE, |_| scope.row);
        if self.asked(id, scope) != Truth::Yes {
            return Seen::Unknown;
        }
        let Some(Value::Day(birth)) = self.value(&Slot { field: id.clone(), row }) else {
            return Seen::Unknown;
        };
        let Some(year) = birth.year else { return Seen::Unknown };
        let first = Day::from_ymd_opt(year, birth.month.unwrap_or(1), 1);
        // The last day of the month: the day before the first of the next.
        let last = Day::from_ymd_opt(year, birth.month.unwrap_or(12), 1)
            .and_then(|day| shift(day, 1, rulebook::Unit::Months))
            .and_then(|day| shift(day, -1, rulebook::Unit::Days));
        match (first, last) {
            (Some(first), Some(last)) => Seen::Between(f64::from(age(last, on)), f64::from(age(first, on))),
            _ => Seen::Unknown,
        }
    }

    fn months(&self, of: &'a Expr, scope: Scope<'a>) -> Seen {
        match of {
            Expr::Field(id) => self.months_at(id, scope),
            Expr::Role(role) => self.role(*role).map_or(Seen::Unknown, |id| self.months_at(id, scope)),
            _ => Seen::Unknown,
        }
    }

    /// The length in months of the period chosen in the field with this meaning.
    pub fn months_of(&self, role: Role) -> Seen {
        self.role(role).map_or(Seen::Unknown, |id| self.months_at(id, Scope::default()))
    }

    fn months_at(&self, id: &FieldId, scope: Scope<'a>) -> Seen {
        match (self.field(id, scope), self.stand(id)) {
            (Seen::Text(text), Some(stand)) => self
                .list_of(stand.field, scope.row)
                .and_then(|list| self.book.list(&list))
                .and_then(|list| list.get(&text))
                .map_or(Seen::Unknown, |item| {
                    item.months.map_or(Seen::Nothing, |months| Seen::Number(f64::from(months)))
                }),
            (Seen::Nothing, _) => Seen::Nothing,
            _ => Seen::Unknown,
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

    /// Whether a condition holds.
    pub fn truth(&self, condition: &'a Condition, scope: Scope<'a>) -> Truth {
        match condition {
            Condition::Always => Truth::Yes,
            Condition::Never => Truth::No,
            Condition::Not(inner) => !self.truth(inner, scope),
            Condition::And(all) => all.iter().fold(Truth::Yes, |so_far, one| so_far.and(self.truth(one, scope))),
            Condition::Or(all) => all.iter().fold(Truth::No, |so_far, one| so_far.or(self.truth(one, scope))),
            Condition::In(what, values) => match self.see(what, scope) {
                Seen::Unknown | Seen::Between(..) => Truth::Unknown,
                Seen::Nothing => Truth::No,
                seen => values.iter().any(|value| same(&seen, value)).into(),
            },
            Condition::Contains(what, text) => match self.see(what, scope) {
                Seen::Unknown => Truth::Unknown,
                Seen::Text(seen) => seen.contains(text.as_str()).into(),
                Seen::Many(many) => many.contains(text).into(),
                _ => Truth::No,
            },
            Condition::Empty(what) => match self.see(what, scope) {
                Seen::Nothing => Truth::Yes,
                Seen::Unknown => (!self.held_back(what, scope)).into(),
                _ => Truth::No,
            },
            Condition::Compare(left, cmp, right) => compare(&self.see(left, scope), *cmp, &self.see(right, scope)),
            Condition::Any(group, inner) => self
                .scopes(group)
                .fold(Truth::No, |so_far, scope| so_far.or(self.truth(inner, scope))),
            Condition::All(group, inner) => self
                .scopes(group)
                .fold(Truth::Yes, |so_far, scope| so_far.and(self.truth(inner, scope))),
        }
    }

    /// Whether something is typed that does not count yet, because it is open whether its question is asked.
    fn held_back(&self, what: &'a Expr, scope: Scope<'a>) -> bool {
        let id = match what {
            Expr::Field(id) => Some(id),
            Expr::Role(role) => self.role(*role),
            _ => None,
        };
        let Some((id, stand)) = id.and_then(|id| Some((id, self.stand(id)?))) else {
            return false;
        };
        let slot = Slot {
            field: id.clone(),
            row: if stand.group.is_some() { scope.row } else { RowId::NONE },
        };
        !self.answers.typed(&slot).is_empty() && self.asked(id, scope) == Truth::Unknown
    }

    /// The answers that made a condition come out as it did; for an unknown one, the questions that would settle it.
    pub fn because(&self, condition: &'a Condition, scope: Scope<'a>) -> Vec<Slot> {
        let mut found = Vec::new();
        self.collect(condition, scope, self.truth(condition, scope), &mut found);
        found.sort();
        found.dedup();
        found
    }

    fn collect(&self, condition: &'a Condition, scope: Scope<'a>, wanted: Truth, found: &mut Vec<Slot>) {
        match condition {
            Condition::Always | Condition::Never => {}
            Condition::Not(inner) => self.collect(inner, scope, !wanted, found),
            Condition::And(all) | Condition::Or(all) => {
                for one in all.iter().filter(|one| self.truth(one, scope) == wanted) {
                    self.collect(one, scope, wanted, found);
                }
            }
            Condition::Any(group, inner) | Condition::All(group, inner) => {
                for scope in self.scopes(group).filter(|scope| self.truth(inner, *scope) == wanted) {
                    self.collect(inner, scope, wanted, found);
                }
            }
            Condition::In(..) | Condition::Contains(..) | Condition::Empty(..) | Condition::Compare(..) => {
                let mut parts = Vec::new();
                condition.expressions(&mut parts);
                for part in parts {
                    let id = match part {
                        Expr::Field(id) => Some(id),
                        Expr::Role(role) => self.role(*role),
                        _ => None,
                    };
                    let Some(stand) = id.and_then(|id| self.stand(id)) else { continue };
                    let open = matches!(self.see(part, scope), Seen::Unknown);
                    if (wanted == Truth::Unknown) == open {
                        let row = if stand.group.is_some() { scope.row } else { RowId::NONE };
                        found.push(Slot {
                            field: stand.field.id.clone(),
                            row,
                        });
                    }
                }
            }
        }
    }
}

fn same(seen: &Seen, value: &Literal) -> bool {
    match (seen, value) {
        (Seen::Text(seen), Literal::Text(text)) => seen == text,
        (Seen::Many(many), Literal::Text(text)) => many.contains(text),
        (Seen::Number(seen), Literal::Number(number)) => seen == number,
        (Seen::Text(seen), Literal::Number(number)) => seen.parse() == Ok(*number),
        (Seen::Bool(seen), Literal::Bool(is)) => seen == is,
        (Seen::Day(seen), Literal::Text(text)) => text.parse() == Ok(*seen),
        _ => false,
    }
}

fn compare(left: &Seen, cmp: Cmp, right: &Seen) -> Truth {
    // What holds at both ends of a span holds in it: every comparison here has one turning point.
    if let Seen::Between(low, high) = left {
        let (at_low, at_high) = (compare(&Seen::Number(*low), cmp, right), compare(&Seen::Number(*high), cmp, right));
        let decided = at_low == at_high && (low == high || !matches!(cmp, Cmp::Eq | Cmp::Ne));
        return if decided { at_low } else { Truth::Unknown };
    }
    let order = match (left, right) {
        (_, Seen::Between(..)) => return Truth::Unknown,
        (Seen::Unknown, _) | (_, Seen::Unknown) => return Truth::Unknown,
        (Seen::Number(left), Seen::Number(right)) => left.partial_cmp(right),
        (Seen::Day(left), Seen::Day(right)) => Some(left.cmp(right)),
        (Seen::Text(left), Seen::Text(right)) => Some(left.cmp(right)),
        _ => return Truth::No,
    };
    let Some(order) = order else { return Truth::No };
    match cmp {
        Cmp::Lt => order.is_lt(),
        Cmp::Le => order.is_le(),
        Cmp::Eq => order.is_eq(),
        Cmp::Ne => order.is_ne(),
        Cmp::Ge => order.is_ge(),
        Cmp::Gt => order.is_gt(),
    }
    .into()
}

fn sum(all: impl Iterator<Item = Seen>) -> Seen {
    let mut total = 0.0;
    for one in all {
        match one {
            Seen::Number(number) => total += number,
            Seen::Text(text) => match text.parse::<f64>() {
                Ok(number) => total += number,
                Err(_) => return Seen::Unknown,
            },
            Seen::Nothing => {}
            _ => return Seen::Unknown,
        }
    }
    Seen::Number(total)
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
