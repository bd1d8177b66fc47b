//! Whether a condition holds, and which answers decided that.

use super::{Look, Scope, Seen};
use crate::Truth;
use crate::answers::{RowId, Slot};
use rulebook::{Cmp, Condition, Expr, Literal, Rule};

impl<'a> Look<'a> {
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

    /// Whether a rule is broken: it is asked, it can be told, and something is wrong.
    pub fn broken(&self, rule: &'a Rule, scope: Scope<'a>) -> Truth {
        let all = rule.conditions().into_iter();
        all.fold(Truth::Yes, |so_far, one| so_far.and(self.truth(one, scope)))
    }

    /// The same when an age that is reached as this day ends counts as reached.
    pub fn broken_on_eve(&self, rule: &'a Rule, scope: Scope<'a>) -> Truth {
        let all = rule.conditions().into_iter();
        all.fold(Truth::Yes, |so_far, one| so_far.and(self.truth_on_eve(one, scope)))
    }

    /// Whether a condition holds when an age that is reached as this day ends counts as reached. The same as [`Look::truth`] for what looks at
    /// no age.
    pub fn truth_on_eve(&self, condition: &'a Condition, scope: Scope<'a>) -> Truth {
        let mut looked_at = Vec::new();
        condition.expressions(&mut looked_at);
        let ages = looked_at.iter().any(|expr| matches!(expr, Expr::Age(..)));
        self.eve.set(ages);
        let truth = self.truth(condition, scope);
        self.eve.set(false);
        truth
    }

    /// Whether something is typed whose value is not known: it is open whether its question is asked, or it cannot be read, or pieces of it
    /// are not known, as of a day.
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
        !self.answers.typed(&slot).is_empty()
    }

    /// The answers that made a condition come out as it did; for an unknown one, the questions that would settle it.
    pub fn because(&self, condition: &'a Condition, scope: Scope<'a>) -> Vec<Slot> {
        let mut found = Vec::new();
        self.collect(condition, scope, self.truth(condition, scope), &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// Where points are looked at, also what they hang on.
    fn with_tallies(&self, parts: &mut Vec<&'a Expr>) {
        let named = |part: &&Expr| match part {
            Expr::Tally(id) => Some(id.clone()),
            _ => None,
        };
        let ids: Vec<_> = parts.iter().filter_map(named).collect();
        let all = self
            .parts
            .iter()
            .flat_map(|part| &part.tallies)
            .filter(|tally| ids.contains(&tally.id));
        for condition in all.flat_map(|tally| tally.conditions()) {
            condition.expressions(parts);
        }
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
                self.with_tallies(&mut parts);
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
