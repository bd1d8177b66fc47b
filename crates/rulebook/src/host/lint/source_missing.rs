//! # `source-missing`
//! **What it checks.** Every value, fee, question, document, rule, date and list cites a source of `sources.toml`.
//! **Why.** A rule that nobody can look up is a rumour. (A source itself cannot be read in without the day on which it was read.)

use crate::SourceId;
use crate::host::book::name_of_sheet;
use crate::host::{Book, Problem};

pub(super) fn check(book: &Book, found: &mut Vec<Problem>) {
    let mut look = |id: &str, source: &SourceId, may_be_empty: bool| {
        if source.as_str().is_empty() {
            if !may_be_empty {
                found.push(book.problem("source-missing", id, "cites no source"));
            }
        } else if book.core.source(source).is_none() {
            found.push(book.problem("source-missing", id, format!("cites `{source}`, which is not in sources.toml")));
        }
    };
    for (id, cite) in book.cites() {
        look(&id, &cite.source, false);
    }
    book.all_parts().for_each(|part| look(part.id.as_str(), &part.source, true));
    book.documents.iter().for_each(|set| look(set.id.as_str(), &set.source, true));
    book.tools.iter().for_each(|tool| look(&tool.name, &tool.source, false));
    for sheet in book.sheets.iter().filter(|sheet| book.tool(&sheet.tool).is_none()) {
        let say = format!("belongs to the tool `{}`, which has no file in official/tools", sheet.tool);
        found.push(book.problem("source-missing", &name_of_sheet(&sheet.tool, &sheet.sheet), say));
    }
}

#[test]
fn a_value_without_a_known_source_is_found() {
    let values = r#"
        [[value]]
        id = "v.a"
        unit = "unit.yen"
        since = [{ from = 2026-01-01, is = 1 }, { from = 2026-02-01, is = 2, source = "src.none" }]"#;
    super::tests::expect(
        check,
        &[("values.toml", values)],
        &[
            "values.toml: v.a: source-missing: cites `src.none`, which is not in sources.toml",
            "values.toml: v.a: source-missing: cites no source",
        ],
    );
}
