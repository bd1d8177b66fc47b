//! # `unknown-official`
//! **What it checks.** Sheets, columns and codes of the agency's tools lead somewhere: the application code of a variant stands in its tool's
//! menu, the sheet of a part and the sheets in play exist, and columns name known fields. A column of a tool that serves a variant, filled by a
//! field, chooses from a list that one of ours says it is; no two of ours say it of the same.
//! **Why.** The file for the agency would come out with holes, or not at all.

use super::ids::known;
use crate::host::book::name_of_sheet;
use crate::host::lists::items;
use crate::host::{Book, Problem, official};
use crate::{FieldKind, Listed, Sheet, Target};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let known = known(book);
    let mut say = |at: &str, say: String| found.push(book.problem("unknown-official", at, say));
    for part in book.all_parts() {
        if !part.official.is_empty() && !book.sheets.iter().any(|it| it.sheet == part.official) {
            say(
                part.id.as_str(),
                format!("names the sheet `{}`, which does not exist", part.official),
            );
        }
    }
    for (procedure, variant) in book
        .variants()
        .filter(|(_, variant)| !(variant.code.is_empty() && variant.tool.is_empty()))
    {
        let Some(entry) = official::entry(book, &variant.tool, &variant.code) else {
            let text = format!(
                "names `{}` of the tool `{}`, whose menu has no such code",
                variant.code, variant.tool
            );
            say(procedure.id.as_str(), text);
            continue;
        };
        for sheet in entry.in_play.iter().filter(|sheet| book.sheet(&variant.tool, sheet).is_none()) {
            say(&variant.tool, format!("{} has `{sheet}` in play, which does not exist", entry.code));
        }
        for sheet in entry.in_play.iter().filter(|sheet| !entry.sheets.contains(sheet)) {
            say(
                &variant.tool,
                format!("{} has `{sheet}` in play, but not among its sheets", entry.code),
            );
        }
    }
    for (name, id) in &book.ours.twice {
        say(id, format!("says that it is the agency's list {name}, as another of ours does"));
    }
    for sheet in &book.sheets {
        let at = name_of_sheet(&sheet.tool, &sheet.sheet);
        for column in &sheet.columns {
            if let Some(to) = column.to.as_ref().filter(|to| !known.contains(to.field.as_str())) {
                say(
                    &at,
                    format!("column {} is filled by `{}`, which does not exist", column.col, to.field),
                );
            }
            if let Some(to) = column.to.as_ref().filter(|to| !to.item.is_empty() && !chooses(book, to)) {
                say(
                    &at,
                    format!(
                        "column {} is about `{}`, which cannot be chosen in `{}`",
                        column.col, to.item, to.field
                    ),
                );
            }
            let known = |list: &Listed| !list.codes.as_str().is_empty() || !items(book, &list.linked, true).is_empty();
            let filled = column.to.is_some() && book.plays(sheet);
            if column.list.as_ref().is_some_and(|list| filled && !known(list)) {
                let name = book.agencys_list(sheet, &column.col);
                say(
                    &at,
                    format!("column {} chooses from the agency's list {name}, which none of ours is", column.col),
                );
            }
        }
    }
}

/// Whether what a column is about is one of several that can be chosen in its field.
fn chooses(book: &Book, to: &Target) -> bool {
    let fields = book.fields();
    let field = fields.iter().find(|at| at.field.id == to.field);
    field.is_some_and(|at| match &at.field.kind {
        FieldKind::Choices { list } => items(book, list.as_str(), false).contains(to.item.as_str()),
        _ => false,
    })
}

impl Book {
    /// How the agency calls the list of a column.
    fn agencys_list(&self, sheet: &Sheet, col: &str) -> &str {
        let grid = self.grids.iter().find(|grid| grid.sheet == sheet.sheet);
        let cells = grid.into_iter().flat_map(|grid| grid.of_tool(&sheet.tool));
        let mut lists = cells.filter(|cell| crate::letter(cell.col) == col).map(|cell| &cell.list);
        lists.next().map_or("", String::as_str)
    }
}

#[test]
fn official_names_that_lead_nowhere_are_found() {
    let tool = super::tests::tool(r#"menu = [{ code = "01A", label = "", set = "S", sheets = ["main"], in_play = ["main", "N"] }]"#);
    let sheet = r#"
        sheet = "main"
        tools = ["t"]
        column = [
            { at = "A", to = { field = "f.gone" }, list = "GONE" },
            { at = "B", to = { field = "f.a" }, list = "CA1" },
            { at = "C", list = "GONE" },
            { at = "D", to = { field = "f.many", item = "a" } },
            { at = "E", to = { field = "f.many", item = "c" } },
        ]"#;
    let lists = r#"
        list = [
            { id = "codes.a", source = "src.a", official = "CA1", item = [{ id = "a" }] },
            { id = "codes.b", source = "src.a", official = ["CA1"], item = [{ id = "b" }] },
        ]"#;
    let part = super::tests::part(&[("f.a", ""), ("f.many", "kind = { as = \"choices\", list = \"codes.a\" }")])
        .replace("source", "official = \"gone\"\nsource");
    let variant = |code: &str| format!("{{ statuses = [], parts = [], documents = [], tool = \"t\", code = \"{code}\" }}");
    let procedure = format!("id = \"p.a\"\nvariant = [{}, {}]", variant("01A"), variant("gone"));
    super::tests::expect(
        check,
        &[
            ("codes/a.toml", lists),
            ("forms/a.toml", &part),
            ("official/tools/t.toml", &tool),
            ("official/main.toml", sheet),
            ("procedures/a.toml", &procedure),
        ],
        &[
            "codes/a.toml: codes.b: unknown-official: says that it is the agency's list CA1, as another of ours does",
            "forms/a.toml: part.a: unknown-official: names the sheet `gone`, which does not exist",
            "official/main.toml: t/main: unknown-official: column A chooses from the agency's list GONE, which none of ours is",
            "official/main.toml: t/main: unknown-official: column A is filled by `f.gone`, which does not exist",
            "official/main.toml: t/main: unknown-official: column E is about `c`, which cannot be chosen in `f.many`",
            "official/tools/t.toml: t: unknown-official: 01A has `N` in play, but not among its sheets",
            "official/tools/t.toml: t: unknown-official: 01A has `N` in play, which does not exist",
            "procedures/a.toml: p.a: unknown-official: names `gone` of the tool `t`, whose menu has no such code",
        ],
    );
}
