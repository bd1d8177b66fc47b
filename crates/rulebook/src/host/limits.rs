//! Limits of fields from the columns of the agency's tools that they fill, and whether a road shows any of those columns.

use super::book::{Book, name_of_sheet};
use super::official;
use crate::{CharClass, Column, Field, FieldId, FieldKind, Limit, MenuEntry, Sheet, Variant};
use std::collections::BTreeMap;

/// The columns of all tools by the field that fills them.
pub(super) struct Columns<'a>(BTreeMap<FieldId, Vec<Filled<'a>>>);

/// One column.
#[derive(Clone, Copy)]
pub(super) struct Filled<'a> {
    of: &'a Sheet,
    /// The column.
    pub column: &'a Column,
}

impl Filled<'_> {
    /// The sheet with its tool: `extension/main`.
    pub fn sheet(&self) -> String {
        name_of_sheet(&self.of.tool, &self.of.sheet)
    }
}

impl<'a> Columns<'a> {
    pub fn of(book: &'a Book) -> Self {
        let mut found: BTreeMap<FieldId, Vec<Filled<'a>>> = BTreeMap::new();
        for sheet in &book.sheets {
            for column in &sheet.columns {
                let Some(to) = &column.to else { continue };
                found.entry(to.field.clone()).or_default().push(Filled { of: sheet, column });
            }
        }
        Self(found)
    }

    /// Those that this road shows.
    pub fn shown(&self, variant: &Variant, entry: Option<&MenuEntry>, field: &FieldId) -> impl Iterator<Item = Filled<'a>> {
        let all = self.0.get(field).into_iter().flatten().copied();
        all.filter(move |it| {
            let of = it.of.tool == variant.tool && !it.of.when.is_never();
            of && entry.is_some_and(|entry| official::shows(entry, &it.of.sheet, &it.column.col))
        })
    }

    /// Whether a field fills columns, but none that this road shows. Without a tool nothing is hidden.
    pub fn hidden(&self, variant: &Variant, entry: Option<&MenuEntry>, field: &FieldId) -> bool {
        entry.is_some() && self.0.contains_key(field) && self.shown(variant, entry, field).next().is_none()
    }

    /// Gives a typed field the limits of the columns that it fills on this road, where it has none: the narrowest, so that none of them refuses the
    /// answer.
    pub fn limit(&self, variant: &Variant, entry: Option<&MenuEntry>, field: &mut Field) {
        // Those that take the whole answer, or that of the first row.
        let whole = |column: &Column| column.to.as_ref().is_some_and(|to| to.row <= 1 && to.piece.is_whole());
        let columns = self.shown(variant, entry, &field.id).map(|it| it.column).filter(|it| whole(it));
        let columns: Vec<&Column> = columns.collect();
        if !is_typed(field) || columns.is_empty() {
            return;
        }
        let limit = narrowest(&columns);
        if field.limit.chars.is_empty() {
            field.limit.chars = limit.chars;
        }
        if field.limit.max.is_none() {
            field.limit.max = limit.max;
            field.limit.exact = limit.exact;
        }
    }
}

/// Whether a field's answer is written as it is typed, so that characters and length of the column are its own.
pub(super) fn is_typed(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Text { .. } | FieldKind::Number { .. })
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
