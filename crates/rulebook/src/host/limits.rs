//! Limits of fields from the columns of the agency's tools that they fill.

use super::book::Book;
use super::resolve::fields_mut;
use crate::{CharClass, Column, Field, FieldId, FieldKind, Limit};
use std::collections::BTreeMap;

/// A column that a field fills, and where it stands: `extension/main B`.
pub(super) type Filled<'a> = (String, &'a Column);

/// The columns whose limits are those of a field: they take the whole answer, or that of the first row.
pub(super) fn columns(book: &Book) -> BTreeMap<FieldId, Vec<Filled<'_>>> {
    let mut found: BTreeMap<FieldId, Vec<Filled<'_>>> = BTreeMap::new();
    for sheet in &book.sheets {
        for column in &sheet.columns {
            let Some(to) = column.to.as_ref().filter(|to| to.row <= 1 && to.piece.is_whole()) else {
                continue;
            };
            let place = format!("{}/{} {}", sheet.tool, sheet.sheet, column.col);
            found.entry(to.field.clone()).or_default().push((place, column));
        }
    }
    found
}

/// Whether a field's answer is written as it is typed, so that characters and length of the column are its own.
pub(super) fn is_typed(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Text { .. } | FieldKind::Number { .. })
}

/// Gives every typed field the limits of its columns, where it has none: the narrowest, so that no tool refuses the answer.
pub(super) fn copy(book: &mut Book) {
    let found: BTreeMap<_, _> = columns(book)
        .into_iter()
        .map(|(field, columns)| (field, narrowest(&columns)))
        .collect();
    let parts = std::iter::once(&mut book.core.start).chain(&mut book.parts);
    for field in parts.flat_map(fields_mut).filter(|field| is_typed(field)) {
        let Some(limit) = found.get(&field.id) else { continue };
        if field.limit.chars.is_empty() {
            field.limit.chars.clone_from(&limit.chars);
        }
        if field.limit.max.is_none() {
            field.limit.max = limit.max;
            field.limit.exact = limit.exact;
        }
    }
}

fn narrowest(columns: &[Filled<'_>]) -> Limit {
    let mut limit = Limit::default();
    for (_, column) in columns {
        if limit.chars.is_empty() {
            limit.chars.clone_from(&column.chars);
        } else if !column.chars.is_empty() {
            limit.chars = common(&limit.chars, &column.chars);
        }
        let shorter = column.max.is_some_and(|max| limit.max.is_none_or(|so_far| max < so_far));
        if shorter {
            limit.max = column.max;
        }
        limit.exact |= column.exact && column.max.is_some();
    }
    limit
}

/// The classes that both know. Where they share none, the first stay: the lint on limits then says so.
fn common(first: &[CharClass], second: &[CharClass]) -> Vec<CharClass> {
    let both: Vec<_> = first.iter().copied().filter(|class| second.contains(class)).collect();
    if both.is_empty() { first.to_vec() } else { both }
}
