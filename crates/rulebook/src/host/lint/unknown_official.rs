//! # `unknown-official`
//! **What it checks.** Sheets, columns and codes of the agency's tools lead somewhere: the application code of a variant stands in its tool's
//! menu, the sheet of a part and the sheets in play exist, and columns name known fields and lists.
//! **Why.** The file for the agency would come out with holes, or not at all.

use super::ids::known;
use crate::host::book::name_of_sheet;
use crate::host::lists::items;
use crate::host::{Book, Problem, official};

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
    for sheet in &book.sheets {
        let at = name_of_sheet(sheet);
        for column in &sheet.columns {
            if let Some(to) = column.to.as_ref().filter(|to| !known.contains(to.field.as_str())) {
                say(
                    &at,
                    format!("column {} is filled by `{}`, which does not exist", column.col, to.field),
                );
            }
            let empty = |list: &str| items(book, list, false).is_empty() && items(book, list, true).is_empty();
            if let Some(list) = column.list.as_ref().filter(|list| empty(list.codes.as_str())) {
                say(
                    &at,
                    format!("column {} chooses from `{}`, which does not exist", column.col, list.codes),
                );
            }
        }
    }
}

#[test]
fn official_names_that_lead_nowhere_are_found() {
    let tool = r#"
        name = "t"
        source = "src.a"
        version = "1"
        file_name = "x.csv"
        max_rows = 1
        control_lists = {}
        menu = [{ code = "01A", label = "", set = "S", sheets = ["main"], in_play = ["main", "N"] }]"#;
    let sheet = r#"
        tool = "t"
        sheet = "main"
        column = [{ col = "A", header = "", label = "", file = {}, to = { field = "f.gone" }, list = { codes = "codes.gone" } }]"#;
    let variant = |code: &str| format!("{{ statuses = [], parts = [], documents = [], tool = \"t\", code = \"{code}\" }}");
    let procedure = format!("id = \"p.a\"\nvariant = [{}, {}]", variant("01A"), variant("gone"));
    super::tests::expect(
        check,
        &[
            ("forms/a.toml", "id = \"part.a\"\nofficial = \"gone\""),
            ("official/t/tool.toml", tool),
            ("official/t/main.toml", sheet),
            ("procedures/a.toml", &procedure),
        ],
        &[
            "forms/a.toml: part.a: unknown-official: names the sheet `gone`, which does not exist",
            "official/t/main.toml: t/main: unknown-official: column A chooses from `codes.gone`, which does not exist",
            "official/t/main.toml: t/main: unknown-official: column A is filled by `f.gone`, which does not exist",
            "official/t/tool.toml: t: unknown-official: 01A has `N` in play, but not among its sheets",
            "official/t/tool.toml: t: unknown-official: 01A has `N` in play, which does not exist",
            "procedures/a.toml: p.a: unknown-official: names `gone` of the tool `t`, whose menu has no such code",
        ],
    );
}
