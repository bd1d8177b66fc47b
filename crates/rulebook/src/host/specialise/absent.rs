//! What a condition comes to where some of the questions that it looks at do not exist: as in the engine, a question that is not asked has no
//! answer.

use super::Gone;
use crate::{Cmp, Condition, Expr};

pub(super) fn without(condition: Condition, gone: &Gone) -> Condition {
    match condition {
        Condition::Not(inner) => match without(*inner, gone) {
            Condition::Always => Condition::Never,
            Condition::Never => Condition::Always,
            inner => Condition::Not(Box::new(inner)),
        },
        Condition::And(all) => all_of(all, gone),
        Condition::Or(all) => any_of(all, gone),
        Condition::In(what, _) | Condition::Contains(what, _) if is_nothing(&what, gone) => Condition::Never,
        Condition::Empty(what) if is_nothing(&what, gone) => Condition::Always,
        Condition::Compare(left, _, right) if is_nothing(&left, gone) || is_nothing(&right, gone) => Condition::Never,
        Condition::Compare(left, cmp, right) => compared(sums(left, gone), cmp, sums(right, gone)),
        Condition::Any(group, _) if gone.groups.contains(&group) => Condition::Never,
        Condition::All(group, _) if gone.groups.contains(&group) => Condition::Always,
        Condition::Any(group, inner) => match without(*inner, gone) {
            Condition::Never => Condition::Never,
            inner => Condition::Any(group, Box::new(inner)),
        },
        Condition::All(group, inner) => match without(*inner, gone) {
            Condition::Always => Condition::Always,
            inner => Condition::All(group, Box::new(inner)),
        },
        other => other,
    }
}

fn all_of(all: Vec<Condition>, gone: &Gone) -> Condition {
    let mut left: Vec<Condition> = all.into_iter().map(|one| without(one, gone)).collect();
    if left.contains(&Condition::Never) {
        return Condition::Never;
    }
    left.retain(|one| *one != Condition::Always);
    one_or(left, Condition::Always, Condition::And)
}

fn any_of(all: Vec<Condition>, gone: &Gone) -> Condition {
    let mut left: Vec<Condition> = all.into_iter().map(|one| without(one, gone)).collect();
    if left.contains(&Condition::Always) {
        return Condition::Always;
    }
    left.retain(|one| *one != Condition::Never);
    one_or(left, Condition::Never, Condition::Or)
}

fn one_or(mut left: Vec<Condition>, none: Condition, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match left.len() {
        0 => none,
        1 => left.remove(0),
        _ => many(left),
    }
}

/// Two numbers need nobody to look at them any more.
fn compared(left: Expr, cmp: Cmp, right: Expr) -> Condition {
    let (Expr::Number(a), Expr::Number(b)) = (&left, &right) else {
        return Condition::Compare(left, cmp, right);
    };
    let holds = match cmp {
        Cmp::Lt => a < b,
        Cmp::Le => a <= b,
        Cmp::Eq => a == b,
        Cmp::Ne => a != b,
        Cmp::Ge => a >= b,
        Cmp::Gt => a > b,
    };
    if holds { Condition::Always } else { Condition::Never }
}

/// Whether an expression surely has no value.
fn is_nothing(expr: &Expr, gone: &Gone) -> bool {
    match expr {
        Expr::Field(id) => gone.fields.contains(id),
        Expr::Months(of) | Expr::Days(of) | Expr::Half(of) | Expr::OfficeDay(of) => is_nothing(of, gone),
        Expr::Age(of, on) => is_nothing(of, gone) || is_nothing(on, gone),
        Expr::Shift { day, by, .. } => is_nothing(day, gone) || is_nothing(by, gone),
        _ => false,
    }
}

/// What has no value adds nothing; a group that does not exist has no rows.
fn sums(expr: Expr, gone: &Gone) -> Expr {
    match expr {
        Expr::Sum(all) => {
            let left: Vec<Expr> = all.into_iter().filter(|one| !is_nothing(one, gone)).collect();
            if left.is_empty() {
                return Expr::Number(0.0);
            }
            Expr::Sum(left.into_iter().map(|one| sums(one, gone)).collect())
        }
        Expr::SumRows(group, _) | Expr::Count(group) if gone.groups.contains(&group) => Expr::Number(0.0),
        Expr::SumRows(_, field) if gone.fields.contains(&field) => Expr::Number(0.0),
        other => other,
    }
}
