//! Which pack a text travels in: the words of a part or of a set of documents come with it, the rest by the file in which they stand.

use super::book::Book;
use crate::core::base_of_pack;
use crate::{DocumentSet, FIRST_WORDS, Item, Part, Place, Requirement, Rule, TextId, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// What the first question needs of the files of [`FIRST_WORDS`]: its own words, those of the frame around it, and how days and numbers are written.
const OF_FIRST_QUESTION: [&str; 15] = [
    "st.",
    "f.",
    "k.",
    "p.",
    "s.",
    "cal.",
    "ui.",
    "later.",
    "saved.",
    "stage.",
    "step.",
    "format.",
    "place.",
    "shelf.title",
    "about.title",
];

/// The rest of them: asked for while the person reads the first question.
const LATER: &str = "later";

/// Words about any table of points, `points.sum`: they come with each part that has one.
const OF_TABLES: &str = "points";

/// The texts of every language: language, name of the pack behind `text.<language>.`, words.
pub(super) fn sort(book: &Book) -> Vec<(String, String, Texts)> {
    let owners = owners(book);
    let mut packs = Vec::new();
    for (lang, _) in book.languages() {
        let mut by_name: BTreeMap<String, BTreeMap<TextId, String>> = BTreeMap::new();
        for file in book.texts.iter().filter(|file| file.lang == *lang) {
            for (id, text) in &file.texts.0 {
                let mut homes: Vec<String> = Vec::new();
                // Those are there before anything else: nothing of them need come twice.
                if !FIRST_WORDS.contains(&file.name.as_str()) {
                    homes.extend(
                        owners
                            .iter()
                            .filter(|(_, ids)| owns(ids, id.as_str()))
                            .map(|(name, _)| name.clone()),
                    );
                }
                if homes.is_empty() {
                    let first = FIRST_WORDS.contains(&file.name.as_str());
                    let later = first && !OF_FIRST_QUESTION.iter().any(|it| id.as_str().starts_with(it));
                    homes.push(if later { LATER.to_owned() } else { file.name.clone() });
                }
                for home in homes {
                    by_name.entry(home).or_default().insert(id.clone(), text.clone());
                }
            }
        }
        packs.extend(by_name.into_iter().map(|(name, texts)| (lang.clone(), name, Texts(texts))));
    }
    packs
}

/// The id itself, or what stands behind a dot of it.
fn owns(ids: &BTreeSet<String>, id: &str) -> bool {
    let dots = id.match_indices('.').map(|(at, _)| id.get(..at).unwrap_or(id));
    dots.chain([id]).any(|beginning| ids.contains(beginning))
}

/// The ids that a part or a set speaks of, by the name that it was written under.
fn owners(book: &Book) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in &book.made.parts {
        of_part(part, all.entry(base_of_pack(part.id.as_str()).to_owned()).or_default());
    }
    for set in &book.made.documents {
        of_set(set, all.entry(base_of_pack(set.id.as_str()).to_owned()).or_default());
    }
    all
}

fn of_part(part: &Part, ids: &mut BTreeSet<String>) {
    for step in &part.steps {
        ids.insert(step.id.to_string());
        for item in &step.items {
            match item {
                Item::Heading(heading) => ids.extend([heading.text.to_string()]),
                Item::Field(_) => {}
                Item::Group(group) => ids.extend([group.id.to_string()]),
            }
        }
    }
    ids.extend(part.fields().map(|field| field.words().to_owned()));
    ids.extend(part.tallies.iter().map(|tally| tally.id.to_string()));
    if !part.tallies.is_empty() {
        ids.insert(OF_TABLES.to_owned());
    }
    of_rules(&part.rules, ids);
}

fn of_set(set: &DocumentSet, ids: &mut BTreeSet<String>) {
    ids.extend(set.classes.iter().map(|class| class.id.to_string()));
    for document in &set.documents {
        ids.insert(document.id.to_string());
        ids.extend(document.looks.iter().map(ToString::to_string));
        if let Requirement::OneOf(group) = &document.requirement {
            ids.insert(group.to_string());
        }
    }
    of_rules(&set.rules, ids);
}

fn of_rules(rules: &[Rule], ids: &mut BTreeSet<String>) {
    // A rule about eligibility may be spoken of before its part is here.
    let of_form = rules.iter().filter(|rule| rule.at != Place::Eligibility);
    ids.extend(of_form.map(|rule| rule.id.to_string()));
}
