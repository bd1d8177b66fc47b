//! Conditions over numbers: the shapes of [`Condition`], with every name looked up.

use super::{FactNo, FieldNo, GroupNo, Names, TallyNo, with_role};
use crate::{Arrived, Cmp, Condition, Day, Expr, Literal, Unit};

/// A [`Condition`] on a road.
#[derive(Debug)]
pub enum Test {
    /// Always.
    Always,
    /// Never.
    Never,
    /// The other way round.
    Not(Box<Test>),
    /// All of them.
    And(Vec<Test>),
    /// At least one of them.
    Or(Vec<Test>),
    /// The answer is one of these.
    In(Term, Vec<Literal>),
    /// The text contains this, or the list has this item.
    Contains(Term, String),
    /// There is no answer.
    Empty(Term),
    /// How one compares with the other.
    Compare(Term, Cmp, Term),
    /// In at least one row of the group.
    Any(GroupNo, Box<Test>),
    /// In every row of the group.
    All(GroupNo, Box<Test>),
}

/// An [`Expr`] on a road.
#[derive(Debug)]
pub enum Term {
    /// The answer to a field.
    Field(FieldNo),
    /// The answer to a field that is not on this road, or has not arrived: nobody knows it.
    Unknown,
    /// A measurement of the file under judgement.
    Fact(FactNo),
    /// The how-manieth dated value of the core; none where there is no such value.
    Value(Option<usize>),
    /// A number.
    Number(f64),
    /// A fixed day.
    Day(Day),
    /// The day on which the person looks.
    Today,
    /// The day of filing.
    Filing,
    /// The place of the row in its group, from 1.
    Row,
    /// The length in months of the period chosen in a field.
    Months(Option<FieldNo>),
    /// Its length in days.
    Days(Option<FieldNo>),
    /// Half of that.
    Half(Option<FieldNo>),
    /// The day, or the next on which the offices are open.
    OfficeDay(Box<Term>),
    /// Full years from a date of birth to a day.
    Age(Box<Term>, Box<Term>),
    /// A day moved.
    Shift {
        /// The day to start from.
        day: Box<Term>,
        /// How many units.
        by: Box<Term>,
        /// Days, months or years.
        unit: Unit,
        /// Earlier instead of later.
        back: bool,
    },
    /// The sum of numbers.
    Sum(Vec<Term>),
    /// The sum of one field over the rows of a group.
    SumRows(GroupNo, Option<FieldNo>),
    /// How many rows a group has.
    Count(GroupNo),
    /// The points of a table; of one that is not on this road nobody knows them.
    Tally(Option<TallyNo>),
}

/// Looks names up.
pub(super) struct Maker<'a> {
    pub book: &'a Arrived,
    pub names: &'a Names,
}

impl Maker<'_> {
    pub fn test(&self, condition: &Condition) -> Test {
        let all = |all: &[Condition]| all.iter().map(|one| self.test(one)).collect();
        let inner = |one: &Condition| Box::new(self.test(one));
        match condition {
            Condition::Always => Test::Always,
            Condition::Never => Test::Never,
            Condition::Not(one) => Test::Not(inner(one)),
            Condition::And(every) => Test::And(all(every)),
            Condition::Or(any) => Test::Or(all(any)),
            Condition::In(what, values) => Test::In(self.term(what), values.clone()),
            Condition::Contains(what, text) => Test::Contains(self.term(what), text.clone()),
            Condition::Empty(what) => Test::Empty(self.term(what)),
            Condition::Compare(left, cmp, right) => Test::Compare(self.term(left), *cmp, self.term(right)),
            Condition::Any(group, one) => Test::Any(self.names.group(group), inner(one)),
            Condition::All(group, one) => Test::All(self.names.group(group), inner(one)),
        }
    }

    pub fn term(&self, expr: &Expr) -> Term {
        let inner = |one: &Expr| Box::new(self.term(one));
        match expr {
            Expr::Field(_) | Expr::Role(_) => self.field(expr).map_or(Term::Unknown, Term::Field),
            Expr::Fact(id) => Term::Fact(self.names.fact(id)),
            Expr::Value(id) => Term::Value(self.book.core.values.iter().position(|it| it.id == *id)),
            Expr::Number(number) => Term::Number(*number),
            Expr::Day(day) => Term::Day(*day),
            Expr::Today => Term::Today,
            Expr::Filing => Term::Filing,
            Expr::Row => Term::Row,
            Expr::Months(of) => Term::Months(self.field(of)),
            Expr::Days(of) => Term::Days(self.field(of)),
            Expr::Half(of) => Term::Half(self.field(of)),
            Expr::OfficeDay(of) => Term::OfficeDay(inner(of)),
            Expr::Age(of, on) => Term::Age(inner(of), inner(on)),
            Expr::Shift { day, by, unit, back } => Term::Shift {
                day: inner(day),
                by: inner(by),
                unit: *unit,
                back: *back,
            },
            Expr::Sum(all) => Term::Sum(all.iter().map(|one| self.term(one)).collect()),
            Expr::SumRows(group, field) => Term::SumRows(self.names.group(group), self.names.field(field.as_str())),
            Expr::Count(group) => Term::Count(self.names.group(group)),
            Expr::Tally(id) => Term::Tally(self.names.tallies.iter().position(|it| it == id)),
        }
    }

    fn field(&self, expr: &Expr) -> Option<FieldNo> {
        match expr {
            Expr::Field(id) => self.names.field(id.as_str()),
            Expr::Role(role) => with_role(&self.names.roles, *role),
            _ => None,
        }
    }
}

impl Test {
    /// Does something with every term that the test looks at, inner ones included.
    pub fn each_term<'t>(&'t self, with: &mut impl FnMut(&'t Term)) {
        match self {
            Test::Always | Test::Never => {}
            Test::Not(inner) | Test::Any(_, inner) | Test::All(_, inner) => inner.each_term(with),
            Test::And(all) | Test::Or(all) => all.iter().for_each(|one| one.each_term(with)),
            Test::In(what, _) | Test::Contains(what, _) | Test::Empty(what) => what.each(with),
            Test::Compare(left, _, right) => {
                left.each(with);
                right.each(with);
            }
        }
    }

    pub(super) fn looks_at_age(&self) -> bool {
        let mut found = false;
        self.each_term(&mut |term| found |= matches!(term, Term::Age(..)));
        found
    }
}

impl Term {
    /// Does something with the term and all that it is made of.
    pub fn each<'t>(&'t self, with: &mut impl FnMut(&'t Term)) {
        with(self);
        match self {
            Term::OfficeDay(of) => of.each(with),
            Term::Age(of, on) => {
                of.each(with);
                on.each(with);
            }
            Term::Shift { day, by, .. } => {
                day.each(with);
                by.each(with);
            }
            Term::Sum(all) => all.iter().for_each(|one| one.each(with)),
            _ => {}
        }
    }
}
