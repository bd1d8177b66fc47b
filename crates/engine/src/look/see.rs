//! What is known of an expression.

use super::{Look, Scope, Seen};
use crate::Truth;
use crate::answers::Fact;
use crate::calendar::{age, shift};
use crate::plain;
use crate::read::Value;
use rulebook::{Code, Day, FieldNo, Role, Term};

impl Look<'_> {
    /// What is known of an expression.
    pub fn see<'s>(&'s self, term: &'s Term, scope: Scope<'s>) -> Seen<'s> {
        match term {
            Term::Field(no) => self.field(*no, scope),
            Term::Unknown => Seen::Unknown,
            Term::Fact(no) => match scope.facts.map(|facts| facts.0.get(*no).copied().flatten()) {
                // The one fact whose absence says something: nothing stood in the way of reading.
                Some(None) if self.road.fact_names().get(*no).is_some_and(|id| id.as_str() == "file.unreadable") => Seen::Nothing,
                None | Some(None) => Seen::Unknown,
                Some(Some(Fact::Bool(is))) => Seen::Bool(*is),
                Some(Some(Fact::Number(number))) => Seen::Number(*number),
                Some(Some(Fact::Text(text))) => plain::day(text).map_or(Seen::Text(text.as_str()), Seen::Day),
            },
            Term::Value(at) => at
                .and_then(|at| self.book.core.values.get(at)?.since.on(self.filing))
                .map_or(Seen::Nothing, |number| Seen::Number(*number)),
            Term::Number(number) => Seen::Number(*number),
            Term::Day(day) => Seen::Day(*day),
            Term::Today => Seen::Day(self.today),
            Term::Filing => Seen::Day(self.filing),
            Term::Row => match scope.group {
                Some((_, Some(row))) => Seen::Number((row + 1) as f64),
                _ => Seen::Unknown,
            },
            Term::Months(of) => of.map_or(Seen::Unknown, |no| self.months_at(no, scope)),
            Term::Days(of) => of.map_or(Seen::Unknown, |no| self.days_at(no, scope)),
            Term::Half(of) => match of.map_or(Seen::Unknown, |no| self.days_at(no, scope)) {
                Seen::Number(days) => Seen::Number((days / 2.0).floor()),
                other => other,
            },
            Term::OfficeDay(of) => match self.see(of, scope) {
                Seen::Day(day) => self.book.core.closed.open_from(day).map_or(Seen::Unknown, Seen::Day),
                Seen::Nothing => Seen::Nothing,
                _ => Seen::Unknown,
            },
            Term::Age(of, on) => match (self.see(of, scope), self.see(on, scope)) {
                (Seen::Day(birth), Seen::Day(on)) => Seen::Number(f64::from(age(birth, self.counted(on)))),
                (Seen::Nothing, _) | (_, Seen::Nothing) => Seen::Nothing,
                (Seen::Unknown, Seen::Day(on)) => self.age_of_partial(of, on, scope),
                _ => Seen::Unknown,
            },
            Term::Shift { day, by, unit, back } => match (self.see(day, scope), self.see(by, scope)) {
                (Seen::Day(day), Seen::Number(by)) => {
                    shift(day, if *back { -(by as i64) } else { by as i64 }, *unit).map_or(Seen::Unknown, Seen::Day)
                }
                (Seen::Nothing, _) | (_, Seen::Nothing) => Seen::Nothing,
                _ => Seen::Unknown,
            },
            Term::Sum(all) => sum(all.iter().map(|one| self.see(one, scope))),
            Term::SumRows(group, field) => {
                let of = |scope| field.map_or(Seen::Unknown, |no| self.field(no, scope));
                sum(self.scopes(*group).map(of))
            }
            Term::Tally(no) => no.map_or(Seen::Unknown, |no| crate::tally::seen(self, no)),
            Term::Count(group) => Seen::Number(self.rows(*group).len() as f64),
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
    fn age_of_partial(&self, of: &Term, on: Day, scope: Scope<'_>) -> Seen<'_> {
        let Term::Field(no) = of else { return Seen::Unknown };
        if self.asked(*no, scope) != Truth::Yes {
            return Seen::Unknown;
        }
        let Some(Value::Day(birth)) = self.value(*no, scope) else {
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

    /// The length in months of the period chosen in the field with this meaning.
    pub fn months_of(&self, role: Role) -> Seen<'_> {
        self.road
            .role(role)
            .map_or(Seen::Unknown, |no| self.months_at(no, Scope::default()))
    }

    fn months_at(&self, no: FieldNo, scope: Scope<'_>) -> Seen<'_> {
        self.length_at(no, scope, |item| item.months)
    }

    fn days_at(&self, no: FieldNo, scope: Scope<'_>) -> Seen<'_> {
        self.length_at(no, scope, |item| item.days.or(item.months.map(|months| months.saturating_mul(30))))
    }

    fn length_at(&self, no: FieldNo, scope: Scope<'_>, of: impl Fn(&Code) -> Option<u16>) -> Seen<'_> {
        match self.field(no, scope) {
            Seen::Text(text) => self
                .list_of(no, scope)
                .and_then(|list| self.book.list(&list))
                .and_then(|list| list.get(text))
                .map_or(Seen::Unknown, |item| {
                    of(item).map_or(Seen::Nothing, |length| Seen::Number(f64::from(length)))
                }),
            Seen::Nothing => Seen::Nothing,
            _ => Seen::Unknown,
        }
    }
}

fn sum<'s>(all: impl Iterator<Item = Seen<'s>>) -> Seen<'s> {
    let mut total = 0.0;
    for one in all {
        match one {
            Seen::Number(number) => total += number,
            Seen::Text(text) => match plain::number(text) {
                Some(number) => total += number,
                None => return Seen::Unknown,
            },
            Seen::Nothing => {}
            _ => return Seen::Unknown,
        }
    }
    Seen::Number(total)
}
