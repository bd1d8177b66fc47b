//! From the answers of people to a file.

use super::Person;
use super::decode::encode;
use super::layout::{Input, Layout, slot};
use crate::characters::sendable;
use crate::chars::{allowed, foreign, length};
use crate::look::Look;
use crate::read::{Value, read};
use crate::{Answers, Truth, roles};
use rulebook::{Day, FieldKind, Loaded, OfficialForm, Piece, Role};

/// With these a formula begins, in full width too where a spreadsheet is Japanese.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];

/// The file of these people, in their order.
pub fn write(book: &Loaded, form: &OfficialForm, people: &[Person], today: Day) -> Vec<u8> {
    let layout = Layout::new(book, form);
    let mut lines = vec![form.header.clone()];
    for (at, person) in people.iter().enumerate() {
        let mut line = written(&layout, &person.answers, at + 1, today);
        for rest in &person.rest {
            let cell = usize::from(rest.column).checked_sub(1).and_then(|at| line.get_mut(at));
            if let Some(cell) = cell.filter(|cell| **cell == rest.over) {
                cell.clone_from(&rest.cell);
            }
        }
        // A line is a person: nothing in a cell may end one, and nothing that is not seen reaches the agency.
        lines.push(line.iter().map(|cell| sendable(cell, false)).collect());
    }
    encode(&lines)
}

/// The line that the answers alone give.
pub(super) fn written(layout: &Layout<'_>, answers: &Answers, number: usize, today: Day) -> Vec<String> {
    let look = Look::new(layout.book, answers, today);
    let mut line = layout.line(&values(layout, answers, &look));
    let code = &layout.form.entry.code;
    let first = [number.to_string(), code.chars().take(3).collect(), code.clone()];
    line.iter_mut().zip(first).for_each(|(cell, text)| *cell = text);
    line
}

/// What the answers put into each input column of the sheets that are in play.
pub(super) fn values(layout: &Layout<'_>, answers: &Answers, look: &Look<'_>) -> Vec<String> {
    let out = layout.out(look);
    let mut values: Vec<String> = Vec::with_capacity(layout.inputs.len());
    for input in &layout.inputs {
        let played = !out.contains(input.sheet);
        let text = played.then(|| text(layout, input, answers, look, &values));
        values.push(text.unwrap_or_default());
    }
    values
}

/// What an input column holds; nothing where the question is not asked. A parent stands before what depends on it, so
/// `values` knows it.
fn text(layout: &Layout<'_>, input: &Input<'_>, answers: &Answers, look: &Look<'_>, values: &[String]) -> String {
    let (Some(to), Some(place), Some(slot)) = (&input.column.to, layout.place(input), slot(layout, input, answers)) else {
        return String::new();
    };
    let typed = answers.typed(&slot);
    let asked = || look.place(&slot).map_or(Truth::Unknown, |(no, scope)| look.asked(no, scope));
    if typed.is_empty() || asked() == Truth::No {
        return String::new();
    }
    if !to.item.is_empty() {
        let chosen = matches!(read(&place.field.kind, typed), Ok(Value::Choices(ids)) if ids.contains(&to.item));
        return nth(layout, input, values, usize::from(!chosen));
    }
    let text = match to.piece {
        Piece::Whole => whole(layout, input, &place.field.kind, values, typed, to.row),
        piece => month(layout, input, &place.field.kind, values, typed, piece),
    };
    // A space would make another address of it, and without these signs a formula cannot call anything.
    let address = place.field.role == Some(Role::Email) && roles::fault(Role::Email, &text).is_none() && !text.contains(['|', '!', '(']);
    if address { text } else { unlike_a_formula(input, &text) }
}

/// An answer as the tool writes it; as typed where it cannot be understood.
pub(super) fn whole(layout: &Layout<'_>, input: &Input<'_>, kind: &FieldKind, values: &[String], typed: &str, row: u8) -> String {
    let code = |id: &str| {
        let item = layout.find(input, values, |item| item.id == id);
        item.map_or(id, |(_, item)| item.code()).to_owned()
    };
    match read(kind, typed) {
        Ok(Value::Day(day)) => day.digits(),
        Ok(Value::Month(month)) => format!("{:04}{:02}", month.year, month.month.unwrap_or(0)),
        Ok(Value::Choice(id)) => code(&id),
        Ok(Value::Choices(ids)) => ids.get(usize::from(row).saturating_sub(1)).map(|id| code(id)).unwrap_or_default(),
        Ok(Value::Text(_) | Value::Number(_)) | Err(_) => typed.to_owned(),
    }
}

/// A text that a spreadsheet would run as a formula, with a space before it: whoever opens the file in one sees the text. The format knows no
/// other way to say that a cell is text. Where the column takes no space, or is full, a good answer stays as it is.
fn unlike_a_formula(input: &Input<'_>, text: &str) -> String {
    // What is not written hides no formula behind it.
    let text = sendable(text.trim_start_matches(char::is_control), false);
    // A sign alone is no formula; people write it for "none".
    let mut signs = text.chars();
    if !signs.next().is_some_and(|c| FORMULA.contains(&c)) || signs.next().is_none() {
        return text;
    }
    let column = input.column;
    let (now, most) = (length(&text), column.max.map_or(usize::MAX, usize::from));
    // What the agency's tool refuses anyway cannot become worse.
    let good = foreign(&column.chars, &text).is_empty() && now <= most && (!column.exact || now == most);
    let space = [' ', '\u{3000}'].into_iter().find(|space| allowed(&column.chars, *space));
    match space.filter(|_| now < most && !column.exact) {
        Some(space) => format!("{space}{text}"),
        None if good => text,
        None => format!(" {text}"),
    }
}

/// The code of an item of the column's list, by its place.
fn nth(layout: &Layout<'_>, input: &Input<'_>, values: &[String], at: usize) -> String {
    let lists = layout.lists(input, values);
    let item = lists.first().and_then(|list| list.items.get(at));
    item.map(|item| item.code().to_owned()).unwrap_or_default()
}

/// The piece of a month. A month that cannot be understood counts as known, so that the tool complains about what was typed.
fn month(layout: &Layout<'_>, input: &Input<'_>, kind: &FieldKind, values: &[String], typed: &str, piece: Piece) -> String {
    let month = match read(kind, typed) {
        Ok(Value::Month(month)) => Some(month),
        _ => None,
    };
    let unknown = month.is_some_and(|month| month.month.is_none());
    match (piece, month) {
        (Piece::Unknown, _) => nth(layout, input, values, usize::from(unknown)),
        (Piece::Year, Some(month)) if unknown => format!("{:04}", month.year),
        (Piece::YearMonth, Some(month)) if !unknown => format!("{:04}{:02}", month.year, month.month.unwrap_or(0)),
        (Piece::YearMonth, None) => typed.to_owned(),
        _ => String::new(),
    }
}
