//! Limits of fields from the columns of the agency's tools that they fill.

use super::book::Book;
use super::resolve::fields_mut;
use crate::{CharClass, Column, Field, FieldId, FieldKind, Limit};
use std::collections::BTreeMap;

/// The columns whose limits are those of a field: they take the whole answer, or that of the first row. A tool that serves no variant
/// limits nothing.
fn columns(book: &Book) -> BTreeMap<FieldId, Vec<&Column>> {
    let mut found: BTreeMap<FieldId, Vec<&Column>> = BTreeMap::new();
    for sheet in book.sheets.iter().filter(|sheet| book.uses(&sheet.tool)) {
        for column in &sheet.columns {
            let Some(to) = column.to.as_ref().filter(|to| to.row <= 1 && to.piece.is_whole()) else {
                continue;
            };
            found.entry(to.field.clone()).or_default().push(column);
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

fn narrowest(columns: &[&Column]) -> Limit {
    let mut limit = Limit::default();
    for column in columns {
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

/// The classes that both take. Where they share none, the first stay: the lint on limits then says so.
fn common(first: &[CharClass], second: &[CharClass]) -> Vec<CharClass> {
    let mut both: Vec<_> = first.iter().copied().filter(|class| takes(second, *class)).collect();
    both.extend(
        second
            .iter()
            .copied()
            .filter(|class| !first.contains(class) && takes(first, *class)),
    );
    if both.is_empty() { first.to_vec() } else { both }
}

/// Whether every character of a class is in one of these classes: some classes of the tools lie within others.
pub(super) fn takes(classes: &[CharClass], class: CharClass) -> bool {
    use CharClass::{Capitals, Comma, Hiragana, Hyphen, Katakana, Letters, Period, Space, Symbols, WideSpace, WideSymbols};
    let wider: &[CharClass] = match class {
        Capitals => &[Letters],
        Period | Comma | Hyphen | Space => &[Symbols],
        WideSpace => &[WideSymbols, Hiragana, Katakana],
        _ => &[],
    };
    classes.iter().any(|one| *one == class || wider.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CharClass::{Capitals, Digits, Kanji, Letters, Space, Symbols};

    fn check(columns: &[(&[CharClass], Option<u16>, bool)], chars: &[CharClass], max: Option<u16>, exact: bool) {
        let columns: Vec<Column> = columns
            .iter()
            .map(|(chars, max, exact)| Column {
                chars: chars.to_vec(),
                max: *max,
                exact: *exact,
                ..Column::default()
            })
            .collect();
        let columns: Vec<_> = columns.iter().collect();
        let chars = chars.to_vec();
        assert_eq!(narrowest(&columns), Limit { chars, max, exact });
    }

    #[test]
    fn the_narrowest_limit_holds() {
        check(&[(&[Digits], Some(8), false)], &[Digits], Some(8), false);
        check(
            &[(&[], None, false), (&[Kanji], Some(9), false), (&[], Some(5), false)],
            &[Kanji],
            Some(5),
            false,
        );
        check(
            &[(&[Letters, Symbols], Some(4), false), (&[Capitals, Space], Some(4), true)],
            &[Capitals, Space],
            Some(4),
            true,
        );
        check(
            &[(&[Capitals, Digits], None, false), (&[Letters], None, false)],
            &[Capitals],
            None,
            false,
        );
        check(&[(&[Kanji], None, false), (&[Digits], None, false)], &[Kanji], None, false);
    }
}
