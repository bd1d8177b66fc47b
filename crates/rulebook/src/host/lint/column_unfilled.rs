//! # `column-unfilled`
//! **What it checks.** Every column that the agency's tool writes for an application code has an answer that fills it, and the
//! variant with this code asks that question. Columns of a sheet that is never in play, and those that the menu hides, are not missed.
//! **Why.** What the file leaves out, somebody types again.

use crate::host::official;
use crate::host::{Book, Problem};
use crate::{FieldId, Variant};
use std::collections::BTreeSet;

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for (procedure, variant) in book.variants() {
        let Some(entry) = official::entry(book, &variant.tool, &variant.code) else {
            continue;
        };
        let asked = asked(book, variant);
        for (sheet, column) in official::in_play(book, &variant.tool, entry).filter(|(_, column)| column.file.contains_key(&entry.set)) {
            let name = format!("{}/{sheet}", variant.tool);
            let say = match &column.to {
                None => format!("no field fills column {} ({})", column.col, column.label),
                Some(to) if !asked.contains(&to.field) => {
                    format!(
                        "column {} is filled by `{}`, which {} does not ask for {}",
                        column.col, to.field, procedure.id, entry.code
                    )
                }
                Some(_) => continue,
            };
            if seen.insert((name.clone(), say.clone())) {
                found.push(book.problem("column-unfilled", &name, say));
            }
        }
    }
}

/// The fields of the questions before the form and of the parts of a variant. A part may say that a question is not for this road: then its
/// column stays empty, and that is meant.
fn asked(book: &Book, variant: &Variant) -> BTreeSet<FieldId> {
    let parts = book.parts.iter().filter(|part| variant.parts.contains(&part.id));
    let fields = std::iter::once(&book.core.start).chain(parts).flat_map(|part| part.fields());
    fields.map(|field| field.id.clone()).collect()
}

#[test]
fn a_column_without_an_answer_is_found() {
    let tool = super::tests::tool(
        r#"menu = [{ code = "01A", label = "", set = "S", sheets = ["main", "N", "O"], in_play = ["main", "N", "O"], hidden = { N = "B-C" } }]"#,
    );
    let main = r#"
        sheet = "main"
        tools = ["t"]
        column = [
            { at = "A", label = "a", to = { field = "f.a" } },
            { at = "B", label = "b" },
            { at = "C", label = "c" },
            { at = "D", label = "d", to = { field = "f.d" } },
        ]
        numbers = { t = { S = "4 _1 6-7", T = "_1 5 _2" } }"#;
    let n = r#"
        sheet = "N"
        tools = ["t"]
        column = [{ at = "C", label = "hidden" }]
        numbers = { t = { S = "8" } }"#;
    let o = &n.replace("\"N\"", "\"O\"\nwhen = \"never\"");
    let procedure = "id = \"p.a\"\n[[variant]]\nstatuses = []\nparts = [\"part.a\"]\ndocuments = []\ntool = \"t\"\ncode = \"01A\"";
    let part = super::tests::part(&[("f.a", "")]);
    super::tests::expect(
        check,
        &[
            ("official/tools/t.toml", &tool),
            ("official/main.toml", main),
            ("official/N.toml", n),
            ("official/O.toml", o),
            ("procedures/a.toml", procedure),
            ("forms/a.toml", &part),
        ],
        &[
            "official/main.toml: t/main: column-unfilled: column D is filled by `f.d`, which p.a does not ask for 01A",
            "official/main.toml: t/main: column-unfilled: no field fills column C (c)",
        ],
    );
}
