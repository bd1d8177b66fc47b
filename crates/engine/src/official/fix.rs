//! What should stand in a cell, where that is obvious.

use super::eaten::{self, serial, unwrapped};
use super::layout::{Input, Layout};
use super::pieces::with_zeros;
use super::write::whole;
use crate::characters::narrow;
use crate::correct::correct;
use crate::roles;
use rulebook::{CharClass, Code, CodeList, Field, FieldKind, Limit, Piece};

/// The text that the person meant; none where there is no obvious one.
pub(super) fn fix(layout: &Layout<'_>, input: &Input<'_>, values: &[String], line: &[String], value: &str) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    let inner = unwrapped(value);
    if input.column.list.is_some() {
        let code = |value| code(layout, input, values, value);
        return code(value).or_else(|| code(inner?));
    }
    let fits = |text: &String| fits(input, text);
    if let Some(inner) = inner.map(str::to_owned).filter(fits) {
        return Some(inner);
    }
    let value = inner.unwrap_or(value);
    let pieces = || with_zeros(input, line).filter(fits);
    let told = || meant(layout, input, values, value).filter(fits);
    let zeros = || filled(layout, input, value).filter(fits);
    pieces().or_else(told).or_else(zeros)
}

fn fits(input: &Input<'_>, text: &str) -> bool {
    let column = input.column;
    let length = crate::chars::length(text);
    let long_enough = |max: u16| {
        if column.exact {
            length == usize::from(max)
        } else {
            length <= usize::from(max)
        }
    };
    column.max.is_none_or(long_enough) && crate::chars::foreign(&column.chars, text).is_empty()
}

/// What the form would offer for such an answer.
fn meant(layout: &Layout<'_>, input: &Input<'_>, values: &[String], value: &str) -> Option<String> {
    let to = input.column.to.as_ref()?;
    let place = layout.place(input)?;
    // Days are corrected by their meaning, everything else by the characters that the column takes.
    if to.piece == Piece::Whole && is_day(&place.field.kind) {
        let read = |text: &str| whole(layout, input, &place.field.kind, values, text, to.row);
        let day = Some(read(value)).filter(|day| day != value);
        return day.or_else(|| serial(value).map(|day| read(&day)));
    }
    let kind = match &place.field.kind {
        FieldKind::Number { unit } => FieldKind::Number { unit: unit.clone() },
        FieldKind::Text { lines } => FieldKind::Text { lines: *lines },
        _ => FieldKind::default(),
    };
    let field = Field {
        kind,
        role: place.field.role,
        limit: Limit {
            chars: input.column.chars.clone(),
            max: input.column.max,
            exact: input.column.exact,
        },
        ..Field::default()
    };
    correct(layout.book, &field, value).map(|correction| correction.to)
}

/// The digits with the zeros that a spreadsheet has taken from before them, where the column has a fixed number of digits.
fn filled(layout: &Layout<'_>, input: &Input<'_>, value: &str) -> Option<String> {
    let column = input.column;
    let length = column.max.filter(|_| column.exact && column.chars == [CharClass::Digits])?;
    let field = layout.place(input).map(|place| place.field);
    if field.is_some_and(|field| is_day(&field.kind)) {
        return None;
    }
    let digits: String = narrow(value).chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let all = eaten::with_zeros(&digits, usize::from(length))?;
    let wrong = field.and_then(|field| field.role).and_then(|role| roles::fault(role, &all));
    wrong.is_none().then_some(all)
}

fn is_day(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Date { .. } | FieldKind::Month { .. })
}

/// The code of the item that was meant: its label stands there, or the code without the zeros that a spreadsheet has taken.
fn code(layout: &Layout<'_>, input: &Input<'_>, values: &[String], value: &str) -> Option<String> {
    let meant = narrow(value.trim());
    let found = layout.find(input, values, |item| {
        let label = item.label();
        let names = item.names.iter().map(String::as_str);
        [item.code(), &item.id, &label]
            .into_iter()
            .chain(names)
            .any(|name| !name.is_empty() && narrow(name).eq_ignore_ascii_case(&meant))
    });
    let found = found.or_else(|| without_zeros(layout, input, values, &meant));
    found.map(|(_, item)| item.code().to_owned())
}

/// The one item whose code has these digits, and zeros before them that a spreadsheet has taken.
pub(super) fn without_zeros<'a>(
    layout: &Layout<'a>,
    input: &Input<'a>,
    values: &[String],
    digits: &str,
) -> Option<(&'a CodeList, &'a Code)> {
    let bare = |code: &str| code.trim_start_matches('0').to_owned();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (list, item) = layout.find(input, values, |item| bare(item.code()) == bare(digits))?;
    let same = list.items.iter().filter(|it| bare(it.code()) == bare(item.code())).count();
    (same == 1).then_some((list, item))
}
