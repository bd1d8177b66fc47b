//! `official list`: one of the agency's lists as a draft for `rulebook/codes`. Ids are the official codes; people rename those that
//! conditions name.

use super::facts::{Facts, List, read};
use super::text::quoted;
use crate::run::Outcome;
use std::path::Path;

/// The draft of one list; of all lists of a family if `linked`, as some have the same name, or where there is no list of this name.
pub fn draft(facts: &Path, name: &str, id: &str, source: &str, linked: bool) -> Outcome<String> {
    let facts = read(facts)?;
    let list = facts.lists.plain.get(name).or_else(|| facts.lists.linked.get(name));
    if let Some(list) = list.filter(|_| !linked) {
        return Ok(one(&facts, list, name, id, source));
    }
    let prefix = format!("{name}_");
    let family = facts.lists.linked.iter().filter(|(it, _)| it.starts_with(&prefix));
    let mut out = String::new();
    for (linked, list) in family {
        let code = linked.trim_start_matches(&prefix);
        // What has another mark in it is a list of another family.
        if !code.contains('_') {
            out.push_str(&format!("\n{}", one(&facts, list, "", &format!("{id}_{code}"), source)));
        }
    }
    if out.is_empty() {
        return Err(format!("the agency has no list {name}, and none that is linked to it"));
    }
    Ok(format!("[[family]]\nid = {}\nofficial = {}\n{out}", quoted(id), quoted(name)))
}

fn one(facts: &Facts, list: &List, name: &str, id: &str, source: &str) -> String {
    let tools: Vec<&str> = facts.tools.iter().map(|tool| tool.procedure.as_str()).collect();
    let differ = tools
        .iter()
        .any(|tool| list.of(tool) != list.of(tools.first().copied().unwrap_or_default()));
    if !differ {
        return show(list.of(tools.first().copied().unwrap_or_default()), name, id, source);
    }
    let own = |tool: &&str| {
        let name = if name.is_empty() { String::new() } else { format!("{tool}/{name}") };
        show(list.of(tool), &name, &format!("{id}_{tool}"), source)
    };
    let lists: Vec<String> = tools.iter().map(own).collect();
    format!("# The tools differ: choose, or name what is common to them.\n{}", lists.join("\n"))
}

fn show(items: &[(String, String)], name: &str, id: &str, source: &str) -> String {
    let mut out = format!("[[list]]\nid = {}\n", quoted(id));
    if !name.is_empty() {
        out.push_str(&format!("official = {}\n", quoted(name)));
    }
    out.push_str(&format!("source = {}\nitem = [\n", quoted(source)));
    for (label, code) in items {
        let words = match halves(label) {
            Some((ja, en)) => format!("ja = {}, en = {}", quoted(ja), quoted(en)),
            None if label.is_ascii() || !label.contains(' ') => format!("ja = {}", quoted(label)),
            None => format!("label = {}, ja = {}", quoted(label), quoted(label)),
        };
        out.push_str(&format!("    {{ id = {}, {words} }},\n", quoted(code)));
    }
    out + "]\n"
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
        let text = show(&items, "C611", "codes.sex", "src.x");
        assert_eq!(
            text,
            format!(
                "[[list]]\nid = \"codes.sex\"\nofficial = \"C611\"\nsource = \"src.x\"\nitem = [\n    {{ id = \"1\", ja = \"{ja}\", en = \"male\" }},\n    {{ id = \"2\", ja = \"{ja}\" }},\n    {{ id = \"3\", label = \"{ja} {ja} x\", ja = \"{ja} {ja} x\" }},\n]\n"
            )
        );
    }
}
