//! How long a visitor waits for the first question: which one that is, and the same one for SurveyJS.

use super::report::Figures;
use super::{Sites, visits};
use crate::rulebook;
use crate::run::Outcome;
use crate::words::Words;
use ::rulebook::host::Book;
use ::rulebook::{Field, FieldKind, Item, Tongue};
use serde_json::{Value, json};

/// Rounds, in each of which everybody is visited once.
const TIMES: u32 = 9;

pub fn measure(times: Option<u32>, sites: &Sites) -> Outcome<Figures> {
    let book = rulebook::book()?;
    let field = first(&book).ok_or("the rulebook begins with no question")?;
    let told = question(&book, field).ok_or("the rulebook does not begin with a choice")?;
    let options = [format!("--define:QUESTION={told}")];
    visits::figures("first", times.unwrap_or(TIMES), sites, &options, json!({ "field": field.id }))
}

fn first(book: &Book) -> Option<&Field> {
    let items = &book.core.start.steps.first()?.items;
    items.iter().find_map(|item| match item {
        Item::Field(field) => Some(&**field),
        _ => None,
    })
}

/// The question and its choices, in the words of the original language.
fn question(book: &Book, field: &Field) -> Option<Value> {
    let FieldKind::Choice { list, .. } = &field.kind else {
        return None;
    };
    let words = Words::of(book, &book.core.languages.first()?.0);
    let loaded = book.loaded();
    let choices = &loaded.list(list.as_str())?.items;
    let choices: Vec<Value> = choices
        .iter()
        .map(|it| json!({ "value": it.id, "text": words.find(&it.id).unwrap_or(words.name(it)) }))
        .collect();
    Some(json!({ "title": words.get(field.words()), "choices": choices }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_question_has_choices_with_words() {
        let book = rulebook::book().unwrap();
        let told = question(&book, first(&book).unwrap()).unwrap();
        let choices = told["choices"].as_array().unwrap();
        assert!(choices.len() > 1 && choices.iter().all(|it| it["text"] != it["value"]), "{told}");
    }
}
