//! Conditions and expressions in words, for whoever asks why. The words are texts (`cond.*`, `fact.*`), so each language has its own.
//!
//! What is not here: whether anything holds; that the engine says.

use crate::{
    Arrived, Cmp, Code, Condition, Day, Expr, FactId, Field, FieldId, FieldKind, GroupId, Literal, PartId, Role, Unit, Value, ValueId,
};

/// More choices than these stand below each other.
const IN_A_ROW: usize = 4;

/// What a language brings with it.
pub trait Tongue {
    /// The text with this id.
    fn text(&self, id: &str) -> Option<&str>;
    /// What an item of a list is called.
    fn name<'i>(&self, item: &'i Code) -> &'i str;
    /// A day; plainly, where nobody says otherwise.
    fn day(&self, day: Day) -> String {
        day.to_string()
    }
    /// A number; plainly too.
    fn number(&self, number: f64) -> String {
        number.to_string()
    }
    /// The size of a file.
    fn size(&self, bytes: f64) -> String;
}

/// A sentence, and below it what it speaks of, one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worded {
    /// The sentence.
    pub says: String,
    /// What stands below it.
    pub parts: Vec<Worded>,
}

impl From<String> for Worded {
    fn from(says: String) -> Worded {
        Worded { says, parts: Vec::new() }
    }
}

/// Puts into words what the rulebook has written.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// What has arrived of the rulebook.
    pub book: &'a Arrived,
    /// The parts of the road that is taken: their questions are meant.
    pub parts: &'a [PartId],
    /// The day on which values count.
    pub on: Day,
    /// The language.
    pub tongue: &'a dyn Tongue,
}

impl Speaker<'_> {
    /// When a condition holds.
    pub fn condition(&self, condition: &Condition) -> Worded {
        self.say(condition, true)
    }

    /// Whether the questions that a condition looks at have arrived, with their words: of others nothing can be said.
    pub fn can_say(&self, condition: &Condition) -> bool {
        let mut all = Vec::new();
        condition.expressions(&mut all);
        all.into_iter().all(|expr| match expr {
            Expr::Field(_) | Expr::Role(_) => self.field(expr).is_some_and(|field| !self.label(field).is_empty()),
            Expr::SumRows(_, field) => self.field_of(field).is_some_and(|field| !self.label(field).is_empty()),
            _ => true,
        })
    }

    /// An expression, as it stands in a sentence.
    pub fn expr(&self, expr: &Expr) -> String {
        self.with_unit(expr, "")
    }

    /// The text with this id, with its places filled; the id itself where it has not arrived.
    pub fn fill(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.tongue.text(id).unwrap_or(id).to_owned();
        for (name, with) in args {
            text = text.replace(&format!("{{{name}}}"), with);
        }
        text
    }

    /// The same as a sentence of its own.
    fn line(&self, id: &str, args: &[(&str, &str)]) -> Worded {
        self.fill(id, args).into()
    }

    /// When a condition holds, or when it does not.
    fn say(&self, condition: &Condition, yes: bool) -> Worded {
        match condition {
            Condition::Always | Condition::Never => self.settled((*condition == Condition::Always) == yes),
            Condition::Not(inner) => self.say(inner, !yes),
            Condition::And(_) | Condition::Or(_) => {
                let all = matches!(condition, Condition::And(_)) == yes;
                let mut parts = Vec::new();
                self.gather(condition, yes, all, &mut parts);
                match parts.len() {
                    0 => self.settled(all),
                    1 => parts.remove(0),
                    _ => Worded {
                        says: self.fill(if all { "cond.all" } else { "cond.any" }, &[]),
                        parts,
                    },
                }
            }
            Condition::In(what, values) => self.among(what, values, yes),
            Condition::Contains(what, text) => {
                let Some(choice) = self.choice(what, text) else {
                    return self.settled(!yes);
                };
                let that = self.quoted(&choice);
                let id = if yes { "cond.has" } else { "cond.has.not" };
                self.line(id, &[("what", &self.expr(what)), ("that", &that)])
            }
            Condition::Empty(what) => self.answered(what, !yes),
            Condition::Compare(left, cmp, right) => self.compared(left, *cmp, right, yes),
            Condition::Any(group, inner) | Condition::All(group, inner) => {
                let some = matches!(condition, Condition::Any(..)) == yes;
                let inner = self.say(inner, yes);
                let id = if some { "cond.row.any" } else { "cond.row.all" };
                Worded {
                    says: self.fill(id, &[("group", self.name(group)), ("it", &inner.says)]),
                    parts: inner.parts,
                }
            }
        }
    }

    fn settled(&self, always: bool) -> Worded {
        self.line(if always { "cond.always" } else { "cond.never" }, &[])
    }

    /// What stands together in one list: of all of which each has to hold, or of which one is enough.
    fn gather(&self, condition: &Condition, yes: bool, all: bool, parts: &mut Vec<Worded>) {
        match condition {
            Condition::Not(inner) => self.gather(inner, !yes, all, parts),
            Condition::And(many) if all == yes => many.iter().for_each(|one| self.gather(one, yes, all, parts)),
            Condition::Or(many) if all != yes => many.iter().for_each(|one| self.gather(one, yes, all, parts)),
            // What adds nothing.
            Condition::Always if all == yes => {}
            Condition::Never if all != yes => {}
            other => {
                let worded = self.say(other, yes);
                // Two questions of one name are one to whoever reads it.
                if !parts.contains(&worded) {
                    parts.push(worded);
                }
            }
        }
    }

    /// That a choice is, or is not, one of these.
    fn among(&self, what: &Expr, values: &[Literal], yes: bool) -> Worded {
        let named = self.expr(what);
        if let [Literal::Bool(is)] = values {
            return self.line(if *is == yes { "cond.true" } else { "cond.false" }, &[("it", &named)]);
        }
        let mut names: Vec<String> = Vec::new();
        for value in values {
            let name = match value {
                Literal::Text(text) => match self.choice(what, text) {
                    Some(choice) => self.quoted(&choice),
                    // Nobody on this road can choose it.
                    None => continue,
                },
                Literal::Number(number) => self.amount(*number, self.unit(what)),
                Literal::Bool(_) => continue,
            };
            // Two choices of one name are one to whoever reads it.
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.as_slice() {
            [] => self.settled(!yes),
            [one] => self.line(if yes { "cond.is" } else { "cond.is.not" }, &[("what", &named), ("that", one)]),
            few if few.len() <= IN_A_ROW => {
                let all = few.join(&self.fill("cond.list", &[]));
                self.line(if yes { "cond.in" } else { "cond.in.not" }, &[("what", &named), ("all", &all)])
            }
            _ => Worded {
                says: self.fill(if yes { "cond.listed" } else { "cond.listed.not" }, &[("what", &named)]),
                parts: names.into_iter().map(Worded::from).collect(),
            },
        }
    }

    /// That there is, or is not, an answer or a measurement.
    fn answered(&self, what: &Expr, is: bool) -> Worded {
        match self.field(what) {
            Some(field) => {
                let label = self.label(field);
                self.line(if is { "cond.filled" } else { "cond.empty" }, &[("question", label)])
            }
            None => self.line(if is { "cond.there" } else { "cond.missing" }, &[("what", &self.expr(what))]),
        }
    }

    fn compared(&self, left: &Expr, cmp: Cmp, right: &Expr, yes: bool) -> Worded {
        let day = self.is_day(left) || self.is_day(right);
        let unit = Some(self.unit(left)).filter(|unit| !unit.is_empty()).unwrap_or(self.unit(right));
        let (what, than) = (self.with_unit(left, unit), self.with_unit(right, unit));
        let both = [("what", what.as_str()), ("that", than.as_str())];
        if matches!(cmp, Cmp::Eq | Cmp::Ne) {
            let same = (cmp == Cmp::Eq) == yes;
            let questions = self.field(left).is_some() && self.field(right).is_some();
            return self.line(
                match (questions, same) {
                    (true, true) => "cond.same",
                    (true, false) => "cond.same.not",
                    (false, true) => "cond.is",
                    (false, false) => "cond.is.not",
                },
                &both,
            );
        }
        let id = match (cmp, day) {
            (Cmp::Lt, false) => "cond.less",
            (Cmp::Lt, true) => "cond.before_day",
            (Cmp::Le, false) => "cond.most",
            (Cmp::Le, true) => "cond.latest",
            (Cmp::Gt, false) => "cond.more",
            (Cmp::Gt, true) => "cond.after_day",
            (_, false) => "cond.least",
            (_, true) => "cond.earliest",
        };
        let says = self.fill(id, &both);
        if yes {
            says.into()
        } else {
            self.line("cond.not", &[("it", &says)])
        }
    }

    /// An expression; numbers in it are told in this unit.
    fn with_unit(&self, expr: &Expr, unit: &str) -> String {
        match expr {
            Expr::Field(_) | Expr::Role(_) => {
                let label = self.field(expr).map_or("", |field| self.label(field));
                let ends = self.tongue.text("cond.question.ends").unwrap_or("?");
                let id = if label.ends_with(ends) { "cond.answer" } else { "cond.question" };
                self.fill(id, &[("question", label)])
            }
            Expr::Fact(id) => self.fact(id),
            Expr::Value(id) => match self.value(id) {
                Some((number, value)) => self.amount(number, &value.unit),
                None => self.fill("cond.ended", &[]),
            },
            Expr::Number(number) => self.amount(*number, unit),
            Expr::Day(day) => self.tongue.day(*day),
            Expr::Today => self.fill("cond.today", &[]),
            Expr::Filing => self.fill("cond.filing", &[]),
            Expr::Row => self.fill("cond.row", &[]),
            Expr::Months(of) | Expr::Days(of) => self.fill("cond.length", &[("of", &self.expr(of))]),
            Expr::Half(of) => self.fill("cond.half", &[("of", &self.expr(of))]),
            Expr::OfficeDay(day) => self.fill("cond.office_day", &[("day", &self.expr(day))]),
            Expr::Age(of, on) => self.fill("cond.age", &[("of", &self.expr(of)), ("on", &self.expr(on))]),
            Expr::Shift { day, by, unit, back } => {
                let unit = match unit {
                    Unit::Days => "unit.days",
                    Unit::Months | Unit::CivilMonths => "unit.month",
                    Unit::Years => "unit.calendar_years",
                };
                let by = match &**by {
                    Expr::Value(id) => self.value(id).map(|(number, _)| self.amount(number, unit)),
                    by => Some(self.with_unit(by, unit)),
                };
                let by = by.unwrap_or_else(|| self.fill("cond.ended", &[]));
                let id = if *back { "cond.before" } else { "cond.after" };
                self.fill(id, &[("day", &self.expr(day)), ("n", &by)])
            }
            Expr::Sum(all) => {
                let all: Vec<String> = all.iter().map(|one| self.with_unit(one, unit)).collect();
                all.join(" + ")
            }
            Expr::SumRows(group, field) => {
                let label = self.field_of(field).map_or("", |field| self.label(field));
                self.fill("cond.sum_rows", &[("group", self.name(group)), ("question", label)])
            }
            Expr::Count(group) => self.fill("cond.count", &[("group", self.name(group))]),
            Expr::Tally(id) => {
                let name = self.tongue.text(id.as_str()).unwrap_or_default();
                self.fill("cond.points", &[("what", name)])
            }
        }
    }

    fn name(&self, group: &GroupId) -> &str {
        self.tongue.text(group.as_str()).unwrap_or_default()
    }

    fn fact(&self, id: &FactId) -> String {
        self.fill(&format!("fact.{id}"), &[])
    }

    fn quoted(&self, text: &str) -> String {
        self.fill("cond.quoted", &[("it", text)])
    }

    /// What a question is called in a sentence: where what it asks is too long for that, it has another name.
    fn label(&self, field: &Field) -> &str {
        let short = self.tongue.text(&format!("cond.name.{}", field.words()));
        short.or_else(|| self.tongue.text(field.words())).unwrap_or_default()
    }

    /// The question that an expression is.
    fn field(&self, expr: &Expr) -> Option<&Field> {
        match expr {
            Expr::Field(id) => self.field_of(id),
            Expr::Role(role) => self.meaning(*role),
            _ => None,
        }
    }

    fn field_of(&self, id: &FieldId) -> Option<&Field> {
        let here = self.here().find(|field| field.id == *id);
        here.or_else(|| self.book.field(id))
    }

    fn meaning(&self, role: Role) -> Option<&Field> {
        let here = self.here().find(|field| field.role == Some(role));
        here.or_else(|| self.book.by_role(role).next())
    }

    /// The questions of the road.
    fn here(&self) -> impl Iterator<Item = &Field> {
        let parts = self.parts.iter().filter_map(|id| self.book.part(id));
        parts.flat_map(|part| part.fields())
    }

    /// What somebody who chooses it has chosen; nothing where the list has no such thing.
    fn choice(&self, what: &Expr, id: &str) -> Option<String> {
        if let Expr::Fact(fact) = what {
            let named = self.tongue.text(&format!("fact.{fact}.{id}"));
            return Some(named.unwrap_or(id).to_owned());
        }
        let Some(FieldKind::Choice { list, .. } | FieldKind::Choices { list }) = self.field(what).map(|field| &field.kind) else {
            return Some(id.to_owned());
        };
        match self.book.item_near(list.as_str(), id) {
            Some(item) => Some(self.tongue.name(item).to_owned()),
            None if self.book.has_list(list.as_str()) => None,
            // A code tells nobody anything.
            None => Some(self.fill("ui.arriving", &[])),
        }
    }

    /// A value on the day that counts.
    fn value(&self, id: &ValueId) -> Option<(f64, &Value)> {
        let value = self.book.core.value(id)?;
        Some((*value.since.on(self.on)?, value))
    }

    /// A number with the words of its unit.
    fn amount(&self, number: f64, unit: &str) -> String {
        if unit == "unit.bytes" {
            return self.tongue.size(number);
        }
        let one = (number == 1.0).then(|| self.tongue.text(&format!("{unit}.one"))).flatten();
        match one.or_else(|| self.tongue.text(unit)) {
            Some(unit) => self.fill("cond.amount", &[("n", &self.tongue.number(number)), ("unit", unit)]),
            None => self.tongue.number(number),
        }
    }

    /// The id of the text of the unit in which an expression counts; empty where it has none.
    fn unit<'e>(&'e self, expr: &'e Expr) -> &'e str {
        match expr {
            Expr::Months(_) => "unit.month",
            Expr::Days(_) | Expr::Half(_) => "unit.days",
            Expr::Age(..) => "unit.years",
            Expr::Tally(_) => "unit.points",
            Expr::Value(id) => self.book.core.value(id).map_or("", |value| &value.unit),
            Expr::Sum(all) => all.iter().map(|one| self.unit(one)).find(|unit| !unit.is_empty()).unwrap_or(""),
            _ => match self.field(expr).map(|field| &field.kind) {
                Some(FieldKind::Number { unit }) => unit,
                _ => "",
            },
        }
    }

    fn is_day(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Day(_) | Expr::Today | Expr::Filing | Expr::Shift { .. } | Expr::OfficeDay(_) => true,
            _ => {
                let kind = self.field(expr).map(|field| &field.kind);
                matches!(kind, Some(FieldKind::Date { .. } | FieldKind::Month { .. }))
            }
        }
    }
}
