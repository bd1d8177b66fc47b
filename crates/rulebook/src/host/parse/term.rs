//! Reads expressions and constants: what a condition looks at, and what it compares with.

use super::words::{Word, Words, Wrong};
use crate::condition::RESERVED;
use crate::{Day, Expr, FactId, FieldId, GroupId, Literal, Role, TallyId, Unit, ValueId};

/// What is measured, a file or all files of a case together: facts begin with one of these.
const MEASURED: [&str; 4] = ["file.", "photo.", "pdf.", "case."];

/// A term, moved by any number of `+ 3 months`.
pub(super) fn expr(words: &mut Words<'_>) -> Result<Expr, Wrong> {
    let mut day = term(words)?;
    loop {
        let back = match words.peek() {
            Word::Sign("+") => false,
            Word::Sign("-") => true,
            _ => return Ok(day),
        };
        words.take();
        let by = Box::new(term(words)?);
        let unit = match words.peek() {
            Word::Bare("days") => Unit::Days,
            Word::Bare("months") => Unit::Months,
            Word::Bare("civil-months") => Unit::CivilMonths,
            Word::Bare("years") => Unit::Years,
            _ => return Err(words.expected("`days`, `months`, `civil-months` or `years`")),
        };
        words.take();
        let from = Box::new(day);
        day = Expr::Shift { day: from, by, unit, back };
    }
}

fn term(words: &mut Words<'_>) -> Result<Expr, Wrong> {
    if words.sign("(") {
        let inner = expr(words)?;
        words.need(")")?;
        return Ok(inner);
    }
    if let Some(number) = negative(words)? {
        return Ok(Expr::Number(number));
    }
    let word = match words.peek() {
        Word::Bare(word) => *word,
        Word::Quoted(_) => return Err(words.wrong("a text can only stand after `is`, `in` and `contains`".into())),
        _ => return Err(words.expected("a field, a value, a fact, a day or a number")),
    };
    if matches!(words.peek_second(), Word::Sign("(")) {
        return function(words, word);
    }
    let read = match word.to_ascii_lowercase().as_str() {
        "today" => Expr::Today,
        "filing" => Expr::Filing,
        "row" => Expr::Row,
        _ if word.starts_with(FieldId::PREFIX) => Expr::Field(FieldId::new(word)),
        _ if word.starts_with(ValueId::PREFIX) => Expr::Value(ValueId::new(word)),
        _ if word.starts_with(TallyId::PREFIX) => Expr::Tally(TallyId::new(word)),
        _ if MEASURED.iter().any(|kind| word.starts_with(kind)) => Expr::Fact(FactId::new(word)),
        _ => match (named_role(word), word.parse::<Day>(), number(words, word)?) {
            (Some(role), ..) => Expr::Role(role),
            (_, Ok(day), _) => Expr::Day(day),
            (.., Some(number)) => Expr::Number(number),
            _ => return Err(words.wrong(unknown(word))),
        },
    };
    words.take();
    Ok(read)
}

fn named_role(word: &str) -> Option<Role> {
    Role::NAMED.into_iter().find(|role| role.word() == word)
}

fn unknown(word: &str) -> String {
    let roles: Vec<_> = Role::NAMED.iter().map(|role| role.word()).collect();
    match word {
        _ if word.starts_with(GroupId::PREFIX) => {
            format!("`{word}` is a group: write any {word} (..), all {word} (..), count({word}) or sum({word}, f.x)")
        }
        _ if RESERVED.contains(&word) => format!("expected a field, a value, a fact, a day or a number, found `{word}`"),
        _ => format!(
            "`{word}` is not known here: expected f.x, v.x, a fact (file.x, photo.x, pdf.x, case.x), today, filing, a day such as 2026-04-15, \
             a number, or one of {}; a choice stands after `is` or `in [..]`",
            roles.join(", ")
        ),
    }
}

fn function(words: &mut Words<'_>, name: &str) -> Result<Expr, Wrong> {
    if !matches!(name, "months" | "days" | "half" | "office-day" | "age" | "sum" | "count") {
        return Err(words.wrong(format!(
            "`{name}(` is not known: there are months(..), days(..), half(..), office-day(..), age(.., ..), sum(..) and count(..)"
        )));
    }
    words.take();
    words.need("(")?;
    let read = match name {
        "months" => Expr::Months(Box::new(expr(words)?)),
        "days" => Expr::Days(Box::new(expr(words)?)),
        "half" => Expr::Half(Box::new(expr(words)?)),
        "office-day" => Expr::OfficeDay(Box::new(expr(words)?)),
        "age" => {
            let birth = expr(words)?;
            words.need(",")?;
            Expr::Age(Box::new(birth), Box::new(expr(words)?))
        }
        "count" => Expr::Count(group(words)?),
        _ => sum(words)?,
    };
    words.need(")")?;
    Ok(read)
}

fn sum(words: &mut Words<'_>) -> Result<Expr, Wrong> {
    if matches!(words.peek(), Word::Bare(word) if word.starts_with(GroupId::PREFIX)) {
        let rows = group(words)?;
        words.need(",")?;
        return match words.peek() {
            Word::Bare(word) if word.starts_with(FieldId::PREFIX) => {
                let field = FieldId::new(*word);
                words.take();
                Ok(Expr::SumRows(rows, field))
            }
            _ => Err(words.expected("a field of the group")),
        };
    }
    let mut all = vec![expr(words)?];
    while words.sign(",") {
        all.push(expr(words)?);
    }
    Ok(Expr::Sum(all))
}

fn group(words: &mut Words<'_>) -> Result<GroupId, Wrong> {
    match words.peek() {
        Word::Bare(word) if word.starts_with(GroupId::PREFIX) => {
            let id = GroupId::new(*word);
            words.take();
            Ok(id)
        }
        _ => Err(words.expected("a group such as `g.` and its name")),
    }
}

/// A choice, a text, a number, or yes or no of a measurement.
pub(super) fn literal(words: &mut Words<'_>) -> Result<Literal, Wrong> {
    if let Some(number) = negative(words)? {
        return Ok(Literal::Number(number));
    }
    let read = match words.peek() {
        Word::Quoted(text) => Literal::Text(text.clone()),
        Word::Bare("true") => Literal::Bool(true),
        Word::Bare("false") => Literal::Bool(false),
        Word::Bare(word) if RESERVED.contains(word) => {
            return Err(words.wrong(format!("`{word}` means something else: as a choice write \"{word}\" in quotes")));
        }
        Word::Bare(word) => match number(words, word)? {
            Some(number) => Literal::Number(number),
            None => Literal::Text((*word).to_owned()),
        },
        _ => return Err(words.expected("a choice, a \"text\", a number, true or false")),
    };
    words.take();
    Ok(read)
}

/// A minus that touches a number belongs to it.
fn negative(words: &mut Words<'_>) -> Result<Option<f64>, Wrong> {
    if !matches!(words.peek(), Word::Sign("-")) || !words.touching() {
        return Ok(None);
    }
    let Word::Bare(word) = *words.peek_second() else { return Ok(None) };
    let read = number(words, word)?;
    if read.is_some() {
        words.take();
        words.take();
    }
    Ok(read.map(|number| -number))
}

/// A number written plainly; nothing for other words. A leading zero is refused: it is a code that lost its quotes.
fn number(words: &Words<'_>, word: &str) -> Result<Option<f64>, Wrong> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Ok(None);
    }
    if word.len() > 1 && word.starts_with('0') && !word.starts_with("0.") {
        return Err(words.wrong(format!(
            "a number has no leading zero: if `{word}` is a code, write \"{word}\" in quotes"
        )));
    }
    match word.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(words.wrong(format!("`{word}` is not a number"))),
    }
}
