//! What is known of an expression.

use super::{Look, Scope, Seen};
use crate::Truth;
use crate::answers::{Fact, RowId, Slot};
use crate::calendar::{age, shift};
use crate::read::Value;
use rulebook::{Day, Expr, FieldId, Role};

impl<'a> Look<'a> {
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
                (Seen::Day(birth), Seen::Day(on)) => Seen::Number(f64::from(age(birth, self.counted(on)))),
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
            Expr::Tally(id) => crate::tally::seen(self, id),
            Expr::Count(group) => Seen::Number(self.answers.rows(group).len() as f64),
        }
    }

    /// The day by which an age is counted: on the eve of a birthday the law counts the new age from the end of the day.
    fn counted(&self, on: Day) -> Day {
        if self.eve.get() {
            shift(on, 1, rulebook::Unit::Days).unwrap_or(on)
        } else {
            on
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
