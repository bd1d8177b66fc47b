//! What a key press costs on the page: the largest worked person as a draft at rest, so that the desk opens it where there is something to type.
//!
//! The draft is written here as `src/draft.rs` writes it; the tests hold its names to those of drafts that have shipped.

use super::people::{self, Person};
use super::report::Figures;
use super::{Sites, visits};
use crate::rulebook;
use crate::run::Outcome;
use ::rulebook::host::Book;
use ::rulebook::{Loaded, StepId};
use engine::{ItemView, Slot, wire};
use serde_json::{Value, json};

/// Rounds; in each of them everybody's letters are many.
const TIMES: u32 = 5;
/// So many letters more must find room: those of one round, and those before them.
const LETTERS: usize = 40;
const ID: &str = "bench";

pub fn measure(times: Option<u32>, sites: &Sites) -> Outcome<Figures> {
    let book = rulebook::book()?;
    let loaded = book.loaded();
    let people = people::of_one_code(&book, &loaded)?;
    let person = people.last().ok_or("no worked person may be sent")?;
    let told = told(&book, &loaded, person).ok_or("the largest worked person types no text")?;
    println!("  {}, {} questions", person.name(), person.seen.fields.len());
    visits::figures("keys", times.unwrap_or(TIMES), sites, &[], told)
}

/// The draft, which box of it is typed into, and a letter that certainly belongs there.
fn told(book: &Book, loaded: &Loaded, person: &Person) -> Option<Value> {
    let (slot, text) = person.longest(loaded, LETTERS)?;
    let letter = text.chars().next()?;
    let steps = &person.seen.steps;
    let step = steps.iter().find(|step| step.items.iter().any(|item| is(item, slot)))?;
    let file = |(document, file): (_, &engine::FileEntry)| {
        let bytes = file.number("file.bytes").unwrap_or(0.0) as u64;
        json!({ "key": file.key, "document": document, "name": file.name, "bytes": bytes, "facts": file.facts })
    };
    let files: Vec<Value> = person.answers.all_files().map(file).collect();
    let noon = person.case.today.and_hms_opt(3, 0, 0)?.and_utc().timestamp_millis();
    let draft = json!({
        "version": 1,
        "id": ID,
        "stamp": "made-up-1",
        "edition": book.core.edition,
        "changed_ms": noon,
        "created_ms": noon,
        "lang": book.core.languages.first()?.0,
        "place": path(&step.id),
        "answers": wire::entries(&person.answers),
        "rows": wire::rows(&person.answers),
        "files": files,
    });
    Some(json!({
        "day": person.case.today,
        "field": slot.field,
        "letter": letter,
        "id": ID,
        "draft": draft.to_string(),
        "files": files,
    }))
}

fn is(item: &ItemView, slot: &Slot) -> bool {
    matches!(item, ItemView::Field(it) if it == slot)
}

/// A page as the address bar shows it.
fn path(step: &StepId) -> String {
    let id = step.as_str();
    format!("step/{}", id.split_once('.').map_or(id, |(_, name)| name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place;

    #[test]
    fn the_draft_is_like_those_that_have_shipped() {
        let book = rulebook::book().unwrap();
        let loaded = book.loaded();
        let people = people::of_one_code(&book, &loaded).unwrap();
        let told = told(&book, &loaded, people.last().unwrap()).unwrap();
        let draft: Value = serde_json::from_str(told["draft"].as_str().unwrap()).unwrap();

        let shipped = place::root().join("tests/files/shipped");
        let last = place::files(&shipped)
            .unwrap()
            .into_iter()
            .rfind(|it| it.to_string_lossy().ends_with(".draft.json"));
        let known: Value = serde_json::from_str(&std::fs::read_to_string(shipped.join(last.unwrap())).unwrap()).unwrap();
        let names = |of: &Value| of.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for (ours, theirs) in [
            (&draft, &known),
            (&draft["files"][0], &known["files"][0]),
            (&draft["answers"][0], &known["answers"][0]),
        ] {
            let known = names(theirs);
            assert_eq!(
                names(ours).into_iter().filter(|it| !known.contains(it)).collect::<Vec<_>>(),
                [""; 0]
            );
        }
        assert!(draft["answers"].as_array().unwrap().len() > known["answers"].as_array().unwrap().len());
    }
}
