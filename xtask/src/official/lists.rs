//! `official list`: one of the agency's lists as a draft for `rulebook/codes`, and the names of its items for the folders of the languages.
//! Ids are the official codes; people rename those that conditions name.

use super::facts::{Facts, List, read};
use super::text::quoted;
use crate::run::Outcome;
use std::path::Path;

/// A draft: what goes into a file of codes, and what into one of names for each half of the labels.
#[derive(Default)]
struct Draft {
    codes: String,
    names: [String; 2],
}

/// The draft of one list; of all lists of a family if `linked`, as some have the same name, or where there is no list of this name.
/// `halves` are the languages of the halves of a label.
pub fn draft(facts: &Path, name: &str, id: &str, source: &str, linked: bool, halves: &[String]) -> Outcome<String> {
    let facts = read(facts)?;
    let mut draft = Draft::default();
    let list = facts.lists.plain.get(name).or_else(|| facts.lists.linked.get(name));
    if let Some(list) = list.filter(|_| !linked) {
        draft.one(&facts, list, name, id, source);
        return Ok(draft.show(halves));
    }
    draft.codes = format!("[[family]]\nid = {}\nofficial = {}\n", quoted(id), quoted(name));
    let prefix = format!("{name}_");
    let before = draft.codes.len();
    let family = facts.lists.linked.iter().filter(|(it, _)| it.starts_with(&prefix));
    for (linked, list) in family {
        let code = linked.trim_start_matches(&prefix);
        // What has another mark in it is a list of another family.
        if !code.contains('_') {
            draft.one(&facts, list, "", &format!("{id}_{code}"), source);
        }
    }
    if draft.codes.len() == before {
        return Err(format!("the agency has no list {name}, and none that is linked to it"));
    }
    Ok(draft.show(halves))
}

impl Draft {
    fn one(&mut self, facts: &Facts, list: &List, name: &str, id: &str, source: &str) {
        let tools: Vec<&str> = facts.tools.iter().map(|tool| tool.procedure.as_str()).collect();
        let first = list.of(tools.first().copied().unwrap_or_default());
        if tools.iter().all(|tool| list.of(tool) == first) {
            return self.add(first, name, id, source);
        }
        self.codes.push_str("# The tools differ: choose, or name what is common to them.\n");
        for tool in tools {
            let name = if name.is_empty() { String::new() } else { format!("{tool}/{name}") };
            self.add(list.of(tool), &name, &format!("{id}_{tool}"), source);
        }
    }

    fn add(&mut self, items: &[(String, String)], name: &str, id: &str, source: &str) {
        let gap = |text: &str| if text.is_empty() { "" } else { "\n" };
        let official = if name.is_empty() {
            String::new()
        } else {
            format!("official = {}\n", quoted(name))
        };
        let head = format!("[[list]]\nid = {}\n{official}source = {}\nitem = [\n", quoted(id), quoted(source));
        self.codes.push_str(&format!("{}{head}", gap(&self.codes)));
        let mut names = [String::new(), String::new()];
        for (label, code) in items {
            let said = match halves(label) {
                Some((one, other)) => [one, other],
                None => [label.as_str(), ""],
            };
            // Where a label is not parted, its own halves may still stand in it: then it is kept, and the name is left to people.
            let whole = said[1].is_empty() && !label.is_ascii() && label.contains(' ');
            let label = if whole {
                format!(", label = {}", quoted(label))
            } else {
                String::new()
            };
            self.codes.push_str(&format!("    {{ id = {}{label} }},\n", quoted(code)));
            for (rows, name) in names.iter_mut().zip(said).filter(|(_, name)| !name.is_empty()) {
                rows.push_str(&format!("{} = {}\n", quoted(code), quoted(name)));
            }
        }
        self.codes.push_str("]\n");
        for (all, rows) in self.names.iter_mut().zip(names).filter(|(_, rows)| !rows.is_empty()) {
            all.push_str(&format!("{}[{}]\n{rows}", gap(all), quoted(id)));
        }
    }

    /// Each part under the file into which it goes.
    fn show(&self, halves: &[String]) -> String {
        let mut out = format!("# codes/<file>.toml\n{}", self.codes);
        for (lang, names) in halves.iter().zip(&self.names).filter(|(_, names)| !names.is_empty()) {
            out.push_str(&format!("\n# texts/{lang}/codes/<file>.toml\n{names}"));
        }
        out
    }
}

/// The Japanese and the English half of a label: parted by the one space before which all is Japanese and behind which nothing is.
fn halves(label: &str) -> Option<(&str, &str)> {
    let (ja, en) = label.split_once(' ')?;
    let latin = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii() || ('\u{C0}'..'\u{250}').contains(&c) || c == '\u{2019}')
    };
    let clean = !ja.is_empty() && en.chars().any(|c| c.is_ascii_alphabetic()) && !en.starts_with(' ');
    (clean && latin(en) && !ja.chars().any(|c| c.is_ascii_alphabetic())).then_some((ja, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_parted_where_it_is_clean() {
        let (ja, wide) = ("\u{7537}", "\u{ff11}\u{3000}\u{7537}");
        assert_eq!(halves(&format!("{ja} male")), Some((ja, "male")));
        assert_eq!(halves(&format!("{wide} a man (x)")), Some((wide, "a man (x)")));
        for label in [
            format!("{ja} {ja} male"),
            format!("{ja}A male"),
            ja.to_owned(),
            "male".into(),
            format!("{ja} 1"),
        ] {
            assert_eq!(halves(&label), None, "{label}");
        }
        let items = [
            (format!("{ja} male"), "1".to_owned()),
            (ja.to_owned(), "2".into()),
            (format!("{ja} {ja} x"), "3".into()),
        ];
        let mut draft = Draft::default();
        draft.add(&items, "C611", "codes.sex", "src.x");
        draft.add(&items[1..2], "", "codes.other", "src.x");
        assert_eq!(
            draft.show(&["a".into(), "b".into()]),
            format!(
                "# codes/<file>.toml\n[[list]]\nid = \"codes.sex\"\nofficial = \"C611\"\nsource = \"src.x\"\nitem = [\n    {{ id = \"1\" }},\n    {{ id = \"2\" }},\n    \
                 {{ id = \"3\", label = \"{ja} {ja} x\" }},\n]\n\n[[list]]\nid = \"codes.other\"\nsource = \"src.x\"\nitem = [\n    {{ id = \"2\" }},\n]\n\n\
                 # texts/a/codes/<file>.toml\n[\"codes.sex\"]\n\"1\" = \"{ja}\"\n\"2\" = \"{ja}\"\n\"3\" = \"{ja} {ja} x\"\n\n[\"codes.other\"]\n\"2\" = \"{ja}\"\n\n\
                 # texts/b/codes/<file>.toml\n[\"codes.sex\"]\n\"1\" = \"male\"\n"
            )
        );
    }
}
