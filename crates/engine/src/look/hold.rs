//! Whether a condition holds, and which answers decided that.

use super::{Look, Scope, Seen};
use crate::Truth;
use crate::answers::Slot;
use crate::plain;
use rulebook::{Aged, Cmp, FieldNo, Judging, Literal, Tallying, Term, Test};

impl Look<'_> {
    /// Whether a condition holds.
    pub fn truth(&self, test: &Test, scope: Scope<'_>) -> Truth {
        match test {
            Test::Always => Truth::Yes,
            Test::Never => Truth::No,
            Test::Not(inner) => !self.truth(inner, scope),
            Test::And(all) => every(all.iter().map(|one| self.truth(one, scope))),
            Test::Or(all) => any(all.iter().map(|one| self.truth(one, scope))),
            Test::In(what, values) => match self.see(what, scope) {
                Seen::Unknown | Seen::Between(..) => Truth::Unknown,
                Seen::Nothing => Truth::No,
                seen => values.iter().any(|value| same(&seen, value)).into(),
            },
            Test::Contains(what, text) => match self.see(what, scope) {
                Seen::Unknown => Truth::Unknown,
                Seen::Text(seen) => seen.contains(text.as_str()).into(),
                Seen::Many(many) => many.contains(text).into(),
                _ => Truth::No,
            },
            Test::Empty(what) => match self.see(what, scope) {
                Seen::Nothing => Truth::Yes,
                Seen::Unknown => (!self.held_back(what, scope)).into(),
                _ => Truth::No,
            },
            Test::Compare(left, cmp, right) => compare(&self.see(left, scope), *cmp, &self.see(right, scope)),
            Test::Any(group, inner) => any(self.scopes(*group).map(|scope| self.truth(inner, scope))),
            Test::All(group, inner) => every(self.scopes(*group).map(|scope| self.truth(inner, scope))),
        }
    }

    /// Whether a rule is broken: it is asked, it can be told, and something is wrong.
    pub fn broken(&self, rule: &Judging, scope: Scope<'_>) -> Truth {
        every(rule.tests.iter().map(|one| self.truth(&one.test, scope)))
    }

    /// The same when an age that is reached as this day ends counts as reached; nothing for a rule that looks at no age.
    pub fn broken_on_eve(&self, rule: &Judging, scope: Scope<'_>) -> Option<Truth> {
        let ages = rule.tests.iter().any(|one| one.age);
        ages.then(|| every(rule.tests.iter().map(|one| self.truth_on_eve(one, scope))))
    }

    /// Whether a condition holds when an age that is reached as this day ends counts as reached. The same as [`Look::truth`] for what looks at
    /// no age.
    pub fn truth_on_eve(&self, one: &Aged, scope: Scope<'_>) -> Truth {
        self.eve.set(one.age);
        let truth = self.truth(&one.test, scope);
        self.eve.set(false);
        truth
    }

    /// Whether something is typed whose value is not known: it is open whether its question is asked, or it cannot be read, or pieces of it
    /// are not known, as of a day.
    fn held_back(&self, what: &Term, scope: Scope<'_>) -> bool {
        let Term::Field(no) = what else { return false };
        self.typed(*no, scope).is_some_and(|typed| !typed.is_empty())
    }

    /// The answers that made a condition come out as it did; for an unknown one, the questions that would settle it.
    pub fn because(&self, test: &Test, scope: Scope<'_>) -> Vec<Slot> {
        let mut found = Vec::new();
        self.collect(test, scope, self.truth(test, scope), &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// The answers that an expression looks at, and those that made a condition hold.
    pub fn because_of(&self, test: &Test, term: &Term) -> Vec<Slot> {
        let mut found = self.because(test, Scope::default());
        term.each(&mut |term| self.named_by(term, Scope::default(), Truth::Yes, &mut found));
        found.sort();
        found.dedup();
        found
    }

    fn collect(&self, test: &Test, scope: Scope<'_>, wanted: Truth, found: &mut Vec<Slot>) {
        match test {
            Test::Always | Test::Never => {}
            Test::Not(inner) => self.collect(inner, scope, !wanted, found),
            Test::And(all) | Test::Or(all) => {
                for one in all.iter().filter(|one| self.truth(one, scope) == wanted) {
                    self.collect(one, scope, wanted, found);
                }
            }
            Test::Any(group, inner) | Test::All(group, inner) => {
                for scope in self.scopes(*group).filter(|scope| self.truth(inner, *scope) == wanted) {
                    self.collect(inner, scope, wanted, found);
                }
            }
            Test::In(..) | Test::Contains(..) | Test::Empty(..) | Test::Compare(..) => test.each_term(&mut |term| {
                self.named_by(term, scope, wanted, found);
                // Where points are looked at, also what they hang on.
                let tally = match term {
                    Term::Tally(no) => no.and_then(|no| self.road.tallies.get(no)),
                    _ => None,
                };
                for test in tally.into_iter().flat_map(Tallying::tests) {
                    test.each_term(&mut |term| self.named_by(term, scope, wanted, found));
                }
            }),
        }
    }

    fn named_by(&self, term: &Term, scope: Scope<'_>, wanted: Truth, found: &mut Vec<Slot>) {
        if let Term::Field(no) | Term::Months(Some(no)) | Term::Days(Some(no)) | Term::Half(Some(no)) = term {
            self.decided(*no, scope, wanted, found);
        }
    }

    /// Whether this answer was among those that decided.
    fn decided(&self, no: FieldNo, scope: Scope<'_>, wanted: Truth, found: &mut Vec<Slot>) {
        let open = matches!(self.field(no, scope), Seen::Unknown);
        if (wanted == Truth::Unknown) == open {
            found.extend(self.slot(no, scope));
        }
    }
}

/// Whether all hold. What is decided is not asked any further.
fn every(all: impl Iterator<Item = Truth>) -> Truth {
    let mut truth = Truth::Yes;
    for one in all {
        truth = truth.and(one);
        if truth == Truth::No {
            break;
        }
    }
    truth
}

/// Whether one holds.
fn any(all: impl Iterator<Item = Truth>) -> Truth {
    !every(all.map(|one| !one))
}

fn same(seen: &Seen<'_>, value: &Literal) -> bool {
    match (seen, value) {
        (Seen::Text(seen), Literal::Text(text)) => seen == text,
        (Seen::Many(many), Literal::Text(text)) => many.contains(text),
        (Seen::Number(seen), Literal::Number(number)) => seen == number,
        (Seen::Text(seen), Literal::Number(number)) => plain::number(seen) == Some(*number),
        (Seen::Bool(seen), Literal::Bool(is)) => seen == is,
        (Seen::Day(seen), Literal::Text(text)) => plain::day(text) == Some(*seen),
        _ => false,
    }
}

fn compare(left: &Seen<'_>, cmp: Cmp, right: &Seen<'_>) -> Truth {
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
