//! Reads conditions: what is joined by `and`, `or` and `not`, and the single tests.

use super::term::{expr, literal};
use super::words::{Word, Words, Wrong};
use crate::{Cmp, Condition, GroupId};

/// `a or b or c`.
pub(super) fn either(words: &mut Words<'_>) -> Result<Condition, Wrong> {
    let mut all = vec![both(words)?];
    while words.keyword("or") {
        all.push(both(words)?);
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Condition::Or(all) })
}

fn both(words: &mut Words<'_>) -> Result<Condition, Wrong> {
    let mut all = vec![one(words)?];
    while words.keyword("and") {
        all.push(one(words)?);
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Condition::And(all) })
}

fn one(words: &mut Words<'_>) -> Result<Condition, Wrong> {
    if words.keyword("not") {
        return Ok(Condition::Not(Box::new(one(words)?)));
    }
    if !matches!(words.peek(), Word::Sign("(")) {
        return test(words);
    }
    // A bracket opens a condition or an expression: whichever reading gets further is meant.
    let mark = words.mark();
    let as_condition = in_brackets(words);
    if as_condition.is_ok() {
        return as_condition;
    }
    words.back_to(mark);
    let as_test = test(words);
    match (as_condition, as_test) {
        (_, Ok(test)) => Ok(test),
        (Err(first), Err(second)) if first.at >= second.at => Err(first),
        (_, second) => second,
    }
}

fn in_brackets(words: &mut Words<'_>) -> Result<Condition, Wrong> {
    words.need("(")?;
    let inner = either(words)?;
    words.need(")")?;
    Ok(inner)
}

fn test(words: &mut Words<'_>) -> Result<Condition, Wrong> {
    if let Word::Bare(word) = words.peek() {
        let word = *word;
        match word.to_ascii_lowercase().as_str() {
            "always" => return take(words, Condition::Always),
            "never" => return take(words, Condition::Never),
            "any" => return rows(words, Condition::Any),
            "all" => return rows(words, Condition::All),
            _ => {}
        }
    }
    let what = expr(words)?;
    if words.keyword("is") {
        let not = words.keyword("not");
        if let Word::Bare(word @ ("empty" | "filled")) = words.peek() {
            return Err(words.wrong(format!("write `{what} {word}` without `is`")));
        }
        return Ok(unless(not, Condition::In(what, vec![literal(words)?])));
    }
    if words.keyword("contains") {
        let text = match words.peek() {
            Word::Bare(text) => (*text).to_owned(),
            Word::Quoted(text) => text.clone(),
            _ => return Err(words.expected("a text in quotes")),
        };
        words.take();
        return Ok(Condition::Contains(what, text));
    }
    if words.keyword("empty") {
        return Ok(Condition::Empty(what));
    }
    if words.keyword("filled") {
        return Ok(unless(true, Condition::Empty(what)));
    }
    let not = words.keyword("not");
    if words.keyword("in") {
        return Ok(unless(not, Condition::In(what, list(words)?)));
    }
    if not {
        return Err(words.expected("`in` after `not`"));
    }
    let Some(cmp) = comparison(words) else {
        return Err(words.expected("`is`, `in`, `not in`, `contains`, `empty`, `filled` or a comparison"));
    };
    Ok(Condition::Compare(what, cmp, expr(words)?))
}

fn take(words: &mut Words<'_>, condition: Condition) -> Result<Condition, Wrong> {
    words.take();
    Ok(condition)
}

fn unless(not: bool, condition: Condition) -> Condition {
    if not { Condition::Not(Box::new(condition)) } else { condition }
}

fn rows(words: &mut Words<'_>, make: fn(GroupId, Box<Condition>) -> Condition) -> Result<Condition, Wrong> {
    words.take();
    let group = match words.peek() {
        Word::Bare(id) if id.starts_with(GroupId::PREFIX) => GroupId::new(*id),
        _ => return Err(words.expected("a group such as `g.` and its name")),
    };
    words.take();
    Ok(make(group, Box::new(in_brackets(words)?)))
}

fn list(words: &mut Words<'_>) -> Result<Vec<crate::Literal>, Wrong> {
    words.need("[")?;
    let mut all = vec![literal(words)?];
    while words.sign(",") {
        if matches!(words.peek(), Word::Sign("]")) {
            break;
        }
        all.push(literal(words)?);
    }
    words.need("]")?;
    Ok(all)
}

fn comparison(words: &mut Words<'_>) -> Option<Cmp> {
    let cmp = match words.peek() {
        Word::Sign("<") => Cmp::Lt,
        Word::Sign("<=") => Cmp::Le,
        Word::Sign("==") => Cmp::Eq,
        Word::Sign("!=") => Cmp::Ne,
        Word::Sign(">=") => Cmp::Ge,
        Word::Sign(">") => Cmp::Gt,
        _ => return None,
    };
    words.take();
    Some(cmp)
}
