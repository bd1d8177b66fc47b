//! Answering one question, each kind as a person answers it.

use crate::book::Book;
use crate::root::Root;
use crate::until;
use rulebook::{FieldKind, Shape};
use serde_json::json;
use thirtyfour::WebElement;

/// Answers a question, found by its label, with an answer as it stands in a case.
pub async fn fill(root: &Root, book: &Book, field: &str, typed: &str) {
    let control = root.by_label(field, book.asks(field)).await;
    match book.kind(field) {
        FieldKind::Text { .. } | FieldKind::Number { .. } => root.type_into(&control, typed).await,
        FieldKind::Date { .. } => date(root, book, field, typed).await,
        FieldKind::Month { .. } => month(root, book, field, typed).await,
        FieldKind::Choices { list } => {
            for id in typed.split_whitespace() {
                press_choice(root, field, &book.choice_in_sight(list.as_str(), id)).await;
            }
        }
        FieldKind::Choice { list, shape, .. } => match shape {
            Shape::Radio | Shape::Cards => press_choice(root, field, &book.choice_in_sight(list.as_str(), typed)).await,
            Shape::Confirm => root.press(&format!("main [data-field='{field}'] label")).await,
            Shape::Select => select(root, field, &book.choice(list.as_str(), typed)).await,
            Shape::Search => search(root, &control, field, &book.choice(list.as_str(), typed)).await,
        },
    }
}

/// A row of radio buttons or boxes, by the words beside it.
async fn press_choice(root: &Root, field: &str, name: &str) {
    let body = "return [...root.querySelectorAll(`main [data-field='${a}'] .choice_field-row`)]
        .find((row) => row.querySelector('.choice_field-name')?.textContent.trim() === b)";
    root.press_that(&format!("`{name}` of {field}"), body, &[json!(field), json!(name)])
        .await;
}

async fn select(root: &Root, field: &str, name: &str) {
    let body = "return [...root.querySelectorAll(`main [data-field='${a}'] select option`)].find((it) => it.textContent.trim() === b)";
    root.press_that(&format!("`{name}` of {field}"), body, &[json!(field), json!(name)])
        .await;
}

/// Types the name and takes it from the list.
async fn search(root: &Root, control: &WebElement, field: &str, name: &str) {
    // Pressed first: the list may still be arriving, and what is typed before it is there finds nothing.
    until(&format!("the list of {field}"), async || {
        (root
            .ask("return !root.querySelector(`main [data-field='${a}'] .needs`)", &[json!(field)])
            .await
            == json!(true))
        .then_some(())
    })
    .await;
    root.type_into(control, name).await;
    let body = "return [...root.querySelectorAll(`main [data-field='${a}'] [role=option]`)]
        .find((it) => it.firstElementChild.textContent.trim() === b)";
    // The list goes with the press, and the driver may then call the option stale although it was taken: look at what came of it.
    let taken = "const box = root.querySelector(`main [data-field='${a}'] [role=combobox]`);
        return box.value.trim() === b && box.getAttribute('aria-expanded') !== 'true'";
    until(&format!("`{name}` in the list of {field}"), async || {
        if root.ask(taken, &[json!(field), json!(name)]).await == json!(true) {
            return Some(());
        }
        if let Some(option) = root.element(body, &[json!(field), json!(name)]).await {
            let _ = option.click().await;
        }
        None
    })
    .await;
}

/// The box in a fieldset beside which this word stands.
async fn part(root: &Root, field: &str, name: &str, word: &str) -> WebElement {
    let body = "const box = root.querySelector(`main [data-field='${a}'] [data-part='${b}']`);
        const label = box && [...root.querySelectorAll('label')].find((it) => it.htmlFor === box.id);
        return label && label.textContent.trim() === c ? box : null";
    until(&format!("the box `{word}` of {field}"), async || {
        root.element(body, &[json!(field), json!(name), json!(word)]).await
    })
    .await
}

async fn unknown(root: &Root, field: &str) {
    root.press(&format!("main [data-field='{field}'] .month_field-unknown")).await;
}

async fn pieces(root: &Root, book: &Book, field: &str, pieces: &[(&str, &str)]) {
    for (name, typed) in pieces {
        let box_ = part(root, field, name, book.text(&format!("ui.{name}"))).await;
        root.type_into(&box_, typed).await;
    }
}

/// Three boxes; what is not known of it is said by a box to tick.
async fn date(root: &Root, book: &Book, field: &str, typed: &str) {
    let mut split = typed.split('-');
    let parts = ["year", "month", "day"].map(|name| (name, split.next().unwrap_or_default()));
    let known: Vec<(&str, &str)> = parts.into_iter().filter(|(_, piece)| piece.chars().any(|c| c != '0')).collect();
    pieces(root, book, field, &known).await;
    if known.len() < 3 {
        unknown(root, field).await;
    }
}

async fn month(root: &Root, book: &Book, field: &str, typed: &str) {
    let (year, of_year) = typed.split_once('-').unwrap_or((typed, ""));
    pieces(root, book, field, &[("year", year)]).await;
    if of_year == "00" {
        unknown(root, field).await;
    } else {
        pieces(root, book, field, &[("month", of_year)]).await;
    }
}
