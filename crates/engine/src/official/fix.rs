//! What should stand in a cell, where that is obvious.

use super::layout::{Input, Layout};
use super::write::whole;
use crate::characters::narrow;
use crate::correct::correct;
use rulebook::{Code, Field, FieldKind, Limit, Piece};

/// The text that the person meant; none where there is no obvious one.
pub(super) fn fix(layout: &Layout<'_>, input: &Input<'_>, values: &[String], value: &str) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    if input.column.list.is_some() {
        return code(layout, input, values, value);
    }
    let to = input.column.to.as_ref()?;
    let place = layout.place(input)?;
    let fits = |text: &str| {
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
    };
    // Days are corrected by their meaning, everything else by the characters that the column takes.
    if to.piece == Piece::Whole && matches!(place.field.kind, FieldKind::Date { .. } | FieldKind::Month { .. }) {
        let to = whole(layout, input, &place.field.kind, values, value, to.row);
        return (to != value && fits(&to)).then_some(to);
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
    correct(layout.book, &field, value)
        .map(|correction| correction.to)
        .filter(|to| fits(to))
}

/// The code of the item that was meant: its label stands there, or the code without the zeros that a spreadsheet has taken.
fn code(layout: &Layout<'_>, input: &Input<'_>, values: &[String], value: &str) -> Option<String> {
    let meant = narrow(value.trim());
    let bare = |code: &str| code.trim_start_matches('0').to_owned();
    let found = layout.find(input, values, |item| {
        [item.code(), &item.id, &item.ja, &item.en, &label(item)]
            .iter()
            .any(|name| !name.is_empty() && narrow(name).eq_ignore_ascii_case(&meant))
    });
    let found = found.or_else(|| {
        let digits = !meant.is_empty() && meant.bytes().all(|b| b.is_ascii_digit());
        let (list, item) = layout.find(input, values, |item| digits && bare(item.code()) == bare(&meant))?;
        let same = list.items.iter().filter(|it| bare(it.code()) == bare(item.code())).count();
        (same == 1).then_some((list, item))
    });
    found.map(|(_, item)| item.code().to_owned())
}

/// The label of an item in the agency's tool.
pub(super) fn label(item: &Code) -> String {
    match &item.label {
        Some(label) => label.clone(),
        None if item.en.is_empty() => item.ja.clone(),
        None => format!("{} {}", item.ja, item.en),
    }
}
