//! # `limit-wider`
//! **What it checks.** A question takes no character and no length that a column which it fills would refuse.
//! **Why.** What the official system demands, it demands: better here, at the field, than there, without a name.

use crate::host::limits::{Columns, is_typed, takes};
use crate::host::{Book, Problem, official};
use crate::{Column, Limit};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let filled = Columns::of(book);
    for (_, variant) in book.made.variants() {
        let entry = official::entry(book, &variant.tool, &variant.code);
        let parts = book.made.parts.iter().filter(|part| variant.parts.contains(&part.id));
        for field in parts.flat_map(|part| part.fields()).filter(|field| is_typed(field)) {
            for shown in filled.shown(variant, entry, &field.id) {
                if !shown.column.to.as_ref().is_some_and(|to| to.piece.is_whole()) {
                    continue;
                }
                for say in wider(&field.limit, shown.column) {
                    let say = format!("{say} (column {} of {})", shown.column.col, shown.sheet());
                    found.push(book.problem("limit-wider", field.id.as_str(), say));
                }
            }
        }
    }
}

fn wider(limit: &Limit, column: &Column) -> Vec<String> {
    let mut say = Vec::new();
    let classes = limit.chars.iter().filter(|class| !takes(&column.chars, **class));
    if !column.chars.is_empty() && (limit.chars.is_empty() || classes.clone().count() > 0) {
        say.push(format!("takes characters that are refused: {:?}", classes.collect::<Vec<_>>()));
    }
    let Some(max) = column.max else { return say };
    match limit.max {
        Some(own) if own <= max => {}
        own => say.push(format!(
            "takes {} characters where {max} are taken",
            own.map_or("any number of".into(), |own| own.to_string())
        )),
    }
    if column.exact && !(limit.exact && limit.max == Some(max)) {
        say.push(format!("does not demand exactly {max} characters"));
    }
    say
}

#[test]
fn a_wider_limit_is_found() {
    let text = super::tests::part(&[
        ("f.a", "limit = { max = 10, chars = [\"digits\", \"kanji\"] }"),
        ("f.b", "limit = { max = 4 }"),
        ("f.c", ""),
        ("f.d", "limit = { max = 3, chars = [\"capitals\"] }"),
    ]);
    let sheet = r#"
        sheet = "main"
        tools = ["t"]
        column = [
            { at = "A", to = { field = "f.a" }, limit = "digits 5" },
            { at = "B", to = { field = "f.b" }, limit = "digits 5" },
            { at = "C", to = { field = "f.c" }, limit = "digits 5!" },
            { at = "D", to = { field = "f.d" }, limit = "letters 5!" },
        ]"#;
    let common = "chars = { digits = [\"digits\"], letters = [\"letters\"] }";
    let tool = super::tests::tool(r#"menu = [{ code = "01A", label = "", set = "S", sheets = ["main"], in_play = ["main"] }]"#);
    let procedure = "id = \"p.a\"\n[[variant]]\nstatuses = []\nparts = [\"part.a\"]\ndocuments = []\ntool = \"t\"\ncode = \"01A\"";
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", &text),
            ("official/common.toml", common),
            ("official/main.toml", sheet),
            ("official/tools/t.toml", &tool),
            ("procedures/a.toml", procedure),
        ],
        &[
            "forms/a.toml: f.a: limit-wider: takes 10 characters where 5 are taken (column A of t/main)",
            "forms/a.toml: f.a: limit-wider: takes characters that are refused: [Kanji] (column A of t/main)",
            "forms/a.toml: f.d: limit-wider: does not demand exactly 5 characters (column D of t/main)",
        ],
    );
}
