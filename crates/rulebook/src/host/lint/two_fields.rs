//! # `two-fields`
//! **What it checks.** A column of the agency's tool is filled by one answer, however many pieces it is cut into.
//! **Why.** The second field would overwrite the first in the file, and nobody would see it.

use crate::host::book::name_of_sheet;
use crate::host::{Book, Problem};
use std::collections::BTreeMap;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    for sheet in &book.sheets {
        let name = name_of_sheet(&sheet.tool, &sheet.sheet);
        let mut first = BTreeMap::new();
        for column in &sheet.columns {
            let Some(to) = &column.to else { continue };
            let before = first.entry(&column.col).or_insert(to);
            if *before != to {
                let say = format!("column {} is filled by `{}` and by `{}`", column.col, say(before), say(to));
                found.push(book.problem("two-fields", &name, say));
            }
        }
    }
}

fn say(to: &crate::Target) -> String {
    match to.row {
        0 => to.field.to_string(),
        row => format!("{} row {row}", to.field),
    }
}

#[test]
fn a_column_with_two_fields_is_found() {
    let sheet = r#"
        sheet = "main"
        tools = ["t"]
        column = [
            { at = "A", header = ["", ""], cut = "8:0+4 8:4+2", to = { field = "f.a" } },
            { at = "B", to = { field = "f.b", row = 1 } },
            { at = "B", to = { field = "f.b", row = 2 } },
        ]"#;
    super::tests::expect(
        check,
        &[("official/main.toml", sheet)],
        &["official/main.toml: t/main: two-fields: column B is filled by `f.b row 1` and by `f.b row 2`"],
    );
}
