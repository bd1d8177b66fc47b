//! # `column-row`
//! **What it checks.** A column names a row of a group exactly where its field is in one; no row beyond the group's last; and a group has no
//! more rows than the tool has columns for.
//! **Why.** A seventh relative would be asked for and then be missing in the file.

use crate::FieldId;
use crate::host::book::name_of_sheet;
use crate::host::{Book, Problem};
use std::collections::BTreeMap;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let fields = book.fields();
    for sheet in &book.sheets {
        let name = name_of_sheet(&sheet.tool, &sheet.sheet);
        let mut last_row = BTreeMap::new();
        // The same question may stand in other groups in other parts: meant is that of this sheet.
        let group_of = |id: &FieldId| {
            let mut all = fields.iter().filter(|at| at.field.id == *id);
            let own = all.clone().find(|at| at.part.official == sheet.sheet);
            own.or_else(|| all.next()).map(|at| at.group)
        };
        for column in &sheet.columns {
            let Some(to) = &column.to else { continue };
            let Some(group) = group_of(&to.field) else { continue };
            let say = match group {
                None if to.row > 0 => format!("column {} names row {} of `{}`, which is in no group", column.col, to.row, to.field),
                Some(group) if to.row == 0 => format!("column {} names no row of `{}`, which is in `{}`", column.col, to.field, group.id),
                Some(group) if to.row > group.max => {
                    format!(
                        "column {} names row {} of `{}`: `{}` has {}",
                        column.col, to.row, to.field, group.id, group.max
                    )
                }
                None => continue,
                Some(_) => {
                    let last = last_row.entry(&to.field).or_insert(0);
                    *last = to.row.max(*last);
                    continue;
                }
            };
            found.push(book.problem("column-row", &name, say));
        }
        for (field, last) in last_row {
            let Some(Some(group)) = group_of(field) else { continue };
            if last < group.max {
                let say = format!("has {last} rows for `{field}`, and `{}` has {}", group.id, group.max);
                found.push(book.problem("column-row", &name, say));
            }
        }
    }
}

#[test]
fn rows_that_do_not_fit_are_found() {
    let text = r#"
        id = "part.a"
        [[step]]
        id = "st.a"
        item = [
            { field = { id = "f.a", kind = { as = "text" } } },
            { group = { id = "g.a", max = 3, title = "f.b", field = [{ id = "f.b", kind = { as = "text" } }, { id = "f.c", kind = { as = "text" } }] } },
        ]"#;
    let sheet = r#"
        sheet = "main"
        tools = ["t"]
        column = [
            { at = "A", to = { field = "f.a", row = 1 } },
            { at = "B", to = { field = "f.b" } },
            { at = "C", to = { field = "f.b", row = 4 } },
            { at = "D", rows = 1, to = { field = "f.c" } },
        ]"#;
    super::tests::expect(
        check,
        &[("forms/a.toml", text), ("official/main.toml", sheet)],
        &[
            "official/main.toml: t/main: column-row: column A names row 1 of `f.a`, which is in no group",
            "official/main.toml: t/main: column-row: column B names no row of `f.b`, which is in `g.a`",
            "official/main.toml: t/main: column-row: column C names row 4 of `f.b`: `g.a` has 3",
            "official/main.toml: t/main: column-row: has 1 rows for `f.c`, and `g.a` has 3",
        ],
    );
}
