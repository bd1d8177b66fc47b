//! Everything that can be wrong with the rulebook and still be read. One file a lint: what it checks, why, and a test.
//!
//! A new lint is a file and a line in `CHECKS`.

mod asked_later;
mod blocks_weakly;
mod case_ids;
mod case_like;
mod case_pair;
mod characters;
mod circle;
mod column_row;
mod column_unfilled;
mod counted_word;
mod double_code;
mod double_id;
mod double_name;
mod fact_unmeasured;
mod force_missing;
mod id_prefix;
mod limit_wider;
mod name_missing;
mod name_orphan;
mod placeholders;
mod postal;
mod renamed;
mod row_field;
mod source_missing;
mod stages;
mod text_missing;
mod text_orphan;
mod text_place;
mod two_fields;
mod unknown_choice;
mod unknown_id;
mod unknown_official;

mod ids;

use super::{Book, Problem};

/// A check adds what it finds.
type Check = fn(&Book, &mut Vec<Problem>);

const CHECKS: &[Check] = &[
    asked_later::check,
    blocks_weakly::check,
    case_ids::check,
    case_like::check,
    case_pair::check,
    characters::check,
    circle::check,
    counted_word::check,
    column_row::check,
    column_unfilled::check,
    double_code::check,
    double_id::check,
    double_name::check,
    force_missing::check,
    id_prefix::check,
    limit_wider::check,
    name_missing::check,
    name_orphan::check,
    placeholders::check,
    postal::check,
    renamed::check,
    row_field::check,
    source_missing::check,
    stages::check,
    text_missing::check,
    text_orphan::check,
    text_place::check,
    two_fields::check,
    unknown_choice::check,
    unknown_id::check,
    unknown_official::check,
];

/// Everything that is wrong, in the order of the files. `facts` are the names of what can be measured.
pub fn lint(book: &Book, facts: &[&str]) -> Vec<Problem> {
    let mut found = Vec::new();
    CHECKS.iter().for_each(|check| check(book, &mut found));
    fact_unmeasured::check(book, facts, &mut found);
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::load::from_files;

    /// Reads a small rulebook and expects these findings of one check, as they are printed.
    pub(super) fn expect(check: impl Fn(&Book, &mut Vec<Problem>), files: &[(&str, &str)], findings: &[&str]) {
        let files = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        let book = from_files(&files).unwrap_or_else(|all| panic!("{all:#?}"));
        let mut found = Vec::new();
        check(&book, &mut found);
        found.sort();
        found.dedup();
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, findings);
    }

    /// Two languages.
    pub(super) const LANGUAGES: &str = "language = [{ code = \"ja\", name = \"A\" }, { code = \"en\", name = \"B\" }]";

    /// A list of three items.
    pub(super) const LIST: &str =
        "list = [{ id = \"codes.a\", source = \"src.a\", item = [{ id = \"a\" }, { id = \"b\" }, { id = \"c\" }] }]";

    /// A tool of the agency's with this menu.
    pub(super) fn tool(menu: &str) -> String {
        format!("name = \"t\"\nsource = \"src.a\"\nversion = \"1\"\nfile_name = \"x.csv\"\nmax_rows = 1\n{menu}")
    }

    /// A part with these fields, each with the rest of its table.
    pub(super) fn part(fields: &[(&str, &str)]) -> String {
        let mut text = String::from("id = \"part.a\"\nsource = \"src.a\"\n[[step]]\nid = \"st.a\"\nitem = [\n");
        for (id, rest) in fields {
            let kind = if rest.contains("kind =") {
                ""
            } else {
                "kind = { as = \"text\" }, "
            };
            text.push_str(&format!("{{ field = {{ id = \"{id}\", {kind}{rest} }} }},\n"));
        }
        text + "]\n"
    }
}
